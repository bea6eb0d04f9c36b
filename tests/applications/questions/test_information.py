from applications.questions import KINDS
from tests.applications.questions.asking import ask, html, spec_of

question = KINDS["information"]


def test_it_is_read_and_has_no_answer() -> None:
    spec = spec_of("information", label="", text="<p>Read <b>this</b></p>")
    assert not question.asks
    assert not spec["required"]
    assert not spec["private"]
    assert question.field(spec).clean("anything") is None
    assert question.columns(spec) == question.cells(None, spec) == []
    page = html(spec, ask(spec))
    assert "<p>Read <b>this</b></p>" in page
    assert "<h3>" not in page
    assert "<input" not in page


def test_its_text_may_not_be_empty_but_its_title_may() -> None:
    assert question.wording(spec_of("information", label="", text="<p> </p>")) == {"text": ""}
    titled = spec_of("information", label="Before you begin", text="<p>Read</p>")
    assert question.wording(titled) == {"label": "Before you begin", "text": "Read"}
    assert "<h3>Before you begin</h3>" in html(titled, ask(titled))


def test_an_editor_is_not_asked_what_makes_no_sense() -> None:
    assert set(question.block().child_blocks) == {"label", "text", "conditions"}
