"""The form in which an editor builds a form: what the publish gate says is shown beside the steps."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError

from applications.models.calls import Call
from applications.models.versions import FormVersion
from users.models import User


@dataclass
class Findings:
    """What the publish gate says: ``problems`` refuse the publication, ``warnings`` are only said."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Gate(Protocol):
    def __call__(self, page: Any, *, user: User) -> Findings:
        """What stands in the way of publishing a form page as it is, saved or not. Writes nothing."""


_gate: list[Gate] = []


def register_gate(gate: Gate) -> None:
    """Name who is asked, when the app is ready: ``publishing`` lies above the page, whose form this is."""
    _gate[:] = [gate]


class FormPageForm(WagtailAdminPageForm):
    """A draft may be anything; what is to be published must pass the gate, in all its languages."""

    def clean_call(self) -> object:
        """The call of a form that people have filled in stays, unless who changes it reads the applications of both.

        Otherwise whoever edits pages could have applications arrive in a queue of their own.
        """
        call = self.cleaned_data["call"]
        version = self.instance.pk and FormVersion.objects.in_force(self.instance.translation_key)
        if not version or call is None or call.pk in (version.call_id, self.initial.get("call")):
            return call
        if not _reads_both(self.for_user, version.call, call):
            reason = _(
                "Applications arrive in the queue of “%(call)s”: only people who handle both calls can change that."
            )
            raise ValidationError(reason % {"call": version.call})
        return call

    def _post_clean(self) -> None:
        super()._post_clean()
        if "action-publish" in self.data and not self.errors:
            self._ask_gate()

    def _ask_gate(self) -> None:
        self.findings = _gate[0](self.instance, user=self.for_user)
        if self.findings.problems:
            self.add_error("steps", _stream_error(self.findings.problems))


def _reads_both(user: User, *calls: Call) -> bool:
    groups = user.groups.values_list("pk", flat=True)
    return user.is_administrator or {call.moderators_id for call in calls} <= set(groups)


def _stream_error(problems: list[str]) -> StreamBlockValidationError:
    return StreamBlockValidationError(non_block_errors=ErrorList(problems))
