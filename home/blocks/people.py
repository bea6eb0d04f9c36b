"""Organisations and people, chosen from the directory."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from home.blocks.text import InlineTextBlock


class PartnersBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    introduction = InlineTextBlock(label=_("Introduction"), required=False)
    organisations = blocks.ListBlock(
        SnippetChooserBlock("home.Organisation"), label=_("Organisations"), min_num=1, max_num=24
    )

    class Meta:
        icon = "group"
        label = _("Partner cards")
        help_text = _("Organisations of the directory, each with its logo and website.")
        template = "home/blocks/partners.html"


class PeopleBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    people = blocks.ListBlock(SnippetChooserBlock("home.Person"), label=_("People"), min_num=1, max_num=24)

    class Meta:
        icon = "user"
        label = _("People")
        help_text = _("People of the directory, each with their role and organisation.")
        template = "home/blocks/people.html"


class ContactBlock(blocks.StructBlock):
    """How to reach somebody: a person of the directory, an organisation, or both."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    person = SnippetChooserBlock("home.Person", label=_("Person"), required=False)
    organisation = SnippetChooserBlock("home.Organisation", label=_("Organisation"), required=False)
    text = InlineTextBlock(label=_("Opening hours, remarks"), required=False)

    class Meta:
        icon = "mail"
        label = _("Contact")
        help_text = _("A person of the directory, an organisation, or both.")
        template = "home/blocks/contact.html"
