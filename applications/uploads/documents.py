"""PDF files: whether they open, and without a password."""

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

from applications.uploads.refusals import PROTECTED, RefusedFile, refusing_damage


def check_pdf(content: IO[bytes]) -> None:
    """Refuse a PDF that asks for a password, has no page, or does not open.

    One that is encrypted but opens without a password, as many that may not be changed do, is taken.
    """
    # Loaded with the first file: most processes of the web get none for hours.
    from pypdf import PasswordType, PdfReader  # noqa: PLC0415
    from pypdf.errors import DependencyError  # noqa: PLC0415

    with refusing_damage():
        reader = PdfReader(content)
        try:
            if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
                raise RefusedFile("password", PROTECTED)
            _find_first_page(reader)
        except DependencyError as error:
            # AES, without a library for it: whether it opens without a password cannot be told.
            raise RefusedFile("password", PROTECTED) from error


def _find_first_page(reader: "PdfReader") -> None:
    """Raises something where the table of contents does not lead to a page, as in a file that was cut."""
    kids = reader.root_object["/Pages"]["/Kids"].get_object()  # type: ignore[index]
    kids[0].get_object()["/Type"]
