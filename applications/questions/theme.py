from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, QuestionBlock, Role, Source, Spec, ValueKind
from applications.questions.options import OptionsQuestion
from applications.questions.registry import question_kind
from offers.models import FundPage


class ThemeQuestionBlock(QuestionBlock):
    fund = blocks.PageChooserBlock(
        target_model="offers.FundPage",
        label=_("Fund"),
        required=False,
        help_text=_("Where the themes are. Empty: the fund that the form stands below."),
    )

    class Meta:
        icon = "tag"
        label = _("Theme of the fund")


@question_kind
class Theme(OptionsQuestion[Spec]):
    """One of the themes of a fund, as they were when the form was published. Their ids are shared by the languages."""

    kind = "theme"
    order = 46
    value_kind = ValueKind.REMOTE
    options_field = "fund"

    def block(self) -> blocks.StructBlock:
        return ThemeQuestionBlock()

    def details(self, value: Any, source: Source) -> Details:
        fund = fund_of(value.get("fund"), source)
        return {"options": [{"key": child.id, "label": child.value["name"]} for child in fund.themes] if fund else []}

    def role(self, spec: Spec) -> Role:
        return Role.THEME

    def remote_options(self, chosen: int | None, parent: int | None) -> list[tuple[str, str]]:
        fund = FundPage.objects.filter(pk=chosen or parent or 0).first()
        return [(theme.id, theme.value["name"]) for theme in fund.themes] if fund else []

    def problems(self, spec: Spec) -> list[str]:
        return [] if spec["options"] else [gettext("No fund with themes is chosen, nor is the form below one.")]


def fund_of(chosen: object, source: Source) -> FundPage | None:
    """The fund to take the themes from, in the language of the form where it has one."""
    parent = source.page.get_parent()
    found = chosen or (parent.specific if parent else None)
    if not isinstance(found, FundPage):
        found = getattr(found, "specific", None)
    if not isinstance(found, FundPage):
        return None
    if found.locale_id == source.page.locale_id:
        return found
    return FundPage.objects.filter(translation_key=found.translation_key, locale=source.page.locale_id).first() or found
