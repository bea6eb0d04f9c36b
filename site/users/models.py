"""The people who sign in, by e-mail address. Two spellings of one address are one account."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from users.email_addresses import fold_email
from users.signals import address_changed, password_changed


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=fold_email(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=fold_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractUser):
    username = None  # type: ignore[assignment]
    # What the apps above ask the database once for each request, and keep here.
    has_queue: bool
    moderates_calls: bool
    group_keys: frozenset[int]
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("An account with this e-mail address exists already.")},
    )
    is_demo = models.BooleanField(
        _("demonstration account"),
        default=False,
        editable=False,
        help_text=_("Made by the demo loader; it cannot sign in outside a demonstration."),
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    known_email = ""
    """The address as the database has it; empty while nobody knows."""

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message=_("An account with this e-mail address exists already."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @cached_property
    def is_administrator(self) -> bool:
        """Superusers, and the members of the administrators' group. Asked once per loaded user."""
        from users.roles import Role  # noqa: PLC0415 - leads to Wagtail's models, which need a user to point to

        return self.is_superuser or self.groups.filter(name=Role.ADMINISTRATORS).exists()

    def clean(self) -> None:
        super().clean()
        self.email = fold_email(self.email)

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "User":
        user = super().from_db(*args, **kwargs)
        user.known_email = user.__dict__.get("email", "")
        return user

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self.known_email = self.__dict__.get("email", "")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whoever changes the address or the password, by whichever way: the signals of that are sent."""
        self.email = fold_email(self.email)
        is_new, has_new_password = self._state.adding, getattr(self, "_password", None) is not None
        with transaction.atomic():
            super().save(*args, **kwargs)
            before, self.known_email = self.known_email, self.email
            if not is_new and before and before != self.email:
                address_changed.send(User, user=self, before=before)
            if not is_new and has_new_password:
                password_changed.send(User, user=self)


class SignInCount(models.Model):
    """Failures to open something, from a network, or from everywhere, or of a network at everything: see ``sign_in``.

    ``opened`` and ``network`` are hashes, and empty where all are counted together.
    """

    opened = models.CharField(max_length=64, blank=True)
    network = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    waits_until = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opened", "network"], name="one_sign_in_count_each")]

    def __str__(self) -> str:
        return f"{self.failures} failures"
