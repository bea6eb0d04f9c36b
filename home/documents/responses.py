"""A document as an answer to a request: a download with a name, which nothing keeps."""

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header

from home.file_names import short_name

HEADERS = {
    # django-csp leaves a policy alone that a response has already.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def download(pdf: bytes, name: str) -> HttpResponse:
    """The file under its name. Who may have it is for the caller to know."""
    response = HttpResponse(pdf, content_type="application/pdf", headers=HEADERS)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=short_name(name)) or "attachment"
    )
    add_never_cache_headers(response)
    return response
