import pytest

from applications.questions import KINDS
from offers.models import FundPage
from tests.applications.questions.asking import answer, ask, html, shown, spec_of
from tests.builders import Portal, stream

question = KINDS["theme"]

pytestmark = pytest.mark.django_db
KEYS = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"]
NAMES = {"fr": ["Mémoire et patrimoine", "Lecture et récits"], "en": ["Memory and heritage", "Reading and stories"]}


class Below:
    """A form page below another, in a language."""

    def __init__(self, parent: FundPage | None, locale_id: int) -> None:
        self.parent = parent
        self.locale_id = locale_id

    def get_parent(self) -> FundPage | None:
        return self.parent


@pytest.fixture
def funds() -> dict[str, FundPage]:
    portal = Portal()
    made = {}
    for language, names in NAMES.items():
        themes = [stream("theme", {"name": name}, key) for name, key in zip(names, KEYS, strict=True)]
        made[language] = portal.add(language, FundPage, "fund", portal.offers[language], themes=themes)
    return made


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_themes_of_the_fund_above_in_the_language_of_the_form(funds: dict[str, FundPage], language: str) -> None:
    fund = funds[language]
    spec = spec_of("theme", page=Below(fund, fund.locale_id))
    assert [option["key"] for option in spec["options"]] == KEYS
    assert [option["label"] for option in spec["options"]] == NAMES[language]
    assert answer(spec, KEYS[0]) == KEYS[0]
    assert shown(spec, KEYS[1]) == NAMES[language][1]
    assert html(spec, ask(spec)).count('type="radio"') == 2
    assert question.problems(spec) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_fund_that_is_chosen_is_read_in_the_language_of_the_form(funds: dict[str, FundPage], language: str) -> None:
    spec = spec_of("theme", fund=funds["fr"].pk, page=Below(None, funds[language].locale_id))
    assert [option["label"] for option in spec["options"]] == NAMES[language]


def test_without_a_fund_or_themes_there_is_a_problem(funds: dict[str, FundPage]) -> None:
    home = funds["fr"].get_parent()
    for parent in (None, home):
        assert len(question.problems(spec_of("theme", page=Below(parent, funds["fr"].locale_id)))) == 1
    funds["fr"].themes = []
    assert len(question.problems(spec_of("theme", page=Below(funds["fr"], funds["fr"].locale_id)))) == 1
