#!/usr/bin/env python3
"""Somebody who types other people's addresses, against the demonstration on this machine: what do these people get?

Forty contact forms are sent under the address of one stranger, then thirty seats of a session are taken under invented
addresses. At most ten mails may leave to the stranger, the rest is taken and says so; and each seat must be one that
goes back unless somebody confirms it. The load is bounded: one form at a time, no more than these, and no other machine
than this one. It leaves what it sent behind.

    PORT=8000 make run
    python bin/attacks/invented_addresses.py http://127.0.0.1:8000
"""

import re
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

LOOPBACK = ("127.0.0.1", "localhost", "::1")
FORMS, SEATS = 40, 30
MOST_MAILS = 10
MOST_PAGES = 12
STRANGER = "stranger@example.org"
HONEYPOT = "subject"
UNMAILED, PROVISIONAL, WAITING = "The receipt was not mailed", "One step left", "You are on the waiting list"


@dataclass
class Field:
    name: str
    kind: str
    value: str
    is_chosen: bool = False
    options: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """The fields of the last form of a page that is posted, and the buttons that it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[list[Field]] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(facts.get("href", ""))
        elif tag == "form":
            self.forms.append([])
        elif tag == "option" and self.forms and self.forms[-1]:
            self.forms[-1][-1].options.append(facts.get("value", ""))
        elif tag in ("input", "select", "textarea", "button") and self.forms and "disabled" not in facts:
            kind = facts.get("type", "text") if tag == "input" else tag
            self.forms[-1].append(Field(facts.get("name", ""), kind, facts.get("value", "on"), "checked" in facts))


class Visitor:
    """Somebody with a browser of their own who fills in a form with whatever it takes."""

    def __init__(self, address: str, email: str) -> None:
        self.address, self.email = address, email
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def send(self, path: str) -> str:
        """The page on which it ends: the confirmation, or what keeps it from being sent. A bounded number of pages."""
        url, html = self._open(urljoin(self.address, path))
        for _ in range(MOST_PAGES):
            if "/received/" in url:
                break
            page = Page(html)
            fields = next((one for one in page.forms if any(each.name == "go" for each in one)), None)
            if fields is None:
                break
            url, html = self._open(url, urlencode(self._answers(fields), doseq=True).encode())
        return html

    def read(self, path: str) -> str:
        return self._open(urljoin(self.address, path))[1]

    def _open(self, url: str, data: bytes | None = None) -> tuple[str, str]:
        try:
            with self.opener.open(url, data, timeout=30) as answer:
                return answer.url, answer.read().decode()
        except HTTPError as error:
            return error.url or url, error.read().decode()

    def _answers(self, fields: list[Field]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in fields:
            if each.kind == "button":
                if each.name == "go" and each.value in ("next", "send"):
                    found["go"] = [each.value]
            elif each.kind == "hidden":
                found.setdefault(each.name, []).append(each.value)
            elif each.name and (each.kind != "radio" or each.name not in found or each.is_chosen):
                found[each.name] = [self._answer(each)]
        return found

    def _answer(self, each: Field) -> str:
        if each.kind in ("radio", "checkbox"):
            return each.value
        if each.kind == "select":
            return next((option for option in each.options if option), "")
        if each.kind == "email":
            return self.email
        return "" if each.kind == "tel" or each.name == HONEYPOT else "Win at evil.example"


@dataclass
class Report:
    """How many were taken; of the forms, how many mails were announced; of the seats, how many are provisional."""

    taken: int = 0
    mails: int = 0
    seats: int = 0
    provisional: int = 0


def attack(address: str, contact: str, event: str, *, forms: int = FORMS, seats: int = SEATS) -> Report:
    """Raises ``ValueError`` for a portal on another machine."""
    if urlsplit(address).hostname not in LOOPBACK:
        raise ValueError(f"{address} is not this machine.")
    report = Report()
    for _ in range(forms):
        page = Visitor(address, STRANGER).send(contact)
        report.taken += "receipt__reference" in page
        report.mails += "receipt__reference" in page and UNMAILED not in page
    for number in range(seats):
        page = Visitor(address, f"invented{number}@example.org").send(event)
        report.seats += "receipt__reference" in page and WAITING not in page
        report.provisional += PROVISIONAL in page
    return report


def addresses_of(address: str) -> tuple[str, str]:
    """The contact form and the form of an event of the demonstration, in English."""
    visitor = Visitor(address, STRANGER)
    contact = _linked(visitor, "/en/", r"/en/contact/\S*")
    event = _linked(visitor, "/en/agenda/echanges-de-pratiques/", r"/en/agenda/\S*\?session=\S+")
    return contact, event


def _linked(visitor: Visitor, path: str, pattern: str) -> str:
    return [link for link in Page(visitor.read(path)).links if re.search(pattern, link)][-1]


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    report = attack(sys.argv[1], *addresses_of(sys.argv[1]))
    print(f"{report.taken} of {FORMS} contact forms taken, {report.mails} mails to a stranger (at most {MOST_MAILS})")
    print(f"{report.seats} of {SEATS} seats taken, {report.provisional} of them provisional")
    sys.exit(report.mails > MOST_MAILS or report.provisional < report.seats)


if __name__ == "__main__":
    main()
