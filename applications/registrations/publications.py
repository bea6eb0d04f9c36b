"""The calls of sessions follow what is published: events, and the forms that register for them."""

import logging
from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from applications.forms import form_published
from applications.registrations.session_calls import follow_event, follow_form
from offers.sessions import sessions

logger = logging.getLogger(__name__)


def follow_publications() -> None:
    """Called once, when the app is ready."""
    form_published.register(follow_form)
    page_published.connect(follow_sessions, dispatch_uid="follow_published_sessions")
    page_unpublished.connect(follow_lost_sessions, dispatch_uid="follow_unpublished_sessions")


def follow_sessions(instance: Any, **_kwargs: Any) -> None:
    """The sessions of an event are calls: they follow each time that it is published or taken down.

    Wagtail publishes outside a transaction, and writes the history and the aliases of a page after this: a failure
    here is logged, leaves the calls as they were, and stops nothing. ``session_calls.is_behind`` finds it.
    """
    if not sessions().is_event(instance):
        return
    try:
        follow_event(instance.translation_key)
    except Exception:
        logger.exception("The calls of the sessions of %s do not say what is published.", instance.pk)


def follow_lost_sessions(instance: Any, **kwargs: Any) -> None:
    """As above, of an event that is taken down. One that is being deleted is still live in the database."""
    if sessions().is_event(instance):
        Page.objects.filter(pk=instance.pk, live=True).update(live=False)
        follow_sessions(instance, **kwargs)
