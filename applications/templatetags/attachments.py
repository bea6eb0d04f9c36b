"""What the template of a question for files needs: ``{% load attachments %}``."""

from typing import Any

from django import template
from django.forms import BoundField

from applications.questions.base import FilesSpec
from applications.questions.files import facts_of
from applications.uploads.checks import most_bytes
from applications.uploads.refusals import TOO_LARGE
from applications.uploads.sizes import readable_size

register = template.Library()
register.filter("readable_size", readable_size)


@register.filter
def kept_files(field: BoundField) -> list[dict[str, object]]:
    """The facts of the files that a draft keeps as the answer to a question."""
    return facts_of(field.value())


@register.simple_tag(takes_context=True)
def attachment_address(context: dict[str, Any], attachment_id: str) -> str:
    """Where applicants download a file of their own: below the form's page, unless ``file_address`` says otherwise."""
    if context.get("file_address"):
        return str(context["file_address"](attachment_id))
    page = context["page"]
    return f"{page.url}{page.specific_deferred.reverse_subpage('file', args=[attachment_id])}"


@register.simple_tag(takes_context=True)
def upload_address(context: dict[str, Any]) -> str:
    """Where files go that travel when they are chosen, as ``attachment_address`` says it; empty for a preview."""
    if context.get("upload_address"):
        return str(context["upload_address"])
    page = context.get("page")
    return f"{page.url}{page.specific_deferred.reverse_subpage('upload')}" if page and page.url else ""


@register.simple_tag
def largest_file(spec: FilesSpec) -> dict[str, object]:
    """How large a file may be, in bytes, and what is said of one that is larger, of which only the name is missing."""
    most = most_bytes(spec["max_mb"])
    return {"bytes": most, "said": str(TOO_LARGE) % {"name": "{name}", "limit": readable_size(most)}}
