"""Very many events, made with few queries: for the literal counts of the agenda and for `make bench`."""

from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from events.models import EventDate, EventPage, EventsPage
from home.models import Audience, Organisation
from offers.models import OfferPage

PLACES = ("Halle aux laines", "", "Médiathèque", "Maison de quartier", "")


def many_events(index: EventsPage, model: EventPage, number: int, years: int = 4) -> None:
    """Copies of an event below an agenda, with one to three dates each, half of them past, half to come.

    Offers, organisers and audiences of the agenda's language take turns. Nothing is indexed or given a revision.
    """
    index = EventsPage.objects.get(pk=index.pk)
    with transaction.atomic():
        pages = _pages(index, model, number)
        _copy_rows(model, pages)
        _give_in_turn(index, pages)
        EventDate.objects.bulk_create(_dates(pages, number, years), batch_size=500)
        Page.objects.filter(pk=index.pk).update(numchild=index.get_children().count())


def _pages(index: EventsPage, model: EventPage, number: int) -> list[Page]:
    """The rows that every type of page has."""
    last = index.get_last_child()
    step = int(last.path[-Page.steplen :], 36) if last else 0
    fields = {f.attname: getattr(model, f.attname) for f in Page._meta.local_concrete_fields if not f.primary_key}
    pages = []
    for n in range(number):
        own: dict[str, Any] = {
            "title": f"{model.title} {n}",
            "draft_title": f"{model.title} {n}",
            "slug": f"many-{step + n + 1}",
        }
        own |= {"path": index.path + _base36(step + n + 1), "depth": index.depth + 1, "numchild": 0}
        own |= {"url_path": f"{index.url_path}{own['slug']}/", "translation_key": uuid4()}
        own |= {"latest_revision_id": None, "live_revision_id": None, "locale_id": index.locale_id}
        pages.append(Page(**fields | own))
    return Page.objects.bulk_create(pages, batch_size=200)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = Page.alphabet[rest] + digits
    return digits.rjust(Page.steplen, "0")


def _copy_rows(model: EventPage, pages: list[Page]) -> None:
    """The rows of the events themselves: Django makes no rows of inherited tables in bulk."""
    quote = connection.ops.quote_name
    names = [quote(field.column) for field in EventPage._meta.local_concrete_fields if not field.primary_key]
    table, key = quote(EventPage._meta.db_table), quote(EventPage._meta.pk.column)
    columns = ", ".join(names)
    insert = f"INSERT INTO {table} ({key}, {columns}) SELECT %s, {columns} FROM {table} WHERE {key} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(insert, [(page.pk, model.pk) for page in pages])


def _give_in_turn(index: EventsPage, pages: list[Page]) -> None:
    for name, owners in {
        "offer": OfferPage.objects.live().filter(locale=index.locale_id),
        "organiser": Organisation.objects.filter(locale=index.locale_id),
    }.items():
        chosen = list(owners.order_by("pk")[:6])
        for n, owner in enumerate(chosen):
            mine = [page.pk for page in pages[n :: len(chosen)]]
            for start in range(0, len(mine), 500):
                EventPage.objects.filter(pk__in=mine[start : start + 500]).update(**{name: owner})
    audiences = list(Audience.objects.filter(locale=index.locale_id).order_by("pk")[:4])
    link = EventPage.audiences.through
    links = [
        link(eventpage_id=page.pk, audience_id=audiences[n % len(audiences)].pk)
        for n, page in enumerate(pages)
        if audiences
    ]
    link.objects.bulk_create(links, batch_size=500)


def _dates(pages: list[Page], number: int, years: int) -> list[EventDate]:
    """Spread evenly over ``years`` on both sides of today; a few last three days, a few are cancelled or online."""
    today, turn, dates = timezone.localdate(), count(), []
    for n, page in enumerate(pages):
        for m in range(n % 3 + 1):
            day = today + timedelta(days=1 + (n + m * 40) * years * 365 // (number + 80) - years * 365 // 2)
            last = day + timedelta(days=2 if next(turn) % 9 == 0 else 0)
            starts = datetime.combine(day, time(9 + n % 6), UTC)
            ends = datetime.combine(last, time(16), UTC)
            place = PLACES[n % len(PLACES)]
            dates.append(
                EventDate(
                    page_id=page.pk,
                    session_id=uuid4(),
                    starts_at=starts,
                    ends_at=ends,
                    first_day=day,
                    last_day=last,
                    has_time=True,
                    has_end_time=True,
                    place=place,
                    is_on_site=bool(place),
                    is_online=not place,
                    state="cancelled" if n % 17 == 5 else "postponed" if n % 29 == 5 else "confirmed",
                )
            )
    return dates
