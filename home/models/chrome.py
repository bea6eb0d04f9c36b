"""What surrounds every page: name, navigation and footer, one row per language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from home.blocks import LinkBlock
from home.fields import LeanStreamField


class FooterColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1, max_num=8)

    class Meta:
        icon = "list-ul"
        label = _("Column of links")


class SiteChrome(TranslatableMixin, models.Model):
    """The name of the site, its navigation and its footer in one language. Edited under Settings."""

    site_name = models.CharField(_("name of the site"), max_length=60)
    tagline = models.CharField(_("tagline"), max_length=120, blank=True, help_text=_("A few words below the name."))
    navigation = LeanStreamField([("link", LinkBlock())], verbose_name=_("main navigation"), blank=True, max_num=6)
    footer_text = models.TextField(_("presentation"), blank=True, max_length=300)
    address = models.TextField(_("address"), blank=True, max_length=300)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    footer_columns = LeanStreamField(
        [("column", FooterColumnBlock())], verbose_name=_("columns of links"), blank=True, max_num=3
    )
    legal_links = LeanStreamField(
        [("link", LinkBlock())],
        verbose_name=_("legal links"),
        blank=True,
        max_num=6,
        help_text=_("Accessibility, legal notice, privacy: shown at the very bottom, on form pages too."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("site_name"), FieldPanel("tagline")], heading=_("Header")),
        FieldPanel("navigation"),
        MultiFieldPanel(
            [FieldPanel("footer_text"), FieldPanel("address"), FieldPanel("phone"), FieldPanel("email")],
            heading=_("Footer"),
        ),
        FieldPanel("footer_columns"),
        FieldPanel("legal_links"),
    ]

    override_translatable_fields = [SynchronizedField("phone")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("navigation and footer")
        verbose_name_plural = _("navigation and footer")

    def __str__(self) -> str:
        return self.site_name

    def raw_links(self) -> list[object]:
        """All links as they are stored, to be resolved together with those of a page."""
        return [list(stream.raw_data) for stream in (self.navigation, self.footer_columns, self.legal_links)]
