from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Question, QuestionBlock, Source, Spec, field_arguments
from applications.questions.group_field import GroupField, kind_of, row_title, rows_of
from applications.questions.rows import repeated

SIMPLE_KINDS = ("short_text", "long_text", "email", "phone", "number", "money", "date", "yes_no", "choice")
MOST = 20


class GroupBlock(QuestionBlock):
    item = blocks.CharBlock(
        label=_("Name of one of them"), max_length=60, help_text=_("Shown with its number: “Member 1”, “Member 2”.")
    )
    add_label = blocks.CharBlock(
        label=_("Button that adds one"),
        required=False,
        default="",
        max_length=60,
        help_text=_("For example: “Add a member”."),
    )
    minimum = blocks.IntegerBlock(label=_("At least"), default=1, min_value=0, max_value=MOST)
    maximum = blocks.IntegerBlock(label=_("At most"), default=10, min_value=1, max_value=MOST)

    class Meta:
        icon = "group"
        label = _("Repeated group")


class Group(Question):
    """Simple questions that are asked once for each member, partner or place. Stored: a list of answers by key."""

    kind = "group"
    order = 80
    template = "applications/questions/group.html"

    def block(self) -> blocks.StructBlock:
        questions = blocks.StreamBlock(_simple_blocks(), label=_("Questions"), min_num=1, max_num=10)
        return GroupBlock([("questions", questions)])

    def details(self, value: Any, source: Source) -> Spec:
        return {
            "item": value["item"],
            "add_label": value.get("add_label") or "",
            "minimum": value.get("minimum") or 0,
            "maximum": value.get("maximum") or MOST,
            "questions": [
                kind_of({"kind": child.block_type}).spec(child.id, child.value, source) for child in value["questions"]
            ],
        }

    def field(self, spec: Spec) -> forms.Field:
        return GroupField(spec, **field_arguments(spec))

    def change_rows(self, spec: Spec, data: dict[str, list[str]], instruction: str) -> None:
        """``add``, or ``remove-<number>``."""
        rows_of(spec, spec["key"]).change(data, instruction)

    def shown(self, answer: Any, spec: Spec) -> str:
        rows = []
        for place, row in enumerate(_rows(answer), 1):
            answers = [
                gettext("%(label)s: %(value)s") % {"label": question["label"], "value": text}
                for question in spec["questions"]
                if (text := kind_of(question).shown(row.get(question["key"]), question))
            ]
            rows.append("\n".join([row_title(spec, place), *answers]))
        return "\n\n".join(rows)

    def columns(self, spec: Spec) -> list[str]:
        """Those of each question. A cell has the answers of all rows, one under the other."""
        return [
            f"{spec['label']} – {heading}"
            for question in spec["questions"]
            for heading in kind_of(question).columns(question)
        ]

    def cells(self, answer: Any, spec: Spec) -> list[str]:
        cells: list[str] = []
        for question in spec["questions"]:
            kind = kind_of(question)
            by_row = [kind.cells(row.get(question["key"]), question) for row in _rows(answer)]
            cells += ["\n".join(texts) for texts in zip(*by_row, strict=True)] or [""] * len(kind.columns(question))
        return cells

    def wording(self, spec: Spec) -> dict[str, str]:
        """Each question's texts follow its key."""
        texts = {
            f"{question['key']}:{name}": text
            for question in spec["questions"]
            for name, text in kind_of(question).wording(question).items()
        }
        button = {"add_label": spec["add_label"]} if spec["add_label"] else {}
        return {"label": spec["label"], "item": spec["item"], **button, **texts}

    def problems(self, spec: Spec) -> list[str]:
        found = [
            gettext("%(label)s: %(value)s") % {"label": question["label"], "value": problem}
            for question in spec["questions"]
            for problem in [*kind_of(question).problems(question), *_repetitions(question)]
        ]
        if not spec["questions"]:
            found.append(gettext("The group has no question."))
        if spec["minimum"] > spec["maximum"]:
            found.append(gettext("The least number of rows is above the largest."))
        return found


def _repetitions(question: Spec) -> list[str]:
    labels = repeated(question.get("options", []))
    return [gettext("Two options say “%(label)s”.") % {"label": label} for label in labels]


def _simple_blocks() -> list[tuple[str, blocks.StructBlock]]:
    """The blocks of the simple kinds, without what only a question of a step has: privacy and conditions."""
    from applications.questions import question_blocks

    return [(kind, _without_settings(type(block))) for kind, block in question_blocks(SIMPLE_KINDS)]


def _without_settings(block: type[QuestionBlock]) -> blocks.StructBlock:
    return type(f"{block.__name__}InGroup", (block,), dict.fromkeys(QuestionBlock.settings))()


def _rows(answer: Any) -> list[dict[str, Any]]:
    return [row for row in answer if isinstance(row, dict)] if isinstance(answer, list) else []


question = Group()
