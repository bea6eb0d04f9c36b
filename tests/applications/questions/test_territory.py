import pytest
from django.utils import translation

from applications.models import TerritoryList
from applications.questions import KINDS
from tests.applications.questions.asking import answer, ask, errors, html, shown, spec_of

question = KINDS["territory"]


@pytest.fixture
def places(db: None) -> TerritoryList:
    lines = "\n".join(["38185; Grenoble", "38421; Saint-Martin-d’Hères", *(f"Place {number}" for number in range(20))])
    return TerritoryList.objects.create(name="Towns", lines=lines)


def test_a_form_takes_the_list_over(places: TerritoryList) -> None:
    spec = spec_of("territory", territories=places.pk)
    assert spec["options"][:2] == [
        {"key": "38185", "label": "Grenoble"},
        {"key": "38421", "label": "Saint-Martin-d’Hères"},
    ]
    assert answer(spec, "38185") == "38185"
    assert shown(spec, "38185") == "Grenoble"
    assert "<select" in html(spec, ask(spec))
    assert question.problems(spec) == []
    assert question.wording(spec) == {"label": "The question"}
    with translation.override("en"):
        assert errors(spec, "Grenoble") == ["Choose one of the options"]


def test_an_empty_list_or_none_is_a_problem(places: TerritoryList) -> None:
    places.lines = " ; \n"
    places.save()
    assert len(question.problems(spec_of("territory", territories=places.pk))) == 1
    places.delete()
    assert len(question.problems(spec_of("territory", territories=999_999))) == 1


def test_an_editor_chooses_among_the_lists(places: TerritoryList) -> None:
    block = question.block().child_blocks["territories"]
    assert block.get_form_state(places) == places.pk
    assert block.get_form_state(None) == ""
    assert block.get_prep_value(block.value_from_form(places)) == places.pk
    assert "Towns" in block.field.widget.render("list", places.pk)
