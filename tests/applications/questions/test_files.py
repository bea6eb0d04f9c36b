import json
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.blocks import StreamBlock, StructBlockValidationError
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from applications.questions import KINDS, question_for
from applications.questions.files import MOST_FILES, FilesBlock
from tests.applications.questions.asking import KEY, answer, ask, errors, shown, spec_of
from tests.applications.questions.asking import html as rendered

ONE = str(uuid.uuid4())
OTHER = str(uuid.uuid4())


def facts(key: str = ONE, name: str = "plan.pdf", size: int = 2_500_000, scan: str = "clean", **more: Any) -> str:
    return json.dumps({"id": key, "name": name, "size": size, "type": "application/pdf", "scan": scan, **more})


def spec(**values: Any) -> dict[str, Any]:
    return spec_of("files", **{"groups": ["documents", "images"], "max_mb": 5, "max_files": 1} | values)


def html(asked: dict[str, Any], *values: str, **context: Any) -> str:
    page = SimpleNamespace(url="/en/ask/")
    page.specific_deferred = SimpleNamespace(
        reverse_subpage=lambda name, args=(): "/".join([name, *map(str, args), ""])
    )
    form = ask(asked, *values)
    form.is_valid()
    return render_to_string(
        "applications/includes/question.html", {"field": form[KEY], "spec": asked, "page": page, **context}
    )


def test_an_editor_gets_sensible_limits() -> None:
    published = spec_of("files")
    assert (published["groups"], published["max_mb"], published["max_files"]) == (["documents", "images"], 10, 1)
    assert KINDS["files"].takes_files
    assert not KINDS["files"].operators


@pytest.mark.parametrize("values", [{"max_mb": 26}, {"max_mb": 0}, {"max_files": MOST_FILES + 1}, {"groups": ["exe"]}])
def test_an_editor_cannot_go_beyond_the_limits(values: dict[str, Any]) -> None:
    block = FilesBlock()
    value = block.to_python({"label": "Plan", **values})
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(value)
    assert set(caught.value.block_errors) == set(values)


def test_a_question_without_a_kind_of_file_is_not_published() -> None:
    question = KINDS["files"]
    assert question.problems(spec(groups=[])) != []
    assert question.problems(spec()) == []


def test_the_kinds_of_file_are_not_translated() -> None:
    block = StreamBlock([("files", FilesBlock())])
    raw = [{"type": "files", "id": KEY, "value": {"label": "Your plan", "hint": "Any scale", "groups": ["images"]}}]
    extractor = StreamFieldSegmentExtractor(SimpleNamespace(name="steps"), include_overridables=True)
    segments = extractor.handle_stream_block(block.to_python(raw))
    assert {segment.path.rpartition(".")[2] for segment in segments} == {"label", "hint"}


def test_the_answer_is_what_the_kept_files_are() -> None:
    assert answer(spec(), facts()) == [{"id": ONE, "name": "plan.pdf", "size": 2_500_000, "type": "application/pdf"}]
    assert answer(spec(required=False)) == []


def test_an_answer_is_shown_in_the_language_of_its_reader() -> None:
    stored = answer(spec(max_files=3), facts(), facts(OTHER, "été.jpg", 3000))
    with translation.override("fr"):
        assert shown(spec(), stored) == "plan.pdf (2,4 Mo)\nété.jpg (3 ko)"
    with translation.override("en"):
        assert shown(spec(), stored) == "plan.pdf (2.4 MB)\nété.jpg (3 kB)"
        assert question_for(spec()).cells(stored, spec()) == ["plan.pdf (2.4\xa0MB)\nété.jpg (3\xa0kB)"]
    assert shown(spec(), []) == shown(spec(), None) == ""


def test_a_file_is_asked_for_only_where_one_is_required() -> None:
    with translation.override("en"):
        assert errors(spec()) == ["Choose a file"]
        assert errors(spec(max_files=2)) == ["Choose at least one file"]
    assert errors(spec(required=False)) == []


def test_what_waits_for_the_scanner_is_an_answer_and_what_is_infected_is_not() -> None:
    assert errors(spec(), facts(scan="pending")) == []
    assert errors(spec(), facts(scan="none")) == []
    with translation.override("en"):
        assert errors(spec(), facts(scan="infected")) == [
            "A virus was found in “plan.pdf”: the file is refused. Remove it, and choose another one."
        ]


def test_a_form_that_changed_may_take_fewer_files_than_are_kept() -> None:
    assert len(errors(spec(), facts(), facts(OTHER))) == 1


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "x",
        "null",
        "[]",
        "{}",
        "1e999",
        "[" * 100_000,
        "9" * 5000,
        json.dumps({"id": "1", "name": "a", "size": 1, "type": "t"}),
        json.dumps({"id": ONE, "name": ["a"], "size": 1, "type": "t"}),
        json.dumps({"id": ONE, "name": "a", "size": True, "type": "t"}),
        json.dumps({"id": ONE, "name": "a", "size": "1", "type": "t"}),
        json.dumps({"id": [ONE], "name": "a", "size": 1, "type": "t"}),
    ],
    ids=range(13),
)
def test_junk_is_no_file(junk: str) -> None:
    assert len(errors(spec(), junk)) == 1
    assert answer(spec(), junk, facts())[0]["id"] == ONE
    assert "drop:" not in html(spec(), junk)


def test_the_limits_stand_in_the_hint() -> None:
    with translation.override("en"):
        assert ask(spec())[KEY].help_text == "PDF, DOCX, ODT, JPEG, PNG, HEIC or WebP, 5\xa0MB at most."
        several = ask(spec(groups=["images"], max_files=3, hint="Of the place."))[KEY].help_text
        assert several == "Of the place. 3 files at most: JPEG, PNG, HEIC or WebP, 5\xa0MB each."
    with translation.override("fr"):
        assert ask(spec(groups=["archives"]))[KEY].help_text == "ZIP, 5\xa0Mo au maximum."


def test_without_files_there_is_the_browsers_own_input() -> None:
    page = rendered(spec(), ask(spec()))
    assert f'<input type="file" name="{KEY}"' in page
    assert 'accept=".pdf,.docx,.odt,.jpg,.jpeg,.jfif,.jpe,.png,.heic,.heif,.webp"' in page
    assert " multiple" not in page
    assert " multiple" in html(spec(max_files=2))
    assert "value=" not in page


def test_a_kept_file_can_be_looked_at_and_removed() -> None:
    with translation.override("en"):
        page = html(spec(max_files=2), facts(name="<b>.pdf"))
    assert f'<a href="/en/ask/file/{ONE}/">&lt;b&gt;.pdf</a>' in page
    assert f'name="go" value="drop:{ONE}"' in page
    assert 'Remove <span class="visually-hidden">&lt;b&gt;.pdf</span>' in page
    assert "2.4\xa0MB" in page
    assert 'type="file"' in page


def test_a_question_that_is_full_has_no_input_and_still_a_place_for_the_focus() -> None:
    page = html(spec(), facts())
    assert 'type="file"' not in page
    assert f'id="id_{KEY}"' in page
    assert "<label" not in page


def test_the_applicant_sees_what_the_scanner_says() -> None:
    with translation.override("en"):
        assert "Being checked for viruses" in html(spec(), facts(scan="pending"))
        page = html(spec(), facts(scan="infected"))
        assert "A virus was found" in page
        assert "<a " not in page
        assert "virus" not in html(spec(), facts(scan="clean"))
        assert "virus" not in html(spec(), facts(scan="none"))
