from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NotRequired

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, Option, Promoted, QuestionBlock, Role, Source, Spec, field_arguments
from applications.questions.options import LONG_LIST, OptionField, OptionsQuestion
from applications.questions.registry import question_kind
from home.locales import language_of
from offers.sessions import SessionFacts, sessions

NOT_A_SESSION = _("Choose one of the sessions that are offered")


@dataclass(frozen=True)
class Standing:
    """Where a session stands at this moment, in words for the reader.

    ``note`` and ``until``, the last day to register, stand beside it. ``refusal`` answers whoever chooses it although
    that is not possible, and is empty while it is. ``is_listed``: people see it even when they cannot choose it.
    ``waits``: it can be chosen, to wait.
    """

    note: str = ""
    refusal: str = ""
    is_listed: bool = True
    until: str = ""
    waits: bool = False


class SessionSpec(Spec):
    """``standings`` by key, where the sessions stand at the moment; no part of what is published."""

    standings: NotRequired[Mapping[str, Standing]]


@dataclass(frozen=True)
class Row:
    """One session as it is shown: ``input`` is its circle, none where it cannot be chosen."""

    label: str
    standing: Standing
    input: Any = None


class SessionBlock(QuestionBlock):
    required = None
    private = None
    conditions = None

    class Meta:
        icon = "date"
        label = _("Session of the event")


class SessionList(forms.Select):
    """A list to open: what stands beside a session is part of its line, and those that are closed are greyed."""

    def __init__(self, standings: Mapping[str, Standing]) -> None:
        super().__init__()
        self.standings = standings

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        standing = self.standings.get(str(value), Standing())
        if standing.note:
            label = gettext("%(session)s – %(note)s") % {"session": label, "note": standing.note}
        option = super().create_option(name, value, label, *args, **kwargs)
        if standing.refusal:
            option["attrs"]["disabled"] = True
        return option


class SessionField(OptionField):
    """Takes the sessions that can be chosen now, and tells why another one cannot."""

    default_error_messages = {"invalid_choice": NOT_A_SESSION}

    def __init__(self, options: list[tuple[str, str]], standings: Mapping[str, Standing], **kwargs: Any) -> None:
        self.standings = standings
        self.listed = [option for option in options if self._standing(option[0]).is_listed]
        self.open = [option for option in self.listed if not self._standing(option[0]).refusal]
        is_long = len(self.listed) > LONG_LIST
        super().__init__(widget=SessionList(standings) if is_long else forms.RadioSelect, **kwargs)
        self.choices = self.open
        if is_long:
            self.widget.choices = [("", "—"), *self.listed]

    def _standing(self, key: str) -> Standing:
        return self.standings.get(key, Standing())

    def validate(self, value: str) -> None:
        if refusal := self._standing(value).refusal:
            raise ValidationError(refusal, code="closed")
        super().validate(value)

    def rows(self, bound: forms.BoundField) -> list[Row]:
        """All that is shown, in the order of time."""
        inputs = {str(one.data["value"]): one for one in bound.subwidgets}
        return [Row(label, self._standing(key), inputs.get(key)) for key, label in self.listed]


@question_kind
class Session(OptionsQuestion[SessionSpec]):
    """Which session of the event that the form stands below. The answer is the id of the session's block.

    The sessions are those that one registers for here, as they were when the form was published; the form is published
    anew with its event. Where each stands at the moment is no part of that: with ``standings``, by key, in its spec,
    the question takes only what can be chosen now. No condition asks for the answer, as sessions come and go.
    """

    kind = "session"
    order = 47
    template = "applications/questions/session.html"
    operators = ()
    is_correctable = False
    filter_as = None

    def block(self) -> blocks.StructBlock:
        return SessionBlock()

    def details(self, value: Any, source: Source) -> Details:
        labels: Counter[str] = Counter()
        return {"options": [_option(facts, labels) for facts in sessions_to_register(source)]}

    def role(self, spec: SessionSpec) -> Role:
        return Role.SESSION

    def field(self, spec: SessionSpec) -> forms.Field:
        arguments = field_arguments(spec, when_empty=_("Choose a session"))
        return SessionField(self.options(spec), spec.get("standings", {}), **arguments)

    def promoted(self, answer: object, spec: SessionSpec) -> list[Promoted]:
        """None: each session has a queue of its own."""
        return []

    def problems(self, spec: SessionSpec) -> list[str]:
        found = []
        if not spec["options"]:
            found.append(
                gettext("The form is not below a published event with a session that people register for here.")
            )
        if spec["private"]:
            found.append(gettext("It cannot be private."))
        if not spec["required"] or spec["conditions"]:
            found.append(gettext("It is asked of everybody: it can neither be optional nor have conditions."))
        return found


def sessions_to_register(source: Source) -> list[SessionFacts]:
    """Those that one registers for with a form, in its language and in the order of time."""
    parent = source.page.get_parent()
    if parent is None or not sessions().is_event(parent):
        return []
    found = sessions().of_event(parent.translation_key, language_of(source.page.locale_id))
    return [facts for facts in found if facts.registration]


def _option(facts: SessionFacts, labels: Counter[str]) -> Option:
    """Two sessions at the same time and place are told apart by a number."""
    label = facts.label
    labels[label] += 1
    if labels[label] > 1:
        with translation.override(facts.language):
            label = gettext("%(session)s (group %(number)d)") % {"session": label, "number": labels[label]}
    return {"key": str(facts.key), "label": label}
