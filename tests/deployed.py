"""The environment of a server that is not a demonstration: what production does not start without."""

DEPLOYED = {
    "SECRET_KEY": "e" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "portal.example.org",
    "WAGTAILADMIN_BASE_URL": "https://portal.example.org",
    "DEFAULT_FROM_EMAIL": "La Trame <noreply@portal.example.org>",
    "TRUSTED_PROXIES": "1",
}
