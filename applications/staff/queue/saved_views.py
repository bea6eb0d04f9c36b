"""Views of the queue that somebody saves, shares or deletes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from applications.models import Call, SavedView
from applications.staff.base import QueueOnly, Views
from applications.staff.queue import read_query
from applications.staff.queue.links import LONGEST, kept
from applications.staff.queue.queue import chosen_call
from users.models import User
from users.signed_in import signed_in

TAKEN = _("You have a view of this name already: choose another name, or delete that one first.")
MOST = 50
"""Views of one person."""


def may_delete(user: User, view: SavedView) -> bool:
    """One's own; administrators also what others share."""
    return view.owner_id == user.pk or (view.is_shared and user.is_administrator)


class SavedViewForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]
        help_texts = {
            "is_shared": _("Everybody with a queue finds it above theirs. They see no more dossiers by it than before.")
        }

    def __init__(self, *args: Any, owner: Any, query: QueryDict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.query = query

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if SavedView.objects.filter(owner=self.owner, name=name).exists():
            raise forms.ValidationError(TAKEN)
        return str(name)

    def clean(self) -> None:
        if not self.query:
            raise forms.ValidationError(_("There is nothing to save: filter, sort or choose columns first."))
        if len(self.query.urlencode()) > LONGEST:
            raise forms.ValidationError(_("These are too many filters for one view."))
        if SavedView.objects.filter(owner=self.owner).count() >= MOST:
            raise forms.ValidationError(_("You have as many views as can be kept: delete one first."))


class ViewsPage(QueueOnly, WagtailAdminTemplateMixin):
    header_icon = "clipboard-list"
    _show_breadcrumbs = True
    request: HttpRequest

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("applications:index"), "label": _("Applications")},
            {"url": "", "label": self.page_title},
        ]


class SaveView(ViewsPage, FormView):  # type: ignore[type-arg]
    """The filters, columns and order of the queue that one comes from, under a name."""

    template_name = "applications/admin/queue/save_view.html"
    page_title = _("Save this view")
    form_class = SavedViewForm

    @property
    def query(self) -> QueryDict:
        given = self.request.POST.get("query", "") if self.request.method == "POST" else self.request.GET.urlencode()
        return kept(read_query(given))

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"owner": self.request.user, "query": self.query}

    def form_valid(self, form: SavedViewForm) -> HttpResponse:
        view = form.save(commit=False)
        view.owner, view.query = self.request.user, self.query.urlencode()
        call_id = chosen_call(self.query)
        if call_id is not None:
            view.call = Call.objects.in_queue_of(signed_in(self.request)).filter(pk=call_id).first()
        try:
            with transaction.atomic():
                view.save()
        except IntegrityError:
            form.add_error("name", str(TAKEN))
            return self.form_invalid(form)
        messages.success(self.request, gettext("The view “%(name)s” is saved.") % {"name": view.name})
        return redirect(f"{reverse('applications:index')}?{view.query}")

    def form_invalid(self, form: SavedViewForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {"query": self.query.urlencode()}


class ManageViews(ViewsPage, TemplateView):
    """One's own views, and those that are shared."""

    template_name = "applications/admin/queue/saved_views.html"
    page_title = _("Saved views")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        views = SavedView.objects.offered_to(signed_in(self.request)).select_related("owner")
        rows = [{"view": view, "may_delete": may_delete(signed_in(self.request), view)} for view in views]
        return super().get_context_data(**kwargs) | {"rows": rows}


class DeleteView(QueueOnly, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        view = get_object_or_404(SavedView.objects.offered_to(signed_in(request)), pk=pk)
        if not may_delete(signed_in(request), view):
            raise PermissionDenied
        view.delete()
        messages.success(request, gettext("The view “%(name)s” is deleted.") % {"name": view.name})
        return redirect("applications:views")


VIEWS: Views = (
    ("views/", ManageViews, "views"),
    ("views/new/", SaveView, "save_view"),
    ("views/<int:pk>/delete/", DeleteView, "delete_view"),
)
