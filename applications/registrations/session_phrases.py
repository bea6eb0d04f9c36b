"""Sessions in the words of letters: when and where, how to get in, what has changed."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applications.registrations.session_details import OwnSession
from home.characters import one_line
from home.plain_text import tidy


def session_text(session: OwnSession) -> str:
    """When and where; whether it is off comes first. Several lines."""
    return "\n".join(line for line in (state_text(session), session.when, one_line(session.where)) if line)


def session_line(session: OwnSession) -> str:
    return ", ".join(part for part in (session.when, one_line(session.where)) if part)


def state_text(session: OwnSession) -> str:
    """What stands in the way of a session; empty where it takes place."""
    if session.takes_place:
        return ""
    if session.is_postponed:
        return _("This session is postponed. The new date is not known yet.")
    if session.is_cancelled:
        return _("This session is cancelled.")
    return _("This session is not announced any more.")


def access_text(session: OwnSession) -> str:
    """The link that lets in whoever has a seat, and how one gets to the venue."""
    parts = []
    if session.online:
        parts.append(
            _("To take part online, open this link. It is for you: please do not pass it on.") + f"\n{session.online}"
        )
    if session.access:
        parts.append(_("Getting there:") + f"\n{tidy(session.access)}")
    return "\n\n".join(parts)


def news(before: OwnSession, now: OwnSession) -> str:
    """What has changed, in a word or two, for a subject; empty where nothing has that matters to those registered."""
    if not now.takes_place:
        return "" if before.state == now.state else _news_of_state(now)
    if not before.takes_place:
        return pgettext("news of a session", "New date") if before.is_postponed else _("It takes place after all")
    if before.days != now.days:
        return pgettext("news of a session", "New date")
    if before.hours != now.hours:
        return pgettext("news of a session", "New hours")
    if before.where != now.where:
        return pgettext("news of a session", "New place")
    return pgettext("news of a session", "New link") if before.online != now.online else ""


def _news_of_state(now: OwnSession) -> str:
    if now.is_postponed:
        return pgettext("news of a session", "Postponed")
    return pgettext("news of a session", "Cancelled")


def change_text(before: OwnSession, now: OwnSession, *, has_seat: bool) -> str:
    """What was and what is, in sentences, and what follows from it."""
    if now.is_off:
        off = _("The session of %(when)s is cancelled. We are sorry about it.") % {"when": before.when}
        return f"{off}\n\n" + _("There is nothing for you to do: your registration ends with it.")
    keeps = _("You keep your seat.") if has_seat else _("You keep your turn on the waiting list.")
    if now.is_postponed:
        words = {"when": before.when}
        off = _("The session of %(when)s is postponed: it does not take place on that day.") % words
        return f"{off}\n\n{keeps} " + _("The new date is not known yet: we write to you as soon as it is.")
    return "\n\n".join([*_differences(before, now), f"{keeps} " + _("If it does not suit you, please cancel.")])


def _differences(before: OwnSession, now: OwnSession) -> list[str]:
    if not before.takes_place:
        said = _("The session has a new date:") if before.is_postponed else _("The session takes place after all:")
        return [f"{said}\n{session_text(now)}"]
    found = []
    if before.when != now.when:
        said = _("The session has a new date:") if before.days != now.days else _("The session has new hours:")
        found.append(f"{said}\n{_instead(now.when, before.when)}")
    if before.where != now.where and now.where:
        found.append(
            _("The session takes place somewhere else:") + f"\n{_instead(one_line(now.where), one_line(before.where))}"
        )
    if before.online != now.online and now.online:
        found.append(_("The link to take part online is a new one. The old one does not work any more."))
    return found


def _instead(now: str, before: str) -> str:
    return f"{now}\n" + _("Instead of: %(before)s") % {"before": before} if before else now
