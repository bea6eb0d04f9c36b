"""Sessions in words, in the active language."""

from django.utils.translation import gettext as _

from events.sessions import Session
from offers.session_words import days_in_words, hours_in_words


def session_label(session: Session) -> str:
    """The day or days, the hours, and where: what tells a session from the others of its event."""
    where = session.place or (_("Online") if session.is_online else "")
    return ", ".join(part for part in (days_in_words(session), hours_in_words(session), where) if part)


def state_and_title(session: Session, title: str) -> str:
    """What stands for a session on a line of its own: that it is off comes first."""
    if session.is_cancelled:
        return _("Cancelled: %(title)s") % {"title": title}
    if session.is_postponed:
        return _("Postponed: %(title)s") % {"title": title}
    return title
