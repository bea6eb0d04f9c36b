"""The two sets of blocks that a page body is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.lists import EventsListBlock, OffersListBlock, OpenCallsBlock
from home.blocks.media import DocumentsBlock, EmbedBlock, ImageBlock
from home.blocks.people import ContactBlock, PartnersBlock, PeopleBlock
from home.blocks.structure import KeyFiguresBlock, LevelsBlock, StepsBlock
from home.blocks.tables import TableBlock
from home.blocks.text import (
    CalloutBlock,
    CallToActionBlock,
    HeadingBlock,
    QuestionsBlock,
    QuoteBlock,
    RichTextBlock,
)

TEXT, SHAPE, PEOPLE, MEDIA, LISTS = (
    _("Text"),
    _("Structured"),
    _("People and partners"),
    _("Media"),
    _("Lists"),
)

BODY_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("heading", HeadingBlock(group=TEXT)),
    ("rich_text", RichTextBlock(group=TEXT)),
    ("callout", CalloutBlock(group=TEXT)),
    ("quote", QuoteBlock(group=TEXT)),
    ("questions", QuestionsBlock(group=TEXT)),
    ("call_to_action", CallToActionBlock(group=TEXT)),
    ("key_figures", KeyFiguresBlock(group=SHAPE)),
    ("steps", StepsBlock(group=SHAPE)),
    ("levels", LevelsBlock(group=SHAPE)),
    ("table", TableBlock(group=SHAPE)),
    ("partners", PartnersBlock(group=PEOPLE)),
    ("people", PeopleBlock(group=PEOPLE)),
    ("contact", ContactBlock(group=PEOPLE)),
    ("image", ImageBlock(group=MEDIA)),
    ("documents", DocumentsBlock(group=MEDIA)),
    ("embed", EmbedBlock(group=MEDIA)),
    ("offers", OffersListBlock(group=LISTS)),
    ("events", EventsListBlock(group=LISTS)),
]

HOME_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("offers", OffersListBlock(group=LISTS)),
    ("open_calls", OpenCallsBlock(group=LISTS)),
    ("events", EventsListBlock(group=LISTS)),
    ("quote", QuoteBlock(group=TEXT)),
    ("key_figures", KeyFiguresBlock(group=SHAPE)),
    ("partners", PartnersBlock(group=PEOPLE)),
    ("call_to_action", CallToActionBlock(group=TEXT)),
    ("rich_text", RichTextBlock(group=TEXT)),
]


class BodyBlock(blocks.StreamBlock):
    """Everything that a content page or the body of an offer may hold."""

    def __init__(self, local_blocks: list[tuple[str, blocks.Block]] | None = None, **kwargs: object) -> None:
        super().__init__([*BODY_BLOCKS, *(local_blocks or [])], **kwargs)


class HomeBlock(blocks.StreamBlock):
    """The sections of a home page, in the editor's order."""

    def __init__(self, local_blocks: list[tuple[str, blocks.Block]] | None = None, **kwargs: object) -> None:
        super().__init__([*HOME_BLOCKS, *(local_blocks or [])], **kwargs)
