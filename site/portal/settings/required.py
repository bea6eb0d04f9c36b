"""What nobody can guess for a server: without it the portal does not start."""

from collections.abc import Mapping
from email.utils import parseaddr
from urllib.parse import urlsplit

HEADING = "The portal does not start in production until this is set, in the environment or in .env:"
OTHERWISE = (
    "(DEMO=1 serves the demonstration to this machine alone; DJANGO_SETTINGS_MODULE=portal.settings.development is for "
    "people who write the portal.)"
)


def refusals(environment: Mapping[str, str]) -> list[str]:
    """One line for each variable that is missing or cannot be right; none when the portal may start."""
    lines = {
        "SECRET_KEY": "a long random text that nobody else knows",
        "ALLOWED_HOSTS": "the names that the portal answers to, separated by commas; not *",
        "WAGTAILADMIN_BASE_URL": "the address that e-mails lead to, as in https://portal.example.org",
        "DEFAULT_FROM_EMAIL": "whom e-mails come from, as in La Trame <noreply@example.org>",
        "TRUSTED_PROXIES": "how many proxies in front of the portal add to X-Forwarded-For; 0 if there are none",
    }
    given = {name: environment.get(name, "").strip() for name in lines}
    hosts = [host.strip() for host in given["ALLOWED_HOSTS"].split(",") if host.strip()]
    base = urlsplit(given["WAGTAILADMIN_BASE_URL"])
    is_right = {
        "SECRET_KEY": bool(given["SECRET_KEY"]),
        "ALLOWED_HOSTS": bool(hosts) and "*" not in hosts,
        "WAGTAILADMIN_BASE_URL": base.scheme == "https" and bool(base.netloc),
        "DEFAULT_FROM_EMAIL": "@" in parseaddr(given["DEFAULT_FROM_EMAIL"])[1],
        "TRUSTED_PROXIES": given["TRUSTED_PROXIES"].isascii() and given["TRUSTED_PROXIES"].isdecimal(),
    }
    return [f"  {name}: {meaning}" for name, meaning in lines.items() if not is_right[name]]


def refusal(environment: Mapping[str, str]) -> str:
    """What the person who starts the portal reads; empty when it may start."""
    lines = refusals(environment)
    return "\n".join([HEADING, *lines, OTHERWISE]) if lines else ""
