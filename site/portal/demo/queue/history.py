"""What happened to the demonstration's dossiers since they came, spread over the days since."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from applications.dossiers.capacity import seat_year
from applications.dossiers.corrections import ask_corrections
from applications.dossiers.letters import CORRECTIONS, RECEIPT, decision_letter
from applications.kinds import CallKind
from applications.mail.composing import compose
from applications.mail.kinds import LetterKind
from applications.mail.sending import kept_paper
from applications.mail.texts import without_tokens
from applications.models import (
    Application,
    Decision,
    EmailStatus,
    Message,
    Note,
    OutgoingEmail,
    StatusChange,
)
from applications.statuses import ACTIVE, PATHS, Status
from portal.demo.calls import CALLS
from portal.demo.forms.blocks import Form
from portal.demo.queue.stories import Story
from users.models import User

S = Status
DUE_IN = 14


def ways(kind: str, target: str) -> list[Status]:
    """The statuses after the first, in order, by which a dossier of a kind comes to where it is."""
    path = list(PATHS[CallKind(kind)][1:])
    if target in path:
        return path[: path.index(Status(target)) + 1]
    before_answer = [status for status in path if status in ACTIVE]
    endings: dict[str, list[Status]] = {
        S.WAITING_APPLICANT: [S.IN_REVIEW, S.WAITING_APPLICANT],
        S.READY: [S.IN_REVIEW, S.READY],
        S.DECLINED: [*before_answer, S.DECLINED],
        S.WITHDRAWN: [S.WITHDRAWN],
    }
    return endings.get(target, [])


def live_through(application: Application, story: Story, moderator: User, administrator: User) -> None:
    """Write the history of a dossier that is there already. Mails were sent long ago: none leaves."""
    first = S.WAITING_LIST if story.status == S.WAITING_LIST else S.RECEIVED
    StatusChange.objects.create(application=application, to_status=first, at=application.submitted_at)
    _put(application, first, application.submitted_at)
    for status, at in _moments(application, story):
        by = None if status == S.WITHDRAWN else administrator if status in (S.ACCEPTED, S.DECLINED) else moderator
        if status == S.WAITING_APPLICANT:
            _ask(application, story, at, moderator)
            continue
        note = story.remark if status == S.WITHDRAWN else ""
        StatusChange.objects.create(
            application=application, from_status=application.status, to_status=status, by=by, note=note, at=at
        )
        _put(application, status, at)
        if status in (S.ACCEPTED, S.DECLINED):
            _tell(application, story, status, at, by)
    _mail(application, RECEIPT, "receipt", application.submitted_at, is_lost=story.is_mail_lost)
    _besides(application, story, moderator, administrator)


def _put(application: Application, status: Status, at: datetime) -> None:
    application.seat_year = seat_year(application.call, status, at, held=application.seat_year)
    application.status, application.status_since = status, at
    application.save(update_fields=["status", "status_since", "seat_year"])


def _moments(application: Application, story: Story) -> Iterator[tuple[Status, datetime]]:
    """Each status with its moment: spread evenly over two thirds of the time since it came."""
    steps = ways(application.call.kind, story.status)
    span = (timezone.now() - application.submitted_at) * 2 / 3
    for number, status in enumerate(steps, 1):
        yield status, application.submitted_at + span * number / len(steps)


def _ask(application: Application, story: Story, at: datetime, by: User) -> None:
    """Ask as staff do, then put it back to when it happened. The mail has left."""
    ask_corrections(
        application=application,
        remarks={_question_of(application, story): story.remark},
        due_on=timezone.localdate() + timedelta(days=1),
        by=by,
    )
    application.corrections.update(asked_at=at, due_on=(at + timedelta(days=DUE_IN)).date())
    application.status_changes.filter(to_status=S.WAITING_APPLICANT).update(at=at)
    Application.objects.filter(pk=application.pk).update(status_since=at)
    application.refresh_from_db(fields=["status", "status_since"])
    left = {"status": EmailStatus.SENT, "attempts": 1, "created_at": at, "sent_at": at + timedelta(seconds=5)}
    application.emails.filter(occasion=CORRECTIONS.code).update(**left)


def _tell(application: Application, story: Story, status: Status, at: datetime, by: User | None) -> None:
    decision = _decide(application, story, status, at, by)
    decision.released_at, decision.released_by = at, by
    decision.save()
    _mail(application, decision_letter(status), f"decision:{decision.pk}", at)


def _question_of(application: Application, story: Story) -> str:
    """The longest text that the story tells: that is what has to be said better."""
    return Form(_page_of(application)).question(max(story.texts, key=lambda place: len(story.texts[place])))


def _page_of(application: Application) -> str:
    return next(page for page, call in CALLS.items() if call["code"] == application.call.code)


def _decide(application: Application, story: Story, status: str, at: datetime, by: User | None) -> Decision:
    is_grant = application.call.kind == CallKind.GRANT and status == S.ACCEPTED
    return Decision.objects.create(
        application=application,
        verdict=status,
        reason=story.remark if status == S.DECLINED else "",
        amount=story.chosen.get("budget/budget") if is_grant else None,
        decided_by=by,
        decided_at=at,
    )


def _mail(application: Application, kind: LetterKind, what: str, at: datetime, *, is_lost: bool = False) -> None:
    email = OutgoingEmail(
        key=f"{what}:{application.pk}" if ":" not in what else what,
        occasion=kind.code,
        to=application.contact_email,
        language=application.language,
        application=application,
        context={"decision": int(what.partition(":")[2])} if ":" in what else {},
        status=EmailStatus.FAILED if is_lost else EmailStatus.SENT,
        attempts=1,
        error="550 5.1.1 mailbox unknown" if is_lost else "",
        created_at=at,
        sent_at=None if is_lost else at + timedelta(seconds=4),
    )
    email.save()
    message = compose(email)
    email.paper = kept_paper(message)
    if not is_lost:
        email.sent_subject, email.sent_text = str(message.subject), without_tokens(str(message.body))
    email.save()


def _besides(application: Application, story: Story, moderator: User, administrator: User) -> None:
    """Notes, messages, decisions that wait, people, labels and dates."""
    now = timezone.now()
    if story.note:
        Note.objects.create(
            application=application, author=moderator, text=story.note, written_at=now - timedelta(days=story.days / 4)
        )
    if story.writes:
        sent_at = now - timedelta(days=story.days / 3)
        Message.objects.create(application=application, is_from_applicant=True, text=story.writes, sent_at=sent_at)
    for number, text in enumerate(story.talk):
        at = now - timedelta(days=story.days / 2 - number)
        from_them = number % 2 == 1
        author = None if from_them else moderator
        Message.objects.create(
            application=application, is_from_applicant=from_them, author=author, text=text, sent_at=at, read_at=at
        )
    if story.is_decided:
        verdict = S.DECLINED if story.chosen.get("decline") else S.ACCEPTED
        _decide(application, story, verdict, now - timedelta(days=1), administrator)
    _hand_out(application, story, moderator, now)


def _hand_out(application: Application, story: Story, moderator: User, now: datetime) -> Any:
    """Who handles it, and until when."""
    if story.status not in (S.RECEIVED, S.WAITING_LIST):
        application.assignee = moderator
    if story.is_late:
        application.due_on = (now - timedelta(days=2)).date()
    elif story.status in (S.IN_REVIEW, S.READY):
        application.due_on = (now + timedelta(days=3 + story.days % 9)).date()
    application.save(update_fields=["assignee", "due_on"])
