"""Lists of territories in the Wagtail admin."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from applications.forms.page import FormPage
from applications.forms.publishing import forms_asking
from applications.models import TerritoryList
from applications.questions.base import Role
from applications.staff.guarded import GuardedViewSet, TakenOverView


class TerritoryListEditView(TakenOverView):
    def forms(self) -> Iterable[FormPage]:
        return forms_asking(Role.TERRITORY)


class NumberColumn(Column):
    def get_value(self, instance: TerritoryList) -> int:
        return len(instance.territories())


class TerritoryListViewSet(GuardedViewSet):
    model = TerritoryList
    name = "territories"
    icon = "site"
    menu_label = _("Territories")
    menu_order = 180
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_view_class = TerritoryListEditView
    list_display = ["name", NumberColumn("number", label=_("Territories"))]
    search_fields = ["name"]
    panels = [FieldPanel("name"), FieldPanel("lines")]
