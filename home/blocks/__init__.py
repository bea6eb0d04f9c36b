"""The blocks that editors compose pages with."""

from home.blocks.body import BODY_BLOCKS, HOME_BLOCKS, BodyBlock, HomeBlock
from home.blocks.lists import EventsListBlock, OffersListBlock, OpenCallsBlock
from home.blocks.media import DocumentsBlock, EmbedBlock, ImageBlock
from home.blocks.people import ContactBlock, PartnersBlock, PeopleBlock
from home.blocks.structure import (
    KeyFigureBlock,
    KeyFiguresBlock,
    LevelBlock,
    LevelsBlock,
    StepBlock,
    StepsBlock,
)
from home.blocks.tables import TableBlock
from home.blocks.text import (
    CalloutBlock,
    CallToActionBlock,
    HeadingBlock,
    LinkBlock,
    QuestionsBlock,
    QuoteBlock,
    RichTextBlock,
)

__all__ = [
    "BODY_BLOCKS",
    "HOME_BLOCKS",
    "BodyBlock",
    "CallToActionBlock",
    "CalloutBlock",
    "ContactBlock",
    "DocumentsBlock",
    "EmbedBlock",
    "EventsListBlock",
    "HeadingBlock",
    "HomeBlock",
    "ImageBlock",
    "KeyFigureBlock",
    "KeyFiguresBlock",
    "LevelBlock",
    "LevelsBlock",
    "LinkBlock",
    "OffersListBlock",
    "OpenCallsBlock",
    "PartnersBlock",
    "PeopleBlock",
    "QuestionsBlock",
    "QuoteBlock",
    "RichTextBlock",
    "StepBlock",
    "StepsBlock",
    "TableBlock",
]
