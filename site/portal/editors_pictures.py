"""The pictures of editors: each opens, so that no page falls over one that does not."""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from applications.uploads.checks import HEAD
from applications.uploads.images import FORMATS, check_picture
from applications.uploads.refusals import RefusedFile
from applications.uploads.types import JPEG, beginning_says, extension_of
from home.bare_pictures import bare
from home.file_names import with_ending

DRAWING = "svg"


class PictureField(WagtailImageField):
    """Wagtail's, which opens a picture to count its pixels and does not expect that to fail."""

    def to_python(self, data: Any) -> Any:
        """Of a new file what is seen, with its end where a JPEG lacks it. Raises ``ValidationError``."""
        if data in self.empty_values or not data.size:
            return super().to_python(data)
        self.check_image_file_size(data)
        try:
            return super().to_python(_whole(data))
        except ValidationError:
            raise
        except Exception as error:
            text = _("This picture is damaged or incomplete. Check that it opens on your device, then choose it again.")
            raise ValidationError(text, code="damaged") from error


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stock := self.fields.get("file"):
            self.fields["file"] = PictureField(label=stock.label, required=stock.required, widget=stock.widget)


def _whole(upload: Any) -> SimpleUploadedFile:
    """The picture alone, under an extension that Wagtail knows. Raises whatever a picture brings about that does not
    open. Of a drawing there is nothing to open here."""
    extension, data = extension_of(upload.name), upload.read()
    if extension != DRAWING:
        kind = beginning_says(data[:HEAD])
        data = _checked(data, kind, upload.name) if kind in FORMATS else bare(data)
        with Image.open(BytesIO(data)) as picture:
            picture.load()
    name = upload.name
    if extension in JPEG.extensions:
        name = with_ending(name[: -len(extension) - 1], f".{JPEG.extensions[0]}")
    return SimpleUploadedFile(name, data, upload.content_type)


def _checked(data: bytes, kind: Any, name: str) -> bytes:
    try:
        check_picture(BytesIO(data), kind)
    except RefusedFile as refusal:
        raise refusal.about(name) from refusal.__cause__
    return bare(data)
