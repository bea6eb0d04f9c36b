"""Whole answers for a story: what it tells, and for the rest what anybody would tick. Checked like an applicant's."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zlib import crc32

from django.utils import timezone

from applications.drafts.filling import Data, Filling
from applications.questions.published import PublishedForm
from portal.demo.forms.blocks import Form
from portal.demo.queue.stories import Story

Spec = Any
"""A question as it was published, with all that its kind adds."""

WORDS: dict[str, tuple[str, str]] = {
    "role": ("Coordination", "Coordinator"),
    "adviser_name": ("Une personne de Centraide (démo)", "Somebody at Centraide (demo)"),
    "mandate": ("Le conseil municipal", "The council"),
    "elected_name": ("La personne élue à la culture (démo)", "The councillor for culture (demo)"),
    "elected_role": ("Responsable de la culture", "In charge of culture"),
    "new": ("Personne ne l’a encore essayé ici.", "Nobody has tried it here yet."),
    "gathered": ("Des témoignages et deux bilans.", "Accounts, and two reports."),
    "payer": ("L’organisme, sur ses fonds propres.", "The organisation, from its own means."),
    "field": ("Une recherche sur les pratiques", "Research on what people do"),
}
SAYS_NO = ("begun", "carried", "adopted", "outdoors", "advance")
TOWNS = {"fr": ("1 rue du Métier", "59000", "Lille"), "en": ("1 Weaver’s Row", "59000", "Lille")}


class BadStoryError(Exception):
    """A form does not take what a story says: the form or the story has changed."""


def whole_answers(page: str, story: Story, form_asked: PublishedForm) -> tuple[Filling, dict[str, object]]:
    """The story typed into its form, and its answers as stored. Raises ``BadStoryError``, which names what is wrong."""
    told = {Form(page).question(place): text for place, text in story.texts.items()}
    told |= {Form(page).question(place): value for place, value in story.chosen.items() if "/" in place}
    names = {Form(page).question(f"{step}/{name}"): name for step, name in _places()}
    typed: Data = {}
    for spec in form_asked.asked:
        if Filling(form_asked, typed).is_shown(spec["key"]):
            typed |= _typed(spec, story, told.get(spec["key"]), names.get(spec["key"], ""))
    filling = Filling(form_asked, typed)
    form = filling.checked()
    if not form.is_valid():
        wrong = {str(form[name].label): list(errors) for name, errors in form.errors.items()}
        raise BadStoryError(f"{page}, {story.who}: {wrong}")
    return filling, form.answers()


def _places() -> list[tuple[str, str]]:
    """Where questions with a word or a no of their own stand, in any form."""
    steps = ("who", "you", "people", "community", "project", "when", "budget", "hours", "question", "commitments")
    return [(step, name) for step in steps for name in (*WORDS, *SAYS_NO)]


def _typed(spec: Spec, story: Story, told: Any, name: str) -> Data:
    key, kind = spec["key"], spec["kind"]
    makers: dict[str, Callable[[], Data]] = {
        "email": lambda: {key: [address_of(story)]},
        "phone": lambda: {key: ["03 20 00 00 10" if story.language == "fr" else "514-555-0123"]},
        "consent": lambda: {key: ["on"]},
        "organisation": lambda: _organisation(spec, story),
        "address": lambda: _address(key, story),
        "budget": lambda: _budget(spec, story, int(told or spec.get("amount_min") or 500)),
        "group": lambda: _group(spec, story),
        "date": lambda: _date(spec),
        "choices": lambda: {key: [option["key"] for option in spec["options"][: max(spec.get("minimum") or 1, 2)]]},
        "yes_no": lambda: {key: [str(told or ("no" if name in SAYS_NO else "yes"))]},
        "files": dict,
    }
    if kind in makers:
        return makers[kind]()
    if spec.get("options"):
        return {key: [_option(spec, story, told)["key"]]}
    if told or not spec["required"]:
        return {key: [str(told)]} if told else {}
    return {key: [_words(spec, story, name)]}


def _words(spec: Spec, story: Story, name: str) -> str:
    if spec["kind"] == "number":
        return str(spec.get("minimum") or 12)
    if spec.get("autocomplete") == "name":
        return story.who
    if spec.get("autocomplete") == "organization":
        return story.organisation
    return WORDS.get(name, WORDS["role"])[story.language == "en"]


def _option(spec: Spec, story: Story, told: Any) -> Any:
    """The one that the story names, a place that the organisation is named after, or the one that suits it."""
    options = spec["options"]
    if told is not None:
        return options[int(told)]
    if spec["kind"] in ("territory", "theme"):
        named = [option for option in options if story.organisation.endswith(option["label"])]
        return named[0] if named else options[number_of(story.organisation + story.who) % len(options)]
    is_group = spec["key"] == Form("grant").question("who/who")
    return options[1 if is_group and story.organisation else 0]


def _organisation(spec: Spec, story: Story) -> Data:
    registers = spec["registers"]
    register = next((name for name in ("neq", "rna", "siret") if name in registers), "none")
    parts = {
        "name": story.organisation or story.who,
        "form": spec["forms"][0],
        "register": register,
        "number": _registered(register, number_of(story.organisation or story.who)),
    }
    return {f"{spec['key']}_{name}": [value] for name, value in parts.items()}


def _registered(register: str, number: int) -> str:
    """A number of the right form, which is nobody's: made up from the name."""
    if register == "neq":
        return f"11{number % 10**8:08}"
    if register == "rna":
        return f"W{number % 10**9:09}"
    siren = with_check_digit(f"99{number % 10**6:06}")
    return with_check_digit(f"{siren}0001")


def with_check_digit(digits: str) -> str:
    """The digits with the one that Luhn's formula adds."""
    total = sum(
        sum(divmod(int(digit) * (2 if place % 2 == 0 else 1), 10)) for place, digit in enumerate(reversed(digits))
    )
    return f"{digits}{-total % 10}"


def _address(key: str, story: Story) -> Data:
    street, code, town = TOWNS[story.language]
    parts = {"line1": street, "line2": "", "postal_code": code, "town": town, "country": ""}
    return {f"{key}_{name}": [value] for name, value in parts.items()}


def _budget(spec: Spec, story: Story, request: int) -> Data:
    """A quarter of the whole comes from elsewhere."""
    key, other = spec["key"], request // 3
    words = (
        ("Matériel", "Affiches et repas", "Vente et dons")
        if story.language == "fr"
        else ("Equipment", "Posters and meals", "Sales and gifts")
    )
    expenses, incomes = spec["expense_categories"], spec["income_categories"]
    first = (request + other) * 2 // 3
    return {
        f"{key}-request": [str(request)],
        f"{key}-expenses-rows": ["0", "1"],
        f"{key}-expenses-0-category": [expenses[0]["key"]],
        f"{key}-expenses-0-label": [words[0]],
        f"{key}-expenses-0-amount": [str(first)],
        f"{key}-expenses-1-category": [expenses[1 % len(expenses)]["key"]],
        f"{key}-expenses-1-label": [words[1]],
        f"{key}-expenses-1-amount": [str(request + other - first)],
        f"{key}-incomes-rows": ["0"],
        f"{key}-incomes-0-category": [incomes[0]["key"]],
        f"{key}-incomes-0-label": [words[2]],
        f"{key}-incomes-0-amount": [str(other)],
    }


def _group(spec: Spec, story: Story) -> Data:
    rows = ("Un voisin", "Une voisine") if story.language == "fr" else ("A neighbour", "Another one")
    does = ("Prépare et range", "Parle aux gens") if story.language == "fr" else ("Sets up", "Talks to people")
    typed: Data = {f"{spec['key']}-rows": ["0", "1"]}
    for row in (0, 1):
        for place, question in enumerate(spec["questions"]):
            typed[f"{spec['key']}-{row}-{question['key']}"] = [(rows if place == 0 else does)[row]]
    return typed


def _date(spec: Spec) -> Data:
    """Within the coming months; what ends, ends after it has begun."""
    is_end = spec["key"] == Form("grant").question("when/end")
    day = timezone.localdate() + dt.timedelta(days=75 if is_end else 40)
    return {f"{spec['key']}_{part}": [str(getattr(day, part))] for part in ("day", "month", "year")}


def address_of(story: Story) -> str:
    """At a name that is reserved for examples."""
    name = story.who.split(" (")[0].lower().translate(str.maketrans("éèëïîâ", "eeeiia"))
    return f"{name}@example.org"


def number_of(text: str) -> int:
    """The same for the same name, in every process."""
    return crc32(text.encode())
