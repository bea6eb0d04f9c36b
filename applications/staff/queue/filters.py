"""The filters of the queue, as Wagtail's drawer offers them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from applications.models import (
    Application,
    Beneficiary,
    Decision,
    Message,
    Outcome,
    PromotedAnswer,
    StatusChange,
)
from applications.questions import question_for
from applications.questions.base import FilterAs, Spec
from applications.staff.queue.choices import Choices
from applications.staff.queue.fields import (
    DashedDayWidget,
    DashedNumberWidget,
    DayRangeFilter,
    DayWidget,
    KeyFilter,
    KeysFilter,
    NumberRangeFilter,
)
from applications.staff.queue.question_filters import PREFIX
from applications.statuses import ACTIVE, FINAL, TO_HANDLE, Status
from home.languages import language_name
from users.models import User

GROUPS: dict[str, tuple[Any, frozenset[Status]]] = {
    "to_handle": (_("To handle"), TO_HANDLE),
    "waiting": (pgettext_lazy("of applications", "Waiting"), ACTIVE - TO_HANDLE),
    "running": (_("Accepted or under way"), frozenset(Status) - ACTIVE - FINAL),
    "finished": (pgettext_lazy("of applications", "Finished"), FINAL),
}
"""Statuses by who has the next step to make. Every status is in one."""
SOON = timedelta(days=7)
ALL = {"empty_label": pgettext_lazy("of applications", "All"), "widget": forms.RadioSelect}
ONLY = [("1", _("Only these"))]


def group_of(status: str) -> str:
    return next(key for key, (_label, members) in GROUPS.items() if status in members)


def language_choices() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code, _name in settings.LANGUAGES]


class QueueFilterSet(WagtailFilterSet):
    """Each filter narrows on its own. ``questions`` are those of the one call that is chosen."""

    group = django_filters.ChoiceFilter(
        label=_("Whose turn"),
        choices=[(key, label) for key, (label, _members) in GROUPS.items()],
        method="by_group",
        **ALL,
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=Status.choices, method="by_status", widget=forms.CheckboxSelectMultiple
    )
    assignee = KeyFilter(
        label=_("Assigned to"), method="by_assignee", empty_label=pgettext_lazy("of applications", "All")
    )
    followed = django_filters.ChoiceFilter(label=_("Watched by me"), choices=ONLY, method="by_watcher", **ALL)
    label = KeysFilter(label=_("Labels"), method="by_label", widget=forms.CheckboxSelectMultiple)
    due = django_filters.ChoiceFilter(
        label=_("Due date"),
        choices=[("overdue", _("Overdue")), ("week", _("In the next 7 days")), ("none", _("No date"))],
        method="by_due_date",
        **ALL,
    )
    received = DayRangeFilter(label=_("Received on"), method="by_day", widget=DayWidget())
    unread = django_filters.ChoiceFilter(label=_("Unread message"), choices=ONLY, method="by_message", **ALL)
    corrected = django_filters.ChoiceFilter(label=_("Back from the applicant"), choices=ONLY, method="by_return", **ALL)
    unreleased = django_filters.ChoiceFilter(label=_("Decision to release"), choices=ONLY, method="by_decision", **ALL)
    to_check = django_filters.ChoiceFilter(
        label=_("To check"), choices=[("true", _("Yes")), ("false", _("No"))], method="by_suspicion", **ALL
    )
    eligibility = django_filters.ChoiceFilter(
        label=_("Eligibility"), choices=Outcome.choices, method="by_eligibility", **ALL
    )
    language = django_filters.ChoiceFilter(label=_("Language"), choices=language_choices, method="by_language", **ALL)

    class Meta:
        model = Application
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, *, user: User, questions: Iterable[Spec], choices: Callable[[], Choices]
    ) -> None:
        super().__init__(data, Application.objects.none())
        self.user = user
        self.choices = choices
        self.filters["assignee"].extra["choices"] = self.people
        self.filters["label"].extra["choices"] = lambda: choices().labels
        self.questions = {PREFIX + spec["key"]: spec for spec in questions}
        if data.get("beneficiary"):
            self.add(
                "beneficiary", KeyFilter(label=_("Beneficiary"), choices=self.beneficiaries, method="by_beneficiary")
            )
        for name, spec in self.questions.items():
            self.add(name, question_filter(spec))

    def add(self, name: str, added: django_filters.Filter) -> None:
        added.field_name, added.parent, added.model = name, self, Application
        self.filters[name] = added

    def narrow(self, queryset: Any, *, without: frozenset[str] = frozenset()) -> Any:
        """Apply each filter whose value makes sense, less those named."""
        self.form.is_valid()
        for name, value in self.form.cleaned_data.items():
            if name not in without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @property
    def statuses(self) -> frozenset[str]:
        """The statuses that ``group`` and ``status`` leave."""
        self.form.is_valid()
        found: frozenset[str] = frozenset(Status.values)
        if group := self.form.cleaned_data.get("group"):
            found &= {str(status) for status in GROUPS[group][1]}
        if chosen := self.form.cleaned_data.get("status"):
            found &= set(chosen)
        return found

    def people(self) -> list[tuple[str, str]]:
        return [("me", gettext("Me")), ("none", gettext("Nobody")), *self.choices().people]

    def beneficiaries(self) -> list[tuple[str, str]]:
        """Only the one that is asked for, and only by its name in a dossier that the person sees."""
        seen = Application.objects.visible_to(self.user).values("beneficiary")
        key = self.data.get("beneficiary", "")
        found = Beneficiary.objects.filter(pk=key, pk__in=seen) if key.isdecimal() and len(key) < 10 else []
        return [(str(beneficiary.pk), str(beneficiary)) for beneficiary in found]

    def by_group(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(status__in=GROUPS[value][1])

    def by_status(self, queryset: Any, _name: str, value: list[str]) -> Any:
        return queryset.filter(status__in=value)

    def by_assignee(self, queryset: Any, _name: str, value: str) -> Any:
        if value == "none":
            return queryset.filter(assignee=None)
        return queryset.filter(assignee=self.user.pk if value == "me" else int(value))

    def by_watcher(self, queryset: Any, _name: str, _value: str) -> Any:
        watched = Application.watchers.through.objects.filter(application=OuterRef("pk"), user=self.user)
        return queryset.filter(Exists(watched))

    def by_label(self, queryset: Any, _name: str, value: list[str]) -> Any:
        """Any of them."""
        labelled = Application.labels.through.objects.filter(application=OuterRef("pk"), label__in=map(int, value))
        return queryset.filter(Exists(labelled))

    def by_due_date(self, queryset: Any, _name: str, value: str) -> Any:
        today = timezone.localdate()
        if value == "overdue":
            return queryset.overdue(today)
        if value == "week":
            return queryset.filter(due_on__gte=today, due_on__lte=today + SOON)
        return queryset.filter(due_on=None)

    def by_day(self, queryset: Any, _name: str, value: slice) -> Any:
        """In the time zone of whoever looks."""
        if value.start:
            queryset = queryset.filter(submitted_at__gte=midnight(value.start))
        return queryset.filter(submitted_at__lt=midnight(value.stop + timedelta(days=1))) if value.stop else queryset

    def by_message(self, queryset: Any, _name: str, _value: str) -> Any:
        """Only where the person acts on the dossier. Begins from the messages, which are few."""
        return queryset.handled_by(self.user).filter(pk__in=Message.objects.unread_by_staff().values("application"))

    def by_return(self, queryset: Any, _name: str, _value: str) -> Any:
        return queryset.filter(status=Status.IN_REVIEW).filter(
            Exists(return_of(OuterRef("pk"), OuterRef("status_since")))
        )

    def by_decision(self, queryset: Any, _name: str, _value: str) -> Any:
        """Only where the person acts on the dossier: what is decided and not told is not for its other readers."""
        return queryset.handled_by(self.user).filter(pk__in=Decision.objects.unreleased().values("application"))

    def by_suspicion(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.exclude(suspicions=[]) if value == "true" else queryset.filter(suspicions=[])

    def by_eligibility(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(eligibility=value)

    def by_language(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(language=value)

    def by_beneficiary(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(beneficiary=int(value))

    def by_answer(self, queryset: Any, name: str, value: Any) -> Any:
        key = name.removeprefix(PREFIX)
        answers = PromotedAnswer.objects.filter(application=OuterRef("pk"), question=key)
        column = question_for(self.questions[name]).filter_as
        if not isinstance(value, slice):
            return queryset.filter(Exists(answers.filter(**{f"{column}__in": value})))
        if value.start is not None:
            answers = answers.filter(**{f"{column}__gte": value.start})
        if value.stop is not None:
            answers = answers.filter(**{f"{column}__lte": value.stop})
        return queryset.filter(Exists(answers))


def return_of(application: Any, since: Any) -> Any:
    """The change by which a dossier came back from the applicant into the status that it has."""
    return StatusChange.objects.filter(application=application, at=since, from_status=Status.WAITING_APPLICANT)


def question_filter(spec: Spec) -> django_filters.Filter:
    kind, label = question_for(spec), spec["label"]
    if kind.filter_as == FilterAs.OPTIONS:
        widget, options = forms.CheckboxSelectMultiple, kind.options(spec)
        return django_filters.MultipleChoiceFilter(label=label, choices=options, method="by_answer", widget=widget)
    if kind.filter_as == FilterAs.NUMBER:
        unit = kind.unit(spec)
        label = f"{label} ({unit})" if unit else label
        return NumberRangeFilter(label=label, method="by_answer", widget=DashedNumberWidget())
    return DayRangeFilter(label=label, method="by_answer", widget=DashedDayWidget())


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
