"""The calls of sessions are synced with what is published: events, and the forms that register for them."""

import logging
from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from applications.forms import form_published
from applications.registrations.session_calls import sync_event, sync_form
from offers.sessions import sessions

logger = logging.getLogger(__name__)


def sync_with_publications() -> None:
    """Called once, when the app is ready."""
    form_published.register(sync_form)
    page_published.connect(sync_sessions, dispatch_uid="sync_published_sessions")
    page_unpublished.connect(sync_lost_sessions, dispatch_uid="sync_unpublished_sessions")


def sync_sessions(instance: Any, **_kwargs: Any) -> None:
    """The sessions of an event are calls: they are synced each time that it is published or taken down.

    Wagtail publishes outside a transaction, and writes the history and the aliases of a page after this: a failure
    here is logged, leaves the calls as they were, and stops nothing. ``session_calls.is_behind`` finds it.
    """
    if not sessions().is_event(instance):
        return
    try:
        sync_event(instance.translation_key)
    except Exception:
        logger.exception("The calls of the sessions of %s do not say what is published.", instance.pk)


def sync_lost_sessions(instance: Any, **kwargs: Any) -> None:
    """As above, of an event that is taken down. One that is being deleted is still live in the database."""
    if sessions().is_event(instance):
        Page.objects.filter(pk=instance.pk, live=True).update(live=False)
        sync_sessions(instance, **kwargs)
