"""What is done to dossiers, as permissions name it."""

from enum import StrEnum


class Act(StrEnum):
    MOVE = "move"
    DECIDE = "decide"
    RELEASE = "release"
    TAKE_BACK = "take_back"
    REOPEN = "reopen"
    ASK_CORRECTIONS = "ask_corrections"
    MESSAGE = "message"
    WITHDRAW = "withdraw"
    """The applicant's own. ``permissions.may_withdraw`` asks for it, and nobody of the staff may."""
    HANDLE = "handle"
    """Assign, watch, label, date, note, put on hold, change the contact."""
