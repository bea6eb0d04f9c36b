"""The people and their roles in the Wagtail admin."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.users.views import groups, users


class UserIndexView(users.IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        columns: list[Column] = super().columns
        for column in columns:
            if column.name == self.model.USERNAME_FIELD:
                column.label = _("E-mail address")
        return columns


class UserViewSet(users.UserViewSet):
    index_view_class = UserIndexView


class GroupIndexView(groups.IndexView):
    columns = [
        TitleColumn("name", accessor=str, label=_("Name"), sort_key="name", url_name="wagtailusers_groups:edit"),
    ]


class GroupViewSet(groups.GroupViewSet):
    index_view_class = GroupIndexView
