"""Documents that people keep: PDF files that a screen reader reads, in the portal's look."""

from home.documents.engine import BusyError, Document, DocumentError, TooLargeError, make_pdf
from home.documents.texts import Written, in_words

__all__ = ["BusyError", "Document", "DocumentError", "TooLargeError", "Written", "in_words", "make_pdf"]
