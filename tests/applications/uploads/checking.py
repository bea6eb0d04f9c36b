"""A file on its own, looked into as an answer to a question that takes everything."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.uploads.checks import CheckedFile, check_file
from applications.uploads.types import Group

EVERYTHING = {"groups": list(Group), "max_mb": 1}


def checked(name: str, data: bytes, declared: str = "", **limits: Any) -> CheckedFile:
    return check_file(SimpleUploadedFile(name, data, declared), **(EVERYTHING | limits))


def refusal(name: str, data: bytes, declared: str = "", **limits: Any) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        checked(name, data, declared, **limits)
    assert name[:5] in caught.value.messages[0]
    return caught.value
