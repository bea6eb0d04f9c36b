import pytest

from home.folding import excerpt, fold, fold_query, highlight


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Œuvre d’été", "oeuvre d ete"),
        ("  PIVO :  l'ESSENTIEL ", "pivo l essentiel"),
        ("straße №5", "strasse no5"),
        ("\x00\"';--", ""),
        ("日本", "riben"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_query_is_cut() -> None:
    assert len(fold_query("mot " * 10_000)) < 300


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("L’œuvre d’Été", "ete", "L’œuvre d’<mark>Été</mark>"),
        ("L’œuvre", "OEUVR", "L’<mark>œuvr</mark>e"),
        ("a < b & accompagnement", "accomp", "a &lt; b &amp; <mark>accomp</mark>agnement"),
        ("un accompagnement", "pagne", "un accompagnement"),
        ("rien", '"', "rien"),
    ],
)
def test_highlight_marks_the_original_letters(text: str, query: str, html: str) -> None:
    assert highlight(text, query) == html


def test_an_excerpt_surrounds_the_first_match() -> None:
    text = "avant " * 100 + "la médiation culturelle " + "après " * 100
    shown = excerpt(text, "mediation")
    assert "<mark>médiation</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 300


def test_an_excerpt_of_one_endless_word_ends() -> None:
    assert len(excerpt("x" * 5000, "y")) < 300
