"""The applicant's forms: one step of questions, made of its specs, and the address to send a link to."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from applications.questions import question_for
from applications.questions.base import Condition, DoubtError, Spec
from applications.questions.compared import fault_beside
from applications.questions.email import LowerCaseEmailField, doubts_about


@dataclass(frozen=True)
class Asked:
    """A bound field beside the spec of its question, for templates. ``field`` is None for what is only read.

    ``depends_on`` are the conditions that other questions of the same step may change, for the browser;
    ``is_shown`` is what they come to now. ``other`` is the spec in the other language, when that is wanted.
    ``shown`` is the digest that the page carries of it; ``to_choose`` are the answers, where there are several.
    """

    spec: Spec
    field: forms.BoundField | None
    is_shown: bool = True
    depends_on: tuple[Condition, ...] = ()
    other: Spec | None = None
    shown: str = ""
    to_choose: object = None

    @property
    def template(self) -> str:
        return question_for(self.spec).template


@dataclass(frozen=True)
class ErrorLink:
    id: str
    label: str
    message: str


def _first_input_id(bound: forms.BoundField) -> str:
    """The id of what takes the focus: in a group, its first input; of many rows, the question around them."""
    if not bound.use_fieldset:
        return str(bound.id_for_label)
    if not hasattr(bound.field.widget, "template_name") or not bound.subwidgets:
        return f"question-{bound.name}"
    return str(bound.subwidgets[0].id_for_label)


def has_doubts_only(form: forms.Form) -> bool:
    """Whether all that a form says are questions about what was typed."""
    return all(isinstance(error, DoubtError) for errors in form.errors.as_data().values() for error in errors)


class UndecidedError(forms.ValidationError):
    """There are several answers to a question."""

    def __init__(self) -> None:
        super().__init__(_("Choose which answer is to stay"), code="undecided")


class StepForm(forms.Form):
    """One field per question, named by the question's key, bound to what a draft keeps.

    Unless ``is_checked`` the fields show what was typed and say nothing about it. ``is_shown`` tells which questions
    count: errors of the others are left out, and so are their values. To the ``undecided`` there are several answers.
    ``earlier`` are the questions whose answers are
    compared with theirs, which ``answer_to`` knows as stored where another page asks them. With ``has_doubts`` it is
    also asked about what was probably not meant, once: that refuses nothing, so only a form on its page is made so.
    """

    use_required_attribute = False

    def __init__(
        self,
        specs: list[Spec],
        data: MultiValueDict[str, str],
        *,
        is_checked: bool = False,
        is_shown: Callable[[str], bool] = lambda _key: True,
        undecided: Collection[str] = (),
        earlier: Mapping[str, Spec] | None = None,
        answer_to: Callable[[str], object] = lambda _key: None,
        has_doubts: bool = False,
    ) -> None:
        super().__init__(data)
        self.earlier = earlier or {}
        self.answer_to = answer_to
        self.has_doubts = has_doubts
        self.is_checked = is_checked
        self.is_shown = is_shown
        self.undecided = undecided
        self.specs = [spec for spec in specs if question_for(spec).asks]
        for spec in self.specs:
            self.fields[spec["key"]] = question_for(spec).field(spec)

    def full_clean(self) -> None:
        if not self.is_checked:
            self._errors = forms.utils.ErrorDict()
            self.cleaned_data = {}  # what is said of files all the same looks into it
            return
        super().full_clean()
        for key in self.undecided:
            if key in self.fields:
                self.errors.pop(key, None)
                self.add_error(key, UndecidedError())
        for key in [key for key in self.fields if not self.is_shown(key)]:
            self.errors.pop(key, None)
            self.cleaned_data.pop(key, None)
        self._look_beside()
        if self.has_doubts:
            self._ask_about()

    def _look_beside(self) -> None:
        """Compare answers with one another, once each is right by itself."""
        answers = self.answers()
        faults = {
            spec["key"]: fault_beside(
                spec, self.earlier, lambda key: answers[key] if key in answers else self.answer_to(key)
            )
            for spec in self.specs
            if spec["key"] in answers
        }
        for key, fault in faults.items():
            if fault:
                self.add_error(key, fault)

    def _ask_about(self) -> None:
        for spec in self.specs:
            if spec["key"] in self.cleaned_data:
                for doubt in question_for(spec).doubts(spec, self.data, spec["key"]):
                    self.add_error(spec["key"], doubt)

    @property
    def only_asks(self) -> bool:
        return has_doubts_only(self)

    def error_links(self) -> list[ErrorLink]:
        """For the error summary: where each input at fault is, and the message that stands beside it."""
        return [
            ErrorLink(target, str(self[name].label), message)
            for name in self.errors
            if name in self.fields
            for target, message in self._links(name)
        ]

    def _links(self, name: str) -> list[tuple[str, str]]:
        """Kinds with several inputs know which is at fault; otherwise it is the question's first."""
        bound = self[name]
        if name in self.undecided:
            return [(f"keep-{name}", str(message)) for message in self.errors[name]]
        if hasattr(bound, "links"):
            return list(bound.links())
        errors = [(error, message) for error in self.errors[name].as_data() for message in error.messages]
        return [(getattr(error, "input_id", "") or _first_input_id(bound), str(message)) for error, message in errors]

    def answers(self) -> dict[str, object]:
        """The answers as JSON, by question key, of the questions that are shown. Only for a valid form."""
        return {
            spec["key"]: question_for(spec).stored(self.cleaned_data[spec["key"]])
            for spec in self.specs
            if spec["key"] in self.cleaned_data
        }


class MailboxForm(forms.Form):
    """A form with one address of e-mail, which is asked about where it is probably misspelt."""

    use_required_attribute = False
    email: forms.Field

    def clean_email(self) -> str:
        if doubts := doubts_about(self.data, "email"):
            raise doubts[0]
        return str(self.cleaned_data["email"])

    @property
    def only_asks(self) -> bool:
        return has_doubts_only(self)

    def error_links(self) -> list[ErrorLink]:
        bound = self["email"]
        return [ErrorLink(str(bound.id_for_label), str(bound.label), str(error)) for error in bound.errors]


class AddressForm(MailboxForm):
    """Where to send the link that leads back to a draft."""

    email = LowerCaseEmailField(
        label=_("Your e-mail address"),
        help_text=_("We use it to send you the link and to remind you of the deadline, for nothing else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Type an e-mail address")},
    )
