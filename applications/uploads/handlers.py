"""Receiving: a file for which this machine has no room is lost, not the request that it came with."""

import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


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
        except OSError:
            self.is_lost = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self.is_lost:
            try:
                return super().receive_data_chunk(raw_data, start)
            except OSError:
                self._lose()
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        if not self.is_lost:
            try:
                return super().file_complete(file_size)
            except OSError:
                self._lose()
        return LostFile(self.file_name or "")

    def upload_interrupted(self) -> None:
        if not self.is_lost:
            super().upload_interrupted()

    def _lose(self) -> None:
        self.is_lost = True
        try:
            self.file.close()
        except OSError:
            # What was not written yet cannot be written now either; the descriptor is closed all the same.
            return
