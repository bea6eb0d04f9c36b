from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal.checks import register_checks  # noqa: PLC0415 - models, which exist only now
        from portal.private_pictures import remember_restrictions  # noqa: PLC0415 - models, which exist only now
        from portal.wagtail_exports import make_exports_harmless  # noqa: PLC0415 - models, which exist only now

        register_checks()
        make_exports_harmless()
        remember_restrictions()
