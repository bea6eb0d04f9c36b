"""How much may be kept of forms that nobody has sent: of text by question, of files by network and on the portal."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from applications.drafts.too_long import TooLongError, refuse_too_long
from applications.forms.page import FormPage
from applications.models import Attachment, Call, Draft, Message
from applications.questions import question_for
from applications.questions.base import LONGEST_KEPT, TIMES_KEPT
from applications.uploads.refusals import RefusedFile
from tests.applications import sample_files as samples
from tests.applications.attaching import PHOTOS, PLAN, attach, new_application, new_draft, spec, stored_files, upload
from tests.applications.correction_forms import PLAN as THEIRS
from tests.applications.correction_forms import ask, dossier_with_more
from tests.applications.dossier_desk import Desk
from tests.applications.tracking_pages import address, posted
from tests.builders import KEYS, Portal
from users.throttle import reset

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]

WHY, NAME = KEYS["why"], KEYS["name"]
FAR_TOO_LONG = "é" * (LONGEST_KEPT + 1)
SHORTEN = {"fr": "Raccourcissez votre texte", "en": "Shorten your text"}
HOUR = {"fr": "trop de fichiers sont venus de votre réseau", "en": "too many files have come from your network"}


@pytest.fixture
def few_megabytes(settings: Any) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"megabytes by address": "1/hour"}
    reset()


@pytest.fixture
def pages(portal: Portal) -> dict[str, FormPage]:
    return portal.forms(Call.objects.create(code="limits"))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("go", ["next", "later", "save"])
def test_a_text_that_is_far_too_long_is_shown_back_and_not_kept(
    client: Client, pages: dict[str, FormPage], language: str, go: str
) -> None:
    page = pages[language]
    client.post(page.url, {"go": "save", NAME: "Ada", WHY: "Because"})
    before = Draft.objects.get()
    response = client.post(page.url, {"go": go, NAME: "Ada Martin", WHY: FAR_TOO_LONG})
    assert response.status_code == 422
    if go == "save":
        assert str(LONGEST_KEPT)[:2] in response.json()["error"]
        assert "saved" not in response.json()
    else:
        html = response.content.decode()
        assert SHORTEN[language] in html
        assert FAR_TOO_LONG in html
        assert "Ada Martin" in html
    after = Draft.objects.get()
    assert (after.data, after.revision) == (before.data, before.revision)
    assert client.post(page.url, {"go": "later", WHY: FAR_TOO_LONG[:8000]}).status_code == 303
    assert Draft.objects.get().data[WHY] == [FAR_TOO_LONG[:8000]], "what is wrong but within reason is kept"


def test_a_correction_that_is_far_too_long_is_shown_back(client: Client, kept_desk_with_more: Desk) -> None:
    application = dossier_with_more(kept_desk_with_more)
    token = ask(kept_desk_with_more, application, WHY)
    with translation.override("en"):
        where = reverse("tracking_correct", args=[token])
    response = client.post(where, {"asked": [WHY], "go": "send", WHY: FAR_TOO_LONG})
    assert response.status_code == 422
    assert FAR_TOO_LONG in response.content.decode()
    assert SHORTEN["en"] in response.content.decode()
    saved = client.post(where, {"asked": [WHY], "go": "save", WHY: FAR_TOO_LONG})
    assert (saved.status_code, list(saved.json())) == (422, ["error"])
    assert FAR_TOO_LONG not in str(Draft.objects.get(corrects=application).data)


def question(kind: str, **details: Any) -> Any:
    return {"key": WHY, "kind": kind, "label": "Why?", "hint": "", "required": True, "conditions": [], **details}


def test_each_kind_keeps_some_multiple_of_what_it_takes() -> None:
    short, long = question("short_text"), question("long_text", limit=20_000)
    assert question_for(short).longest_kept(short) == LONGEST_KEPT
    assert question_for(long).longest_kept(long) == TIMES_KEPT * 20_000
    choices = question("choices", options=[{"key": str(number), "label": "x"} for number in range(300)])
    refuse_too_long([choices], MultiValueDict({WHY: ["x" * 36] * 300}))
    group = question("group", item="Member", minimum=1, maximum=20, questions=[short])
    refuse_too_long([group], MultiValueDict({f"{WHY}-{row}-{WHY}": ["x" * 5000] for row in range(20)}))
    for spec_ in (short, group):
        many = {f"{WHY}-{number}-junk": ["x" * 100] for number in range(5000)}
        with pytest.raises(TooLongError):
            refuse_too_long([spec_], MultiValueDict(many))


def test_files_of_one_network_are_counted_by_size(client: Client, few_megabytes: None, office: Desk) -> None:
    for language in ("fr", "en"):
        dossier = office.dossier(language=language)
        reset()
        where = address(dossier, language=language)
        assert client.post(where, posted("One", uploads=upload())).status_code == 303
        response = client.post(where, posted("Every word of mine", uploads=upload()))
        html = response.content.decode()
        assert response.status_code == 422
        assert HOUR[language] in html
        assert "60 minutes" in html
        assert "Every word of mine" in html
        elsewhere = Client(REMOTE_ADDR="127.0.0.9")
        assert elsewhere.post(where, posted("Two", uploads=upload())).status_code == 303
    assert Message.objects.count() == 4


def test_a_correction_s_files_count_too(client: Client, few_megabytes: None, kept_desk_with_more: Desk) -> None:
    application = dossier_with_more(kept_desk_with_more)
    token = ask(kept_desk_with_more, application, WHY, THEIRS)
    with translation.override("en"):
        where = reverse("tracking_correct", args=[token])
    for name, expected in (("one.jpg", 303), ("two.jpg", 422)):
        response = client.post(
            where, {"asked": [WHY, THEIRS], "go": "later", WHY: name, THEIRS: upload(name, samples.picture())}
        )
        assert response.status_code == expected
    assert HOUR["en"] in response.content.decode()
    assert Draft.objects.get(corrects=application).data[WHY] == ["two.jpg"], "the text is kept all the same"


def test_unsent_forms_have_a_total_on_the_portal(draft: Draft, version: Any, settings: Any, caplog: Any) -> None:
    settings.UNSENT_FILES_MAX_MB = 1
    first = attach(draft)
    Attachment.objects.update(size=1024 * 1024 - 10)
    other = new_draft(version)
    with pytest.raises(RefusedFile) as caught, translation.override("en"):
        attach(other)
    with translation.override("en"):
        (message,) = caught.value.messages
    assert message.startswith("“plan.pdf” was not kept: too many files of forms that have not been sent")
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert stored_files() == [first.file.name]
    correcting = new_draft(version)
    Draft.objects.filter(pk=correcting.pk).update(corrects=new_application(version))
    correcting.refresh_from_db()
    attach(correcting)
    Attachment.objects.filter(pk=first.pk).update(draft=None, application=new_application(version))
    attach(other, question=spec(PHOTOS, 3))
    assert Attachment.objects.filter(question=PLAN).count() == 2
