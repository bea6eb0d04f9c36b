"""How Wagtail publishes forms: through one gate whatever the way, and never in one language only."""

import logging
from typing import Any

from django.db.models.signals import post_delete
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import log
from wagtail.signals import page_published, page_unpublished

from applications.forms.page import FormPage
from applications.forms.page_form import register_gate
from applications.forms.publishing import (
    PublicationRefusedError,
    findings_if_published,
    forms_asking,
    publish_form,
    publish_page,
    refresh_versions,
)
from applications.forms.translations import read_newest_drafts
from applications.questions.base import Role
from offers.models import FundPage

logger = logging.getLogger(__name__)

BY_SCHEDULE = "wagtail.publish.scheduled"
REFUSED = "applications.publication_refused"


def guard_publications() -> None:
    """Called once, when the app is ready.

    Wagtail's page editor and its API use the action itself, not ``Page.publish``: it is the one place that every way of
    publishing passes through.
    """
    PublishPageRevisionAction.execute = execute
    register_gate(findings_if_published)
    read_newest_drafts()
    page_unpublished.connect(unpublish_translations, sender=FormPage, dispatch_uid="unpublish_form_translations")
    post_delete.connect(unpublish_translations, sender=FormPage, dispatch_uid="unpublish_deleted_form")
    page_published.connect(refresh_forms_of_funds, sender=FundPage, dispatch_uid="refresh_forms_of_funds")


def execute(action: PublishPageRevisionAction, skip_permission_checks: bool = False) -> None:
    """Publish a page; a form through its gate, with its translations.

    A refused schedule is cancelled and noted in the page's history, so that the pages due after it are published.
    """
    if not isinstance(action.object, FormPage):
        publish_page(action, skip_permission_checks)
        return
    try:
        publish_form(action, skip_permission_checks)
    except PublicationRefusedError as refusal:
        if action.log_action != BY_SCHEDULE:
            raise
        _cancel_schedule(action, refusal.problems)


def _cancel_schedule(action: PublishPageRevisionAction, problems: list[str]) -> None:
    action.object.revisions.update(approved_go_live_at=None)
    type(action.object).objects.filter(pk=action.object.pk).update(has_unpublished_changes=True)
    log(action.object, REFUSED, revision=action.revision, data={"problems": problems})
    logger.warning("The form %s was not published as scheduled: %s", action.object.pk, " ".join(problems))


def unpublish_translations(instance: Any, **_kwargs: Any) -> None:
    """A form is never up in one language only: unpublished, expired or deleted in one, it goes in all."""
    if instance.alias_of_id:
        return
    others = type(instance).objects.live().filter(translation_key=instance.translation_key, alias_of=None)
    for page in others.exclude(pk=instance.pk):
        page.unpublish()


def refresh_forms_of_funds(**_kwargs: object) -> None:
    """The themes of a fund are options of its forms. A form that would not pass the gate keeps those it has."""
    for refusal in refresh_versions(forms_asking(Role.THEME)):
        logger.warning("The form %s keeps its themes: %s", refusal.page.pk, " ".join(refusal.problems))
