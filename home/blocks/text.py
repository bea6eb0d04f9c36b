"""Text: paragraphs, headings, quotes, callouts, questions and answers, links."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from home.links import resolving
from home.typography import typeset

INLINE_FEATURES = ["bold", "italic", "link"]
TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]


class TypesetRichText(RichText):
    """Rich text whose spaces follow French use and whose links, inside a page, cost no query."""

    def __html__(self) -> SafeString:
        return typeset(mark_safe(super().__html__()), translation.get_language() or "")

    def __str__(self) -> SafeString:
        return self.__html__()

    def render_as_block(self, context: Mapping[str, object] | None = None) -> SafeString:
        """What ``{% include_block %}`` prints, wherever the text stands inside other blocks."""
        with resolving(context):
            return self.__html__()


class RichTextBlock(blocks.RichTextBlock):
    """A text with links and, where its features allow, small titles and lists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(*args, **kwargs)

    def to_python(self, value: str) -> TypesetRichText:
        return TypesetRichText(value)

    def normalize(self, value: object) -> TypesetRichText:
        return TypesetRichText(value.source if isinstance(value, RichText) else value and str(value))

    def render(self, value: TypesetRichText, context: Mapping[str, object] | None = None) -> SafeString:
        with resolving(context):
            return super().render(value, context=context)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "home/blocks/rich_text.html"


def InlineTextBlock(**kwargs: object) -> RichTextBlock:  # noqa: N802 - reads as a block class where it is used
    """A few sentences inside another block: bold, italic and links, no headings or lists."""
    kwargs.setdefault("features", INLINE_FEATURES)
    kwargs.setdefault("template", None)
    return RichTextBlock(**kwargs)


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Title"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Section title")
        help_text = _("Opens a section of the page. Titles inside a text are one level lower.")
        template = "home/blocks/heading.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["anchor"] = slugify(value["text"])
        return context


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), help_text=_("Without quotation marks: they are added."))
    author = blocks.CharBlock(label=_("Who says it"), required=False, max_length=120)
    role = blocks.CharBlock(label=_("Their role"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        help_text = _("Somebody’s words, with their name.")
        template = "home/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = InlineTextBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        help_text = _("A remark that readers must not miss: a condition, a deadline, a good to know.")
        template = "home/blocks/callout.html"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = RichTextBlock(label=_("Answer"), features=[*INLINE_FEATURES, "ul", "ol"], template=None)

    class Meta:
        icon = "help"
        label = _("Question and answer")


class QuestionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1, max_num=30)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        help_text = _("Each question opens its answer.")
        template = "home/blocks/questions.html"


class LinkBlock(blocks.StructBlock):
    """One link: a page of the site or an address elsewhere. Templates print it with ``{% href link %}``."""

    label = blocks.CharBlock(label=_("Label"), max_length=80)
    page = blocks.PageChooserBlock(
        label=_("Page"), required=False, help_text=_("The link follows the reader's language by itself.")
    )
    url = blocks.URLBlock(label=_("or web address"), required=False)

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value: object) -> object:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            error = ValidationError(_("Choose a page or type an address, one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"page": error})
        return cleaned


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = InlineTextBlock(label=_("Text"), required=False)
    link = LinkBlock(label=_("Button"))

    class Meta:
        icon = "pick"
        label = _("Call to action")
        help_text = _("Begin the label of the button with a verb.")
        template = "home/blocks/call_to_action.html"
