"""How the history of a page tells what happened to a form."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter


class PublicationRefusedFormatter(LogFormatter):
    label = gettext_lazy("Refuse the scheduled publication")

    def format_message(self, log_entry: Any) -> str:
        problems = " ".join(log_entry.data.get("problems", []))
        return _("The form was not published as scheduled: %(problems)s") % {"problems": problems}
