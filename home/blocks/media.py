"""Images, documents and films."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import blocks as image_blocks


class ImageBlock(blocks.StructBlock):
    """An image with its text alternative for this place, or marked as decoration."""

    image = image_blocks.ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("Image")
        help_text = _("With a text alternative for those who do not see it, unless it only decorates.")
        template = "home/blocks/image.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = blocks.CharBlock(label=_("What is in it"), required=False, max_length=250)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Document")


class DocumentsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    documents = blocks.ListBlock(DocumentBlock(), label=_("Documents"), min_num=1, max_num=20)

    class Meta:
        icon = "download"
        label = _("Documents to download")
        help_text = _("Their format and size are said beside them.")
        template = "home/blocks/documents.html"


class EmbedBlock(blocks.StructBlock):
    """A film, presentation or map kept elsewhere, shown as a link with a local picture.

    Nothing is fetched from the other site before the reader follows the link: neither by the page nor by the server.
    """

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    url = blocks.URLBlock(label=_("Address"))
    provider = blocks.CharBlock(
        label=_("Site that it opens on"),
        max_length=80,
        help_text=_("Said beside the link: readers leave this site."),
    )
    text = blocks.CharBlock(label=_("What one finds there"), required=False, max_length=250)
    image = image_blocks.ImageChooserBlock(
        label=_("Picture"), required=False, help_text=_("Without one, the weave of the page is shown.")
    )

    class Meta:
        icon = "media"
        label = _("Film, presentation, map")
        help_text = _("Shown as a link with a picture: nothing is loaded from the other site.")
        template = "home/blocks/embed.html"
