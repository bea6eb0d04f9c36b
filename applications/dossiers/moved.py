"""Who hears that a dossier moved, or arrived."""

from collections.abc import Callable

from applications.models import Application, StatusChange

Listener = Callable[[Application, StatusChange], None]

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Name somebody to be called with each dossier that moves, by whatever trigger, and its change.

    An arrival is a change without a status before it. Called at the end of ``move`` and of ``submit``, in the same
    transaction and under its locks: the row of the call, then that of the dossier, which is in its new status. What a
    listener writes is written with the move; what it raises takes the move back. It may move other dossiers of the
    same call, which is heard in turn. No file, mail or rendering here: the outbox and the worker are for these. Every
    move pays for each query.

    Registered when an app is ready; twice is once.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def moved(application: Application, change: StatusChange) -> None:
    """Sent by ``transitions.move`` and ``submission.submit`` alone."""
    for listener in _listeners:
        listener(application, change)
