"""The form in which an editor builds a form: what the publish gate says is shown beside the steps."""

from django.forms.utils import ErrorList
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError


class FormPageForm(WagtailAdminPageForm):
    """A draft may be anything; what is to be published must pass the gate, in all its languages."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if "action-publish" in self.data and not self.errors:
            self._ask_gate()

    def _ask_gate(self) -> None:
        from applications.forms.publishing import findings_if_published

        self.findings = findings_if_published(self.instance, user=self.for_user)
        if self.findings.problems:
            self.add_error("steps", _stream_error(self.findings.problems))


def _stream_error(problems: list[str]) -> StreamBlockValidationError:
    return StreamBlockValidationError(non_block_errors=ErrorList(problems))
