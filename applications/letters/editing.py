"""The own letters of calls: written, and given up for the standard ones."""

from django.db import transaction
from django.utils.translation import gettext as _

from applications.dossiers.permissions import handles
from applications.dossiers.refusals import RefusedError
from applications.letters.variables import check, missing_problem
from applications.letters.wording import default_texts
from applications.mail.kinds import LetterKind
from applications.models import Call, Letter
from users.models import User


def write_letter(*, call: Call, kind: LetterKind, language: str, subject: str, body: str, by: User) -> Letter | None:
    """Keep the words of a call for a kind of letter in a language. None where they are those of the standard letter.

    Raises ``RefusedError`` for who does not handle the call, and for variables that are not right.
    """
    _refuse_unless_handled(call, by)
    problems = [*check(subject, kind, in_subject=True), *check(body, kind), *missing_problem(body, kind)]
    if problems:
        raise RefusedError(" ".join(problems))
    with transaction.atomic():
        if (subject, body) == default_texts(kind, language, call.kind):
            Letter.objects.filter(call=call, occasion=kind.code, language=language).delete()
            return None
        words = {"subject": subject, "body": body}
        return Letter.objects.update_or_create(call=call, occasion=kind.code, language=language, defaults=words)[0]


def drop_letter(*, call: Call, kind: LetterKind, language: str, by: User) -> bool:
    """Go back to the standard letter. False if that is in use already. Raises ``RefusedError`` as above."""
    _refuse_unless_handled(call, by)
    return bool(Letter.objects.filter(call=call, occasion=kind.code, language=language).delete()[0])


def _refuse_unless_handled(call: Call, by: User) -> None:
    if not handles(by, call):
        raise RefusedError(_("The moderators of a call write its letters."))
