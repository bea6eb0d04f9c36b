"""The reader's language where no page says it: from the address, else from what the browser asks for."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_path, get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header


def preferred_language(request: HttpRequest) -> str:
    """The best of our languages for the browser's Accept-Language header."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def reader_language(request: HttpRequest) -> str:
    return get_language_from_path(request.path_info) or preferred_language(request)
