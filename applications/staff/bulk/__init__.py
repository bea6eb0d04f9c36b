"""What can be done to many dossiers of the queue at once."""

from wagtail import hooks

from applications.staff.bulk.assigning import AssignAction
from applications.staff.bulk.base import DossiersAction
from applications.staff.bulk.labelling import LabelAction
from applications.staff.bulk.messaging import MessageAction
from applications.staff.bulk.moving import MoveAction
from applications.staff.bulk.releasing import ReleaseAction

ACTIONS: list[type[DossiersAction]] = [AssignAction, LabelAction, MoveAction, MessageAction, ReleaseAction]


def register() -> None:
    """To be called by ``wagtail_hooks``."""
    for action in ACTIONS:
        hooks.register("register_bulk_action", action)
