"""What the applicant sent, to read again, to print and to keep; the days by which something is asked; the session."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from applications.dossiers.answers import ShownAnswer, ShownStep, dossier_steps
from applications.dossiers.due_dates_calendar import due_dates_calendar
from applications.dossiers.shown_corrections import open_corrections
from applications.dossiers.tracking_tokens import TrackedApplication
from applications.drafts.file_responses import send_file
from applications.models import Application, Attachment
from applications.public.form.visitor import language_of_reader
from applications.public.tracking.access import READING, by_link, page
from applications.questions import question_for
from applications.registrations.session_details import is_let_in, session_of
from home.calendar_files import calendar_response
from offers.sessions import sessions


@by_link(*READING)
def answers(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """All answers, private ones too: whoever has the link is the applicant."""
    application, language = tracked.application, language_of_reader()
    steps = dossier_steps(application, language)
    context = {
        "tracked": tracked,
        "application": application,
        "title": application.version.form(language).title,
        "steps": steps,
        "has_private": any(answer.is_private for step in steps for answer in step.answers),
        "files": _files(application, steps),
        "here": _("My answers"),
    }
    return page(request, "answers", context)


def _files(application: Application, steps: list[ShownStep]) -> dict[str, list[Attachment]]:
    """The files that the answers name, by question. Those that left an answer are history, which staff keep."""
    answers = [each for step in steps for each in step.answers if question_for(each.spec).takes_files]
    named = {facts["id"] for each in answers for facts in each.value or []}
    files: dict[str, list[Attachment]] = {}
    for attachment in application.attachments.filter(message=None):
        if str(attachment.pk) in named:
            files.setdefault(attachment.question, []).append(attachment)
    return files


def _as_data(answer: ShownAnswer) -> dict[str, object]:
    return {
        "key": answer.key,
        "question": answer.label,
        "answer": answer.answer,
        "value": answer.value,
        "private": answer.is_private,
    }


@by_link(*READING)
def answers_as_json(_request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """The answers under their questions, as words and as stored."""
    application, language = tracked.application, language_of_reader()
    steps = [
        {"title": step.title, "answers": [_as_data(answer) for answer in step.answers]}
        for step in dossier_steps(application, language)
    ]
    data = {
        "reference": application.reference,
        "form": application.version.form(language).title,
        "language": application.language,
        "sent_at": application.submitted_at.isoformat(),
        "steps": steps,
    }
    options = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(data, json_dumps_params=options, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{application.reference}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@by_link(*READING)
def file(_request: HttpRequest, tracked: TrackedApplication, attachment_id: uuid.UUID) -> HttpResponseBase:
    """A file of an answer or of a message. What is not known to be safe is not given."""
    attachment = tracked.application.attachments.filter(pk=attachment_id).first()
    if attachment is None or not attachment.is_safe:
        raise Http404
    return send_file(attachment)


@by_link(*READING)
def calendar(_request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """The days by which something is asked, for the applicant's own calendar; missing where nothing is."""
    language = language_of_reader()
    corrections = open_corrections(tracked.application, language)
    if not corrections:
        raise Http404
    content = due_dates_calendar(tracked.application, corrections, language)
    return calendar_response(content, tracked.application.reference)


@by_link(*READING)
def session_calendar(_request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """The session for the calendar of who has a seat in it, with the link that lets in; missing for anybody else."""
    application = tracked.application
    session = session_of(application.call, language_of_reader())
    if session is None or session.facts is None or not is_let_in(application, session):
        raise Http404
    return calendar_response(sessions().calendar(session.facts, with_access=True), application.reference)
