"""Calls: what one applies to. Language-neutral, so that every language's answers land in one queue."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from applications.kinds import CallKind
from applications.models.call_sessions import STATES_TO_COME_TO, CallSession
from applications.references import prefix_from
from home.templatetags.time_zones import in_zone
from home.time_zones import TIME_ZONE_CHOICES
from offers.sessions import SessionState, has_begun, is_over
from users.models import User


class Currency(models.TextChoices):
    EUR = "EUR", _("euro (€)")
    CAD = "CAD", _("Canadian dollar ($)")


class Period(models.TextChoices):
    """What seats and numbers are counted over. A year is the calendar year in the call's time zone."""

    CALL = "call", _("the whole call")
    YEAR = "year", _("each year")


class CallState(StrEnum):
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


LONGEST_LETTERHEAD = 500
"""Characters; eight lines or so."""
ON_LETTERS = (
    "letterhead_fr",
    "letterhead_en",
    "letter_place",
    "signatory_name",
    "signatory_role_fr",
    "signatory_role_en",
)
"""The fields of a call that its letters bear."""
FAR = _("Choose a moment between 1970 and 2200.")


def _is_near(moment: datetime | None) -> bool:
    """Whether a moment can be shown in every time zone: at the ends of the calendar it cannot."""
    return moment is None or 1970 <= moment.year <= 2200


def title_order(lookup: str = "") -> Any:
    """What calls are sorted by in lists: their titles in the reader's language. ``lookup`` leads to the call."""
    language = get_language()
    first, other = ("title_en", "title_fr") if language == "en" else ("title_fr", "title_en")
    titles = [NullIf(f"{lookup}{name}", Value("")) for name in (first, other)]
    return Lower(Coalesce(*titles, f"{lookup}code", output_field=models.CharField()))


def session_takes_place(call: str = "") -> Q:
    """Calls without a session, and those whose session takes place as announced. ``call`` leads to the call."""
    return Q(**{f"{call}session_state__in": STATES_TO_COME_TO})


def session_has_begun(now: datetime, call: str = "") -> Q:
    """Calls whose session has begun, whether it takes place or not. ``call`` leads to the call."""
    return Q(**{f"{call}session_starts_at__lte": now})


def session_is_over(now: datetime, call: str = "") -> Q:
    """Calls whose session has ended, whether it took place or not. ``call`` leads to the call."""
    return Q(**{f"{call}session_ends_at__lte": now})


def closes_within(since: datetime, until: datetime, call: str = "") -> Q:
    """Calls that are still open at one moment, and closed at a later one. ``call`` leads to the call."""
    return Q(**{f"{call}closes_at__gt": since, f"{call}closes_at__lte": until})


class CallQuerySet(models.QuerySet["Call"]):
    def open(self, now: datetime | None = None) -> "CallQuerySet":
        """Those that one can apply to now: what ``Call.opens_later`` and ``Call.has_closed`` say of one."""
        now = now or timezone.now()
        opened = Q(opens_at__isnull=True) | Q(opens_at__lte=now)
        return self.filter(opened, Q(closes_at__isnull=True) | Q(closes_at__gt=now), session_takes_place())

    def in_queue_of(self, user: User) -> "CallQuerySet":
        """Those whose dossiers a person may read, all or those that are ready for decision."""
        if not user.is_active:
            return self.none()
        if user.is_administrator:
            return self
        groups = user.groups.all()
        return self.filter(Q(moderators__in=groups) | Q(committee__in=groups))


class Call(models.Model):
    """One thing to apply to, and the row to lock before its applications are counted.

    The seats of one session of an event are a call of their own, known by ``session_key``, the id of the session's
    block. Its form belongs to another call, ``series``, which one applies to through it and which its people and its
    rules are taken from. What is known of the session is read as ``session`` and written by ``set_session`` and
    ``lose_session`` alone, when its event is published: the columns are for queries.

    ``reference_prefix`` begins the references of applications in both languages. A session has that of its series, so
    it is unique among the other calls only. Changing it changes no reference that was given.
    """

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Short and lasting; stands in exports and file names.")
    )
    title_fr = models.CharField(_("title in French"), max_length=150, blank=True)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    reference_prefix = models.CharField(
        _("beginning of references"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z]{2,6}$", _("Type 2 to 6 letters without accents."))],
        help_text=_("2 to 6 letters, the same in both languages. References that were given stay as they are."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=CallKind.choices, default=CallKind.ENQUIRY)
    subject = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
        verbose_name=_("offer or event that it serves"),
    )
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True, help_text=_("Empty: it is open at once."))
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True, help_text=_("Empty: it stays open."))
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=TIME_ZONE_CHOICES,
        default="Europe/Paris",
        help_text=_("Deadlines are shown to applicants in this zone."),
    )
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("How many applications can be accepted. Empty: no limit.")
    )
    capacity_period = models.CharField(_("seats are for"), max_length=4, choices=Period.choices, default=Period.CALL)
    has_waiting_list = models.BooleanField(
        _("waiting list"), default=True, help_text=_("When all seats are taken, one can still apply, to wait for one.")
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.EUR)
    amount_min = models.DecimalField(_("smallest amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    amount_max = models.DecimalField(_("largest amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    numbering = models.CharField(
        _("numbers run through"),
        max_length=4,
        choices=Period.choices,
        default=Period.CALL,
        help_text=_("Staff see in which order applications arrived; applicants have a reference."),
    )
    draft_days = models.PositiveSmallIntegerField(
        _("days that a draft is kept"), default=90, help_text=_("Counted from the last time that it was changed.")
    )
    refused_months = models.PositiveSmallIntegerField(_("months that what was declined is kept"), default=24)
    granted_months = models.PositiveSmallIntegerField(_("months that what was granted is kept"), default=24)
    keeping_shortened_at = models.DateTimeField(_("kept for less time since"), null=True, editable=False)
    moderators = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="moderated_calls",
        verbose_name=_("group of its moderators"),
        help_text=_("They, and administrators, see its applications. Nobody else does."),
    )
    committee = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decided_calls",
        verbose_name=_("group of its committee"),
        help_text=_("They read the applications that are ready for decision."),
    )
    four_eyes = models.BooleanField(
        _("four eyes"), default=False, help_text=_("People who reviewed an application cannot decide on it.")
    )

    letterhead_fr = models.TextField(
        _("letterhead in French"),
        max_length=LONGEST_LETTERHEAD,
        blank=True,
        help_text=_("The name on the first line, then address and telephone. Empty: the name of the portal."),
    )
    letterhead_en = models.TextField(
        _("letterhead in English"),
        max_length=LONGEST_LETTERHEAD,
        blank=True,
        help_text=_("Empty: the French one is used."),
    )
    letter_place = models.CharField(
        _("place"), max_length=80, blank=True, help_text=_("Stands before the date: “Grenoble, 12 March 2027”.")
    )
    signatory_name = models.CharField(
        _("name of the signatory"), max_length=120, blank=True, help_text=_("Empty: letters bear no name.")
    )
    signatory_role_fr = models.CharField(
        _("role of the signatory in French"), max_length=200, blank=True, help_text=_("Stands below the name.")
    )
    signatory_role_en = models.CharField(
        _("role of the signatory in English"), max_length=200, blank=True, help_text=_("Empty: the French one is used.")
    )

    confirms_at_once = models.BooleanField(
        _("registered at once"),
        default=False,
        help_text=_("Whoever gets a seat has it. Otherwise staff confirm each registration."),
    )
    session_key = models.UUIDField(null=True, unique=True, editable=False)
    series = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="session_calls", editable=False
    )
    session_starts_at = models.DateTimeField(null=True, db_index=True, editable=False)
    session_ends_at = models.DateTimeField(null=True, editable=False)
    session_state = models.CharField(max_length=10, blank=True, editable=False)
    session_facts = models.JSONField(default=dict, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="call_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(amount_max__gte=F("amount_min")), name="call_amounts_in_order"),
            models.UniqueConstraint(
                fields=["reference_prefix"],
                condition=Q(session_key__isnull=True) & ~Q(reference_prefix=""),
                name="call_reference_prefix_once",
            ),
        ]

    def __str__(self) -> str:
        """The title in the reader's language, and the day of the session that it is the call of."""
        title = self.title_in(get_language() or "")
        if not self.session_starts_at:
            return title
        day = date_format(in_zone(self.session_starts_at, self.time_zone), "DATE_FORMAT")
        return _("%(title)s, %(day)s") % {"title": title, "day": day}

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.code, self.reference_prefix = self.code.lower(), self.reference_prefix.upper()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        far = {name: FAR for name in ("opens_at", "closes_at") if not _is_near(getattr(self, name))}
        if far:
            raise ValidationError(far)
        if self.reference_prefix and self._others_prefixed().exists():
            raise ValidationError({"reference_prefix": _("Another call’s references begin like this already.")})
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("A call closes after it opens.")})
        if self.amount_min is not None and self.amount_max is not None and self.amount_max < self.amount_min:
            raise ValidationError({"amount_max": _("The largest amount is not below the smallest.")})

    def state(self, now: datetime | None = None) -> CallState:
        now = now or timezone.now()
        if self.opens_later(now):
            return CallState.UPCOMING
        if not self.session_takes_place or self.has_closed(now):
            return CallState.CLOSED
        return CallState.OPEN

    def opens_later(self, now: datetime) -> bool:
        """Whether it is still to open. At that moment itself it is open."""
        return self.opens_at is not None and now < self.opens_at

    def opened_before(self, now: datetime) -> bool:
        """Whether it opened at an earlier moment, so that it may close now: a call closes after it opens."""
        return self.opens_at is None or self.opens_at < now

    def has_closed(self, now: datetime) -> bool:
        """Whether its deadline has passed. At that moment itself it is closed."""
        return self.closes_at is not None and now >= self.closes_at

    @property
    def session(self) -> CallSession | None:
        """Its session as it is now; None for a call without one. No query."""
        return self._session(state=self.session_state) if self.session_starts_at else None

    @property
    def announced_session(self) -> CallSession | None:
        """Its session as those registered know it: of one that is gone from its event nobody was told.

        None before anything of it was written.
        """
        return self._session() if self.session_facts and self.session_starts_at else None

    def _session(self, **other: str) -> CallSession:
        starts, ends = self.session_starts_at, self.session_ends_at or self.session_starts_at
        moments = {"starts": starts.isoformat(), "ends": ends.isoformat()} if starts and ends else {}
        return CallSession.from_json({**self.session_facts, **moments, **other}, self.time_zone)

    def set_session(self, session: CallSession, *, time_zone: str) -> None:
        """Remember a session as its event announces it. Saves nothing."""
        self.session_starts_at, self.session_ends_at = session.starts, session.ends
        self.session_state, self.time_zone = session.state, time_zone
        self.session_facts = {
            name: value for name, value in session.as_json().items() if name not in ("starts", "ends")
        }

    def lose_session(self) -> None:
        """Its event does not have the session any more. Saves nothing."""
        self.session_state = SessionState.REMOVED

    @property
    def session_takes_place(self) -> bool:
        """Whether nothing stands in the way of its session; so it is of a call without one."""
        return self.session_state in STATES_TO_COME_TO

    def session_has_begun(self, now: datetime) -> bool:
        """Whether it has a session that has begun, or would have if it took place."""
        return self.session_starts_at is not None and has_begun(self.session_starts_at, now)

    def session_is_over(self, now: datetime) -> bool:
        """Whether it has a session that has ended, or would have if it had taken place."""
        return self.session_ends_at is not None and is_over(self.session_ends_at, now)

    def title_in(self, language: str) -> str:
        """The title in a language, else in the other one, else the code. No query."""
        return self._said("title", language) or self.code

    def letterhead_in(self, language: str) -> str:
        """The sender of its letters, some lines; in the other language if nobody wrote them in this one."""
        return self._said("letterhead", language)

    def signatory_role_in(self, language: str) -> str:
        """The same of who signs them."""
        return self._said("signatory_role", language)

    def _said(self, name: str, language: str) -> str:
        """What a field of two languages says in one, else in the other; empty where nobody wrote anything."""
        return next(filter(None, (getattr(self, f"{name}_{code}", "") for code in (language, "fr", "en"))), "")

    @property
    def prefix(self) -> str:
        """What references of new applications begin with: what the editor chose, else letters of the code."""
        return self.reference_prefix or prefix_from(self.code)

    def _others_prefixed(self) -> CallQuerySet:
        others = Call.objects.filter(reference_prefix=self.reference_prefix, session_key=None)
        return others.none() if self.session_key else others.exclude(pk=self.pk)

    @property
    def is_open(self) -> bool:
        return self.state() == CallState.OPEN
