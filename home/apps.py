from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Site")

    def ready(self) -> None:
        from home.locales import remember_locales  # noqa: PLC0415 - models, which exist only now
        from home.search import keep_texts_in_step  # noqa: PLC0415 - models, which exist only now

        remember_locales()
        keep_texts_in_step()
