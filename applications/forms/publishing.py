"""Publishing a form: all its languages at once, or none, and the version that applicants fill in from then on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Locale, Page

from applications.forms.form_published import form_published
from applications.forms.gate import check, in_language, session_problems
from applications.forms.page import FormPage
from applications.forms.page_form import Findings
from applications.forms.short_codes import give_code
from applications.forms.translations import (
    UntranslatableError,
    newest_draft,
    read_source,
    refresh_translations,
    untranslated_texts,
)
from applications.forms.versions import record_version
from applications.models import Call, FormVersion
from applications.questions.base import Role
from applications.questions.published import FormContent
from home.languages import language_name
from home.links import referenced_page_ids
from home.locales import language_of
from users.models import User

publish_page = PublishPageRevisionAction.execute
"""Wagtail's own, which publishes one page: read before ``wagtail_publishing`` puts the gate in its place."""
TEXTS_NAMED = 10


class PublicationRefusedError(ValidationError):
    """The gate is shut. ``problems`` say why and where, in the editor's language.

    As errors of ``steps``, because wagtail-localize and the page editor show the errors of fields.
    """

    def __init__(self, page: FormPage, problems: list[str]) -> None:
        super().__init__({"steps": problems})
        self.page = page
        self.problems = problems


@dataclass
class FormSet:
    """A form page and its translations: ``lead`` is the one that somebody publishes."""

    lead: FormPage
    others: list[FormPage]

    @property
    def pages(self) -> list[FormPage]:
        return [self.lead, *self.others]

    @cached_property
    def content(self) -> dict[str, FormContent]:
        """What a version keeps, the default language first."""
        pages = {language_of(page.locale_id): page for page in self.pages}
        codes = sorted(pages, key=lambda code: (code != settings.LANGUAGE_CODE, code))
        return {code: {"title": pages[code].title, "steps": pages[code].specs()} for code in codes}

    def findings(self) -> Findings:
        """What the gate says, less what is wrong with the set itself."""
        source, texts = next(iter(self.content)), [page.what_next for page in self.pages]
        dead_pages = _dead_pages([self.content, texts])
        found = check(self.content, source=source, dead_pages=dead_pages)
        advice = _("The text on what happens next leads to a page that is not published.")
        for page in self.pages:
            if dead_pages & set(referenced_page_ids([page.what_next])):
                found.warnings.append(in_language(language_of(page.locale_id), advice))
        return found


def publish_form(action: PublishPageRevisionAction, skip_permission_checks: bool = False) -> None:
    """Publish the form of a revision in every language, and put its content in force as a version; or do nothing.

    The other languages go out as their newest drafts; wagtail-localize's translations are made anew from their source
    first. Whichever page is published last, all are: otherwise each language would wait for the other for ever. If one
    of them may only go live later, this revision is scheduled for that moment instead, and the set follows it then.
    Raises ``PublicationRefusedError``. Those who hear of published forms are called when it is done.
    """
    action.check(skip_permission_checks)
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=action.object.call_id)
        forms = gather(action.object, user=action.user)
        refuse(forms.lead, [*set_problems(forms, user=action.user), *forms.findings().problems])
        later = _goes_live_later(forms)
        if later:
            action.object.go_live_at = later
            publish_page(action, skip_permission_checks=True)
            return
        actions = [action, *[_publication_of(action, page) for page in forms.others]]
        give_code([(each.object, each.revision) for each in actions])
        for each in actions:
            publish_page(each, skip_permission_checks=True)
        record_version(call=call, form_key=forms.lead.translation_key, content=forms.content)
        for page in FormPage.objects.filter(pk__in=[each.object.pk for each in actions]):
            read_source(newest_draft(page))
    form_published(forms.lead)


def findings_if_published(page: FormPage, *, user: User | None = None) -> Findings:
    """What the gate would say of ``page``, saved or not, with its translations as they are now. Leaves no trace."""
    with without_trace():
        try:
            forms = gather(page, user=user)
        except PublicationRefusedError as refusal:
            return Findings(problems=refusal.problems)
        problems = set_problems(forms, user=user)
        findings = forms.findings()
    return Findings([*problems, *findings.problems], findings.warnings)


@contextmanager
def without_trace() -> Iterator[None]:
    """What is written inside is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def refresh_versions(forms: Iterable[FormPage]) -> list[PublicationRefusedError]:
    """Put in force what live forms take over from elsewhere: lists of territories, themes, amounts of their call.

    Of what is live, not of drafts. A form that would not pass the gate keeps its version and is returned, as the
    refusal of its publication.
    """
    refused = []
    for lead in _one_of_each(forms):
        with transaction.atomic():
            call = Call.objects.select_for_update().get(pk=lead.call_id)
            others = FormPage.objects.live().filter(translation_key=lead.translation_key, alias_of=None)
            form_set = FormSet(lead, list(others.exclude(pk=lead.pk).order_by("pk")))
            problems = form_set.findings().problems
            if problems:
                refused.append(PublicationRefusedError(lead, problems))
            else:
                record_version(call=call, form_key=lead.translation_key, content=form_set.content)
    return refused


def forms_asking(role: Role) -> list[FormPage]:
    """The live form pages with a question of a role, by the versions in force."""
    pages = list(FormPage.objects.live().filter(alias_of=None).select_related("call"))
    versions = {page.translation_key: FormVersion.objects.in_force(page.translation_key) for page in pages}
    asking = {key for key, version in versions.items() if version and version.asks_for(role)}
    return [page for page in pages if page.translation_key in asking]


def refuse(page: FormPage, problems: list[str]) -> None:
    if problems:
        raise PublicationRefusedError(page, problems)


def gather(lead: FormPage, *, user: User | None) -> FormSet:
    """The set of a page: the page as it is given, and the newest drafts of its translations."""
    try:
        refresh_translations(lead, user)
    except UntranslatableError as error:
        problems = [in_language(error.language, message) for message in error.messages]
        raise PublicationRefusedError(lead, problems) from error
    pages = FormPage.objects.filter(translation_key=lead.translation_key, alias_of=None).exclude(pk=lead.pk)
    return FormSet(lead, [newest_draft(page) for page in pages.order_by("pk")])


def set_problems(forms: FormSet, *, user: User | None) -> list[str]:
    """Why these pages cannot be one form: a language is missing, untranslated, somebody else's, or of another call."""
    advice = _(
        "There is no %(language)s version yet. Save the page, choose “Translate this page” in its menu, translate it, "
        "then publish either version: both go out together."
    )
    languages = Locale.objects.values_list("language_code", flat=True)
    missing = [language for language in languages if language not in forms.content]
    problems = [advice % {"language": language_name(language)} for language in missing]
    problems += _untranslated(forms.lead)
    if len({page.call_id for page in forms.pages}) > 1:
        problems.append(_("The language versions belong to different calls. Choose the same one for all."))
    problems += session_problems(forms.lead, forms.content[language_of(forms.lead.locale_id)])
    if user:
        for page in forms.others:
            if not page.permissions_for_user(user).can_publish():
                language = language_of(page.locale_id)
                problems.append(in_language(language, _("You may not publish this page.")))
    return problems


def _untranslated(lead: FormPage) -> list[str]:
    """What wagtail-localize has no translation of, by language, and what to do about it."""
    advice = _(
        "Not translated yet: %(texts)s. Open the page in that language, translate this and publish there: both "
        "versions go out together."
    )
    missing: dict[str, list[str]] = {}
    for language, text in untranslated_texts(lead):
        missing.setdefault(language, []).append(f"“{text}”")
    for texts in missing.values():
        texts[TEXTS_NAMED:] = ["…"] if len(texts) > TEXTS_NAMED else []
    return [in_language(language, advice % {"texts": ", ".join(texts)}) for language, texts in missing.items()]


def _goes_live_later(forms: FormSet) -> datetime | None:
    """When the last of the set may go live, if that is still to come."""
    now = timezone.now()
    moments = [page.go_live_at for page in forms.pages if page.go_live_at and page.go_live_at > now]
    return max(moments, default=None)


def _publication_of(lead: PublishPageRevisionAction, page: FormPage) -> PublishPageRevisionAction:
    """How the translation of a page is published with it."""
    revision = page.latest_revision or page.save_revision(user=lead.user, clean=False)
    return PublishPageRevisionAction(
        revision, user=lead.user, changed=page.has_unpublished_changes, log_action=lead.log_action
    )


def _dead_pages(content: object) -> set[int]:
    ids = set(referenced_page_ids(content))
    return ids - set(Page.objects.live().filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def _one_of_each(forms: Iterable[FormPage]) -> list[FormPage]:
    """One live page per form, of the language that others are translated from."""
    live = [form for form in forms if form.live and not form.alias_of_id]
    live.sort(key=lambda form: (language_of(form.locale_id) != settings.LANGUAGE_CODE, form.pk))
    return list({form.translation_key: form for form in reversed(live)}.values())
