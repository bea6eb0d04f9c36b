"""What the editors' lists of applications have in common."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet

from applications.forms.page import FormPage
from applications.forms.publishing import refresh_versions


class GuardedViewSet(ModelViewSet):
    """Every view of the set is missing for people who have nothing to do with its model."""

    def construct_view(self, view_class: object, **kwargs: object) -> Callable[..., HttpResponseBase]:
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **named: object) -> HttpResponseBase:
            if not self.permission_policy.user_has_any_permission(request.user, ["add", "change", "delete", "view"]):
                raise Http404
            return view(request, *args, **named)

        return guarded


class TakenOverView(EditView):
    """Edits what live forms take over: once it is saved, they ask it too. Says which could not."""

    def forms(self) -> Iterable[FormPage]:
        raise NotImplementedError

    def save_instance(self) -> Any:
        instance = super().save_instance()
        for refusal in refresh_versions(self.forms()):
            words = {"form": refusal.page.title, "problems": " ".join(refusal.problems)}
            messages.warning(self.request, _("The form “%(form)s” stays as it was. %(problems)s") % words)
        return instance
