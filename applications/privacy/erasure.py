"""Erasing a person across dossiers, at their request."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from applications.dossiers.permissions import may_withdraw
from applications.dossiers.refusals import RefusedError
from applications.dossiers.workflow import withdraw
from applications.drafts.attachments import delete_drafts
from applications.models import Application, Draft, Edit, EditKind, OutgoingEmail, Purge
from applications.models.keeping import Deletion, keepers, must_stay, why_kept
from applications.models.purges import Clock
from applications.privacy.anonymising import anonymise
from applications.privacy.personal_data import Person
from users.models import User
from users.throttle import recipient


@dataclass
class Erased:
    """What came of it: references that were anonymised, reasons for those that stay, and how many drafts are gone."""

    references: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    drafts: int = 0


def erase(*, person: Person, by: User) -> Erased:
    """Withdraw what is not finished, anonymise every dossier that no keeper wants to stay, delete drafts and mails.

    Each dossier is a transaction of its own; the register says how many of each call.
    """
    done, calls = Erased(), Counter[tuple[int, str]]()
    for application in person.applications:
        try:
            if reason := why_kept(application, Deletion.PERSON, timezone.now()):
                raise RefusedError(reason)
            if may_withdraw(application):
                withdraw(application=application)
            anonymise(application=application, by=by)
        except RefusedError as error:
            done.refusals.append(str(error))
        else:
            done.references.append(application.reference)
            calls[application.call_id, application.call.code] += 1
    with transaction.atomic():
        done.drafts = delete_drafts(Draft.objects.filter(pk__in=[draft.pk for draft in person.drafts]))
        _forget_elsewhere(person)
        for (pk, code), count in calls.items():
            Purge.objects.create(call_id=pk, call_code=code, clock=Clock.ERASURE, count=count, by=by)
    return done


def _forget_elsewhere(person: Person) -> None:
    """Delete what is left outside their dossiers: mails, the former contact of a dossier, what keepers know."""
    kept = Application.objects.filter(must_stay(Deletion.PERSON, timezone.now())).values("pk")
    mails = person.emails.exclude(application__in=kept)
    OutgoingEmail.objects.filter(pk__in=list(mails.values_list("pk", flat=True))).delete()
    OutgoingEmail.objects.filter(recipient=recipient(person.email), to="").delete()  # of drafts that were deleted
    named = Q(before__icontains=f"<{person.email}>") | Q(after__icontains=f"<{person.email}>")
    contacts = Edit.objects.filter(named, kind=EditKind.CONTACT).exclude(application__in=kept)
    contacts.update(before="", after="")
    names = {application.contact_name for application in person.applications}
    for keeper in keepers():
        keeper.forget(person.email, names)
