"""Receiving: a file for which this machine has no room is lost, not the request that it came with."""

import io
import logging
from contextlib import suppress
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

logger = logging.getLogger(__name__)


class LostFile(UploadedFile):  # type: ignore[type-arg]
    """Stands where a file should be that could not be received. Empty, so that no other form takes it either."""

    def __init__(self, name: str) -> None:
        super().__init__(io.BytesIO(), name, "application/octet-stream", 0)


class RoomyFileUploadHandler(TemporaryFileUploadHandler):
    """Django's for large files; where the disk is full the rest is read and thrown away."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.is_lost = False
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._lose(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self.is_lost:
            try:
                return super().receive_data_chunk(raw_data, start)
            except OSError as error:
                self._lose(error)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        if not self.is_lost:
            try:
                return super().file_complete(file_size)
            except OSError as error:
                self._lose(error)
        return LostFile(self.file_name or "")

    def upload_interrupted(self) -> None:
        if not self.is_lost:
            super().upload_interrupted()

    def _lose(self, error: OSError) -> None:
        """Give the file up and say so in the log, once: the rest of it is read without a try."""
        self.is_lost = True
        logger.error("A file that was being received could not be written: %s", error)
        # What was not written yet cannot be written now either; a descriptor, if there is one, is closed all the same.
        with suppress(OSError, AttributeError):
            self.file.close()
