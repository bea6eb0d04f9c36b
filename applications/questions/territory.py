from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, QuestionBlock, Role, Source, Spec, ValueKind
from applications.questions.options import OptionsQuestion
from applications.questions.registry import question_kind


class TerritoryListBlock(blocks.ChooserBlock):
    """A list that editors keep, chosen by its name."""

    target_model = "applications.TerritoryList"
    widget = forms.Select()

    def get_form_state(self, value: Any) -> Any:
        return value.pk if value else ""

    def get_translatable_segments(self, value: object) -> list[object]:
        """Nothing for wagtail-localize to offer: one list serves all languages."""
        return []


class TerritoryBlock(QuestionBlock):
    territories = TerritoryListBlock(
        label=_("List of territories"), help_text=_("The form takes it over when it is published.")
    )

    class Meta:
        icon = "site"
        label = _("Territory")


@question_kind
class Territory(OptionsQuestion[Spec]):
    """One of the territories of a list that editors keep, as it was when the form was published."""

    kind = "territory"
    order = 44
    wording_template = ""  # names of places are the same in every language
    decides = True
    value_kind = ValueKind.REMOTE
    options_field = "territories"

    def block(self) -> blocks.StructBlock:
        return TerritoryBlock()

    def details(self, value: Any, source: Source) -> Details:
        chosen = value.get("territories")
        options = [{"key": place.key, "label": place.name} for place in chosen.territories()] if chosen else []
        return {"options": options}

    def role(self, spec: Spec) -> Role:
        return Role.TERRITORY

    def remote_options(self, chosen: int | None, parent: int | None) -> list[tuple[str, str]]:
        territories = TerritoryListBlock().model_class.objects.filter(pk=chosen or 0).first()
        return [(place.key, place.name) for place in territories.territories()] if territories else []

    def wording(self, spec: Spec) -> dict[str, str]:
        """Names of places are the same in every language."""
        return {"label": spec["label"]}

    def problems(self, spec: Spec) -> list[str]:
        return [] if spec["options"] else [gettext("The list of territories is empty, or none is chosen.")]
