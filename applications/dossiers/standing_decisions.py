"""Which decision on a dossier holds, and what it says."""

from applications.models import Application, Decision
from applications.questions.amounts import show_money
from applications.statuses import Status


def pending(application: Application) -> Decision | None:
    """The decision that was taken and not told yet. No query where the decisions were fetched before."""
    return next((each for each in application.decisions.all() if each.is_unreleased), None)


def announced(application: Application) -> Decision | None:
    """The last decision that stands and that the applicant knows of. No query where the decisions were fetched before.

    Whether it led where the dossier is now is another question: it may have gone on since.
    """
    told = [each for each in application.decisions.all() if each.is_announced]
    return max(told, key=lambda each: (each.decided_at, each.pk), default=None)


def decision_in_words(decision: Decision, application: Application) -> str:
    """What was decided on an application, as its status will be called, with the amount that was granted."""
    verdict = str(Status(decision.verdict).label)
    if decision.amount is None:
        return verdict
    return f"{verdict} – {show_money(decision.amount, application.call.currency)}"
