"""The screens that the admin has for events."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from events.duplication import duplicate, may_duplicate
from events.duplication_form import DuplicationForm
from events.models import EventPage
from events.page_copies import page_set
from users.models import User
from users.signed_in import signed_in


@require_http_methods(["GET", "POST"])
def duplicate_event(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the new dates, and make the new event."""
    page = get_object_or_404(EventPage, pk=page_id, alias_of=None)
    if not may_duplicate(page, signed_in(request)):
        raise PermissionDenied
    form = DuplicationForm(request.POST or None, pages=page_set(page), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        made = _made(form, signed_in(request))
        if made:
            edit = messages.button(reverse("wagtailadmin_pages:edit", args=[made.pk]), _("Edit"))
            words = {"title": made.get_admin_display_title()}
            messages.success(request, _("“%(title)s” is there as a draft, in every language.") % words, buttons=[edit])
            return redirect("wagtailadmin_pages:edit", made.pk)
    return render(request, "events/admin/duplicate.html", _context(page, form))


def _context(page: EventPage, form: DuplicationForm) -> dict[str, object]:
    parent, heading = page.get_parent(), _("Duplicate with new dates")
    return {
        "page": page,
        "form": form,
        "title": page.get_admin_display_title(),
        "header_title": heading,
        "header_icon": "date",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_explore", args=[parent.pk]), "label": parent.get_admin_display_title()},
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
            {"url": "", "label": heading},
        ],
    }


def _made(form: DuplicationForm, user: User) -> EventPage | None:
    """The new event; None, with the reasons in the form, where a page can not be made of what was typed."""
    try:
        return duplicate(form.pages, form.wish(), user=user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
