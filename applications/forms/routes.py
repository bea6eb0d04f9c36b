"""The addresses below a form page. What is answered there is named by those who show the form to applicants."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

PageView = Callable[[HttpRequest, Any], HttpResponseBase]
"""Takes the form page, which this module lies below."""


@dataclass(frozen=True)
class FormViews:
    """What answers at each address of a form."""

    preview: PageView
    start: PageView
    step: Callable[[HttpRequest, Any, int], HttpResponseBase]
    outcome: PageView
    check: PageView
    later: PageView
    resume: Callable[[HttpRequest, Any, str], HttpResponseBase]
    again: PageView
    file: Callable[[HttpRequest, Any, uuid.UUID], HttpResponseBase]
    upload: PageView
    confirmation: Callable[[HttpRequest, Any, str], HttpResponseBase]
    calendar: Callable[[HttpRequest, Any, str], HttpResponseBase]


_views: list[FormViews] = []


def register_views(views: FormViews) -> None:
    """Name who answers, when the app is ready. Asked at each request of a form, with nothing locked."""
    _views[:] = [views]


class FormRoutes(RoutablePageMixin):
    """Mixed into ``FormPage``."""

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> object:
        """Wagtail's, which also tells the language switch what stands below the page's own address."""
        request.page_tail = "".join(f"{part}/" for part in path_components)  # type: ignore[attr-defined]
        return super().route(request, path_components)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        return _views[0].preview(request, self)

    @path("")
    def start(self, request: HttpRequest) -> HttpResponseBase:
        return _views[0].start(request, self)

    @path("step/<int:number>/", name="step")
    def step(self, request: HttpRequest, number: int) -> HttpResponseBase:
        return _views[0].step(request, self, number)

    @path("outcome/", name="outcome")
    def outcome(self, request: HttpRequest) -> HttpResponseBase:
        return _views[0].outcome(request, self)

    @path("check/", name="check")
    def check_answers(self, request: HttpRequest) -> HttpResponseBase:
        return _views[0].check(request, self)

    @path("later/", name="later")
    def later(self, request: HttpRequest) -> HttpResponseBase:
        return _views[0].later(request, self)

    @path("resume/<str:token>/", name="resume")
    def resume(self, request: HttpRequest, token: str) -> HttpResponseBase:
        return _views[0].resume(request, self, token)

    @path("again/", name="again")
    def again(self, request: HttpRequest) -> HttpResponseBase:
        return _views[0].again(request, self)

    @path("file/<uuid:attachment_id>/", name="file")
    def file(self, request: HttpRequest, attachment_id: uuid.UUID) -> HttpResponseBase:
        return _views[0].file(request, self, attachment_id)

    @path("upload/", name="upload")
    def upload(self, request: HttpRequest) -> HttpResponseBase:
        return _views[0].upload(request, self)

    @path("received/<str:receipt>/", name="received")
    def received(self, request: HttpRequest, receipt: str) -> HttpResponseBase:
        return _views[0].confirmation(request, self, receipt)

    @path("received/<str:receipt>/calendar/", name="calendar")
    def calendar(self, request: HttpRequest, receipt: str) -> HttpResponseBase:
        return _views[0].calendar(request, self, receipt)
