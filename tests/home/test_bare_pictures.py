"""What a camera writes beside a picture goes; what is seen, its colours and which side is up stay."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from home.bare_pictures import BrokenPictureError, bare
from home.models import PortalImage
from tests.applications import sample_files as samples

KINDS: list[tuple[str, dict[str, Any]]] = [
    ("JPEG", {}),
    ("JPEG", {"progressive": True}),
    ("JPEG", {"mode": "CMYK"}),
    ("PNG", {}),
    ("WEBP", {}),
    ("WEBP", {"lossless": True}),
]


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_only_what_is_seen_stays_bit_for_bit(kind: str, options: dict[str, Any]) -> None:
    data = samples.photograph(kind, **options)
    before, after = opened(data), opened(bare(data))
    assert samples.SECRET in data
    assert samples.SECRET not in bare(data)
    assert dict(before.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    assert dict(after.getexif()) == {ExifTags.Base.Orientation: 6}
    assert not after.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert before.tobytes() == after.tobytes()
    assert before.info["icc_profile"] == after.info["icc_profile"]
    assert bare(bare(data)) == bare(data)


def test_a_picture_of_which_nothing_goes_stays_byte_for_byte() -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
        assert bare(samples.picture(kind)) == samples.picture(kind), kind
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert bare(drawing) == drawing


def test_an_animation_goes_on_moving() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    output = io.BytesIO()
    frames[0].save(output, "GIF", save_all=True, append_images=frames[1:], loop=2, duration=40, comment=samples.SECRET)
    after = opened(bare(output.getvalue()))
    assert samples.SECRET not in bare(output.getvalue())
    assert (after.n_frames, after.info["loop"], after.info["duration"]) == (3, 2, 40)


def test_an_avif_is_made_anew_upright() -> None:
    after = opened(bare(samples.photograph("AVIF")))
    assert after.size == (80, 120)
    assert not after.getexif()
    assert "xmp" not in after.info
    assert after.info["icc_profile"]


def test_what_is_cut_within_its_head_is_broken() -> None:
    for data in (samples.photograph()[:30], b"GIF89a", samples.picture("AVIF")[:40]):
        with pytest.raises(BrokenPictureError):
            bare(data)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_neither_originals_nor_renditions_say_where_and_with_what(kind: str, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    upload = SimpleUploadedFile(f"p.{kind.lower()}", samples.photograph(kind))
    image = PortalImage.objects.create(title="Portrait", file=upload)
    place = Path(image.file.path)
    stored = place.read_bytes()
    assert image.file_size == len(stored)
    place.write_bytes(samples.photograph(kind))  # as it was stored by an older version
    specs = ("original", "fill-40x40", "max-60x60|format-jpeg", "width-50|format-webp")
    copies = [Path(image.get_rendition(spec).file.path).read_bytes() for spec in specs]
    for data in (stored, *copies):
        assert samples.SECRET not in data
        assert not opened(data).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert opened(copies[0]).size == (80, 120)
