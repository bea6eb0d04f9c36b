from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import QuestionBlock, Spec, ValueKind
from applications.questions.options import OptionsQuestion
from applications.questions.registry import question_kind


class YesNoBlock(QuestionBlock):
    class Meta:
        icon = "check"
        label = _("Yes or no")


@question_kind
class YesNo(OptionsQuestion[Spec]):
    """Stored as ``yes`` or ``no``, which is what conditions compare with."""

    kind = "yes_no"
    order = 39
    decides = True
    is_simple = True
    value_kind = ValueKind.YES_NO

    def block(self) -> blocks.StructBlock:
        return YesNoBlock()

    def options(self, spec: Spec) -> list[tuple[str, str]]:
        return self.values()

    def values(self) -> list[tuple[str, str]]:
        return [("yes", gettext("Yes")), ("no", gettext("No"))]
