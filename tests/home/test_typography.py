import pytest
from django.utils.safestring import mark_safe

from home.typography import french_spaces, typeset

NB, NNB = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Pour qui ?", f"Pour qui{NNB}?"),
        ("Attention : lisez !", f"Attention{NB}: lisez{NNB}!"),
        ("« menu »", f"«{NNB}menu{NNB}»"),
        ("«menu»", f"«{NNB}menu{NNB}»"),
        ("de 300 à 3 000 €", f"de 300 à 3{NNB}000{NB}€"),
        ("31 heures", f"31{NB}heures"),
        ("à 9 h 45", f"à 9{NB}h 45"),
        ("https://example.org/a?b=c;d", "https://example.org/a?b=c;d"),
        ("10:30", "10:30"),
    ],
)
def test_french_spaces(typed: str, shown: str) -> None:
    assert french_spaces(typed) == shown


def test_markup_and_attributes_are_left_alone() -> None:
    html = mark_safe('<a href="/a ?b" title="x : y">Qui ? &amp; où ;</a>')
    assert typeset(html, "fr") == f'<a href="/a ?b" title="x : y">Qui{NNB}? &amp; où{NNB};</a>'


def test_text_is_escaped() -> None:
    assert typeset("<script> ?", "fr") == f"&lt;script&gt;{NNB}?"
    assert typeset("<b>", "en") == "&lt;b&gt;"


def test_english_keeps_its_spaces() -> None:
    assert typeset("3 000 : why ?", "en") == "3 000 : why ?"
