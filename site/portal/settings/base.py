"""What holds everywhere. The environment chooses the stores; no code differs between machines."""

from pathlib import Path
from typing import Any

import environ

from portal.environment import prepare_environment
from portal.settings.policies import ADMIN_POLICY, PUBLIC_POLICY

BASE_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = BASE_DIR / "site"
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

prepare_environment()
env = environ.Env()

DEMO: bool = env.bool("DEMO", default=False)
DEVELOPMENT = False
DEBUG = False
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal",
    "applications",
    "events",
    "offers",
    "home",
    "users",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "users.apps.StaffConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_recaptcha",
    "django_tasks",
    "django_tasks_db",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.middleware.PolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.middleware.GuardMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "applications.forms.middleware.RefusalMiddleware",
    "portal.staff_guard.StaffGuardMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.context_processors.fonts",
            ],
        },
    },
]

# Stores

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Django switches foreign keys on by itself. IMMEDIATE takes the write lock at the start of a transaction,
    # so that two writers wait for each other instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 25,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60), "CONN_HEALTH_CHECKS": True}

REDIS_URL: str = env.str("REDIS_URL", default="")
_CACHE: dict[str, Any] = (
    {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
)
CACHES: dict[str, dict[str, Any]] = {
    "default": {**_CACHE, "KEY_PREFIX": "portal"},
    # Wagtail looks here for an image's rendition before it asks the database.
    "renditions": {**_CACHE, "KEY_PREFIX": "renditions", "TIMEOUT": 86400, "OPTIONS": {}},
}
if not REDIS_URL:
    CACHES["renditions"] |= {"LOCATION": "renditions", "OPTIONS": {"MAX_ENTRIES": 2000}}

STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What applicants send. Nothing serves this folder: only views that ask who is there read from it.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.path("PRIVATE_ROOT", default=str(VAR_DIR / "private")),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = BASE_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATIC_URL = "/static/"
# The fonts come from npm and may be missing; without them the pages use the reader's own.
FONTS_DIR = VAR_DIR / "fonts"
# The same as TTF, with those of other scripts: what documents are set in. Without them, in what their engine brings.
DOCUMENT_FONTS_DIR = VAR_DIR / "document-fonts"
HAS_FONTS = (FONTS_DIR / "fonts.css").exists()
STATICFILES_DIRS: list[Any] = [SITE_DIR / "static"]
if HAS_FONTS:
    STATICFILES_DIRS.append(("fonts", FONTS_DIR))

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Limits

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "applications.uploads.handlers.RoomyFileUploadHandler",
]
# What applicants send, in megabytes: the most that an editor may allow for a file, and for all files of one draft.
ATTACHMENT_MAX_MB = 25
ATTACHMENTS_MAX_MB = 100
# All files of forms that nobody has sent yet, on the whole portal: visitors fill no more of its disk than this.
UNSENT_FILES_MAX_MB: int = env.int("UNSENT_FILES_MAX_MB", default=20_000)
ATTACHMENT_MAX_PIXELS = 50_000_000
# A larger request is refused before it is read.
REQUEST_MAX_BYTES = (ATTACHMENTS_MAX_MB + 10) * 1024 * 1024
# clamd, as in tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl. With it, staff get the files that it found clean.
CLAMAV_URL: str = env.str("CLAMAV_URL", default="")
CLAMAV_TIMEOUT = 60
# How often one draft or dossier, and one address that a whole town hall may share, can begin, save, upload, send, ask
# for a link, write a message, download a document, check a receipt.
RATE_LIMITS: dict[str, str] = {
    "begin by address": "600/minute;5000/hour",
    "save": "60/minute;1500/hour",
    "save by address": "6000/minute",
    "upload": "60/minute;300/hour",
    "upload by address": "1200/minute",
    "megabytes by address": "5000/hour",
    "submit": "120/minute",
    "submit by address": "1200/minute",
    "link": "3/minute;8/hour",
    "link by address": "200/hour",
    "message": "6/minute;60/hour",
    "message by address": "600/minute",
    "document": "20/minute;120/hour",
    "document by address": "300/minute",
    "receipt by address": "60/minute;600/hour",
    "reset by address": "30/hour;100/day",
    "seat by address": "60/hour",
    # How many mails leave to one mailbox, and because of one address: those beyond are written down and not sent. Who
    # has shown that the mailbox is theirs, by the button behind a mailed link, is hardly limited at all.
    "mail by sender": "600/hour;3000/day",
    "letter by recipient": "10/hour;30/day",
    "confirmed letter by recipient": "200/hour;1000/day",
    "link by recipient": "6/hour;20/day",
    "draft link by recipient": "6/hour;20/day",
    "confirmed draft link by recipient": "60/hour;300/day",
    "reminder by recipient": "1/day;4/30day",
    "confirmed reminder by recipient": "20/day;200/30day",
    "reset by recipient": "3/hour;10/day",
    "account notice by recipient": "10/hour;30/day",
}
# So many registrations of one e-mail address may wait to be confirmed, and so long their seats are kept once the mail
# with the link has left.
SEATS_TO_CONFIRM = 10
SEAT_KEPT_MINUTES: int = env.int("SEAT_KEPT_MINUTES", default=60)
# How many proxies stand before the portal, each adding the address that it saw to X-Forwarded-For. With none, or when
# the number is too low, all visitors count as the nearest proxy. Production does not start until it is said.
_PROXIES = env.str("TRUSTED_PROXIES", default="").strip()
TRUSTED_PROXIES = int(_PROXIES) if _PROXIES.isascii() and _PROXIES.isdecimal() else 0
# The robot check, which an administrator can switch on once there are keys. Its seconds are those that a sender waits.
RECAPTCHA_PUBLIC_KEY: str = env.str("RECAPTCHA_PUBLIC_KEY", default="")
RECAPTCHA_PRIVATE_KEY: str = env.str("RECAPTCHA_PRIVATE_KEY", default="")
RECAPTCHA_DOMAIN: str = env.str("RECAPTCHA_DOMAIN", default="www.google.com")
RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 3
WORKER_SILENT_AFTER = 60
QUEUE_LATE_AFTER = 300

# Languages and time

LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "home.formats"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# People

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["users.backends.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "users.passwords.HouseWordsValidator"}]
LOGIN_URL = "wagtailadmin_login"
WAGTAILADMIN_USER_LOGIN_FORM = "users.forms.StaffSignInForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "applications.accounts.resets.ResetForm"  # noqa: S105 - no password
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# E-mail

EMAIL_TIMEOUT = 10
# Seconds. Longer than any sending takes: who has not said by then what came of a mail is taken for dead.
OUTBOX_LEASE = 120
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="La Trame <noreply@localhost>")
SERVER_EMAIL: str = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)

# What the browser may do

CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}
CONTENT_SECURITY_POLICY_ADMIN = {"DIRECTIVES": ADMIN_POLICY}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

# Wagtail

WAGTAIL_SITE_NAME = "La Trame"
WAGTAILADMIN_BASE_URL: str = env.str("WAGTAILADMIN_BASE_URL", default="http://localhost:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français"), ("en", "English")]
WAGTAILADMIN_UNICODE_SLUGS = False
WAGTAIL_USER_TIME_ZONES = [
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Luxembourg",
    "Europe/Zurich",
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Halifax",
    "America/Martinique",
    "America/Toronto",
    "America/Vancouver",
    "America/Winnipeg",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "UTC",
]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
# The editors publish themselves: the stock approval workflow has a name in one language only.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "home.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "home.PortalDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.editors_documents.DocumentForm"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "ics", "jpeg", "jpg", "ods", "odt", "pdf", "png", "txt", "webp", "xlsx", "zip",
]  # fmt: skip
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.editors_pictures.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jfif", "jpe", "jpeg", "jpg", "png", "svg", "webp"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.search_backend"}}
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # Wagtail previews our pages in a frame of its own
]
