"""Random forms and random answers, junk included: nothing breaks, and what is stored is what was answered."""

import copy
import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.drafts.filling import Filling
from applications.drafts.typed_answers import written
from applications.models import Call, Draft, FormVersion
from applications.questions import question_for
from applications.questions.published import PublishedForm
from tests.answering import answered, whole_answers
from tests.applications.drafts.any_question import KIND_NAMES, spec_of
from tests.builders import Portal

keys = st.uuids(version=4).map(str)
junk_text = st.text(max_size=30) | st.sampled_from(["", "\0", "1e400", "9" * 400, "١٢", "²", "<b>", "=1+1", "31", "-0"])


@st.composite
def conditions(draw: st.DrawFn, earlier: list[dict[str, Any]]) -> list[dict[str, str]]:
    if not earlier or draw(st.booleans()):
        return []
    on = draw(st.sampled_from(earlier))
    operator = draw(st.sampled_from(["is", "is_not", "contains", "more", "less", "junk"]))
    value = draw(st.sampled_from(["yes", "no", "option-0", "12", "2020-01-01"]) | junk_text)
    return [{"question": on["key"], "operator": operator, "value": value.replace("\0", " ")}]


@st.composite
def forms(draw: st.DrawFn) -> dict[str, Any]:
    specs: list[dict[str, Any]] = []
    steps = []
    for _step in range(draw(st.integers(1, 3))):
        asked = []
        for _question in range(draw(st.integers(1, 4))):
            kind, required = draw(st.sampled_from(KIND_NAMES)), draw(st.booleans())
            spec = spec_of(kind, draw(keys), conditions=draw(conditions(specs)))
            asked.append(spec | ({} if kind == "information" else {"required": required}))
            specs.append(asked[-1])
        step = {"key": draw(keys), "kind": "step", "title": "Step", "introduction": "", "conditions": [], "rules": []}
        steps.append(step | {"questions": asked})
    return {"title": "Form", "steps": steps}


@st.composite
def junk_for(draw: st.DrawFn, form: dict[str, Any]) -> dict[str, list[str]]:
    """Posted nonsense under names that are right, nearly right, or wrong."""
    data = {}
    for step in form["steps"]:
        for spec in step["questions"]:
            right = list(answered(spec)) or [spec["key"]]
            for name in [*right, f"{spec['key']}-rows", f"{spec['key']}_day"]:
                if draw(st.booleans()):
                    data[name] = draw(st.lists(junk_text, max_size=3))
    return {name: [value.replace("\0", " ") for value in values] for name, values in data.items()}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_junk_breaks_nothing_and_is_kept(data: st.DataObject) -> None:
    form = data.draw(forms())
    typed = data.draw(junk_for(form))
    before = copy.deepcopy(typed)
    for language in ("fr", "en"):
        with translation.override(language):
            filling = Filling(PublishedForm(form), typed)
            for step in filling.steps:
                shown = filling.form(step)
                assert not any(shown[key].errors for key in shown.fields)
                checked = filling.form(step, is_checked=True)
                assert checked.is_valid() or checked.error_links()
            whole = filling.checked()
            json.dumps(whole.answers() if whole.is_valid() else {})
            assert filling.finding() is None
            written(filling)
    assert typed == before


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_answers_in_order_are_stored_alike_in_both_languages(data: st.DataObject) -> None:
    french = data.draw(forms())
    english = copy.deepcopy(french)
    for step in english["steps"]:
        for spec in step["questions"]:
            spec["label"] = f"English {spec['label']}"
    typed = whole_answers(PublishedForm(french), data.draw(st.integers(0, 5)))
    stored = {}
    for language, form in (("fr", french), ("en", english)):
        with translation.override(language):
            checked = Filling(PublishedForm(form), typed).checked()
            assert checked.is_valid(), checked.errors
            stored[language] = checked.answers()
    assert stored["fr"] == stored["en"]
    assert json.loads(json.dumps(stored["fr"])) == stored["fr"]
    filling = Filling(PublishedForm(french), typed)
    shown = {key for key in filling.specs if filling.is_shown(key) and question_for(filling.specs[key]).asks}
    assert set(stored["fr"]) == shown
    for key in shown:
        spec = filling.specs[key]
        if spec["kind"] in ("short_text", "choice", "theme", "territory", "yes_no", "email"):
            assert [stored["fr"][key]] == typed[key]


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_page_fails(client: Client, portal_form: Any, data: st.DataObject) -> None:
    """Through the views, with a version of its own for each form."""
    page, call = portal_form
    form = data.draw(forms())
    FormVersion.objects.create(
        call=call, form_key=page.translation_key, content={"fr": form, "en": form}, content_hash=uuid.uuid4().hex
    )
    typed = data.draw(junk_for(form)) if data.draw(st.booleans()) else whole_answers(PublishedForm(form))
    client.cookies.clear()
    first = client.post(page.get_url(), typed)
    assert first.status_code in (303, 422)
    for part in ("", "step/1/", "step/2/?both=1", "check/", "later/", "outcome/"):
        assert client.get(page.get_url() + part).status_code in (200, 303), part
    sent = client.post(page.get_url() + "check/", {"submit_token": "junk"})
    assert sent.status_code in (303, 422)
    assert Draft.objects.exists()


@pytest.fixture
def portal_form(db: None) -> Any:
    call = Call.objects.create(code="random")
    return Portal().forms(call)["fr"], call
