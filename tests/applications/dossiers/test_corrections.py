"""Corrections as actions: asked, taken back, answered, given up."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict

from applications.dossiers.corrections import (
    Corrected,
    CorrectionsChangedError,
    NothingOpenError,
    answer_corrections,
    ask_corrections,
    cancel_correction,
    data_of_corrections,
    drop_from_corrections,
    first_data,
    keep_corrections,
)
from applications.dossiers.refusals import RefusedError
from applications.dossiers.shown_corrections import specs_of, today_of
from applications.dossiers.workflow import withdraw
from applications.drafts.attachments import keep_file
from applications.drafts.saving import Typed
from applications.models import (
    Application,
    Attachment,
    CorrectionRequest,
    Draft,
    EditKind,
    OutgoingEmail,
    PromotedAnswer,
)
from applications.statuses import Status
from tests.applications import sample_files as samples
from tests.applications.attaching import upload
from tests.applications.dossier_desk import Desk
from tests.builders import FORM_STEPS, KEYS, OPTION_KEYS, Portal, stream

pytestmark = pytest.mark.django_db

PLAN = str(uuid.uuid5(uuid.NAMESPACE_URL, "plan"))
IN_TEN_DAYS = timedelta(days=10)


def asked(office: Desk, application: Application, *names: str, **fields: Any) -> list[CorrectionRequest]:
    remarks = {KEYS[name]: f"Please look at {name} again." for name in names}
    given = {"due_on": today_of(application) + IN_TEN_DAYS, "by": office.moderator} | fields
    return ask_corrections(application=application, remarks=remarks, **given)


def typed(application: Application, **values: str) -> Typed:
    specs = specs_of(application, "en")
    posted = MultiValueDict({KEYS[name]: [value] for name, value in values.items()})
    return Typed([specs[KEYS[name]] for name in values], posted, "en")


def answer(application: Application, **values: str) -> None:
    draft = keep_corrections(application=application, typed=typed(application, **values))
    answers = {KEYS[name]: value for name, value in values.items()}
    answer_corrections(application=application, checked=Corrected(draft.revision, answers))


def test_asking_opens_the_questions_and_sends_one_mail(office: Desk) -> None:
    application = office.dossier(Status.IN_REVIEW, posted={KEYS["why"]: ["Because"]})
    requests = asked(office, application, "why", "what")
    application.refresh_from_db()
    assert application.status == Status.WAITING_APPLICANT
    assert [request.before for request in requests] == [application.answers[KEYS[n]] for n in ("why", "what")]
    draft = application.correction_draft
    assert draft.version == application.version
    assert draft.data[KEYS["why"]] == ["Because"]
    assert draft.data[KEYS["what"]] == [OPTION_KEYS[1]], "nothing was kept of it: it begins with the answer"
    assert not Draft.objects.unsent().exists()
    email = OutgoingEmail.objects.get(occasion="corrections")
    assert email.key.startswith("corrections:")
    assert email.context == {"corrections": [request.pk for request in requests]}
    asked(office, application, "name")
    draft.refresh_from_db()
    assert draft.revision == 1, "what was checked for two questions is not checked for three"
    assert OutgoingEmail.objects.filter(occasion="corrections").count() == 2
    assert application.status_changes.filter(to_status=Status.WAITING_APPLICANT).count() == 1


def test_what_cannot_be_asked(office: Desk) -> None:
    application = office.dossier(Status.IN_REVIEW)
    today = today_of(application)
    wrong: list[dict[str, Any]] = [
        {"remarks": {}},
        {"remarks": {KEYS["why"]: "  "}},
        {"remarks": {"nothing": "Look"}},
        {"remarks": {KEYS["why"]: "x" * 2001}},
        {"due_on": today - timedelta(days=1)},
        {"due_on": today + timedelta(days=400)},
        {"seen": Status.RECEIVED},
        {"by": office.committee},
        {"by": office.stranger},
    ]
    for fields in wrong:
        given = {"remarks": {KEYS["why"]: "Look"}, "due_on": today, "by": office.moderator} | fields
        with pytest.raises(RefusedError):
            ask_corrections(application=application, **given)
    hidden = {key: value for key, value in application.answers.items() if key != KEYS["why"]}
    Application.objects.filter(pk=application.pk).update(answers=hidden)
    with translation.override("en"), pytest.raises(RefusedError, match="not part of this dossier"):
        asked(office, application, "why")
    asked(office, application, "what")
    with translation.override("en"), pytest.raises(RefusedError, match="open already"):
        asked(office, application, "what")
    assert CorrectionRequest.objects.count() == 1
    decided = office.dossier(Status.ACCEPTED)
    with translation.override("en"), pytest.raises(RefusedError, match="before the decision"):
        asked(office, decided, "why")


def test_taking_back_forgets_what_was_typed_and_the_last_one_ends_the_waiting(office: Desk) -> None:
    application = office.dossier(Status.RECEIVED, posted={KEYS["why"]: ["Because"], KEYS["name"]: ["Ada"]})
    why, name = asked(office, application, "why", "name")
    keep_corrections(application=application, typed=typed(application, why="Half a wo", name="Ada M"))
    cancel_correction(correction=why, by=office.moderator)
    draft = Draft.objects.get(corrects=application)
    assert (draft.data[KEYS["why"]], draft.data[KEYS["name"]]) == (["Because"], ["Ada M"])
    with translation.override("en"), pytest.raises(RefusedError, match="not open any more"):
        cancel_correction(correction=why, by=office.moderator)
    with pytest.raises(RefusedError):
        cancel_correction(correction=name, by=office.committee)
    cancel_correction(correction=name, by=office.colleague)
    application.refresh_from_db()
    assert application.status == Status.IN_REVIEW
    assert application.status_changes.last().by == office.colleague
    assert not Draft.objects.exists()
    assert not application.corrections.open().exists()
    with pytest.raises(NothingOpenError):
        keep_corrections(application=application, typed=typed(application, why="Too late"))


def test_answers_replace_those_of_the_dossier_and_it_returns_by_itself(office: Desk) -> None:
    application = office.dossier(Status.IN_REVIEW, assignee=office.moderator)
    application.watchers.add(office.colleague)
    asked(office, application, "what", "why", "mail")
    office.call.closes_at = timezone.now() - timedelta(days=1)
    office.call.save()
    draft = keep_corrections(
        application=application,
        typed=typed(application, what=OPTION_KEYS[0], why="New", mail="new@example.org", name="X"),
    )
    answers = {KEYS["what"]: OPTION_KEYS[0], KEYS["why"]: "New", KEYS["mail"]: "new@example.org"}
    for revision, some in ((draft.revision - 1, answers), (draft.revision, {KEYS["why"]: "New"})):
        with pytest.raises(CorrectionsChangedError):
            answer_corrections(application=application, checked=Corrected(revision, some))
    tracking_key = application.tracking_key
    change = answer_corrections(application=application, checked=Corrected(draft.revision, answers))
    application.refresh_from_db()
    assert (application.status, change.by) == (Status.IN_REVIEW, None)
    assert {key: application.answers[key] for key in answers} == answers
    assert application.answers[KEYS["name"]] == "Ada Martin", "it was not open"
    assert application.posted == {key: [value] for key, value in answers.items()}
    assert (application.contact_email, application.contact_name) == ("new@example.org", "Ada Martin")
    assert application.tracking_key == tracking_key
    assert application.edits.get(kind=EditKind.CONTACT).after == "Ada Martin <new@example.org>"
    assert application.beneficiary.key == "email:new@example.org"
    assert PromotedAnswer.objects.filter(application=application, text=OPTION_KEYS[0]).exists()
    requests = {request.question: request for request in application.corrections.all()}
    assert (requests[KEYS["why"]].after, requests[KEYS["what"]].before) == ("New", OPTION_KEYS[1])
    assert not any(request.is_open for request in requests.values())
    assert not Draft.objects.exists()
    told = OutgoingEmail.objects.filter(occasion="staff_notice").values_list("to", flat=True)
    assert sorted(told) == sorted([office.moderator.email, office.colleague.email])
    with pytest.raises(NothingOpenError):
        answer_corrections(application=application, checked=Corrected(draft.revision, answers))
    asked(office, application, "why")
    answer(application, why="Newer")
    versions = application.corrections.filter(question=KEYS["why"]).values_list("before", "after")
    assert versions[1] == ("New", "Newer")


def test_withdrawing_gives_up_what_is_open(office: Desk) -> None:
    application = office.dossier(Status.IN_REVIEW)
    asked(office, application, "why")
    withdraw(application=application)
    assert not application.corrections.open().exists()
    assert not Draft.objects.exists()


@pytest.fixture
def with_a_file(office: Desk, own_storage: Path) -> tuple[Desk, Application, Attachment]:
    question = {"label": "Plan", "hint": "", "groups": ["images"], "max_mb": 1, "max_files": 2}
    steps = {}
    for code in ("fr", "en"):
        step = FORM_STEPS[code][0]
        questions = [*step["value"]["questions"], stream("files", question, PLAN)]
        steps[code] = [{**step, "value": {**step["value"], "questions": questions}}]
    office.pages = Portal().forms(office.call, slug="with-a-file", steps=steps)
    application = office.dossier(Status.IN_REVIEW)
    draft = Draft.objects.create(
        call=office.call, version=application.version, form_key=uuid.uuid4(), language="fr", expires_at=timezone.now()
    )
    old = keep_file(draft=draft, spec=specs_with_plan(application), upload=upload("old.jpg", samples.picture()))
    Attachment.objects.update(draft=None, application=application)
    draft.delete()
    facts = {"id": str(old.pk), "name": "old.jpg", "size": old.size, "type": old.type}
    application.answers[PLAN] = [facts]
    application.save()
    old.refresh_from_db()
    return office, application, old


def specs_with_plan(application: Application) -> dict[str, Any]:
    application.answers.setdefault(PLAN, [])
    return specs_of(application, "fr")[PLAN]


def test_files_come_and_leave_the_answer_and_what_was_sent_stays(with_a_file: Any) -> None:
    office, application, old = with_a_file
    ask_corrections(
        application=application, remarks={PLAN: "Unreadable"}, due_on=today_of(application), by=office.moderator
    )
    draft = Draft.objects.select_related("corrects").get(corrects=application)
    spec = specs_with_plan(application)
    new = keep_file(draft=draft, spec=spec, upload=upload("new.jpg", samples.picture(size=(30, 30))))
    gone = keep_file(draft=draft, spec=spec, upload=upload("gone.jpg", samples.picture(size=(40, 30))))
    assert not drop_from_corrections(draft=draft, attachment_id="junk")
    assert not drop_from_corrections(draft=draft, attachment_id=uuid.uuid4())
    assert drop_from_corrections(draft=draft, attachment_id=gone.pk)
    assert len(data_of_corrections(Draft.objects.get(pk=draft.pk), [spec])[PLAN]) == 2
    assert drop_from_corrections(draft=draft, attachment_id=old.pk)
    draft = Draft.objects.select_related("corrects").get(pk=draft.pk)
    assert [str(new.pk) in facts for facts in data_of_corrections(draft, [spec])[PLAN]] == [True]
    answers = {PLAN: [{"id": str(new.pk), "name": "new.jpg", "size": new.size, "type": new.type}]}
    answer_corrections(application=application, checked=Corrected(draft.revision, answers))
    assert set(application.attachments.all()) == {old, new}
    assert not Attachment.objects.filter(pk=gone.pk).exists()
    application.refresh_from_db()
    assert [facts["name"] for facts in application.answers[PLAN]] == ["new.jpg"]
    assert not any("dropped" in name for name in application.posted)


def test_what_a_question_begins_with() -> None:
    answers = {"a": "Word", "b": ["one", "two"], "c": {"parts": ""}, "d": True, "e": None, "f": [{"row": ""}]}
    application = Application(answers=answers, posted={"c_line1": ["rue"]})
    assert first_data(application) == {"a": ["Word"], "b": ["one", "two"], "c_line1": ["rue"]}
