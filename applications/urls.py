"""The applicant's addresses that are no pages of the tree, in each language's own words."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from applications.public import receipts
from applications.public import tracking as follow

urlpatterns = [
    path(pgettext_lazy("address", "follow/"), follow.ask, name="follow"),
    path(pgettext_lazy("address", "follow/<slug:token>/"), follow.tracking, name="follow_application"),
    path(pgettext_lazy("address", "follow/<slug:token>/confirm/<slug:proof>/"), follow.confirm, name="follow_confirm"),
    path(pgettext_lazy("address", "follow/<slug:token>/answers/"), follow.answers, name="follow_answers"),
    path(pgettext_lazy("address", "follow/<slug:token>/answers.json"), follow.answers_as_json, name="follow_json"),
    path(pgettext_lazy("address", "follow/<slug:token>/application.pdf"), follow.copy, name="follow_copy"),
    path(pgettext_lazy("address", "follow/<slug:token>/receipt.pdf"), follow.receipt, name="follow_receipt"),
    path(pgettext_lazy("address", "follow/<slug:token>/letters/<int:pk>.pdf"), follow.letter, name="follow_letter"),
    path(pgettext_lazy("address", "follow/<slug:token>/file/<uuid:attachment_id>/"), follow.file, name="follow_file"),
    path(pgettext_lazy("address", "follow/<slug:token>/corrections/"), follow.correct, name="follow_correct"),
    path(
        pgettext_lazy("address", "follow/<slug:token>/corrections/file/<uuid:attachment_id>/"),
        follow.correction_file,
        name="follow_correct_file",
    ),
    path(pgettext_lazy("address", "follow/<slug:token>/due-dates.ics"), follow.calendar, name="follow_calendar"),
    path(pgettext_lazy("address", "follow/<slug:token>/session.ics"), follow.session_calendar, name="follow_session"),
    path(pgettext_lazy("address", "follow/<slug:token>/place/"), follow.place, name="follow_place"),
    path(pgettext_lazy("address", "follow/<slug:token>/withdraw/"), follow.withdrawal, name="follow_withdraw"),
    path(pgettext_lazy("address", "receipts/"), receipts.check, name="receipts"),
]
