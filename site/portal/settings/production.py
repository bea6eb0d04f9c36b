"""For a server, and with ``DEMO=1`` for `make run`: the same settings on the loopback address, without TLS."""

import os
import sys

from portal.logs import logging_config
from portal.settings.base import *
from portal.settings.base import DEMO, SILENCED_SYSTEM_CHECKS, VAR_DIR, env
from portal.settings.required import refusal
from portal.settings.secret_key import kept_secret

LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"]

if DEMO:
    SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(VAR_DIR / "secret_key")
    ALLOWED_HOSTS = LOOPBACK_NAMES
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
else:
    if said := refusal(os.environ):
        sys.exit(said)
    SECRET_KEY = env.str("SECRET_KEY")
    ALLOWED_HOSTS = [host.strip() for host in env.list("ALLOWED_HOSTS") if host.strip()]
    CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
    globals().update(env.email("EMAIL_URL", default="smtp://localhost:25"))
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    # Whether the domain's other names speak HTTPS too is for its owner to say, so neither is on by itself.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
    SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers take cookies of these names from this very host alone, not from others of its domain.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

LOGGING = logging_config(as_json=not DEMO)
