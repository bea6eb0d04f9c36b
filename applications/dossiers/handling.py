"""What is done to a dossier besides deciding on it. Each writes an ``Edit``: who, when, before and after.

All ask ``why_not`` under the lock, raise ``RefusedError``, and do and write nothing where nothing would change.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.dossiers.acts import Act
from applications.dossiers.confirming import confirm_locked
from applications.dossiers.permissions import handles
from applications.dossiers.refusals import RefusedError, refuse_unless_allowed
from applications.dossiers.search_index import index_answers
from applications.dossiers.staff_notices import Notice, notify
from applications.dossiers.transitions import locked
from applications.mail.outbox import readdress_mails
from applications.models import Application, Call, Edit, EditKind, Label, Note
from users.email_addresses import fold_email
from users.models import User

SAME_NOTE = timedelta(minutes=5)
"""The same words by the same person within this time are one note, posted twice."""


def assign(*, application: Application, to: Any, by: User) -> bool:
    """Give a dossier to somebody who handles its call, or to nobody. Tells them, unless they took it themselves."""
    with _handled(application, by) as dossier:
        if to is not None:
            _refuse_outsiders([to], dossier.call)
        before = dossier.assignee
        if before == to:
            return False
        dossier.assignee = to
        dossier.save(update_fields=["assignee"])
        edit = _write(dossier, EditKind.ASSIGNED, before, to, by)
        notify(application=dossier, people=[to], notice=Notice.ASSIGNED, key=f"assigned:{edit.pk}", by=by)
    return True


def watch(*, application: Application, people: Iterable[User], by: User) -> bool:
    """Let people hear of what the applicant does, beside the person that the dossier is assigned to."""
    return _change_watchers(application, by, add=list(people))


def unwatch(*, application: Application, people: Iterable[User], by: User) -> bool:
    return _change_watchers(application, by, remove=list(people))


def _change_watchers(application: Application, by: User, add: Iterable[User] = (), remove: Iterable[User] = ()) -> bool:
    with _handled(application, by) as dossier:
        _refuse_outsiders(add, dossier.call)
        before = list(dossier.watchers.order_by("pk"))
        after = [person for person in before if person not in remove]
        after += [person for person in add if person not in after]
        if after == before:
            return False
        dossier.watchers.set(after)
        _write(dossier, EditKind.WATCHERS, _names(before), _names(after), by)
    return True


def label(*, application: Application, add: Iterable[Label], remove: Iterable[Label], by: User, new: str = "") -> bool:
    """Put labels on a dossier and take others off; one that is in both stays on.

    ``new`` names one more, which is made if there is none of this name.
    """
    with _handled(application, by) as dossier:
        before = set(dossier.labels.all())
        after = before - set(remove) | set(add)
        if name := " ".join(new.split()):
            after.add(Label.objects.filter(name__iexact=name).first() or Label.objects.get_or_create(name=name)[0])
        if after == before:
            return False
        dossier.labels.set(after)
        _write(dossier, EditKind.LABELS, _names(before), _names(after), by)
    return True


def set_due(*, application: Application, day: date | None, by: User) -> bool:
    """Until when staff want to be done with it; the ``Edit`` keeps the days as ISO dates."""
    with _handled(application, by) as dossier:
        before = dossier.due_on
        if before == day:
            return False
        dossier.due_on = day
        dossier.save(update_fields=["due_on"])
        _write(dossier, EditKind.DUE, before and before.isoformat(), day and day.isoformat(), by)
    return True


def hold(*, application: Application, reason: str, by: User) -> bool:
    """Keep a dossier from being deleted or anonymised, for a reason; without one the retention clocks run again."""
    with _handled(application, by) as dossier:
        before, reason = dossier.hold, reason.strip()
        if before == reason:
            return False
        dossier.hold = reason
        dossier.save(update_fields=["hold"])
        _write(dossier, EditKind.HOLD, before, reason, by)
    return True


def change_contact(*, application: Application, name: str, email: str, by: User) -> bool:
    """Write to somebody else, or elsewhere. With another address all links that were mailed before lead nowhere.

    What still waits to be mailed goes to the new address. Nothing that was mailed is mailed again: staff do that, from
    the outbox or with a message.
    """
    name, email = name.strip(), fold_email(email)
    with _handled(application, by) as dossier:
        before = _contact(dossier)
        if (dossier.contact_name, dossier.contact_email) == (name, email):
            return False
        if fold_email(dossier.contact_email) != email:
            dossier.tracking_key = uuid4()
            dossier.address_confirmed_at = timezone.now()  # staff know whom they write to
            dossier.is_provisional = False
        dossier.contact_name, dossier.contact_email = name, email
        dossier.save(
            update_fields=["contact_name", "contact_email", "tracking_key", "address_confirmed_at", "is_provisional"]
        )
        readdress_mails(dossier)
        index_answers(dossier)
        _write(dossier, EditKind.CONTACT, before, _contact(dossier), by)
    return True


def vouch_for_address(*, application: Application, by: User) -> bool:
    """Confirm the address for an applicant who was reached otherwise, as if they had pressed the button themselves."""
    with _handled(application, by) as dossier:
        if not confirm_locked(dossier):
            return False
        _write(dossier, EditKind.ADDRESS, "", "", by)
    return True


def write_note(*, application: Application, text: str, mentions: Iterable[User], by: User) -> Note:
    """Write what the applicant never sees, and tell people of it who handle the call. Posted twice it is one note."""
    people, text = list(mentions), text.strip()
    with _handled(application, by) as dossier:
        if not text:
            raise RefusedError(_("Write the note first."))
        _refuse_outsiders(people, dossier.call)
        if twin := dossier.notes.filter(author=by, text=text, written_at__gt=timezone.now() - SAME_NOTE).first():
            return twin
        note = Note.objects.create(application=dossier, author=by, text=text)
        note.mentions.set(people)
        notify(application=dossier, people=people, notice=Notice.MENTIONED, key=f"note:{note.pk}", by=by)
    return note


@contextmanager
def _handled(application: Application, by: User) -> Iterator[Application]:
    """The dossier under a lock, if the person may handle it at this moment."""
    with locked(application.pk) as dossier:
        refuse_unless_allowed(Act.HANDLE, by, dossier)
        yield dossier


def _refuse_outsiders(people: Iterable[User], call: Call) -> None:
    for person in people:
        if not handles(person, call):
            raise RefusedError(_("%(person)s does not handle the dossiers of this call.") % {"person": person})


def _write(application: Application, kind: str, before: object, after: object, by: User) -> Edit:
    return Edit.objects.create(
        application=application, kind=kind, before=str(before or ""), after=str(after or ""), by=by
    )


def _names(things: Iterable[object]) -> str:
    return ", ".join(sorted(str(thing) for thing in things))


def _contact(application: Application) -> str:
    return f"{application.contact_name} <{application.contact_email}>".strip()
