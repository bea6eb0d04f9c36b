"""What the template of a question for files needs: ``{% load attachments %}``."""

from typing import Any

from django import template
from django.forms import BoundField

from applications.questions.files import facts_of
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
