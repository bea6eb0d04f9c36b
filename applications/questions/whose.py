"""Whose data a question asks for: a browser offers applicants their own, and nothing where it is somebody else's."""

from typing import Any, NotRequired, TypeVar, cast

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, Question, Source, Spec

OFF = "off"


class Whose(models.TextChoices):
    APPLICANT = "applicant", _("The applicant")
    OTHER = "other", _("Somebody else")


class OwnedSpec(Spec):
    """Of kinds that ask for data of a person. Empty or left out: see ``published.with_owners``."""

    whose: NotRequired[str]


OwnedT = TypeVar("OwnedT", bound=OwnedSpec)


class OwnedQuestion(Question[OwnedT]):
    """A kind that asks for data of a person: its editor may say whose, with the block that ``whose_block`` makes."""

    is_personal = True

    def details(self, value: Any, source: Source) -> Details:
        return {"whose": str(value.get("whose") or "")}

    def of_somebody_else(self, spec: OwnedT) -> OwnedT:
        return cast(OwnedT, {**spec, "whose": Whose.OTHER})


def whose_block() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        Whose.choices,
        label=_("Whose it is"),
        required=False,
        help_text=_(
            "The browser may fill in what is the applicant’s own. Left open, the first question of this kind is about "
            "the applicant, and the others are about somebody else."
        ),
    )


def token_of(spec: OwnedSpec, token: str) -> str:
    """What the browser is told to fill in: nothing where it is known that the data is somebody else's."""
    return OFF if spec.get("whose") == Whose.OTHER else token
