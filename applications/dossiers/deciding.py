"""Who has a say in what is decided on dossiers, and in how they move."""

from dataclasses import dataclass
from datetime import datetime

from applications.dossiers.acts import Act
from applications.models import Application, Decision
from applications.statuses import Status, Trigger
from users.models import User


@dataclass(frozen=True)
class Move:
    """A move that is about to be made: ``application`` is where it was, ``at`` the moment that its change will have.

    ``by`` is None for what the applicant or the portal itself does.
    """

    application: Application
    target: Status
    trigger: Trigger
    by: User | None
    at: datetime


class Rule:
    """A say of one capability. What it does not override it has nothing against.

    But for ``why_not`` everything is called inside the transaction of the act, under the locks of the call's row and
    of the dossier's. There a rule may write rows of its own, which are written or taken back with the act, and may
    raise ``RefusedError`` in words for the person who acts: then nothing at all is written. What it locks besides comes
    after these two. No file, mail or rendering.
    """

    def why_not(self, act: Act, user: User | None, application: Application) -> str:
        """Why this may not be done now, in the reader's language; empty when it may.

        Asked for each button that is drawn, without a lock, and again under the locks when it is pressed: the answer is
        the same function of the same rows. Writes nothing. For ``Act.WITHDRAW`` the user is None.
        """
        return ""

    def decided(self, decision: Decision) -> None:
        """The decision was written down. The dossier has not moved, and nobody outside knows of it."""

    def released(self, decision: Decision) -> None:
        """The decision is told: the dossier has moved, as ``moving`` was asked, and the letter is in the outbox."""

    def taken_back(self, decision: Decision) -> None:
        """The decision, which nobody outside knew of, does not stand any more."""

    def moving(self, move: Move) -> None:
        """Called by every move, whatever the trigger, before anything of it is written.

        A refusal is said to the person who moves it. What the portal does by itself is left undone, dossier by dossier,
        and tried again at its next round. Reopening and withdrawing revoke decisions, too: it is said here alone.
        """


_rules: dict[type[Rule], Rule] = {}


def register(rule: Rule) -> None:
    """Give a rule a say, when an app is ready; one of a class. They are asked in the order in which they came."""
    _rules[type(rule)] = rule


def why_not(act: Act, user: User | None, application: Application) -> str:
    """The first reason that a rule has against it; empty where none has. Asked by ``permissions``."""
    return next((reason for rule in _rules.values() if (reason := rule.why_not(act, user, application))), "")


def decided(decision: Decision) -> None:
    for rule in _rules.values():
        rule.decided(decision)


def released(decision: Decision) -> None:
    for rule in _rules.values():
        rule.released(decision)


def taken_back(decision: Decision) -> None:
    for rule in _rules.values():
        rule.taken_back(decision)


def moving(move: Move) -> None:
    for rule in _rules.values():
        rule.moving(move)
