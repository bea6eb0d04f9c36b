"""Images and documents: the site's own models from the start, so that a field can be added without moving files."""

from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from home.bare_pictures import bare


class PortalImage(AbstractImage):
    """A picture of the pages. Neither it nor a copy of it tells where or with what it was taken."""

    credit = models.CharField(_("credit"), max_length=160, blank=True, help_text=_("Who made it, shown beside it."))

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Of a new file only what is seen is kept. Raises ``BrokenPictureError``; forms have looked into it before."""
        if self.file and not self.file._committed:  # noqa: SLF001 - Django has no other word for a file that is new
            self.file.open().seek(0)
            self.file.file = ContentFile(bare(self.file.read()), self.file.name)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def generate_rendition_file(self, filter: Filter, *, source: "File[Any] | None" = None) -> "File[Any]":  # noqa: A002 - Wagtail's
        """Wagtail copies what the camera wrote into each rendition."""
        made = super().generate_rendition_file(filter, source=source)
        made.seek(0)
        return ContentFile(bare(made.read()), made.name)


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_portal_rendition")
        ]


class PortalDocument(AbstractDocument):
    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
