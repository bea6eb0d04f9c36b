"""One item after the other: what came of each."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from applications.dossiers.refusals import RefusedError
from applications.models import Application

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Item:
    pk: int
    reference: str
    contact: str
    reason: str = ""
    """Why nothing was done; empty where it was."""


@dataclass
class Results:
    """``unchanged`` are those that were already as was asked for."""

    done: list[Item] = field(default_factory=list)
    unchanged: list[Item] = field(default_factory=list)
    failed: list[Item] = field(default_factory=list)


def run(dossiers: Iterable[Application], perform: Callable[[Application], bool]) -> Results:
    """Do something to each in a transaction of its own. One that is refused or fails does not stop the rest.

    ``perform`` returns whether anything changed, and raises ``RefusedError``.
    """
    results = Results()
    for application in dossiers:
        has_changed, reason = _attempt(application, perform)
        item = Item(application.pk, application.reference, application.contact_name, reason)
        kept = results.failed if reason else results.done if has_changed else results.unchanged
        kept.append(item)
    return results


def _attempt(application: Application, perform: Callable[[Application], bool]) -> tuple[bool, str]:
    try:
        return perform(application), ""
    except RefusedError as error:
        return False, str(error)
    except Application.DoesNotExist:
        return False, _("This dossier does not exist any more.")
    except Exception:
        logger.exception("A bulk action failed on application %s", application.pk)
        return False, _("It did not work. Try again.")
