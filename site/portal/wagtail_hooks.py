from django.urls import URLPattern, path
from wagtail import hooks
from wagtail_localize.views.report import TranslationsReportView

from portal.editors_documents import never_run


class OrderedReportView(TranslationsReportView):
    """In an order, so that no part of the list shows again what another has shown."""

    def get_queryset(self) -> object:
        return super().get_queryset().order_by("source__object_repr", "target_locale", "pk")


# Before wagtail-localize's own, in whose place they are; the names stay with these.
@hooks.register("register_admin_urls", order=-10)
def register_report() -> list[URLPattern]:
    results = OrderedReportView.as_view(results_only=True)
    return [
        path("localize/reports/translations/", OrderedReportView.as_view(), name="translations_report"),
        path("localize/reports/translations/results/", results, name="translations_report_results"),
    ]


# After Wagtail has asked whether the reader may have the document.
hooks.register("before_serve_document", never_run, order=100)
