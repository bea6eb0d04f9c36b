"""The calls of the demo's forms, by the keys of their pages."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group
from django.utils import timezone

from applications.kinds import CallKind
from applications.models import Call
from applications.models.calls import Currency, Period
from portal.demo.tree import Demo, Values
from users.roles import Role

DAYS_OPEN = 42
MONTREAL, FRANCE = "America/Toronto", "Europe/Paris"

CALLS: dict[str, Values] = {
    "pivo-interest": {
        "code": "pivo",
        "title_fr": "Manifester son intérêt pour PIVO",
        "title_en": "Interest in PIVO",
        "reference_prefix": "PIVO",
        "kind": CallKind.ENQUIRY,
        "subject": "pivo",
        "time_zone": MONTREAL,
        "currency": Currency.CAD,
    },
    "request": {
        "code": "pic-coaching",
        "title_fr": "Demande d’accompagnement (menu des possibles)",
        "title_en": "Coaching request (menu of possibilities)",
        "reference_prefix": "PIC",
        "kind": CallKind.COACHING,
        "subject": "menu",
        "time_zone": MONTREAL,
        "currency": Currency.CAD,
    },
    "more-coaching": {
        "code": "pic-more-coaching",
        "title_fr": "Heures d’accompagnement supplémentaires",
        "title_en": "More hours of coaching",
        "reference_prefix": "HEURES",
        "kind": CallKind.COACHING,
        "subject": "menu",
        "time_zone": MONTREAL,
        "currency": Currency.CAD,
        "capacity": 9,
        "capacity_period": Period.YEAR,
        "numbering": Period.YEAR,
    },
    "engineering-request": {
        "code": "engineering",
        "title_fr": "Demande d’ingénierie",
        "title_en": "Engineering request",
        "reference_prefix": "INGE",
        "kind": CallKind.COACHING,
        "subject": "engineering",
        "time_zone": FRANCE,
    },
    "grant": {
        "code": "micro-project",
        "title_fr": "Micro-projets des habitants",
        "title_en": "Residents’ micro-projects",
        "reference_prefix": "MICRO",
        "kind": CallKind.GRANT,
        "subject": "fund",
        "time_zone": FRANCE,
        "closes_after": DAYS_OPEN,
        "amount_min": Decimal(300),
        "amount_max": Decimal(3000),
        "committee": Role.COMMITTEE,
        "letterhead_fr": "Fonds des micro-projets des habitants\nDémonstration : cette lettre n’engage personne",
        "letterhead_en": "Residents’ micro-project fund\nDemonstration: nobody is bound by this letter",
        "signatory_role_fr": "Pour le comité du fonds",
        "signatory_role_en": "For the committee of the fund",
    },
    "practices-registration": {
        "code": "echanges",
        "title_fr": "Échanges de pratiques : inscriptions",
        "title_en": "Practice exchanges: registrations",
        "reference_prefix": "ECH",
        "kind": CallKind.REGISTRATION,
        "subject": "practices",
        "time_zone": MONTREAL,
        "currency": Currency.CAD,
        "refused_months": 6,
        "granted_months": 12,
    },
    "topic": {
        "code": "topic",
        "title_fr": "Proposer un sujet d’échange",
        "title_en": "Suggest a topic",
        "reference_prefix": "SUJET",
        "kind": CallKind.ENQUIRY,
        "subject": "practices",
        "time_zone": MONTREAL,
    },
    "contact": {
        "code": "contact",
        "title_fr": "Nous écrire",
        "title_en": "Contact us",
        "reference_prefix": "CONT",
        "kind": CallKind.ENQUIRY,
        "subject": None,
        "time_zone": FRANCE,
    },
}


def load_call(demo: Demo, key: str) -> None:
    """Make the call of a form, or put back what was changed in it. Its applications stay whatever happens.

    A deadline is some weeks after the day of loading. A later load keeps it until it has passed.
    """
    given = dict(CALLS[key])
    code, subject, days = given.pop("code"), given.pop("subject"), given.pop("closes_after", None)
    committee = given.pop("committee", None)
    found = Call.objects.filter(code=code).first()
    values: Values = {
        "opens_at": None,
        "closes_at": _deadline(found, days, given["time_zone"]) if days else None,
        "capacity": None,
        "capacity_period": Period.CALL,
        "numbering": Period.CALL,
        "has_waiting_list": True,
        "currency": Currency.EUR,
        "amount_min": None,
        "amount_max": None,
        "subject": demo.pages[subject] if subject else None,
        "moderators": Group.objects.get(name=Role.MODERATORS.value),
        "committee": Group.objects.get(name=committee.value) if committee else None,
    }
    demo.calls[key] = Call.objects.update_or_create(code=code, defaults=values | given)[0]


def _deadline(found: Call | None, days: int, zone: str) -> datetime:
    """The midnight at which a day ends: it is shown as 23:59 of that day."""
    now = timezone.now()
    if found and found.closes_at and not found.has_closed(now):
        return found.closes_at
    tz = ZoneInfo(zone)
    day = now.astimezone(tz).date() + timedelta(days=days + 1)
    return datetime.combine(day, time.min, tz)
