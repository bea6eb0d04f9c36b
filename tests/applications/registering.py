"""A form that asks for the session, below an event: made, filled in and sent as people do."""

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from applications.dossiers.submission import Checked, submit
from applications.drafts.browser_cookie import sealed
from applications.drafts.proven_addresses import prove
from applications.forms.page import FormPage
from applications.kinds import CallKind
from applications.models import Application, Call, Draft, FormVersion
from applications.references import prefix_from
from events.models import EventPage
from tests.applications.session_calls import SESSION
from tests.builders import Portal, moderators, stream, unindexed

KEYS = {name: str(uuid.uuid5(uuid.NAMESPACE_URL, f"register/{name}")) for name in ("a", "b", "session", "name", "mail")}
WORDS = {
    "fr": ("Votre séance", "À quelle séance venez-vous ?", "Vous", "Votre nom", "Votre adresse électronique"),
    "en": ("Your session", "Which session are you coming to?", "You", "Your name", "Your e-mail address"),
}


def steps(language: str, **of_session: Any) -> list[dict[str, Any]]:
    """First the session, then who one is."""
    first, session, second, name, mail = WORDS[language]
    asked = [stream("session", {"label": session, "hint": "", **of_session}, KEYS["session"])]
    who = [
        stream("short_text", {"label": name, "hint": "", "required": True, "autocomplete": "name"}, KEYS["name"]),
        stream("email", {"label": mail, "hint": "", "required": True}, KEYS["mail"]),
    ]
    return [
        stream("step", {"title": first, "introduction": "", "questions": asked}, KEYS["a"]),
        stream("step", {"title": second, "introduction": "", "questions": who}, KEYS["b"]),
    ]


@dataclass
class Workshop:
    """An event with its form in both languages; ``series`` is the call of the form."""

    events: dict[str, EventPage]
    forms: dict[str, FormPage]
    series: Call

    @property
    def version(self) -> FormVersion:
        version = FormVersion.objects.in_force(self.forms["fr"].translation_key)
        assert version
        return version

    def options(self, language: str = "fr") -> dict[str, str]:
        """The labels of the sessions that the form asks for, by key."""
        spec = self.version.form(language).steps[0]["questions"][0]
        return {option["key"]: option["label"] for option in spec["options"]}

    def call(self, block: dict[str, Any]) -> Call:
        return Call.objects.get(session_key=block["id"])

    def draft(self, block: dict[str, Any], number: int = 0, language: str = "fr") -> Draft:
        """A draft that is ready to be sent."""
        data = {KEYS["session"]: [block["id"]], KEYS["name"]: [f"Ada {number}"]}
        return Draft.objects.create(
            call=self.series,
            version=self.version,
            form_key=self.version.form_key,
            language=language,
            data=data | {KEYS["mail"]: [f"ada{number}@example.org"]},
            expires_at=timezone.now() + timedelta(days=1),
        )

    def send(self, draft: Draft, token: uuid.UUID | None = None, *, is_confirmed: bool = True) -> Application:
        """What the view does with a draft that is in order, of somebody who is known to read the address or not."""
        answers = {key: values[0] for key, values in draft.data.items()}
        checked = Checked(
            version=draft.version,
            revision=draft.revision,
            language=draft.language,
            answers=answers,
            contact_name=answers[KEYS["name"]],
            contact_email=answers[KEYS["mail"]],
            is_confirmed=is_confirmed,
        )
        return submit(draft=draft, token=token or uuid.uuid4(), checked=checked)

    def register(self, block: dict[str, Any], number: int = 0) -> Application:
        return self.send(self.draft(block, number))

    def fill(self, block: dict[str, Any], number: int) -> None:
        """So many others register for a session."""
        for each in range(number):
            self.register(block, 100 + each)


@unindexed()
def workshop(portal: Portal, *sessions: dict[str, Any], slug: str = "workshop") -> Workshop:
    prefix = prefix_from(slug, set(Call.objects.values_list("reference_prefix", flat=True)))
    series = Call.objects.create(
        code=f"series-{slug}", reference_prefix=prefix, kind=CallKind.REGISTRATION, moderators=moderators()
    )
    titles = {"fr": "Atelier", "en": "Workshop"}
    events = {
        code: portal.event(code, slug, title=title, sessions=list(sessions), time_zone="Europe/Paris")
        for code, title in titles.items()
    }
    for code, event in events.items():
        portal.form(code, series, event, slug="register", title=f"{titles[code]}…", steps=steps(code))
    pages = FormPage.objects.filter(call=series)
    series.refresh_from_db()
    return Workshop(events, {page.locale.language_code: page for page in pages}, series)


def build_workshop() -> None:
    workshop(Portal(), SESSION)


def kept_workshop() -> Workshop:
    """The one workshop of the site: that of the function that the test is kept by."""
    forms = {page.locale.language_code: page for page in FormPage.objects.select_related("call", "locale")}
    events = {page.locale.language_code: page for page in EventPage.objects.select_related("locale")}
    return Workshop(events, forms, forms["fr"].call)


def plain(html: str) -> str:
    """With plain spaces."""
    return html.replace("\u202f", " ").replace("\u00a0", " ").replace("&nbsp;", " ")


def sealed_draft() -> str:
    """What a page of the one draft that was not sent posts."""
    draft = Draft.objects.get(application=None)
    return sealed(draft.pk, draft.form_key)


def hidden(html: str, name: str) -> str:
    """What a hidden input of a page posts."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


class Visitor:
    """Somebody who fills in the form in a language, page by page."""

    def __init__(self, page: FormPage) -> None:
        self.client = Client()
        self.url = str(page.get_url())

    def reads(self, mail: str = "ada@example.org") -> "Visitor":
        """The browser knows that its person reads what is mailed there."""
        response = HttpResponse()
        prove(HttpRequest(), response, mail)
        self.client.cookies.update(response.cookies)
        return self

    def get(self, tail: str = "") -> Any:
        return self.client.get(self.url + tail)

    def post(self, tail: str, **data: str) -> Any:
        return self.client.post(self.url + tail, data)

    def choose(self, key: str) -> Any:
        """Post the first step."""
        return self.client.post(f"{self.url}step/1/", {KEYS["session"]: key, "asked": KEYS["session"], "go": "next"})

    def introduce(self, name: str = "Ada", mail: str = "ada@example.org") -> Any:
        data = {KEYS["name"]: name, KEYS["mail"]: mail, "go": "next", "asked": [KEYS["name"], KEYS["mail"]]}
        return self.client.post(f"{self.url}step/2/", data)

    def send(self) -> Any:
        page = self.get("check/").content.decode()
        posted = {name: hidden(page, name) for name in ("draft", "submit_token")}
        return self.client.post(f"{self.url}check/", posted | {"go": "send"})

    def register(self, key: str, mail: str = "ada@example.org") -> Any:
        """All the way to the confirmation, which is returned."""
        assert self.choose(key).status_code == 303
        assert self.introduce(mail=mail).status_code == 303
        answer = self.send()
        assert answer.status_code == 303
        return self.client.get(answer["Location"])
