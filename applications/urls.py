"""The applicant's addresses that are no pages of the tree, in each language's own words."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from applications.public import receipts, tracking

urlpatterns = [
    path(pgettext_lazy("address", "follow/"), tracking.ask, name="tracking"),
    path(pgettext_lazy("address", "follow/<slug:token>/"), tracking.tracking, name="tracking_application"),
    path(
        pgettext_lazy("address", "follow/<slug:token>/confirm/<slug:proof>/"), tracking.confirm, name="tracking_confirm"
    ),
    path(pgettext_lazy("address", "follow/<slug:token>/answers/"), tracking.answers, name="tracking_answers"),
    path(pgettext_lazy("address", "follow/<slug:token>/answers.json"), tracking.answers_as_json, name="tracking_json"),
    path(pgettext_lazy("address", "follow/<slug:token>/application.pdf"), tracking.copy, name="tracking_copy"),
    path(pgettext_lazy("address", "follow/<slug:token>/receipt.pdf"), tracking.receipt, name="tracking_receipt"),
    path(pgettext_lazy("address", "follow/<slug:token>/letters/<int:pk>.pdf"), tracking.letter, name="tracking_letter"),
    path(
        pgettext_lazy("address", "follow/<slug:token>/file/<uuid:attachment_id>/"), tracking.file, name="tracking_file"
    ),
    path(pgettext_lazy("address", "follow/<slug:token>/corrections/"), tracking.correct, name="tracking_correct"),
    path(
        pgettext_lazy("address", "follow/<slug:token>/corrections/file/"),
        tracking.upload_correction,
        name="tracking_correct_upload",
    ),
    path(
        pgettext_lazy("address", "follow/<slug:token>/corrections/file/<uuid:attachment_id>/"),
        tracking.correction_file,
        name="tracking_correct_file",
    ),
    path(pgettext_lazy("address", "follow/<slug:token>/due-dates.ics"), tracking.calendar, name="tracking_calendar"),
    path(
        pgettext_lazy("address", "follow/<slug:token>/session.ics"), tracking.session_calendar, name="tracking_session"
    ),
    path(pgettext_lazy("address", "follow/<slug:token>/place/"), tracking.held_seat, name="tracking_seat"),
    path(pgettext_lazy("address", "follow/<slug:token>/withdraw/"), tracking.withdrawal, name="tracking_withdraw"),
    path(pgettext_lazy("address", "receipts/"), receipts.check, name="receipts"),
]
