"""Registrations in the page editor: how many there are, and where they are handled."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

FORM = ("applications", "formpage")
"""The page type of forms, which this app knows by name only."""


class RegistrationsPanel(Panel):
    """The seats of the saved sessions, with links for those who handle registrations; nothing to type."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": _("Registrations on this site")} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/registrations_panel.html"

        def get_context_data(self, parent_context: object = None) -> dict[str, object]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            return context | {"page": page, "user": self.request.user, "add_form_url": self._add_form_url()}

        def _add_form_url(self) -> str:
            """Where one adds a form below the event; empty for those who may not, and before the event is saved."""
            page = self.instance
            if not page.pk or not page.permissions_for_user(self.request.user).can_add_subpage():
                return ""
            return reverse("wagtailadmin_pages:add", args=(*FORM, page.pk))
