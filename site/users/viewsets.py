"""The people and their roles in the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.users.views import groups, users

from users.forms import NewUserForm, UserForm
from users.models import User
from users.roles import may_touch


class UserIndexView(users.IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        columns: list[Column] = super().columns
        for column in columns:
            if column.name == self.model.USERNAME_FIELD:
                column.label = _("E-mail address")
        return columns

    def get_edit_url(self, instance: User) -> str | None:
        return super().get_edit_url(instance) if may_touch(self.request.user, instance) else None


class ByMixin:
    """Tells the form who fills it in."""

    request: Any

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"by": self.request.user}  # type: ignore[misc]


class UserCreateView(ByMixin, users.CreateView):
    pass


class UserEditView(ByMixin, users.EditView):
    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not may_touch(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UserViewSet(users.UserViewSet):
    index_view_class = UserIndexView
    add_view_class = UserCreateView
    edit_view_class = UserEditView
    # A person is nobody's copy: whoever is new has an address and rights of their own.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        return UserForm if for_update else NewUserForm


class GroupIndexView(groups.IndexView):
    columns = [
        TitleColumn("name", accessor=str, label=_("Name"), sort_key="name", url_name="wagtailusers_groups:edit"),
    ]


class GroupDeleteView(groups.DeleteView):
    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Deletes the group, unless something cannot be without it: then that is named."""
        try:
            return super().post(request, *args, **kwargs)
        except ProtectedError as error:
            named = get_text_list(sorted({str(one) for one in error.protected_objects}), gettext("and"))
            messages.error(
                request, gettext("This group cannot be deleted, it still serves: %(things)s.") % {"things": named}
            )
            return redirect("wagtailusers_groups:edit", self.object.pk)


class GroupViewSet(groups.GroupViewSet):
    index_view_class = GroupIndexView
    delete_view_class = GroupDeleteView
