"""The short address in the page editor, with its code to download."""

from typing import Any

from wagtail.admin.panels import Panel


class ShortAddressPanel(Panel):
    """What the form's short address is, once it has one; nothing to type."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "applications/admin/short_address.html"

        def get_context_data(self, parent_context: object = None) -> dict[str, object]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"address": self.instance.short_address() if self.instance.pk else ""}
