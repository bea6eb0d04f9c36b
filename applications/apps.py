from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = _("Applications")

    def ready(self) -> None:
        from applications.forms.copies import own_call
        from applications.forms.open_calls import availability_of_offers
        from applications.forms.page import FormPage
        from applications.forms.routes import register_views
        from applications.forms.wagtail_publishing import follow_publications
        from applications.letters.composers import COMPOSERS
        from applications.mail.composing import register_composers
        from applications.public.form import VIEWS
        from applications.registrations import doors as registrations
        from offers.availability import register
        from offers.sessions import register_copied_form

        register_views(VIEWS)
        register(availability_of_offers)
        register_copied_form(own_call)
        follow_publications()
        register_composers(COMPOSERS)
        registrations.open_doors()
        # Wagtail makes it at the first request and keeps it on the class: two threads at once would fail on that.
        FormPage.get_resolver()
