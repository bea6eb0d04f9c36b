"""Pictures for pages and people."""

from django.core.files.uploadedfile import SimpleUploadedFile

from home.models import PortalImage

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\xa6\xc5\x9e\x8b\x00\x00\x00\x00IEND\xaeB`\x82"
)


def picture(number: int) -> PortalImage:
    return PortalImage.objects.create(title=f"Picture {number}", file=SimpleUploadedFile(f"p{number}.png", PNG))
