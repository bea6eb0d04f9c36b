"""The door for people who have forgotten their password."""

from typing import Any

from django.http import HttpResponse
from wagtail.admin.views.account import PasswordResetView

from users.throttle import client_network, how_long, retry_after, seconds_to_wait

BY_NETWORK = "reset by address"


class ResetView(PasswordResetView):
    """Wagtail's, which lets nobody ask without end. How often does not depend on whose addresses are typed."""

    def form_valid(self, form: Any) -> HttpResponse:
        seconds = seconds_to_wait(BY_NETWORK, client_network(self.request))
        if not seconds:
            return super().form_valid(form)
        form.add_error("email", how_long(seconds))
        answer = self.form_invalid(form)
        answer.status_code = 429
        return retry_after(answer, seconds)
