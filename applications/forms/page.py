"""The editor's form: steps of questions, bound to a call."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from applications.forms.blocks import EligibilityBlock, StepBlock, published_step
from applications.forms.page_form import FormPageForm
from applications.forms.routes import FormRoutes
from applications.forms.short_address_panel import ShortAddressPanel
from applications.models.calls import Call
from applications.questions.base import Source
from applications.questions.published import StepContent
from home.fields import LeanStreamField
from home.models import Person, PortalPage


class FormPage(FormRoutes, PortalPage):
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
    steps = LeanStreamField(
        [("eligibility", EligibilityBlock()), ("step", StepBlock())],
        verbose_name=_("steps and questions"),
        min_num=1,
        max_num=20,
        block_counts={"eligibility": {"max_num": 1}, "step": {"min_num": 1}},
    )
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

    short_code = models.SlugField(
        _("short address"),
        max_length=30,
        blank=True,
        help_text=_(
            "For posters and codes to scan; the same in every language. Empty: one is made at the first publication. "
            "Do not change it once it is printed."
        ),
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
    promote_panels = [
        *PortalPage.promote_panels,
        MultiFieldPanel([FieldPanel("short_code"), ShortAddressPanel()], heading=_("To print")),
    ]
    base_form_class = FormPageForm
    override_translatable_fields = [
        SynchronizedField("call", overridable=False),
        SynchronizedField("short_code", overridable=False),
    ]
    exclude_fields_in_copy = ["short_code"]
    page_description = _("Questions whose answers arrive in the queue of a call.")
    parent_page_types = [
        "offers.OfferPage",
        "offers.ProgramPage",
        "offers.MenuPage",
        "offers.EngineeringOfferPage",
    ]
    parent_page_types += ["offers.FundPage", "events.EventPage", "home.HomePage", "home.ContentPage"]
    subpage_types: list[str] = []
    template = "applications/form_preview.html"

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def clean(self) -> None:
        super().clean()
        self.short_code = self.short_code.lower()
        others = FormPage.objects.filter(short_code=self.short_code).exclude(translation_key=self.translation_key)
        if self.short_code and others.exists():
            raise ValidationError({"short_code": _("Another form has this short address.")})

    def short_address(self) -> str:
        """The absolute short address, or nothing for a form that has none yet."""
        parts = self.get_url_parts()
        if not self.short_code or not parts:
            return ""
        return f"{parts[1]}{reverse('short_address', args=(self.short_code,))}"

    def specs(self) -> list[StepContent]:
        """The steps as plain data, in the page's own language: what a version keeps and what the form is made of."""
        source = Source(self, self.call)
        return [published_step(step, source) for step in self.steps]
