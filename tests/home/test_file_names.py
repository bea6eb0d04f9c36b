"""Names are cut by the bytes that systems count."""

import pytest

from home.calendar_files import calendar_attachment, calendar_response
from home.documents.responses import download
from home.file_names import LONGEST, short_name


@pytest.mark.parametrize(
    "name", ["é" * 200 + ".pdf", "👩‍🌾" * 80 + ".docx", "x" * 300, "क्ष" * 100 + ".zip", ".htaccess" * 40]
)
def test_a_long_name_fits_and_keeps_its_extension(name: str) -> None:
    cut = short_name(name)
    assert len(cut.encode()) <= LONGEST
    assert cut.encode().decode() == cut
    if "." in name[1:-9]:
        assert cut.endswith(name[name.rindex(".") :])
    assert cut[:10] == name[:10]
    assert short_name(cut) == cut


def test_a_name_in_a_header_fits_too() -> None:
    """A slug may have 255 characters, which are three times as many bytes, and nine times in a header."""
    name = "é" * 255
    for said in (
        download(b"", f"{name}.pdf")["Content-Disposition"],
        calendar_response(b"", name)["Content-Disposition"],
        calendar_attachment(b"", name)["Content-Disposition"],
    ):
        assert said.count("%C3%A9") == 98
