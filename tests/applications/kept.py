"""Applications to make documents of: one with an answer of each kind, and others at the ends of what there can be."""

import datetime as dt
import uuid
from typing import Any

from applications.models import Application, Call, FormVersion
from tests.builders import moderators

MOMENT = dt.datetime(2027, 1, 12, 13, 32, tzinfo=dt.UTC)
ARABIC = "مرحبا بالعالم، هذا مشروع 2027\nسطر ثان"
EMOJI = "👍🏽 👩‍👩‍👧 🇫🇷 ❤️"
CHINESE = "漢字"
LONG = "Les habitants racontent le canal, ses ponts et ses écluses. " * 833  # 50,000 characters


def key(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"kept-{name}"))


def question(name: str, kind: str = "short_text", **more: Any) -> dict[str, Any]:
    labels = {"key": key(name), "kind": kind, "label": more.pop("label", name), "hint": "", "required": False}
    return {**labels, "private": False, "conditions": [], **more}


def form(language: str) -> dict[str, Any]:
    """A form that asks one question of each kind, in words of its language."""
    french = language == "fr"

    def words(in_french: str, in_english: str) -> str:
        return in_french if french else in_english

    inner = [question("who", label=words("Prénom", "First name")), question("does", label=words("Rôle", "Role"))]
    expenses = [{"key": key("wood"), "label": words("Achats", "Purchases")}]
    steps = [
        {
            "key": key("step-1"),
            "title": words("Qui êtes-vous ?", "Who are you?"),
            "questions": [
                question("name", label=words("Votre nom", "Your name")),
                question("phone", "phone", label=words("Votre téléphone", "Your phone"), private=True),
                question("place", "address", label=words("Votre adresse", "Your address"), private=True),
                question(
                    "team",
                    "group",
                    label=words("Les membres", "Members"),
                    item=words("Membre", "Member"),
                    questions=inner,
                ),
            ],
        },
        {
            "key": key("step-2"),
            "title": words("Votre projet", "Your project"),
            "questions": [
                question("what", "long_text", label=words("Le projet ?", "The project?")),
                question(
                    "money",
                    "budget",
                    label="Budget",
                    currency="EUR",
                    expense_categories=expenses,
                    income_categories=[],
                    in_kind=False,
                ),
                question("plans", "files", label=words("Plans", "Plans")),
                question(
                    "yes", "consent", label=words("Accord", "Consent"), text=words("Je suis d’accord.", "I agree.")
                ),
                question("none", label=words("Autre chose", "Anything else")),
            ],
        },
    ]
    return {"title": words("Un micro-projet", "A micro-project"), "steps": steps}


ANSWERS: dict[str, Any] = {
    key("name"): "Ada Martin",
    key("phone"): "+33142345678",
    key("place"): {"line1": "1 rue du Métier", "line2": "", "postal_code": "38000", "town": "Grenoble", "country": ""},
    key("team"): [{key("who"): "Zoé", key("does"): "Peint"}, {key("who"): "Łukasz", key("does"): "Scie"}],
    key("what"): "Un banc.\n\nIl raconte « la ville » – #let x = 1; *pas* _de_ @balise <img> $x$ \\ [u] `c` //",
    key("money"): {
        "expenses": [{"category": key("wood"), "label": "Bois", "amount": "1850.00"}],
        "incomes": [],
        "in_kind": [],
        "request": "1850.00",
    },
    key("plans"): [{"id": str(uuid.uuid4()), "name": "plan du banc.pdf", "size": 120_000, "type": "application/pdf"}],
    key("yes"): True,
    key("none"): "",
}


def kept(answers: dict[str, Any] | None = None, **fields: Any) -> Application:
    """An application that was sent in French; ``answers`` replaces some of them, by the name of the question."""
    call = Call.objects.get_or_create(code="kept", defaults={"moderators": moderators()})[0]
    content = {language: form(language) for language in ("fr", "en")}
    version = FormVersion.objects.get_or_create(
        call=call, content_hash="0123abcd" * 8, defaults={"content": content, "published_at": MOMENT}
    )[0]
    given = {
        "call": call,
        "version": version,
        "reference": "KEPT-K7M4-Q2RT",
        "language": "fr",
        "answers": ANSWERS | {key(name): value for name, value in (answers or {}).items()},
        "contact_name": "Ada Martin",
        "contact_email": "ada@example.org",
        "submitted_at": MOMENT,
    }
    return Application.objects.create(**(given | fields))


def many_files(count: int = 40) -> list[dict[str, Any]]:
    return [
        {
            "id": str(uuid.uuid4()),
            "name": f"pièce n° {number} {'x' * 60}.pdf",
            "size": 2_000_000,
            "type": "application/pdf",
        }
        for number in range(count)
    ]
