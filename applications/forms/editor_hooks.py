"""What happens around the page editor and the translation screen of a form. Registered in ``wagtail_hooks``."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page
from wagtail_localize.models import Translation

from applications.forms.page import FormPage
from applications.forms.page_form import Findings
from applications.forms.publishing import findings_if_published, without_trace
from applications.forms.translations import newest_draft, read_source
from users.models import User
from users.signed_in import signed_in


def prepare_translation_screen(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Show translators the newest draft, and ask the gate before their texts are written into the page.

    wagtail-localize writes first and publishes afterwards, and would say no more than that something was wrong.
    """
    if not isinstance(page, FormPage) or page.alias_of_id:
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    source = FormPage.objects.filter(
        translation_key=page.translation_key, locale=translation.source.locale_id if translation else None
    ).first()
    if translation is None or source is None:
        return None
    read_source(newest_draft(source))
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if not page.permissions_for_user(request.user).can_publish():
        return None
    findings = _findings_of_translation(translation, signed_in(request))
    say(request, findings)
    return redirect(request.path) if findings.problems else None


def _findings_of_translation(translation: Translation, user: User) -> Findings:
    """What the gate would say of the translation as it would be made now. Leaves no trace."""
    with without_trace():
        try:
            translation.save_target(user=user, publish=False)
        except ValidationError as error:
            return Findings(list(error.messages))
        return findings_if_published(newest_draft(translation.get_target_instance()), user=user)


def say_warnings(request: HttpRequest, page: Page) -> None:
    """After a publication: what is allowed, but should be looked at."""
    if isinstance(page, FormPage):
        say(request, Findings(warnings=findings_if_published(newest_draft(page)).warnings))


def keep_copies_as_drafts(request: HttpRequest, _page: Page, copy: Page) -> None:
    """A copied form is in one language, and of no version: it is published when somebody publishes it."""
    for form in FormPage.objects.live().descendant_of(copy, inclusive=True):
        form.unpublish(user=request.user)


def say(request: HttpRequest, findings: Findings) -> None:
    for problem in findings.problems:
        messages.error(request, problem)
    for warning in findings.warnings:
        messages.warning(request, warning)
