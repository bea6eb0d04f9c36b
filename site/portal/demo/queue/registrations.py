"""Registrations for the exchanges of practice: a full session with people who wait, one with places, one empty."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from applications.dossiers.beneficiaries import beneficiary_for
from applications.dossiers.capacity import next_number, seat_year
from applications.dossiers.search_index import index_answers
from applications.mail.kinds import arrival_letter
from applications.models import Application, Call, EmailStatus, FormVersion, OutgoingEmail, StatusChange
from applications.models.calls import session_has_begun
from applications.references import new_reference
from applications.registrations.waiting_list import GOOD_FOR
from applications.statuses import Status
from portal.demo.blocks import fixed_id
from portal.demo.calls import CALLS
from portal.demo.queue.fill import address_of, whole_answers
from portal.demo.queue.stories import Story, en, fr

PAGE = "practices-registration"
S = Status
FULL, SOME = 0, 1

PEOPLE: tuple[tuple[str, str, str], ...] = (
    ("fr", "Camille", "Table de quartier des Deux-Rives"),
    ("en", "Robin", "The Corner Kitchen"),
    ("fr", "Dominique", "Maison des familles du Canal"),
    ("fr", "Lou", "Centre du Moulin"),
    ("en", "Alex", "Laneway Collective"),
    ("fr", "Noa", "Coopérative La Navette"),
    ("fr", "Charlie", "Comité des parcs"),
    ("en", "Sasha", "Riverside Youth House"),
    ("fr", "Ariel", "Atelier des voisins"),
    ("fr", "Maxime", "Cuisine collective du Nord"),
    ("en", "Jo", "Old Mill Library Friends"),
    ("fr", "Claude", "Réseau des jardins"),
    ("fr", "Andrea", "Carrefour jeunesse"),
    ("en", "Frances", "Newcomers’ Table"),
    ("fr", "Morgan", "Maison de quartier du Port"),
    ("fr", "Swann", "La Fabrique d’idées"),
)


def load_registrations() -> int:
    """Make the registrations that are not there yet, the first session's before the second's; return how many."""
    series = Call.objects.get(code=CALLS[PAGE]["code"])
    version = FormVersion.objects.filter(call=series).latest()
    calls = list(series.session_calls.order_by("session_starts_at").exclude(session_has_begun(timezone.now())))
    return sum(_register(calls[place], version, story) for story, place in _stories() if place < len(calls))


def _stories() -> Iterator[tuple[Story, int]]:
    """Seven have a place in the first session, one cancelled, one was too late to take that place, one has it offered.

    Two wait; four come to the second session.
    """
    first = [*[S.ACCEPTED] * 7, S.WITHDRAWN, S.LAPSED, S.SEAT_HELD, S.WAITING_LIST, S.WAITING_LIST]
    statuses = [*first, *[S.ACCEPTED] * 4]
    for number, ((language, who, organisation), status) in enumerate(zip(PEOPLE, statuses, strict=True)):
        place = SOME if number >= 12 else FULL
        write = fr if language == "fr" else en
        yield write(who, organisation, status, 20 - number, {}, chosen={"session/session": place}), place


def _register(call: Call, version: FormVersion, story: Story) -> int:
    """As ``dossiers.submission`` leaves it. Sent mails are written down; none leaves."""
    token = fixed_id(f"queue/{PAGE}/{call.session_key}/{story.who}")
    if Application.objects.filter(submit_token=token).exists():
        return 0
    at = timezone.now() - timedelta(days=story.days, minutes=7 * story.days)
    filling, answers = whole_answers(PAGE, story, version.form(story.language))
    who = {"name": filling.name(), "email": address_of(story)}
    application = Application.objects.create(
        call=call,
        version=version,
        reference=new_reference(call.prefix),
        language=story.language,
        status=story.status,
        status_since=at,
        answers=answers,
        posted=filling.data_as_lists(),
        contact_name=who["name"],
        contact_email=who["email"],
        number=next_number(call, at),
        submit_token=token,
        submitted_at=at,
        beneficiary=beneficiary_for(version=version, language=story.language, answers=answers, **who),
    )
    index_answers(application)
    _history(application)
    return 1


def _history(application: Application) -> None:
    """How it came, and what happened since: the place that one cancelled was offered to one, then to the next."""
    at, now, status = application.submitted_at, timezone.now(), application.status
    waited = status in (S.WAITING_LIST, S.SEAT_HELD, S.LAPSED)
    came_as = S.WAITING_LIST if waited else S.ACCEPTED
    later = {
        S.WITHDRAWN: [(S.WITHDRAWN, now - timedelta(days=3))],
        S.LAPSED: [(S.SEAT_HELD, now - timedelta(days=3)), (S.LAPSED, now - timedelta(days=1))],
        S.SEAT_HELD: [(S.SEAT_HELD, now - timedelta(days=1))],
    }.get(Status(status), [])
    before, seat = "", None
    for to_status, moment in [(came_as, at), *later]:
        StatusChange.objects.create(application=application, from_status=before, to_status=to_status, at=moment)
        before, seat = to_status, seat_year(application.call, to_status, moment, held=seat)
        Application.objects.filter(pk=application.pk).update(status_since=moment, seat_year=seat)
    if status == S.SEAT_HELD:
        ends = now - timedelta(days=1) + GOOD_FOR
        Application.objects.filter(pk=application.pk).update(held_until=ends)
    OutgoingEmail.objects.create(
        key=f"receipt:{application.pk}",
        occasion=arrival_letter(came_as).code,
        to=application.contact_email,
        language=application.language,
        application=application,
        status=EmailStatus.SENT,
        attempts=1,
        created_at=at,
        sent_at=at + timedelta(seconds=4),
    )
