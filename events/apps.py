from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from events.provider import EventSessions  # noqa: PLC0415 - models, which exist only now
        from offers.sessions import register  # noqa: PLC0415 - models, which exist only now

        register(EventSessions())
