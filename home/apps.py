from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Site")

    def ready(self) -> None:
        from home.locales import remember_locales
        from home.search import follow_publications

        remember_locales()
        follow_publications()
