"""The people of a queue, and what is known of who looks at it."""

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from applications.dossiers.handling_people import with_administrators
from applications.dossiers.permissions import handles
from applications.models import Call, FormVersion
from users.models import User
from users.roles import Role


def assignable(user: User) -> QuerySet[User]:
    """Those who handle dossiers that a person sees: the moderators of their calls, and administrators. In no order."""
    calls = Call.objects.in_queue_of(user)
    return with_administrators(Q(groups__moderated_calls__in=calls.values("pk")))


def moderates(user: User) -> bool:
    """Whether a person acts on the dossiers of any call, and does not only read them. Asked once."""
    if not hasattr(user, "moderates_calls"):
        user.moderates_calls = (
            user.is_administrator or Call.objects.filter(moderators__in=user.groups.values("pk")).exists()
        )
    return bool(user.moderates_calls)


def calls_of(user: User, *, with_form_of: int | None = None) -> list[Call]:
    """The calls of a person's queue. The one that is named has the content of its newest form as ``newest_form``.

    What can be told of the person by them and by the groups is kept, so that nothing asks for it again. Two queries.
    """
    groups = dict(user.groups.values_list("pk", "name"))
    user.group_keys = frozenset(groups)
    user.is_administrator = user.is_superuser or Role.ADMINISTRATORS.value in groups.values()
    calls = Call.objects.in_queue_of(user)
    if with_form_of is not None:
        versions = FormVersion.objects.filter(Q(call=OuterRef("pk")) | Q(call=OuterRef("series")))
        newest = Subquery(versions.order_by("-published_at", "-pk").values("content")[:1])
        calls = calls.annotate(newest_form=Case(When(pk=with_form_of, then=newest)))
    found = list(calls)
    user.has_queue = bool(user.is_administrator or found)
    user.moderates_calls = bool(user.is_administrator or any(handles(user, call) for call in found))
    return found
