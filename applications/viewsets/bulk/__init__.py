"""What can be done to many dossiers of the queue at once."""

from wagtail import hooks

from applications.viewsets.bulk.assigning import AssignAction
from applications.viewsets.bulk.base import DossiersAction
from applications.viewsets.bulk.labelling import LabelAction
from applications.viewsets.bulk.messaging import MessageAction
from applications.viewsets.bulk.moving import MoveAction
from applications.viewsets.bulk.releasing import ReleaseAction

ACTIONS: list[type[DossiersAction]] = [AssignAction, LabelAction, MoveAction, MessageAction, ReleaseAction]


def register() -> None:
    """To be called by ``wagtail_hooks``."""
    for action in ACTIONS:
        hooks.register("register_bulk_action", action)
