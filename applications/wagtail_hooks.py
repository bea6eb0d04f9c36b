from typing import Any

from django.urls import path
from wagtail import hooks

from applications.forms import condition_chooser, short_addresses
from applications.forms import editor_hooks as editing
from applications.forms.log_actions import PublicationRefusedFormatter
from applications.forms.wagtail_publishing import REFUSED
from applications.staff import bulk, home_panels
from applications.staff.calls import CallViewSet
from applications.staff.menu import ApplicationsGroup
from applications.staff.sessions import say_if_behind
from applications.staff.territories import TerritoryListViewSet


@hooks.register("register_admin_viewset")
def register_applications() -> ApplicationsGroup:
    return ApplicationsGroup()


@hooks.register("register_admin_viewset")
def register_calls() -> CallViewSet:
    return CallViewSet()


@hooks.register("register_admin_viewset")
def register_territories() -> TerritoryListViewSet:
    return TerritoryListViewSet()


# Before wagtail-localize, which takes the page editor of translations over.
hooks.register("before_edit_page", editing.prepare_translation_screen, order=-10)
hooks.register("after_publish_page", editing.say_warnings)
hooks.register("after_publish_page", say_if_behind)
hooks.register("after_copy_page", editing.keep_copies_as_drafts)


@hooks.register("register_log_actions")
def register_refusals(actions: Any) -> None:
    actions.register_action(REFUSED)(PublicationRefusedFormatter)


hooks.register("construct_homepage_panels", home_panels.add_panels)
hooks.register("insert_editor_js", condition_chooser.editor_assets)

bulk.register()


@hooks.register("register_admin_urls")
def register_form_urls() -> list[object]:
    return [
        path("forms/options/", condition_chooser.options, name="form_options"),
        path("forms/<int:page_id>/qr.<slug:kind>", short_addresses.qr_code, name="form_qr_code"),
    ]
