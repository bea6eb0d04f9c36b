"""Content security policies: a strict one for the pages that people read, a laxer one for Wagtail's own screens."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

PUBLIC_POLICY: dict[str, list[str]] = {
    "default-src": [SELF],
    "img-src": [SELF, "data:"],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}

# Wagtail's editor and its translation screens write inline scripts and styles.
ADMIN_POLICY: dict[str, list[str]] = PUBLIC_POLICY | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
}
