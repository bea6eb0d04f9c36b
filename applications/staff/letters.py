"""Letters in the Wagtail admin: for each call, occasion and language the standard text, or one's own."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from applications.dossiers.refusals import RefusedError
from applications.letters.editing import drop_letter, write_letter
from applications.letters.variables import check, missing_problem, variables_of
from applications.letters.wording import default_texts, letter_of, letters_about, preview
from applications.mail.kinds import LetterKind
from applications.mail.texts import HIDDEN
from applications.models import Application, Call, FormVersion
from applications.models.applications import ApplicationQuerySet
from applications.models.calls import title_order
from applications.staff.base import ModeratorsMenuItem, QueueOnly
from applications.staff.queue.people import moderates
from home.characters import one_line
from home.languages import language_name
from home.meanwhile_forms import MeanwhileMixin
from home.row_ids import row_id
from users.models import User
from users.signed_in import signed_in

LONGEST_SUBJECT = 200
LONGEST_BODY = 10_000
MOST_DOSSIERS = 20


class LetterForm(MeanwhileMixin, forms.Form):
    """A subject and a text, whose variables are checked."""

    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(label=_("Text"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 18}))

    def __init__(self, *args: Any, kind: LetterKind, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def clean_subject(self) -> str:
        subject = one_line(self.cleaned_data["subject"])
        return _checked(subject, check(subject, self.kind, in_subject=True))

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n").replace("\r", "\n")
        return _checked(body, [*check(body, self.kind), *missing_problem(body, self.kind)])

    def typed(self, name: str) -> str:
        """What stands in an input now, right or wrong."""
        text = self.data.get(name, "") if self.is_bound else self.initial[name]
        return str(text).replace("\0", "")[:LONGEST_BODY]


def _checked(text: str, problems: list[str]) -> str:
    if problems:
        raise ValidationError(problems)
    return text


class PreviewForm(forms.Form):
    """On which dossier a letter is looked at. Anything but one of the list is the latest."""

    application = forms.ChoiceField(
        label=_("Show it on"),
        required=False,
        help_text=_("What has not happened to this application yet is made up. Nothing is sent."),
    )

    def __init__(self, dossiers: ApplicationQuerySet, data: Any = None) -> None:
        latest = dossiers.filter(anonymised_at=None).select_related("call__subject", "version")
        self.found = {each.pk: each for each in latest.order_by("-submitted_at", "-pk")[:MOST_DOSSIERS]}
        super().__init__(data)
        field: Any = self.fields["application"]
        field.choices = [(str(pk), _name(each)) for pk, each in self.found.items()] + [("0", _("A made-up example"))]
        self.initial["application"] = next(iter(self.found), 0)

    def dossier(self) -> Application | None:
        """The chosen dossier, or the latest; None for the example."""
        chosen = row_id(self.data.get("application")) if self.is_bound else None
        if chosen == 0:
            return None
        return self.found.get(chosen or 0) or next(iter(self.found.values()), None)


def _name(application: Application) -> str:
    return f"{application.reference} – {date_format(timezone.localtime(application.submitted_at), 'DATE_FORMAT')}"


def example_application(call: Call, language: str) -> Application:
    """What a preview shows where there is no dossier. It is not in the database."""
    versions = FormVersion.objects.of_calls([call]).order_by("-published_at", "-pk")
    with translation.override(language):
        return Application(
            call=call,
            version=versions.first() or FormVersion(call=call, content={}),
            reference=f"{call.prefix}-{HIDDEN}",
            language=language,
            contact_name=gettext("(name of the contact)"),
        )


def calls_written_by(user: User) -> Any:
    """The calls whose letters a person writes: those whose dossiers they handle."""
    calls = Call.objects.all()
    return calls if user.is_administrator else calls.filter(moderators__in=user.groups.all())


class LettersView(QueueOnly, IndexView):
    """Which call? Missing for those who only read dossiers."""

    model = Call
    template_name = "applications/admin/emails.html"
    page_title = _("Letters")
    page_subtitle = _("Choose a call")
    header_icon = "openquote"
    index_url_name = "letters:index"
    index_results_url_name = "letters:index_results"
    default_ordering = "in_order"
    is_export_enabled = False
    list_export = ()
    is_searchable = False
    paginate_by = 50
    permission_policy = None

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Call"), accessor=str, url_name="letters:call", sort_key="in_order"),
            Column("subject", label=_("Offer or event"), sort_key="subject__title"),
            Column("get_kind_display", label=_("Kind"), sort_key="kind"),
            Column("own_letters", label=_("Own texts"), sort_key="own_letters"),
        ]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not moderates(signed_in(request)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        calls = calls_written_by(self.request.user).filter(series=None)
        return calls.select_related("subject").annotate(own_letters=Count("letters"), in_order=title_order())

    def get_edit_url(self, instance: Call) -> str:
        return reverse("letters:call", args=(instance.pk,))


class CallMixin(QueueOnly, WagtailAdminTemplateMixin):
    """A view about the letters of one call. Missing for those who do not handle it.

    The calls of sessions have the letters of the call that their form belongs to.
    """

    request: HttpRequest
    kwargs: dict[str, Any]
    header_icon = "openquote"
    _show_breadcrumbs = True

    @cached_property
    def call(self) -> Call:
        calls = calls_written_by(signed_in(self.request)).select_related("subject")
        found: Call = get_object_or_404(calls, pk=self.kwargs["call_id"])
        return get_object_or_404(calls, pk=found.series_id) if found.series_id else found

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        items = [
            *self.breadcrumbs_items,
            {"url": reverse("letters:index"), "label": _("Letters")},
            {"url": reverse("letters:call", args=(self.call.pk,)), "label": str(self.call)},
        ]
        return items if self.get_page_title() == str(self.call) else [*items, {"url": "", "label": self.page_title}]


class CallLettersView(CallMixin, TemplateView):
    """The occasions of a call in each language: standard text, or own?"""

    template_name = "applications/admin/letters/call.html"

    def get_page_title(self) -> str:
        return str(self.call)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        own = set(self.call.letters.values_list("occasion", "language"))
        codes = [code for code, _name in settings.LANGUAGES]
        rows = [
            {
                "occasion": kind.label,
                "when": kind.when,
                "languages": [(code, language_name(code), (kind.code, code) in own) for code in codes],
                "value": kind.code,
            }
            for kind in letters_about(self.call)
        ]
        return super().get_context_data(**kwargs) | {"call": self.call, "rows": rows}


class LetterMixin(CallMixin):
    """A view about one letter. An occasion that the call does not come to, or another language, is missing."""

    @cached_property
    def kind(self) -> LetterKind:
        found = [each for each in letters_about(self.call) if each.code == self.kwargs["occasion"]]
        if not found or self.kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        return found[0]

    @property
    def language(self) -> str:
        return str(self.kwargs["language"])

    @property
    def page_title(self) -> str:
        words = {"letter": capfirst(str(self.kind.label)), "language": language_name(self.language)}
        return gettext("%(letter)s (%(language)s)") % words

    def key(self) -> dict[str, Any]:
        return {"call": self.call, "kind": self.kind, "language": self.language}

    def back(self) -> HttpResponse:
        return redirect("letters:call", call_id=self.call.pk)


class LetterView(LetterMixin, FormView):  # type: ignore[type-arg]
    """Write one letter. What is typed can be looked at as the applicant of a dossier would get it; nothing is saved."""

    template_name = "applications/admin/letters/letter.html"
    preview_template_name = "applications/admin/letters/preview.html"
    form_class = LetterForm

    def get_form_kwargs(self) -> dict[str, Any]:
        text = letter_of(**self.key())
        initial = {"subject": text.subject, "body": text.body}
        return super().get_form_kwargs() | {"kind": self.kind, "language": self.language, "initial": initial}

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if "preview" not in request.POST:
            return super().post(request, *args, **kwargs)
        context = self.get_context_data(form=self.get_form())
        is_live = request.headers.get("X-Requested-With") == "XMLHttpRequest"
        return TemplateResponse(request, self.preview_template_name if is_live else self.template_name, context)

    def form_valid(self, form: LetterForm) -> HttpResponse:
        words = {"subject": form.cleaned_data["subject"], "body": form.cleaned_data["body"]}
        try:
            own = write_letter(**self.key(), **words, by=signed_in(self.request))
        except RefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        said = _("“%(letter)s” is saved.") if own else _("“%(letter)s” says what the standard text says: that is kept.")
        messages.success(self.request, said % {"letter": self.page_title})
        return self.back()

    def form_invalid(self, form: LetterForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        own = list(self.call.letters.filter(occasion=self.kind.code).values_list("language", flat=True))
        others = [code for code, _name in settings.LANGUAGES if code != self.language and code not in own]
        return context | {
            "call": self.call,
            "when": self.kind.when,
            "language": self.language,
            "is_own": self.language in own,
            "standard_languages": [language_name(code) for code in others],
            "variables": variables_of(self.kind, self.call.kind),
            "needed": self.kind.needed.name if self.kind.needed else "",
            "standard_address": reverse("letters:standard", kwargs=self.kwargs),
            "list_address": reverse("letters:call", args=(self.call.pk,)),
            **self._preview(context["form"]),
        }

    def _preview(self, form: LetterForm) -> dict[str, object]:
        """What stands in the form, as the applicant of the chosen dossier would get it."""
        mine = Q(call=self.call) | Q(call__series=self.call)
        dossiers = Application.objects.visible_to(self.request.user).filter(mine)
        choice = PreviewForm(dossiers, self.request.POST or None)
        application = choice.dossier() or example_application(self.call, self.language)
        shown = preview(application, self.kind, self.language, form.typed("subject"), form.typed("body"))
        return {"preview_form": choice, "preview": shown}


class StandardView(LetterMixin, TemplateView):
    """Give one's own text up, after a question."""

    template_name = "applications/admin/letters/standard.html"

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        if drop_letter(**self.key(), by=signed_in(request)):
            messages.success(request, _("“%(letter)s” is the standard text again.") % {"letter": self.page_title})
        return self.back()

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not self.call.letters.filter(occasion=self.kind.code, language=self.language).exists():
            return self.back()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        texts = default_texts(self.kind, self.language, self.call.kind)
        example = example_application(self.call, self.language)
        return super().get_context_data(**kwargs) | {
            "standard": preview(example, self.kind, self.language, *texts),
            "language": self.language,
            "letter_address": reverse("letters:letter", kwargs=self.kwargs),
        }


class LettersViewSet(ViewSet):
    """What applicants are written, in the words of each call."""

    name = "letters"
    icon = "openquote"
    menu_label = _("Letters")
    menu_item_class = ModeratorsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        results = self.construct_view(LettersView, template_name=LettersView.results_template_name)
        letter = "<int:call_id>/<slug:occasion>/<slug:language>/"
        return [
            path("", self.construct_view(LettersView), name="index"),
            path("results/", results, name="index_results"),
            path("<int:call_id>/", self.construct_view(CallLettersView), name="call"),
            path(letter, self.construct_view(LetterView), name="letter"),
            path(f"{letter}standard/", self.construct_view(StandardView), name="standard"),
        ]
