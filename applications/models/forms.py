"""The editor's form: steps of questions, bound to a call."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page

from applications.models.calls import Call
from applications.questions import KINDS, question_blocks
from home.blocks.text import InlineTextBlock
from home.fields import LeanStreamField
from home.models import Person, PortalPage


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    introduction = InlineTextBlock(label=_("Introduction"), required=False)
    questions = blocks.StreamBlock(question_blocks(), label=_("Questions"), min_num=1, max_num=60)

    class Meta:
        icon = "list-ol"
        label = _("Part of the form")


class FormPage(RoutablePageMixin, PortalPage):
    """A form, child of the offer or event that it serves. Its translations are bound to the same call.

    A question's key is the id of its block, which translations share: answers of both languages meet under it.
    """

    call = models.ForeignKey(
        Call,
        on_delete=models.PROTECT,
        related_name="form_pages",
        verbose_name=_("call"),
        help_text=_("Where the applications go. Both languages of a form have the same one."),
    )
    action_label = models.CharField(
        _("label of the buttons"),
        max_length=60,
        help_text=_("Begins with a verb and names the act: “Ask for coaching”."),
    )
    steps = LeanStreamField([("step", StepBlock())], verbose_name=_("parts and questions"), min_num=1, max_num=10)
    what_next = RichTextField(
        _("what happens next"),
        features=["bold", "italic", "link", "ol", "ul"],
        blank=True,
        help_text=_("Shown once the form is sent: who reads it, and by when one is answered."),
    )
    contact = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who helps with the form"),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("steps"),
        MultiFieldPanel(
            [FieldPanel("action_label"), FieldPanel("what_next"), FieldPanel("contact")], heading=_("Around")
        ),
        FieldPanel("call"),
        *PortalPage.look_panels,
    ]
    page_description = _("Questions whose answers arrive in the queue of a call.")
    parent_page_types = [
        "offers.OfferPage",
        "offers.ProgramPage",
        "offers.MenuPage",
        "offers.EngineeringOfferPage",
    ]
    parent_page_types += ["offers.FundPage", "events.EventPage"]
    subpage_types: list[str] = []
    template = "applications/form_page.html"

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def specs(self) -> list[dict[str, Any]]:
        """The steps as plain data, in the page's own language: what a version keeps and what the form is made of."""
        return [
            {
                "key": step.id,
                "title": step.value["title"],
                "introduction": str(step.value["introduction"].source),
                "questions": [KINDS[child.block_type].spec(child.id, child.value) for child in step.value["questions"]],
            }
            for step in self.steps
        ]

    @path("")
    def show(self, request: HttpRequest) -> HttpResponse:
        from applications.views import form

        return form(request, self)

    @path("received/<str:receipt>/", name="received")
    def received(self, request: HttpRequest, receipt: str) -> HttpResponse:
        from applications.views import confirmation

        return confirmation(request, self, receipt)
