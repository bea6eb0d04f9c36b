"""Short addresses of forms: ``/go/<code>/`` leads to the form in the reader's language. Their codes to scan."""

from io import BytesIO
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.forms.live_pages import live_page_of_code
from applications.forms.page import FormPage

# Four modules of white all around is what scanners ask for; one module is this many pixels, or units of the drawing.
QUIET_ZONE = 4
SIZES = {"svg": 10, "png": 24}
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
def go(request: HttpRequest, code: str) -> HttpResponse:
    """To the live form in the language that the middleware read from the browser, or in the one that there is."""
    page = live_page_of_code(code, get_language() or "")
    address = page.get_url(request) if page else None
    if not address:
        raise Http404
    return HttpResponseRedirect(address)


@require_safe
@never_cache
def qr_code(request: HttpRequest, page_id: int, kind: str) -> HttpResponse:
    """The code to scan, as a file, for those who may edit the form; a 404 for others."""
    page = get_object_or_404(FormPage, pk=page_id)
    url = page.short_address()
    if kind not in TYPES or not url or not page.permissions_for_user(request.user).can_edit():
        raise Http404
    name = f"{page.short_code}.{kind}"
    return HttpResponse(
        drawn(url, kind),
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def drawn(url: str, kind: str) -> bytes:
    """Black on white, at a level of correction that stands a stain on a poster."""
    file = BytesIO()
    options: dict[str, Any] = {"scale": SIZES[kind], "border": QUIET_ZONE, "dark": "#000000", "light": "#ffffff"}
    segno.make(url, error="m", micro=False).save(file, kind=kind, **options)
    return file.getvalue()
