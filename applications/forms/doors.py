"""Where offers ask about forms, and forms follow what Wagtail publishes."""

from applications.forms.copies import own_call
from applications.forms.open_calls import availability_of_offers
from applications.forms.page import FormPage
from applications.forms.wagtail_publishing import guard_publications
from offers.availability import register
from offers.sessions import register_copied_form


def open_doors() -> None:
    """Called once, when the app is ready."""
    register(availability_of_offers)
    register_copied_form(own_call)
    guard_publications()
    # Wagtail makes it at the first request and keeps it on the class: two threads at once would fail on that.
    FormPage.get_resolver()
