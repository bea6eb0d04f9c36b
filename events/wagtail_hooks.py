from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from events.admin_views import duplicate_event
from events.models import EventPage
from users.models import User


class DuplicateMenuItem(PageMenuItem):
    label = _("Duplicate with new dates")
    icon_name = "date"
    url_name = "duplicate_event"

    def is_shown(self, user: User) -> bool:
        is_event = self.page.specific_class is EventPage and not self.page.alias_of_id
        return is_event and bool(self.page.permissions_for_user(user).can_copy())


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Page, *_args: object, **_kwargs: object) -> Iterator[PageMenuItem]:
    yield DuplicateMenuItem(page=page, priority=21)


@hooks.register("register_page_header_buttons")
def header_buttons(page: Page, *_args: object, **_kwargs: object) -> Iterator[PageMenuItem]:
    yield DuplicateMenuItem(page=page, priority=31)


@hooks.register("register_admin_urls")
def register_urls() -> list[object]:
    return [path("events/<int:page_id>/duplicate/", duplicate_event, name="duplicate_event")]


@hooks.register("after_convert_alias_page")
def part_from_source(request: HttpRequest, page: Page) -> None:
    """An alias has the sessions of its source; once it is a page of its own, it has others."""
    if isinstance(page, EventPage):
        page.part_from_other_events()
        page.save()
        page.save_revision(user=request.user, changed=False)
