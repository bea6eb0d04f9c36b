"""What the templates of questions with rows need: ``{% load rows %}``."""

from django import template

from applications.questions.base import Spec
from applications.questions.budget_table import BudgetSpec, BudgetTable
from applications.questions.budget_table import budget_table as table_of
from applications.questions.group import GroupSpec

register = template.Library()


@register.simple_tag
def budget_table(answer: object, spec: BudgetSpec) -> BudgetTable | None:
    """An answered budget as lines, sums and totals in words; None where there is none."""
    return table_of(answer, spec)


@register.filter
def question_of(group: GroupSpec | None, key: str) -> Spec | None:
    """A question of a group by its key, where the group is shown in another language."""
    return next((question for question in (group["questions"] if group else ()) if question["key"] == key), None)
