"""Who hears that a form was published."""

from collections.abc import Callable

from applications.forms.page import FormPage

Listener = Callable[[FormPage], None]

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Name somebody to be called with each form that was published, by its page that was published first.

    Called once all languages are live and their version is in force: that transaction is over and nothing is locked,
    so that a failure does not take the publication back. Nobody is called for a form that was refused, or that is
    scheduled for later. Registered when an app is ready; twice is once.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def form_published(page: FormPage) -> None:
    """Sent by ``publishing.publish_form``."""
    for listener in _listeners:
        listener(page)
