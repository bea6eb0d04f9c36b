"""Labels in the Wagtail admin. They are one list for the whole team."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from applications.models import Application, Label
from applications.staff.guarded import GuardedViewSet
from applications.staff.queue.people import moderates
from users.models import User


class LabelPolicy(BasePermissionPolicy):
    """Who handles dossiers makes and renames labels. Deleting takes them from everybody’s: administrators only."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if not user.is_authenticated or not user.is_active:
            return False
        return bool(user.is_administrator) if action == "delete" else moderates(user)

    def users_with_any_permission(self, actions: Collection[str]) -> object:
        raise NotImplementedError("Nobody asks for a list of those who may write labels.")


register_permission_policy(Label, LabelPolicy(Label))


class LabelColumn(TitleColumn):
    cell_template_name = "applications/admin/queue/label_cell.html"


class UsesColumn(TitleColumn):
    """How many of the dossiers that the person sees have the label; leads to them."""

    def get_value(self, instance: Label) -> str:
        number = instance.uses  # type: ignore[attr-defined]  # counted with the list
        return ngettext("%(number)d application", "%(number)d applications", number) % {"number": number}

    def get_link_url(self, instance: Label, parent_context: object) -> str:
        return f"{reverse('applications:index')}?label={instance.pk}"


class LabelIndexView(IndexView):
    template_name = "applications/admin/queue/labels.html"

    def get_base_queryset(self) -> object:
        """With the number of dossiers, among those that the person sees."""
        labelled = Application.labels.through.objects.filter(
            application__in=Application.objects.visible_to(self.request.user).values("pk")
        )
        self.uses = dict(labelled.values_list("label").annotate(Count("pk")))
        return super().get_base_queryset()

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        for label in object_list:
            label.uses = self.uses.get(label.pk, 0)
        return super().get_table(object_list, **kwargs)


class LabelDeleteView(DeleteView):
    @property
    def confirmation_message(self) -> object:
        return _("It is taken off every application that has it.")


class LabelViewSet(GuardedViewSet):
    model = Label
    name = "labels"
    icon = "tag"
    menu_label = _("Labels")
    copy_view_enabled = False
    index_view_class = LabelIndexView
    delete_view_class = LabelDeleteView
    list_display = [
        LabelColumn("name", label=_("Name"), url_name="labels:edit", sort_key="name"),
        UsesColumn("uses", label=_("Applications")),
    ]
    ordering = "name"
    search_fields = ["name"]
    panels = [FieldPanel("name"), FieldPanel("colour")]
