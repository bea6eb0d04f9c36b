"""The parts that only offers have: phases, commitments, axes of support, themes."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from home.blocks.structure import StepBlock
from home.blocks.text import InlineTextBlock


class PointBlock(blocks.StructBlock):
    """One point of a list: a few words in bold, then the rest of the sentence."""

    title = blocks.CharBlock(label=_("In a few words"), max_length=120)
    text = InlineTextBlock(label=_("In a sentence"), required=False)

    class Meta:
        icon = "check"
        label = _("Point")


class PhaseBlock(blocks.StructBlock):
    period = blocks.CharBlock(label=_("When"), required=False, max_length=60, help_text=_("“Year 1”, “In autumn”."))
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = InlineTextBlock(label=_("What happens"))

    class Meta:
        icon = "history"
        label = _("Phase")


class CommitmentsBlock(blocks.StructBlock):
    """What one side of a partnership takes upon itself."""

    party = blocks.CharBlock(label=_("Who commits"), max_length=120)
    points = blocks.ListBlock(InlineTextBlock(), label=_("Commitments"), min_num=1, max_num=12)

    class Meta:
        icon = "group"
        label = _("Commitments of one side")


class AxisBlock(blocks.StructBlock):
    """One way of being supported, among those of a menu."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    hours = blocks.IntegerBlock(
        label=_("Hours per year"),
        required=False,
        min_value=1,
        max_value=2000,
        help_text=_("Shown as a large numeral."),
    )
    hours_label = blocks.CharBlock(
        label=_("What the hours are"),
        required=False,
        max_length=160,
        help_text=_("“per neighbourhood and year”."),
    )
    text = InlineTextBlock(label=_("What it is for"), features=["bold", "italic", "link", "ul", "ol"])
    rules = blocks.ListBlock(InlineTextBlock(), label=_("Rules to know"), max_num=10, default=[])
    partners = blocks.ListBlock(
        SnippetChooserBlock("home.Organisation"), label=_("Who supports you"), max_num=12, default=[]
    )
    steps_title = blocks.CharBlock(label=_("Title of the steps"), required=False, max_length=120)
    steps_are_a_loop = blocks.BooleanBlock(label=_("The last step leads back to the first"), required=False)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), max_num=12, default=[])
    how_to_ask = InlineTextBlock(label=_("How to ask for it"), required=False)
    page = blocks.PageChooserBlock(
        target_model="applications.FormPage",
        label=_("Form to ask with"),
        required=False,
        help_text=_("Its button is shown while its call is open."),
    )
    show_events = blocks.BooleanBlock(
        label=_("List the events of this offer here"), required=False, help_text=_("With the dates of each.")
    )

    class Meta:
        icon = "form"
        label = _("Axis of support")


class ThemeBlock(blocks.StructBlock):
    """A theme of a fund. Its id is the same in every language: forms refer to it."""

    name = blocks.CharBlock(label=_("Theme"), max_length=80)

    class Meta:
        icon = "tag"
        label = _("Theme")
