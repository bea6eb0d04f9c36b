"""Applications: one dossier each."""

import uuid
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.beneficiaries import Beneficiary
from applications.models.calls import Call
from applications.models.labels import Label
from applications.models.readers import readable_by
from applications.models.versions import FormVersion
from applications.statuses import FINAL, Status
from users.models import User


class Outcome(models.TextChoices):
    """What the eligibility questions came to."""

    ELIGIBLE = "eligible", _("eligible")
    UNLIKELY = "unlikely", _("probably not eligible")
    NO = "no", _("not eligible")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User | AnonymousUser) -> "ApplicationQuerySet":
        """The dossiers that a person may read. Every staff view takes its dossiers from here and nowhere else.

        Administrators read all; everybody else what the ``readers`` say. No row comes twice.
        """
        if user is None or isinstance(user, AnonymousUser) or not user.is_active:
            return self.none()
        return self if user.is_administrator else self.filter(readable_by(user))

    def overdue(self, today: date) -> "ApplicationQuerySet":
        """Those of which something should have been done before a day, and is not."""
        return self.filter(due_on__lt=today).exclude(status__in=FINAL)

    def handled_by(self, user: User | AnonymousUser) -> "ApplicationQuerySet":
        """The dossiers that a person may act on: a committee member reads only."""
        if user is None or isinstance(user, AnonymousUser) or not user.is_active:
            return self.none()
        return self if user.is_administrator else self.filter(call__moderators__in=user.groups.all())


class Application(models.Model):
    """What somebody sent to a call. ``answers`` are stored by question key, which no rewording changes.

    ``status``, ``status_since`` and ``seat_year`` are written by ``dossiers.transitions.move`` only. ``seat_year`` is
    the calendar year, in the call's time zone, in which the dossier was given the seat that it has: the year that the
    seat counts in. It is None while the dossier has no seat, and a seat that is given back and given again is a new
    one. ``posted`` is what was typed, by name of input, so that a correction begins from it. ``submit_token`` is made
    when the form is shown: a second post of the same form finds the first application. ``tracking_key`` is part of the
    applicant's links: another one ends those that were mailed before. ``held_until`` is until when a seat is kept
    for who was offered one. ``address_confirmed_at`` is since when it is known that the applicant reads what is mailed
    to ``contact_email``; None: anybody may have typed it, and nothing that they wrote is mailed there. A registration
    ``is_provisional`` until then: its seat counts as taken, but goes back in time. ``hold`` says why nothing of it may
    be deleted; empty, the retention clocks run.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications", verbose_name=_("call"))
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="applications")
    beneficiary = models.ForeignKey(
        Beneficiary,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("beneficiary"),
    )
    reference = models.CharField(_("reference"), max_length=60, unique=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.RECEIVED)
    status_since = models.DateTimeField(_("in this status since"), default=timezone.now)
    answers = models.JSONField(_("answers"), default=dict)
    posted = models.JSONField(default=dict, editable=False)
    contact_name = models.CharField(_("contact"), max_length=250, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    address_confirmed_at = models.DateTimeField(_("address confirmed"), null=True, default=timezone.now, editable=False)
    is_provisional = models.BooleanField(_("to be confirmed"), default=False, editable=False)
    number = models.PositiveIntegerField(_("number"), default=0, help_text=_("The order in which it arrived."))
    eligibility = models.CharField(_("eligibility"), max_length=10, choices=Outcome.choices, blank=True)
    suspicions = models.JSONField(_("to check"), default=list)
    submit_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tracking_key = models.UUIDField(default=uuid.uuid4, editable=False, db_column="follow_key")
    submitted_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_applications",
        verbose_name=_("assigned to"),
    )
    watchers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="watched_applications",
        verbose_name=_("watchers"),
        db_table="applications_application_followers",
    )
    labels = models.ManyToManyField(Label, blank=True, related_name="applications", verbose_name=_("labels"))
    seat_year = models.PositiveSmallIntegerField(null=True, editable=False)
    held_until = models.DateTimeField(
        _("seat kept until"), null=True, editable=False, db_index=True, db_column="offer_ends_at"
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    hold = models.TextField(_("legal hold"), blank=True)
    private_deleted_at = models.DateTimeField(_("private answers deleted"), null=True, editable=False)
    anonymised_at = models.DateTimeField(_("anonymised"), null=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-submitted_at", "-pk")
        indexes = [
            models.Index(fields=["call", "-submitted_at"], name="queue_order"),
            models.Index(fields=["call", "status", "-submitted_at"], name="queue_by_call_status"),
            models.Index(fields=["status", "-submitted_at"], name="queue_by_status"),
            models.Index(fields=["assignee", "status"], name="queue_by_assignee"),
            models.Index(fields=["due_on"], name="queue_by_due_date"),
            models.Index(
                fields=["call", "status", "seat_year"], name="seats_to_confirm", condition=Q(is_provisional=True)
            ),
            models.Index(
                fields=["call", "seat_year", "status"], name="seats_by_year", condition=Q(seat_year__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_overdue(self, today: date) -> bool:
        """Whether something should have been done before a day, and is not: the same as ``overdue`` of many."""
        return self.due_on is not None and self.due_on < today and self.status not in FINAL


class DossierText(models.Model):
    """The answers of a dossier as folded words, for search: one space before each. Private answers are not in it.

    Written by ``dossiers.search_index``, in the transaction that writes the answers.
    """

    application = models.OneToOneField(Application, on_delete=models.CASCADE, primary_key=True, related_name="text")
    words = models.TextField()

    def __str__(self) -> str:
        return str(self.application_id)


class PromotedAnswer(models.Model):
    """One value of an answer, to filter and sort by: an option's key, a number or a day. Several for several choices.

    Written by ``dossiers.search_index``, in the transaction that writes the answers.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="promoted")
    question = models.CharField(max_length=36)
    text = models.CharField(max_length=100, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    day = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["question", "text", "application"], name="promoted_by_text"),
            models.Index(
                fields=["question", "number", "application"],
                name="promoted_by_number",
                condition=Q(number__isnull=False),
            ),
            models.Index(
                fields=["question", "day", "application"], name="promoted_by_day", condition=Q(day__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.question}"
