"""Lists that fill themselves: offers, open calls, events. The apps that own the content print them by template tags."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class OffersListBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    number = blocks.IntegerBlock(label=_("How many at most"), default=4, min_value=1, max_value=12)

    class Meta:
        icon = "list-ul"
        label = _("Offers")
        help_text = _("The published offers, in the order of the page tree.")
        template = "home/blocks/offers.html"


class OpenCallsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    introduction = blocks.CharBlock(label=_("Introduction"), required=False, max_length=160)
    number = blocks.IntegerBlock(label=_("How many at most"), default=4, min_value=1, max_value=12)

    class Meta:
        icon = "date"
        label = _("Open calls")
        help_text = _(
            "The calls that one can apply to now, the nearest deadline first. Nothing is shown when none is open."
        )
        template = "home/blocks/open_calls.html"


class EventsListBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    page = blocks.PageChooserBlock(
        target_model="offers.OfferPage",
        label=_("Only those of this offer"),
        required=False,
    )
    number = blocks.IntegerBlock(label=_("How many at most"), default=4, min_value=1, max_value=24)
    include_past = blocks.BooleanBlock(
        label=_("Show past dates when there are no upcoming ones"), required=False, default=True
    )

    class Meta:
        icon = "calendar-alt"
        label = _("Events")
        help_text = _("The published events: the next ones first.")
        template = "home/blocks/events.html"
