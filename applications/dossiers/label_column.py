"""The labels of dossiers in the queue."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from applications.dossiers.panels import QueueColumn
from applications.models import Application, Label
from users.models import User


def labels_of(_user: User, dossiers: Sequence[Application]) -> dict[int, list[Label]]:
    """By name. One query."""
    put_on = Application.labels.through.objects.filter(application__in=[each.pk for each in dossiers])
    found: dict[int, list[Label]] = defaultdict(list)
    for each in put_on.select_related("label").order_by("label__name"):
        found[each.application_id].append(each.label)
    return found


LABELS = QueueColumn(
    "labels",
    label=_("Labels"),
    template="applications/admin/queue/labels_cell.html",
    values=labels_of,
    after="assignee",
    is_usual=True,
)
