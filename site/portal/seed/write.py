"""Made-up applications, written in batches."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from stdnum import luhn

from applications.forms.page import FormPage
from applications.models import (
    Application,
    Beneficiary,
    Call,
    CorrectionRequest,
    Decision,
    DossierText,
    FormVersion,
    Label,
    PromotedAnswer,
    StatusChange,
)
from applications.models.labels import Colour
from applications.questions.base import Role
from applications.references import new_reference
from portal.seed.fillings import Applicant, Filled, filled
from portal.seed.plan import Planned, plan
from portal.seed.rows import Desk, Dossier, dossier
from users.models import User

BATCH = 1000
VARIANTS = 50
"""So many ways to fill in each form in each language: what differs between all dossiers is who sent them."""
LABELS = {"Prioritaire": Colour.RED, "À relire": Colour.YELLOW, "Première demande": Colour.BLUE, "Suivi": Colour.GREEN}
PEOPLE = ("moderator@example.org", "admin@example.org")
"""Accounts of the demo, where there are any."""


class NoFormError(Exception):
    """There is no published form to make applications of."""


class SeededAlreadyError(Exception):
    """The database has these already: another seed gives others."""


@dataclass
class Seeder:
    number: int
    seed: int
    until: datetime

    def __post_init__(self) -> None:
        self.versions = forms()
        if not self.versions:
            raise NoFormError
        self._fillings: dict[tuple[int, str, int], Filled] = {}

    def write(self, tell: Callable[[int], None] = lambda _count: None) -> int:
        """Write all of them, a batch in each transaction; ``tell`` is called with how many are written so far."""
        desk = Desk(people(), labels(), self.until)
        calls = [version.call for version in self.versions.values()]
        before = numbers_before(calls)
        written = 0
        for batch in batches(plan(calls, self.number, self.seed, self.until), BATCH):
            dossiers = [self._dossier(planned, written + index, desk, before) for index, planned in enumerate(batch)]
            settle_references([made.application for made in dossiers])
            with transaction.atomic():
                save(dossiers)
            written += len(dossiers)
            tell(written)
        return written

    def _dossier(self, planned: Planned, index: int, desk: Desk, before: dict[int, int]) -> Dossier:
        rng = random.Random(f"{self.seed}/{index}")  # noqa: S311 - nothing is kept secret with it
        language = rng.choice(["fr", "fr", "en"])
        made = dossier(planned, self._filled(planned.call, language, rng), self._applicant(language, rng), desk, rng)
        made.application.number += before.get(planned.call.pk, 0)
        return made

    def _filled(self, call: Call, language: str, rng: random.Random) -> Filled:
        variant = rng.randrange(VARIANTS)
        key = (call.pk, language, variant)
        if key not in self._fillings:
            seed = f"{self.seed}/{call.code}/{language}/{variant}"
            self._fillings[key] = filled(self.versions[call.pk], language, seed, self.until.date())
        return self._fillings[key]

    def _applicant(self, language: str, rng: random.Random) -> Applicant:
        """Some apply more than once."""
        person, organisation = rng.randrange(1, self.number + 2), rng.randrange(1, self.number // 4 + 3)
        return applicant(person, organisation, language)


def forms() -> dict[int, FormVersion]:
    """What each call asks now: of its live form, or of the first of several. Sessions have no room for thousands."""
    found: dict[int, FormVersion] = {}
    pages = FormPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).order_by("call__code", "pk")
    for page in pages.select_related("call"):
        version = FormVersion.objects.select_related("call").in_force(page.translation_key)
        if version and version.call_id == page.call_id and not version.asks_for(Role.SESSION):
            found.setdefault(page.call_id, version)
    return found


def applicant(person: int, organisation: int, language: str) -> Applicant:
    word = {"fr": "Collectif d’essai", "en": "Trial group"}[language]
    siren = f"0000{organisation % 10**4:04d}"
    siren += luhn.calc_check_digit(siren)
    siret = f"{siren}{organisation // 10**4:04d}"
    return Applicant(
        name=f"Contact {person}",
        email=f"contact{person}@example.{'org' if person % 2 else 'net'}",
        organisation=f"{word} {organisation}",
        numbers={
            "siret": siret + luhn.calc_check_digit(siret),
            "siren": siren,
            "rna": f"W00{organisation:07d}",
            "neq": f"1100{organisation:06d}",
        },
    )


def people() -> list[User]:
    return list(User.objects.filter(email__in=PEOPLE, is_demo=True).order_by("pk"))


def labels() -> list[Label]:
    return [Label.objects.get_or_create(name=name, defaults={"colour": colour})[0] for name, colour in LABELS.items()]


def numbers_before(calls: list[Call]) -> dict[int, int]:
    rows = Application.objects.filter(call__in=calls).order_by().values_list("call").annotate(Max("number"))
    return dict(rows)


def settle_references(applications: list[Application]) -> None:
    """Give another reference to each whose own was given before: among many thousands, some are alike by chance."""
    tokens = [application.submit_token for application in applications]
    if Application.objects.filter(submit_token__in=tokens).exists():
        raise SeededAlreadyError
    references = [application.reference for application in applications]
    taken = set(Application.objects.filter(reference__in=references).values_list("reference", flat=True))
    for application in applications:
        while application.reference in taken:
            application.reference = new_reference(application.call.prefix)
        taken.add(application.reference)


def save(dossiers: list[Dossier]) -> None:
    """Write a batch. The applications come first: the keys that they get are in all other rows."""
    known = _beneficiaries(dict(made.beneficiary for made in dossiers if made.beneficiary))
    for made in dossiers:
        made.application.beneficiary_id = known[made.beneficiary[0]] if made.beneficiary else None
    _create(Application, [made.application for made in dossiers])
    _create(StatusChange, [change for made in dossiers for change in _of(made, made.changes)])
    _create(Decision, [decision for made in dossiers for decision in _of(made, made.decisions)])
    _create(CorrectionRequest, [request for made in dossiers for request in _of(made, made.corrections)])
    _create(PromotedAnswer, [row for made in dossiers for row in made.index.rows(made.application)])
    _create(DossierText, [made.index.text(made.application) for made in dossiers])
    through = Application.labels.through
    _create(
        through,
        [through(application_id=made.application.pk, label_id=made.label.pk) for made in dossiers if made.label],
    )


def _of(made: Dossier, rows: list[Any]) -> list[Any]:
    for row in rows:
        row.application = made.application
    return rows


def _create(model: Any, rows: list[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)


def _beneficiaries(names: dict[str, str]) -> dict[str, int]:
    """The keys of their rows, by what they are known by; made where there are none."""
    rows = [Beneficiary(key=key, name=name) for key, name in names.items()]
    Beneficiary.objects.bulk_create(rows, ignore_conflicts=True)
    return dict(Beneficiary.objects.filter(key__in=names).values_list("key", "pk"))


def batches(items: list[Planned], size: int) -> Iterator[list[Planned]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
