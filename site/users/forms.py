"""What people who sign in fill in about themselves, and what administrators fill in about others."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.forms.auth import LoginForm, PasswordChangeForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from users.email_addresses import fold_email
from users.models import User
from users.sign_in import MustWaitError, account_opened, begin
from users.throttle import client_network, how_long


def too_many_tries(seconds: int) -> str:
    return _("There were too many tries with a wrong password. %(wait)s") % {"wait": how_long(seconds)}


class WaitingMixin:
    """Says how long to wait where too many tries have failed, whether or not there is such an account."""

    request: Any

    def get_invalid_login_error(self) -> forms.ValidationError:
        seconds = getattr(self.request, "sign_in_wait", 0)
        if seconds:
            return forms.ValidationError(too_many_tries(seconds), code="wait")
        return super().get_invalid_login_error()  # type: ignore[misc]


class SignInForm(WaitingMixin, AuthenticationForm):
    """At the door of the public pages."""


class StaffSignInForm(WaitingMixin, LoginForm):
    """At the door of the admin."""


def refuse_wrong_password(*, user: User, typed: str, request: Any, wrong: str) -> None:
    """Raise ``ValidationError`` unless it is the account's password. Tries count as those at the sign-in page do."""
    try:
        attempt = begin(opened=account_opened(user.known_email), network=client_network(request))
    except MustWaitError as refusal:
        raise forms.ValidationError(too_many_tries(refusal.seconds), code="wait") from None
    if not user.check_password(typed):
        raise forms.ValidationError(wrong, code="password_incorrect")
    attempt.succeeded()


class OwnPasswordForm(PasswordChangeForm):
    """``request`` is set by the panel."""

    request: Any

    def clean_old_password(self) -> str:
        typed = self.cleaned_data["old_password"]
        wrong = str(self.error_messages["password_incorrect"])
        refuse_wrong_password(user=self.user, typed=typed, request=self.request, wrong=wrong)
        return str(typed)


class OwnNameForm(NameEmailForm):
    """Another address is another key to the account: the password says that it is its owner who changes it."""

    request: Any

    current_password = forms.CharField(
        label=gettext_lazy("Your password, to change the e-mail address"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_email(self) -> str:
        return fold_email(self.cleaned_data["email"])

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("email", self.instance.known_email) != self.instance.known_email:
            typed, wrong = self.cleaned_data.get("current_password", ""), _("This is not your password.")
            try:
                refuse_wrong_password(user=self.instance, typed=typed, request=self.request, wrong=wrong)
            except forms.ValidationError as error:
                self.add_error("current_password", error)
        return cleaned


class SuperusersOnlyMixin:
    """Only superusers make superusers. ``by`` is the person who fills the form in, set by the view."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_superuser" in self.fields and not by.is_superuser:
            self.fields["is_superuser"].disabled = True


class NewUserForm(SuperusersOnlyMixin, UserCreationForm):
    pass


class UserForm(SuperusersOnlyMixin, UserEditForm):
    """One's own address and password are changed in one's account, which asks for the password that one has."""

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        self.is_own = editing_self
        super().__init__(*args, editing_self=editing_self, **kwargs)
        if editing_self:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("You change your own address and password in your account.")

    @property
    def password_enabled(self) -> bool:
        return super().password_enabled and not self.is_own
