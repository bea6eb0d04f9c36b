"""The kinds of mail as columns offer them. They are registered above the tables, and the tables only ask.

Migrations name these functions, so that a new kind of mail makes none.
"""

from collections.abc import Callable

from django.utils.functional import Promise

Choices = list[tuple[str, str | Promise]]

_answers: dict[str, Callable[[], Choices]] = {}


def answer_choices(*, mails: Callable[[], Choices], letters: Callable[[], Choices]) -> None:
    """Say who knows the kinds. ``mail.kinds`` calls it once, as it is imported."""
    _answers.update(mails=mails, letters=letters)


def mail_choices() -> Choices:
    """The code and the label of every kind of mail."""
    return _answers["mails"]()


def letter_choices() -> Choices:
    """The same of those whose text staff may write."""
    return _answers["letters"]()
