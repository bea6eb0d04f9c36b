"""What the editor builds a form of: steps of questions, and the questions that tell who may apply."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.models.applications import Outcome
from applications.questions import KINDS, question_blocks
from applications.questions.base import Source, published_conditions
from applications.questions.condition_block import ConditionBlock, conditions_block
from applications.questions.published import RuleContent, StepContent
from home.blocks.text import InlineTextBlock


class StepBlock(blocks.StructBlock):
    """One page of the form, with one thread of the cloth."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    introduction = InlineTextBlock(label=_("Introduction"), required=False)
    questions = blocks.StreamBlock(question_blocks(), label=_("Questions"), min_num=1, max_num=60)
    conditions = conditions_block()

    class Meta:
        icon = "list-ol"
        label = _("Step")
        form_layout = blocks.BlockGroup(children=["title", "introduction", "questions"], settings=["conditions"])


class Verdict(models.TextChoices):
    """What a rule may say. Without a rule that holds, people are eligible."""

    UNLIKELY = Outcome.UNLIKELY.value, _("Probably not: they may still apply")
    NO = Outcome.NO.value, _("Not this one: they are led elsewhere")


class EligibilityRuleBlock(blocks.StructBlock):
    """If all conditions hold, people read the message; the first rule that holds decides."""

    conditions = blocks.ListBlock(ConditionBlock(), label=_("If"), min_num=1, max_num=5)
    outcome = blocks.ChoiceBlock(Verdict.choices, label=_("Then"), default=Verdict.UNLIKELY)
    message = blocks.TextBlock(label=_("What they read"), max_length=600)
    page = blocks.PageChooserBlock(label=_("Offer that suits them"), required=False)

    class Meta:
        icon = "help"
        label = _("Rule")


class EligibilityBlock(blocks.StructBlock):
    """Questions that come first and say who may apply."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    introduction = InlineTextBlock(label=_("Introduction"), required=False)
    questions = blocks.StreamBlock(
        question_blocks(lambda question: question.decides), label=_("Questions"), min_num=1, max_num=10
    )
    rules = blocks.ListBlock(EligibilityRuleBlock(), label=_("Rules"), min_num=1, max_num=20)

    class Meta:
        icon = "help"
        label = _("Who may apply")


def published_step(step: Any, source: Source) -> StepContent:
    """A step as plain data, in the language of its page."""
    value = step.value
    return {
        "key": step.id,
        "kind": step.block_type,
        "title": value["title"],
        "introduction": str(value["introduction"].source),
        "conditions": published_conditions(value.get("conditions")),
        "rules": [_published_rule(rule) for rule in value.get("rules") or []],
        "questions": [KINDS[child.block_type].spec(child.id, child.value, source) for child in value["questions"]],
    }


def _published_rule(rule: Any) -> RuleContent:
    return {
        "conditions": published_conditions(rule["conditions"]),
        "outcome": rule["outcome"],
        "message": rule["message"],
        "page": rule["page"].pk if rule["page"] else None,
    }
