"""A document that an editor uploads."""

import mimetypes
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection


def add(client: Client, name: str, content: bytes) -> Any:
    data = {
        "title": name,
        "file": SimpleUploadedFile(name, content, mimetypes.guess_type(name)[0]),
        "collection": Collection.get_first_root_node().pk,
        "tags": "",
    }
    return client.post(reverse("wagtaildocs:add"), data)
