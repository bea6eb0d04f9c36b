"""Sending what the outbox holds. Only the worker calls this; any number of workers may, at once.

A mail is claimed by a conditional update that gives its sender a lease, then sent outside of any transaction, then
marked. Whoever is killed in between leaves a lease that runs out: the mail is sent once more under the same Message-ID,
and stays marked as uncertain. So every mail leaves at least once, and a mailbox knows a second copy for what it is.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from applications.mail.back_ends import require_mail_server
from applications.mail.composing import Mail, NotNeededError, UnsendableError, compose
from applications.mail.texts import without_tokens
from applications.models import EmailStatus, OutgoingEmail

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440))
"""Between tries, about three days in all. After the last one a mail has failed."""
HELD_BACK = timedelta(minutes=1)
INTERRUPTED = gettext_noop("The sending was interrupted.")
CANDIDATES = 10
LONGEST_REASON = 500

logger = logging.getLogger(__name__)


def send_due(at_most: int | None = None, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Send the mails that are due, the longest waiting first, and return how many were tried.

    A mail that does not leave is put off, or has failed; it never raises. When the mail server cannot be reached, all
    that are due wait a little, so that each round asks it once. Raises ``ImproperlyConfigured``, with every mail left
    as it was, where the back end would keep them for itself.
    """
    require_mail_server()
    recover(timezone.now())
    tried, connection = 0, get_connection()
    try:
        while (at_most is None or tried < at_most) and not should_stop():
            email = claim(timezone.now())
            if email is None:
                break
            tried += 1
            if not _deliver(email, connection):
                break
    finally:
        _close(connection)
    return tried


def recover(now: datetime) -> int:
    """Put back what was claimed and never settled: nobody knows whether it left. Returns how many there were."""
    interrupted = OutgoingEmail.objects.interrupted(now)
    keys = list(interrupted.values_list("key", flat=True))
    if not keys:
        return 0
    logger.warning("The sending of %s was interrupted", ", ".join(keys))
    what = {"is_uncertain": True, "leased_until": None, "error": INTERRUPTED}
    interrupted.filter(attempts__gt=len(DELAYS)).update(status=EmailStatus.FAILED, **what)
    interrupted.update(status=EmailStatus.UNCERTAIN, next_try_at=now, **what)
    return len(keys)


def claim(now: datetime) -> OutgoingEmail | None:
    """Take the mail that has waited longest, with what its text is made of; None if none is due."""
    due = OutgoingEmail.objects.due(now)
    lease = now + timedelta(seconds=settings.OUTBOX_LEASE)
    for pk in due.order_by("next_try_at", "pk").values_list("pk", flat=True)[:CANDIDATES]:
        mine = due.filter(pk=pk).update(status=EmailStatus.SENDING, leased_until=lease, attempts=F("attempts") + 1)
        if mine:
            of_dossier = (f"application__{name}" for name in ("call", "version", "beneficiary"))
            rows = OutgoingEmail.objects.select_related(*of_dossier, "draft__call", "draft__version")
            return rows.filter(pk=pk).first()
    return None


def _deliver(email: OutgoingEmail, connection: Any) -> bool:
    """Try one mail and write down what came of it. False: the server cannot be reached, so no other mail is tried."""
    message = _composed(email)
    if message is None:
        return True
    try:
        connection.open()
    except (OSError, ValueError) as error:
        logger.warning("The mail server cannot be reached: %s", _reason(error))
        _put_off(email, _reason(error))
        now = timezone.now()
        OutgoingEmail.objects.due(now).update(next_try_at=now + HELD_BACK)
        return False
    try:
        connection.send_messages([message])
    except OSError as error:  # what smtplib raises is one
        logger.warning("E-mail %s did not leave: %s", email.key, _reason(error))
        _close(connection)
        _refused(email, error)
    except Exception as error:
        logger.exception("E-mail %s did not leave", email.key)
        _close(connection)
        _put_off(email, _reason(error), is_uncertain=True)
    else:
        _settle(email, status=EmailStatus.SENT, sent_at=timezone.now(), error="", **_kept(message))
    return True


def _kept(message: Mail) -> dict[str, str]:
    """What staff may read of a mail that left: its words, without the addresses that let their holder in."""
    texts = {"sent_subject": str(message.subject), "sent_text": str(message.body)}
    return {name: without_tokens(text, message.secrets) for name, text in texts.items()}


def kept_paper(message: Mail) -> dict[str, str]:
    """The same of its letter, which its reader shows to others."""
    return {name: without_tokens(text, message.secrets) for name, text in message.paper.items()}


def _composed(email: OutgoingEmail) -> Mail | None:
    """The mail as it is sent; None if it cannot be made, which is settled here."""
    try:
        message = compose(email)
        message.message()  # headers that no mail may have are found here
        email.paper = kept_paper(message)
    except NotNeededError as reason:
        _settle(email, status=EmailStatus.DROPPED, error=str(reason))
    except UnsendableError as reason:
        _settle(email, status=EmailStatus.FAILED, error=str(reason))
    except Exception as error:
        logger.exception("E-mail %s could not be written", email.key)
        _put_off(email, _reason(error))
    else:
        return message
    return None


def _refused(email: OutgoingEmail, error: OSError) -> None:
    """Refused for good, refused for now, or cut off in the middle: then it may have arrived."""
    if isinstance(error, SMTPRecipientsRefused):
        is_final = all(code >= 500 for code, _text in error.recipients.values())
    else:
        is_final = isinstance(error, SMTPDataError) and error.smtp_code >= 500
    if is_final:
        _settle(email, status=EmailStatus.FAILED, error=_reason(error))
    else:
        was_answered = isinstance(error, SMTPResponseException | SMTPRecipientsRefused)
        _put_off(email, _reason(error), is_uncertain=not was_answered)


def _put_off(email: OutgoingEmail, reason: str, *, is_uncertain: bool = False) -> None:
    is_uncertain = is_uncertain or email.is_uncertain
    if email.attempts > len(DELAYS):
        _settle(email, status=EmailStatus.FAILED, is_uncertain=is_uncertain, error=reason)
        return
    status = EmailStatus.UNCERTAIN if is_uncertain else EmailStatus.QUEUED
    next_try_at = timezone.now() + DELAYS[email.attempts - 1]
    _settle(email, status=status, is_uncertain=is_uncertain, error=reason, next_try_at=next_try_at)


def _settle(email: OutgoingEmail, **what: object) -> None:
    """Write what came of a try, and the letter that was tried.

    Not if the lease ran out and the mail was given to somebody else.
    """
    held = OutgoingEmail.objects.filter(pk=email.pk, status=EmailStatus.SENDING, leased_until=email.leased_until)
    if not held.update(leased_until=None, paper=email.paper, **what):
        logger.warning("E-mail %s was settled too late", email.key)


def _reason(error: Exception) -> str:
    """For staff: what the server answered, or what went wrong on the way to it."""
    if isinstance(error, SMTPRecipientsRefused):
        answers = [_answer(code, text) for code, text in error.recipients.values()]
    elif isinstance(error, SMTPResponseException):
        answers = [_answer(error.smtp_code, error.smtp_error)]
    else:
        answers = [f"{type(error).__name__}: {error}"]
    return "; ".join(answers).replace("\0", "")[:LONGEST_REASON]


def _answer(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"


def _close(connection: Any) -> None:
    with suppress(OSError):
        connection.close()
