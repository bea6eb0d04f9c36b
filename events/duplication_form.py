"""The form in which an editor says when the new event is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from events.blocks import FAR
from events.duplication import Wish, later, parents_of
from events.page_copies import PageSet
from events.sessions import Session
from events.wording import session_label
from home.languages import language_name
from home.locales import language_of


@dataclass(frozen=True)
class SessionRow:
    """A session of the old event, with the fields that say whether and when it is held again."""

    session: Session
    label: str
    keep: BoundField
    day: BoundField


class DuplicationForm(forms.Form):
    """Titles in every language, one short name for all, and a day for each session that is held again."""

    slug = forms.SlugField(
        label=gettext_lazy("Slug"),
        max_length=255,
        help_text=gettext_lazy("The last part of its addresses, the same in every language."),
    )
    with_forms = forms.BooleanField(
        label=gettext_lazy("Take the forms along"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "As drafts, each with a call of its own: the same people and rules, and no registration yet."
        ),
    )

    def __init__(self, *args: Any, pages: PageSet, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages
        self.parents = parents_of(pages)
        self.languages = {language_of(locale_id): page for locale_id, page in self._pages().items()}
        self.sessions = pages.lead.all_sessions
        self._add_titles()
        self._add_sessions(later(pages, today))
        self.fields["slug"].initial = find_available_slug(self.parents[pages.lead.locale_id], pages.lead.slug)
        if not pages.lead.get_children().exists():
            del self.fields["with_forms"]
        self.order_fields([*self._title_names(), "slug"])

    def _pages(self) -> dict[int, Page]:
        """The page of each language, the lead first."""
        made = {each.target_locale_id: each.get_target_instance() for each in self.pages.translations}
        return {page.locale_id: page for page in (self.pages.lead, *self.pages.written)} | made

    def _title_names(self) -> list[str]:
        return [f"title_{language}" for language in self.languages]

    def _add_titles(self) -> None:
        for language, page in self.languages.items():
            label = _("Title (%(language)s)") % {"language": language_name(language)}
            title = page.draft_title or page.title
            self.fields[f"title_{language}"] = forms.CharField(label=label, max_length=255, initial=title)

    def _add_sessions(self, delta: object) -> None:
        for number, session in enumerate(self.sessions):
            day = forms.DateField(
                label=_("New day"), required=False, initial=session.first_day + delta, widget=AdminDateInput
            )
            self.fields[f"keep_{number}"] = forms.BooleanField(label=_("Hold it again"), required=False, initial=True)
            self.fields[f"day_{number}"] = day

    @property
    def session_rows(self) -> list[SessionRow]:
        return [
            SessionRow(session, session_label(session), self[f"keep_{number}"], self[f"day_{number}"])
            for number, session in enumerate(self.sessions)
        ]

    @property
    def title_fields(self) -> list[BoundField]:
        return [self[name] for name in self._title_names()]

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        for locale_id, parent in self.parents.items():
            if parent.get_children().filter(slug=slug).exists():
                words = {"language": language_name(language_of(locale_id))}
                raise forms.ValidationError(_("Another page below the agenda has this slug (%(language)s).") % words)
        return slug

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(len(self.sessions)):
            name = f"day_{number}"
            if not cleaned.get(f"keep_{number}") or name in self.errors:
                continue
            day = cleaned.get(name)
            if day is None:
                self.add_error(name, _("Say when it is held, or leave this session out."))
            elif not 1900 <= day.year <= 2200:
                self.add_error(name, FAR)
        return cleaned

    def wish(self) -> Wish:
        """What was asked for, once the form is valid."""
        cleaned = self.cleaned_data
        return Wish(
            titles={language: cleaned[f"title_{language}"] for language in self.languages},
            slug=cleaned["slug"],
            days={
                str(session.key): cleaned[f"day_{number}"]
                for number, session in enumerate(self.sessions)
                if cleaned[f"keep_{number}"]
            },
            with_forms=bool(cleaned.get("with_forms")),
        )
