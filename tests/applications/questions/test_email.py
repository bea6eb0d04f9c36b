import pytest
from django.utils import translation

from tests.applications.questions.asking import answer, errors, shown, spec_of


def test_an_address_is_stored_in_lower_case() -> None:
    spec = spec_of("email")
    assert answer(spec, " Ada@Example.ORG ") == "ada@example.org"
    assert shown(spec, "ada@example.org") == "ada@example.org"


@pytest.mark.parametrize(
    "typed", ["ada", "ada@", "@example.org", "a b@example.org", "ada@\ud800.org", "İ@\0", "é" * 300]
)
def test_what_is_no_address(typed: str) -> None:
    with translation.override("en"):
        assert "Type an address such as name@example.org" in errors(spec_of("email"), typed)
        assert errors(spec_of("email")) == ["Type an e-mail address"]
