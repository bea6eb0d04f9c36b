"""What the page editor needs to let conditions be chosen from lists."""

from django.http import Http404, HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from applications.forms.page import FormPage
from applications.questions import KINDS
from home.row_ids import row_id


def chooser_settings() -> dict[str, object]:
    """Kinds, operators and words, in the language of the editor."""
    return {
        "kinds": {
            question.kind: {
                "value": question.value_kind,
                "values": question.values(),
                "operators": [str(operator.value) for operator in question.operators],
                "source": question.options_field,
            }
            for question in KINDS.values()
            if question.operators
        },
        "texts": {
            "untitled": _("(without text)"),
            "chooseQuestion": _("Choose a question"),
            "chooseOption": _("Choose an answer"),
            "missingQuestion": _("Missing question"),
            "missingOption": _("Missing answer"),
            "later": _("%s (comes later)"),
        },
        "optionsUrl": reverse("form_options"),
    }


def editor_assets() -> SafeString:
    """What the page editor loads."""
    style, script = static("applications/admin/conditions.css"), static("applications/admin/conditions.js")
    tags = format_html('<link rel="stylesheet" href="{}"><script type="module" src="{}"></script>', style, script)
    return json_script(chooser_settings(), "condition-settings") + tags


def options(request: HttpRequest) -> JsonResponse:
    """The options of a theme or territory question in the editor, saved or not, as pairs of key and label.

    For those who may edit pages; missing for everybody else.
    """
    if not page_permission_policy.user_has_any_permission(request.user, {"add", "change", "publish"}):
        raise Http404
    chosen, kind = row_id(request.GET.get("chosen")), request.GET.get("kind", "")
    question = KINDS.get(kind)
    found = question.remote_options(chosen, None if chosen else _parent(request)) if question else []
    return JsonResponse({"options": found})


def _parent(request: HttpRequest) -> int | None:
    page = FormPage.objects.filter(pk=row_id(request.GET.get("page")) or 0).first()
    parent: Page | None = page.get_parent() if page else None
    return parent.pk if parent else row_id(request.GET.get("parent"))
