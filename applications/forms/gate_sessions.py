"""The part of the publish gate that looks at where a form stands: whether it registers for the sessions of an event."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.forms.page import FormPage
from applications.kinds import CallKind
from applications.models import FormVersion
from applications.questions.base import Source
from applications.questions.session import sessions_to_register
from offers.sessions import sessions


def session_problems(page: FormPage, form: Mapping[str, Any]) -> Iterator[str]:
    """Why a page and the event above it do not go together; ``form`` is its content. Few queries."""
    is_asked = any(spec["kind"] == "session" for step in form["steps"] for spec in step["questions"])
    if not is_asked:
        is_for_all = page.call.kind == CallKind.REGISTRATION and page.call.session_key is None
        if is_for_all and sessions_to_register(Source(page, page.call)):
            yield _(
                "People register for the sessions of this event: add the question “Session of the event”, so that "
                "each registration has its session."
            )
        return
    if page.call.kind != CallKind.REGISTRATION:
        yield _("The form asks for the session of an event: choose a call of the kind “Registration”.")
    if page.call.session_key is not None:
        yield _("The form asks for the session, but its call is that of one session: choose another call.")
    for other in _other_forms(page):
        yield _("Another form of this event asks for the session already: “%(title)s”.") % {"title": other.title}


def _other_forms(page: FormPage) -> Iterator[FormPage]:
    parent = page.get_parent()
    if parent is None or not sessions().is_event(parent):
        return
    events = Page.objects.filter(translation_key=parent.translation_key)
    for event in events:
        forms = FormPage.objects.live().child_of(event).filter(alias_of=None, locale=page.locale_id)
        for other in forms.exclude(translation_key=page.translation_key):
            version = FormVersion.objects.in_force(other.translation_key)
            if version and "session" in version.kinds():
                yield other
