"""Content with a shape: key figures, numbered steps, levels."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.text import InlineTextBlock


class KeyFigureBlock(blocks.StructBlock):
    figure = blocks.CharBlock(label=_("Figure"), max_length=20, help_text=_("With its unit: “31 h”, “3 years”."))
    label = blocks.CharBlock(label=_("What it counts"), max_length=160)

    class Meta:
        icon = "order"
        label = _("Key figure")


class KeyFiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    figures = blocks.ListBlock(KeyFigureBlock(), label=_("Figures"), min_num=1, max_num=6)

    class Meta:
        icon = "order"
        label = _("Key figures")
        help_text = _("A few numbers to remember, shown large.")
        template = "home/blocks/key_figures.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = InlineTextBlock(label=_("Text"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    introduction = InlineTextBlock(label=_("Introduction"), required=False)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2, max_num=20)

    class Meta:
        icon = "list-ol"
        label = _("Numbered steps")
        help_text = _("What happens one after the other.")
        template = "home/blocks/steps.html"


class LevelBlock(blocks.StructBlock):
    """One level of service; its number is its place in the list."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = InlineTextBlock(label=_("In a sentence"), required=False)
    contents = blocks.ListBlock(blocks.CharBlock(max_length=300), label=_("What it contains"), min_num=1, max_num=20)
    cost = blocks.CharBlock(label=_("Cost"), required=False, max_length=80)

    class Meta:
        icon = "bars"
        label = _("Level")


class LevelsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    introduction = blocks.CharBlock(label=_("Introduction"), required=False, max_length=250)
    levels = blocks.ListBlock(LevelBlock(), label=_("Levels"), min_num=2, max_num=4)

    class Meta:
        icon = "bars"
        label = _("Levels of service")
        help_text = _("From the lightest to the fullest: the weave gets denser from one to the next.")
        template = "home/blocks/levels.html"
