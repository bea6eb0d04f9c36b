"""Forms in every state, made below an offer of the demonstration for a browser to look at, and taken away after."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.forms.page import FormPage
from applications.models import Application, Attachment, Call, Draft, FormVersion
from home.locales import locale_for
from offers.models import ProgramPage
from tests.browser.long_form import Wording
from tests.builders import FORM_STEPS, publish

LANGUAGES = ("fr", "en")
ATTEMPTS = 5
CODES = ("states-open", "states-changing", "states-waiting", "states-full", "states-upcoming", "states-closed")


class Forms:
    """The long form, open; and a short one full, with and without a waiting list, not open yet, and closed."""

    def __init__(self, offers: dict[str, Any]) -> None:
        self.offers = offers
        now = timezone.now()
        month = timedelta(days=30)
        opened = {"opens_at": now - month, "closes_at": now + month, "amount_min": 300, "amount_max": 3000}
        self.pages = {
            "open": self._form("states-open", "Fonds Bout de fil", "Bout de fil fund", is_long=True, **opened),
            "waiting": self._form("states-waiting", "Atelier radio", "Radio workshop", capacity=1, **opened),
            "full": self._form(
                "states-full", "Visite du moulin", "Visit to the mill", capacity=1, has_waiting_list=False, **opened
            ),
            "changing": self._form("states-changing", "Appel mouvant", "Moving call"),
            "upcoming": self._form("states-upcoming", "Appel d’hiver", "Winter call", opens_at=now + month),
            "closed": self._form("states-closed", "Appel d’été", "Summer call", closes_at=now - month),
        }
        for state in ("waiting", "full"):
            self.take_seat(self.pages[state]["fr"])

    def _form(self, code: str, french: str, english: str, *, is_long: bool = False, **call: Any) -> dict[str, FormPage]:
        made = Call.objects.create(code=code, kind="grant", time_zone="Europe/Paris", **call)
        titles = {"fr": french, "en": english}
        pages: dict[str, FormPage] = {}
        for language in LANGUAGES:
            offer = self.offers[language]
            page = FormPage(
                title=titles[language],
                slug=code,
                locale=locale_for(language),
                call=made,
                live=False,
                thread="weld",
                introduction={"fr": "Une idée pour votre voisinage.", "en": "An idea for your neighbourhood."}[
                    language
                ],
                action_label={"fr": "Envoyer mon dossier", "en": "Send my application"}[language],
                what_next={"fr": "<p>Le comité se réunit.</p>", "en": "<p>The committee meets.</p>"}[language],
                steps=Wording(language).steps(self.offers["fr"].pk) if is_long else FORM_STEPS[language],
            )
            if pages:
                page.translation_key = pages["fr"].translation_key
            offer.add_child(instance=page)
            page.save_revision()
            pages[language] = page
        publish(pages["en"])
        for page in pages.values():
            page.refresh_from_db()
        return pages

    def change(self, state: str, steps: dict[str, list[Any]]) -> None:
        """Publish other steps, in all languages."""
        for language, page in self.pages[state].items():
            page.steps = FormPage._meta.get_field("steps").to_python(json.dumps(steps[language]))
            page.save_revision()
        publish(self.pages[state]["en"])

    def take_seat(self, page: FormPage) -> None:
        version = FormVersion.objects.in_force(page.translation_key)
        Application.objects.create(call=page.call, version=version, reference=f"TAKEN-{page.slug}", language="fr")

    def url(self, state: str, language: str, tail: str = "") -> str:
        return str(self.pages[state][language].get_url()) + tail


def offers_of_the_demonstration() -> dict[str, Any]:
    return {
        language: ProgramPage.objects.live().filter(locale=locale_for(language)).order_by("path")[0]
        for language in LANGUAGES
    }


@contextmanager
def forms_in_every_state(offers: dict[str, Any]) -> Iterator[Forms]:
    made = Forms(offers)
    yield made
    remove()


def remove() -> None:
    """Take the forms away, with all that was sent to them. A page that closes may still be saving: then once more."""
    keys = list(FormPage.objects.filter(call__code__in=CODES).values_list("translation_key", flat=True))
    for page in FormPage.objects.filter(call__code__in=CODES):
        page.delete()
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                _remove_rows(keys)
            return
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
            time.sleep(0.3)


def _remove_rows(keys: list[Any]) -> None:
    calls = Call.objects.filter(code__in=CODES)
    Attachment.objects.filter(draft__call__in=calls).delete()
    Draft.objects.filter(call__in=calls).delete()
    Application.objects.filter(call__in=calls).delete()
    FormVersion.objects.filter(form_key__in=keys).delete()
    calls.delete()
