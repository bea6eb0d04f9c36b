"""The French catalogue follows French typography: its texts are printed as they stand there."""

from pathlib import Path

import polib
from django.conf import settings

from home.typography import french_spaces


def test_french_texts_have_their_no_break_spaces() -> None:
    path = Path(settings.BASE_DIR) / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    texts = [text for entry in polib.pofile(str(path)) for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in texts if french_spaces(text) != text] == []
    assert [text for text in texts if "'" in text] == []
