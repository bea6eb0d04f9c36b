"""A call with its people and dossiers, made without pages: what tests of the queue need, and quickly."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group

from applications.dossiers.search_index import index_answers
from applications.kinds import CallKind
from applications.models import Application, Call, FormVersion
from applications.references import new_reference
from applications.statuses import Status
from tests.builders import staff
from users.models import User
from users.roles import Role

NAMES = ("name", "what", "fields", "own", "days", "sum", "begin", "secret")
KEYS = {name: str(uuid.uuid5(uuid.NAMESPACE_URL, f"queue-{name}")) for name in NAMES}
OPTIONS = [str(uuid.uuid5(uuid.NAMESPACE_URL, f"queue-option-{n}")) for n in range(2)]


def spec(name: str, kind: str, label: str, **more: Any) -> dict[str, Any]:
    common = {"hint": "", "required": False, "private": False, "conditions": []}
    return {"key": KEYS[name], "kind": kind, "label": label, **common, **more}


def form(title: str, labels: dict[str, str], unit: str, options: tuple[str, str]) -> dict[str, Any]:
    chosen = {"options": [{"key": key, "label": label} for key, label in zip(OPTIONS, options, strict=True)]}
    questions = [
        spec("name", "short_text", labels["name"]),
        spec("what", "choice", labels["what"], **chosen),
        spec("fields", "choices", labels["fields"], **chosen),
        spec("own", "yes_no", labels["own"]),
        spec("days", "number", labels["days"], unit=unit, minimum=None, maximum=None, decimals=False),
        spec("sum", "money", labels["sum"], currency="EUR", minimum="0", maximum=None),
        spec("begin", "date", labels["begin"], earliest=None, latest=None, today="", time_zone="Europe/Paris"),
        spec("secret", "choice", labels["secret"], **chosen | {"private": True}),
    ]
    step = {"key": "step", "kind": "step", "title": "1", "introduction": "", "conditions": [], "rules": []}
    return {"title": title, "steps": [step | {"questions": questions}]}


FRENCH = ("Nom", "Quoi", "Domaines", "À vous", "Durée", "Somme", "Début", "Santé")
ENGLISH = ("Name", "What for", "Fields", "Yours", "Length", "Sum", "Begins", "Health")
CONTENT = {
    "fr": form("Demande", dict(zip(NAMES, FRENCH, strict=True)), "jours", ("Un conseil", "Une formation")),
    "en": form("Request", dict(zip(NAMES, ENGLISH, strict=True)), "days", ("Advice", "Training")),
}


@dataclass
class Table:
    """``committee`` reads what is ready, ``stranger`` moderates another call."""

    call: Call
    version: FormVersion
    moderator: User
    colleague: User
    committee: User
    stranger: User
    administrator: User

    def dossier(
        self, status: str = Status.RECEIVED, answers: dict[str, Any] | None = None, **given: Any
    ) -> Application:
        reference, fields = new_reference(self.call.code), {"language": "fr", "contact_name": "Ada"} | given
        made = Application.objects.create(
            call=self.call,
            version=self.version,
            reference=reference,
            status=status,
            answers={KEYS[name]: value for name, value in (answers or {"name": "Ada"}).items()},
            **fields,
        )
        index_answers(made)
        return made


def table(code: str = "table", **fields: Any) -> Table:
    moderators, committee, others = (
        Group.objects.create(name=f"{role} of {code}") for role in ("moderators", "committee", "strangers")
    )
    call = Call.objects.create(code=code, kind=CallKind.GRANT, moderators=moderators, committee=committee, **fields)
    Call.objects.create(code=f"beside-{code}", kind=CallKind.GRANT, moderators=others)
    administrators = Group.objects.get_or_create(name=Role.ADMINISTRATORS.value)[0]
    return Table(
        call=call,
        version=FormVersion.objects.create(call=call, content=CONTENT, content_hash="1"),
        moderator=staff(f"moderator@{code}.example.org", moderators, first_name="Mo"),
        colleague=staff(f"colleague@{code}.example.org", moderators, first_name="Coll"),
        committee=staff(f"committee@{code}.example.org", committee, first_name="Com"),
        stranger=staff(f"stranger@{code}.example.org", others, first_name="Str"),
        administrator=staff(f"administrator@{code}.example.org", administrators, first_name="Adm"),
    )
