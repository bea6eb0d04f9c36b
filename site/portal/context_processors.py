"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest

FONT_FILES = ("figtree.woff2", "young-serif.woff2")


def fonts(_request: HttpRequest) -> dict[str, object]:
    """``has_fonts``, ``font_sheet`` and ``font_files`` (static paths to preload), empty where npm brought no fonts."""
    has_fonts = settings.HAS_FONTS
    return {
        "has_fonts": has_fonts,
        "font_sheet": "fonts/fonts.css" if has_fonts else "",
        "font_files": [f"fonts/{name}" for name in FONT_FILES] if has_fonts else [],
    }
