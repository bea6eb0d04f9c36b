from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(AppConfig):
    name = "users"
    verbose_name = _("Users")
    default = True

    def ready(self) -> None:
        from django.contrib.auth.models import Group  # noqa: PLC0415 - models, which exist only now

        from users.account_log import listen  # noqa: PLC0415 - needs the models
        from users.roles import role_label  # noqa: PLC0415 - models, which exist only now

        # Wagtail prints groups in its forms, filters and titles: everywhere by their label.
        Group.__str__ = role_label  # type: ignore[assignment, method-assign]
        listen()


class StaffConfig(WagtailUsersAppConfig):
    """Wagtail's screens for users and groups, with our columns."""

    default = False
    user_viewset = "users.viewsets.UserViewSet"
    group_viewset = "users.viewsets.GroupViewSet"
