"""Who applies: the row of an organisation, or of a person, that all their applications share."""

from typing import Any

from applications.models import Application, Beneficiary, FormVersion
from applications.questions.base import Role
from applications.questions.organisation import PARTS, is_number_of
from applications.questions.parts import texts
from home.characters import cut
from home.folding import fold
from users.email_addresses import fold_email

LONGEST_NAME = 250


def key_of(
    *, version: FormVersion, language: str, answers: dict[str, object], name: str, email: str
) -> tuple[str, str] | None:
    """What a beneficiary is known by, and its name; None for who gave neither a number nor an address. No query.

    That is the first number in a register that was answered, otherwise the contact's e-mail address. What was answered
    in private makes nobody known.
    """
    organisations = _organisations(version, language, answers)
    known = next((parts for parts in organisations if is_number_of(parts["register"], parts["number"])), None)
    if known:
        return f"{known['register']}:{known['number']}", cut(known["name"] or name, LONGEST_NAME)
    called = next((parts["name"] for parts in organisations if parts["name"]), name)
    return (f"email:{fold_email(email)}", cut(called, LONGEST_NAME)) if email else None


def beneficiary_for(
    *, version: FormVersion, language: str, answers: dict[str, Any], name: str, email: str
) -> Beneficiary | None:
    """The beneficiary of answers, made if it is new; None for nobody. Part of the transaction that submits.

    A name that was empty is filled in; one that is there stays.
    """
    found = key_of(version=version, language=language, answers=answers, name=name, email=email)
    if found is None:
        return None
    key, called = found
    beneficiary, is_new = Beneficiary.objects.get_or_create(key=key, defaults={"name": called})
    if called and not is_new and not beneficiary.name:
        beneficiary.name = called
        beneficiary.save(update_fields=["name"])
    return beneficiary


def organisation_of(application: Application) -> str:
    """The organisation that somebody writes for; empty for who writes for themselves. Needs the beneficiary."""
    beneficiary: Any = application.beneficiary
    name = beneficiary.name if beneficiary else ""
    return "" if fold(name) == fold(application.contact_name) else name


def _organisations(version: FormVersion, language: str, answers: dict[str, object]) -> list[dict[str, str]]:
    """What was answered to the questions about an organisation, by part, in the order of the form."""
    form = version.form(language)
    asked = [spec for spec in form.with_role(Role.ORGANISATION) if spec["key"] not in form.private]
    return [texts(answers[spec["key"]], PARTS) for spec in asked if spec["key"] in answers]
