"""The demo's texts, written in both languages side by side.

A builder writes ``t("Bonjour", "Hello")`` and goes on with the French; the pair is kept here, and the translations are
made from it. Rich text is cut into the same strings as wagtail-localize will cut it.
"""

from bs4 import BeautifulSoup
from wagtail_localize.strings import StringValue, extract_strings


class TextError(ValueError):
    """Two languages that do not fit together."""


ENGLISH: dict[str, str] = {}
"""English by French, both as wagtail-localize keeps them: HTML whose attributes are taken out."""


def t(french: str, english: str) -> str:
    """A plain text. Returns the French."""
    if french == english:
        raise TextError(f"The same in both languages, so say same(): {french}")
    _keep(StringValue.from_plaintext(french).data, StringValue.from_plaintext(english).data)
    return french


def same(text: str) -> str:
    """A name, a figure, an address: the same in both languages."""
    data = StringValue.from_plaintext(text).data
    _keep(data, data)
    return text


def rich(french: str, english: str) -> str:
    """A text with paragraphs, lists and links, which are the same and in the same order in both languages."""
    (_, of_french), (_, of_english) = extract_strings(french), extract_strings(english)
    if len(of_french) != len(of_english):
        raise TextError(f"{len(of_french)} French strings, {len(of_english)} English ones: {french}")
    for (one, attributes), (other, other_attributes) in zip(of_french, of_english, strict=True):
        if attributes != other_attributes:
            raise TextError(f"The links differ: {one.data}")
        if one.data == other.data:
            raise TextError(f"Not translated: {one.data}")
        _keep(one.data, other.data)
    return french


def p(french: str, english: str) -> str:
    """Rich text of one paragraph."""
    return rich(f"<p>{french}</p>", f"<p>{english}</p>")


def link(url: str, label: str) -> str:
    return f'<a href="{url}">{label}</a>'


def mail(address: str) -> str:
    return link(f"mailto:{address}", address)


def plain(html: str) -> str:
    """The words of a text as wagtail-localize keeps it."""
    return BeautifulSoup(html, "html.parser").get_text(" ")


def _keep(french: str, english: str) -> None:
    if ENGLISH.setdefault(french, english) != english:
        raise TextError(f"Two English texts for: {french}\n- {ENGLISH[french]}\n- {english}")
