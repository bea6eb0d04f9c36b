import pytest

from applications.references import ALPHABET, is_reference, new_reference, short_name


def test_a_reference_is_checked() -> None:
    reference = new_reference("PIC")
    assert reference.startswith("PIC-")
    assert is_reference(reference)
    assert is_reference(f" {reference.lower()} ")


def test_one_wrong_character_is_found_everywhere() -> None:
    reference = new_reference("PIC")
    for position in range(4, len(reference)):
        for character in set(ALPHABET) - {reference[position]}:
            if reference[position] != "-":
                assert not is_reference(reference[:position] + character + reference[position + 1 :])


def test_no_character_is_mistaken_for_another() -> None:
    assert not set("01ILOSZBUYAE") & set(ALPHABET)


def test_other_texts_are_no_references() -> None:
    for text in ("", "-", "PIC", "PIC-0000-0000", "PIC-2345-678", "\x00", "PIC-ÉÉÉÉ-ÉÉÉÉ"):
        assert not is_reference(text)


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("echanges-de-pratiques", "echanges"),
        ("impact-collectif", "impact-collectif"),
        ("atelier", "atelier"),
        ("un-titre-qui-est-long", "un-titre-qui-est"),
        ("d" * 40, "d" * 16),
        ("---", "session"),
    ],
)
def test_the_short_name_of_an_event_keeps_whole_words(slug: str, name: str) -> None:
    assert short_name(slug, "session") == name
