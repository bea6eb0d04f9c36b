"""The addresses below a form page. What happens there is in ``applications.public.form``."""

import uuid
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

if TYPE_CHECKING:
    from applications.forms.page import FormPage


class FormRoutes(RoutablePageMixin):
    """Mixed into ``FormPage``."""

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Wagtail's, which also tells the language switch what stands below the page's own address."""
        request.page_tail = "".join(f"{part}/" for part in path_components)  # type: ignore[attr-defined]
        return super().route(request, path_components)

    def _view(self, name: str, request: HttpRequest, *args: Any) -> HttpResponseBase:
        from applications.public import form as views

        view = getattr(views, name)
        answer: HttpResponseBase = view(request, self, *args)
        return answer

    def serve_preview(self: "FormPage", request: HttpRequest, mode_name: str) -> HttpResponseBase:
        return self._view("preview", request)

    @path("")
    def start(self: "FormPage", request: HttpRequest) -> HttpResponseBase:
        return self._view("start", request)

    @path("step/<int:number>/", name="step")
    def step(self: "FormPage", request: HttpRequest, number: int) -> HttpResponseBase:
        return self._view("step", request, number)

    @path("outcome/", name="outcome")
    def outcome(self: "FormPage", request: HttpRequest) -> HttpResponseBase:
        return self._view("outcome", request)

    @path("check/", name="check")
    def check_answers(self: "FormPage", request: HttpRequest) -> HttpResponseBase:
        return self._view("check", request)

    @path("later/", name="later")
    def later(self: "FormPage", request: HttpRequest) -> HttpResponseBase:
        return self._view("later", request)

    @path("resume/<str:token>/", name="resume")
    def resume(self: "FormPage", request: HttpRequest, token: str) -> HttpResponseBase:
        return self._view("resume", request, token)

    @path("again/", name="again")
    def again(self: "FormPage", request: HttpRequest) -> HttpResponseBase:
        return self._view("again", request)

    @path("file/<uuid:attachment_id>/", name="file")
    def file(self: "FormPage", request: HttpRequest, attachment_id: uuid.UUID) -> HttpResponseBase:
        return self._view("file", request, attachment_id)

    @path("received/<str:receipt>/", name="received")
    def received(self: "FormPage", request: HttpRequest, receipt: str) -> HttpResponseBase:
        return self._view("confirmation", request, receipt)

    @path("received/<str:receipt>/calendar/", name="calendar")
    def calendar(self: "FormPage", request: HttpRequest, receipt: str) -> HttpResponseBase:
        return self._view("calendar", request, receipt)
