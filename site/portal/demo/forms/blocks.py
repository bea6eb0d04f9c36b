"""Steps, questions, conditions and rules of forms, as an editor would make them.

What a builder does not say of a question stays as the editor's page would offer it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks
from wagtail.models import Page

from applications.models.applications import Outcome
from applications.questions import KINDS
from applications.questions.operators import Operator
from portal.demo.blocks import Block, fixed_id, items
from portal.demo.tree import Demo, Values


@dataclass(frozen=True)
class Form:
    """The form of a page, by the key of its page: knows the ids that its conditions name.

    A question is named ``step/question``, an option ``step/question/option``.
    """

    page: str

    def needs(self, demo: Demo, action_label: str) -> Values:
        """What even a draft of the page must have."""
        return {"call": demo.calls[self.page], "action_label": action_label}

    def question(self, place: str) -> str:
        step, name = place.split("/")
        return str(fixed_id(f"page/{self.page}/steps/{step}/questions/{name}"))

    def option(self, place: str) -> str:
        step, name, option = place.split("/")
        return str(fixed_id(f"page/{self.page}/steps/{step}/questions/{name}/options/{option}"))

    def chosen(self, place: str) -> Values:
        return self._of_option(place, Operator.IS)

    def not_chosen(self, place: str) -> Values:
        return self._of_option(place, Operator.IS_NOT)

    def ticked(self, place: str) -> Values:
        """An option among several choices."""
        return self._of_option(place, Operator.CONTAINS)

    def says(self, place: str, value: str) -> Values:
        """An answer that is ``yes``, ``no``, or a theme or territory by its key."""
        return _condition(self.question(place), Operator.IS, value)

    def more(self, place: str, number: int) -> Values:
        return _condition(self.question(place), Operator.MORE, str(number))

    def _of_option(self, place: str, operator: Operator) -> Values:
        return _condition(self.question(place.rpartition("/")[0]), operator, self.option(place))


def _condition(question: str, operator: Operator, value: str) -> Values:
    return {"question": question, "operator": operator.value, "value": value}


def ask(kind: str, name: str, label: str, hint: str = "", *, only_if: Sequence[Values] = (), **details: Any) -> Block:
    """One question. ``only_if``: the conditions that must all hold."""
    value = {**_defaults(kind), "label": label, "hint": hint, **details, "conditions": items(*only_if)}
    return Block(kind, value, name)


def ask_in_group(kind: str, name: str, label: str, hint: str = "", **details: object) -> Block:
    """One question of a repeated group, which has neither privacy nor conditions of its own."""
    return Block(kind, {**_defaults(kind, is_in_group=True), "label": label, "hint": hint, **details}, name)


def inform(name: str, title: str, text: str, *, only_if: Sequence[Values] = ()) -> Block:
    return Block("information", {"label": title, "text": text, "conditions": items(*only_if)}, name)


def options(labels: dict[str, str]) -> list[Block]:
    """Options, or categories of a budget, by the names from which their ids are made."""
    return [Block("item", label, name) for name, label in labels.items()]


def step(name: str, title: str, introduction: str, *asked: Block, only_if: Sequence[Values] = ()) -> Block:
    value = {"title": title, "introduction": introduction, "questions": list(asked), "conditions": items(*only_if)}
    return Block("step", value, name)


def eligibility(title: str, introduction: str, asked: Sequence[Block], *rules: Block) -> Block:
    """The questions that come first, as the step ``who``. The first rule that holds decides."""
    value = {"title": title, "introduction": introduction, "questions": list(asked), "rules": list(rules)}
    return Block("eligibility", value, "who")


def perhaps(name: str, message: str, *conditions: Values, page: Page | None = None) -> Block:
    """Probably not, one may still apply."""
    return _rule(name, Outcome.UNLIKELY, message, conditions, page)


def elsewhere(name: str, message: str, *conditions: Values, page: Page) -> Block:
    """Not this one: see that page."""
    return _rule(name, Outcome.NO, message, conditions, page)


def _rule(name: str, outcome: Outcome, message: str, conditions: Sequence[Values], page: Page | None) -> Block:
    value = {"conditions": items(*conditions), "outcome": outcome.value, "message": message, "page": page}
    return Block("item", value, name)


@cache
def _defaults(kind: str, *, is_in_group: bool = False) -> Values:
    """What the editor's page fills in by itself, as it is stored. Plain lists become tuples: they hold no blocks."""
    block = KINDS[kind].block()
    if is_in_group:
        block = KINDS["group"].block().child_blocks["questions"].child_blocks[kind]
    return {name: _default(child) for name, child in block.child_blocks.items()}


def _default(block: blocks.Block) -> object:
    if isinstance(block, blocks.ListBlock | blocks.StreamBlock):
        return ()
    value = block.get_prep_value(block.to_python(block.get_prep_value(block.get_default())))
    plain = json.loads(json.dumps(value, cls=DjangoJSONEncoder))
    return tuple(plain) if isinstance(plain, list) else plain


def theme(name: str) -> str:
    """The key of a theme of the fund."""
    return str(fixed_id(f"page/fund/themes/{name}"))
