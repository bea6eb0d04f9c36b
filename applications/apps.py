from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = _("Applications")

    def ready(self) -> None:
        from applications.availability import availability_of_offers
        from applications.models import FormPage
        from applications.publication import follow_publications
        from offers.availability import register

        register(availability_of_offers)
        follow_publications()
        # Wagtail makes it at the first request and keeps it on the class: two threads at once would fail on that.
        FormPage.get_resolver()
