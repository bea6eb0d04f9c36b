"""What no password may be made of: the words of the house, which whoever guesses tries first."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEFT = 8
"""Characters besides these words that a password needs."""
WORDS = (
    *("admin", "administrateur", "administratrice", "administration", "administrator", "bienvenue", "bonjour"),
    *("changeme", "connexion", "login", "motdepasse", "moderateur", "password", "portail", "portal", "soleil"),
    *("trame", "wagtail", "welcome"),
)
"""Besides the words of the portal's name and of its host."""


def house_words() -> set[str]:
    """The longest part of each is what counts: one that is in another need not be told apart."""
    said = f"{settings.WAGTAIL_SITE_NAME} {urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ''}"
    return {*WORDS, *(word for word in re.findall(r"[^\W\d_]+", said.casefold()) if len(word) > 3)}


class HouseWordsValidator:
    """Refuses a password that is nothing but words of the house with a few characters more."""

    def validate(self, password: str, user: object = None) -> None:
        left = password.casefold()
        for word in sorted(house_words(), key=len, reverse=True):
            left = left.replace(word, "")
        if left != password.casefold() and len(left) < LEFT:
            raise ValidationError(self.get_help_text(), code="house_words")

    def get_help_text(self) -> str:
        return _("Your password can’t be made of the portal’s own words, such as its name.")
