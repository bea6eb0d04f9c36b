"""The doors of the portal, and the account of the person who came in."""

from typing import Any

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from wagtail.admin.views import account

from users.forms import OwnNameForm, OwnPasswordForm, SignInForm
from users.throttle import retry_after


class WaitingMixin:
    """The status tells machines what the form tells people."""

    request: Any

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if seconds := getattr(self.request, "sign_in_wait", 0):
            response.status_code = 429
            retry_after(response, seconds)
        return response


class SignInView(WaitingMixin, LoginView):
    """For public pages that are kept for certain people."""

    template_name = "users/sign_in.html"
    authentication_form = SignInForm


class StaffSignInView(WaitingMixin, account.LoginView):
    """For the admin."""


class StaffSignOutView(account.LogoutView):
    """What the browser kept of the screens of staff goes with the session.

    Wagtail's takes the cookie at a GET as well, though the session goes on: nobody is signed out by a mere address.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class FormOnceMixin:
    """A panel's form is the same one all along a request: asking a password twice would count two tries."""

    request: Any
    name: str

    def get_form(self) -> Any:
        forms = self.request.__dict__.setdefault("account_forms", {})
        if self.name not in forms:
            forms[self.name] = super().get_form()  # type: ignore[misc]
            forms[self.name].request = self.request
        return forms[self.name]


class OwnNamePanel(FormOnceMixin, account.NameEmailSettingsPanel):
    form_class = OwnNameForm


class OwnPasswordPanel(FormOnceMixin, account.ChangePasswordPanel):
    form_class = OwnPasswordForm


OURS = {account.NameEmailSettingsPanel: OwnNamePanel, account.ChangePasswordPanel: OwnPasswordPanel}


class AccountView(account.AccountView):
    def get_panels(self) -> list[object]:
        return [
            OURS[type(panel)](panel.request, panel.user, panel.profile) if type(panel) in OURS else panel
            for panel in super().get_panels()
        ]
