"""A form with the kinds of question that corrections are hardest for: files, and a budget with rows."""

import uuid
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from applications.dossiers.corrections import ask_corrections
from applications.dossiers.shown_corrections import today_of
from applications.dossiers.tracking_tokens import tracking_token
from applications.models import Application, Attachment
from applications.models.attachments import private_storage
from applications.statuses import Status
from tests.applications import sample_files as samples
from tests.applications.dossier_desk import Desk, kept_desk
from tests.builders import FORM_STEPS, KEYS, Portal, stream

PLAN, BUDGET = (str(uuid.uuid5(uuid.NAMESPACE_URL, name)) for name in ("plan", "budget"))


def with_more(language: str, max_files: int = 1) -> list[dict[str, Any]]:
    step = FORM_STEPS[language][0]
    plan = {"label": "Plan", "hint": "", "groups": ["images"], "max_mb": 1, "max_files": max_files}
    budget = {
        "label": "Budget",
        "hint": "",
        "required": True,
        "expense_categories": [{"type": "item", "value": f"Bois {language}", "id": KEYS["what"]}],
        "income_categories": [],
        "in_kind": False,
        "share": 100,
        "within_call": False,
    }
    questions = [*step["value"]["questions"], stream("files", plan, PLAN), stream("budget", budget, BUDGET)]
    return [{**step, "value": {**step["value"], "questions": questions}}]


def build_desk_with_more() -> None:
    """Beside its first form, the desk gets one with a file and a budget."""
    steps = {language: with_more(language) for language in ("fr", "en")}
    Portal().forms(kept_desk().call, slug="with-more", steps=steps)


def budget_posted(amount: str = "300", rows: int = 1) -> dict[str, Any]:
    posted: dict[str, Any] = {f"{BUDGET}-expenses-rows": [str(row) for row in range(rows)], f"{BUDGET}-request": amount}
    for row in range(rows):
        posted |= {
            f"{BUDGET}-expenses-{row}-category": KEYS["what"],
            f"{BUDGET}-expenses-{row}-label": "Planches",
            f"{BUDGET}-expenses-{row}-amount": str(int(amount) // rows),
        }
    return posted


def dossier_with_more(at_work: Desk, language: str = "en", **fields: Any) -> Application:
    """One that was sent with a file and a budget."""
    application = at_work.dossier(Status.IN_REVIEW, language, **fields)
    attachment = Attachment(application=application, question=PLAN, name="old.jpg", size=2000, type="image/jpeg")
    attachment.file.name = private_storage().save(f"attachments/aa/{uuid.uuid4().hex}", ContentFile(samples.picture()))
    attachment.save()
    facts = {"id": str(attachment.pk), "name": "old.jpg", "size": 2000, "type": "image/jpeg"}
    line = {"category": KEYS["what"], "label": "Planches", "amount": "200"}
    budget = {"expenses": [line], "incomes": [], "in_kind": [], "request": "200"}
    application.answers |= {PLAN: [facts], BUDGET: budget}
    typed = {name: value if isinstance(value, list) else [value] for name, value in budget_posted("200").items()}
    application.posted = {KEYS["why"]: [application.answers[KEYS["why"]]], **typed}
    application.save()
    return application


def ask(at_work: Desk, application: Application, *keys: str, days: int = 10) -> str:
    """Ask for corrections; returns the token of the applicant's link."""
    remarks = {key: f"Please look again <{number}>" for number, key in enumerate(keys)}
    due_on = today_of(application) + timedelta(days=days)
    ask_corrections(application=application, remarks=remarks, due_on=due_on, by=at_work.moderator)
    application.refresh_from_db()
    return tracking_token(application)
