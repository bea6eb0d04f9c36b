"""Loading the demo: the French content first, then the English that wagtail-localize makes of it.

Everything has a key of the demo's own, from which its translation key derives. A second load finds what the first one
made, puts back what was changed and leaves everything else alone: other pages, applications, accounts.
"""

from django.conf import settings
from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site, TranslatableMixin

from applications.forms.page import FormPage
from applications.forms.publishing import refresh_versions
from applications.registrations.session_calls import sync_event
from home.models import SiteChrome
from portal.demo import chrome
from portal.demo.accounts import load_accounts
from portal.demo.blocks import fixed_id
from portal.demo.calls import CALLS, load_call
from portal.demo.directory import load_directory
from portal.demo.pages import PAGES
from portal.demo.store import fill, french, put, set_value
from portal.demo.territories import load_territories
from portal.demo.texts import same, t
from portal.demo.translate import translate
from portal.demo.tree import Demo, PageSpec

SITE_NAME = "La Trame"


class OtherSiteError(Exception):
    """The database holds a site of its own, which the demo must not replace."""


@transaction.atomic
def load_demo() -> Demo:
    """Make the demo what its modules say, in one transaction: all of it, or nothing."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    english = Locale.objects.get_or_create(language_code="en")[0]
    demo = Demo()
    load_accounts()
    load_directory(demo)
    load_territories(demo)
    for spec in PAGES:
        if spec.key in CALLS:
            load_call(demo, spec.key)
        demo.pages[spec.key] = _page(demo, spec)
    _lead_site_to(demo.pages["home"])
    site_chrome = put(SiteChrome, "site", chrome.build(demo))
    for spec in PAGES:
        _publish(demo, spec)
    directory = (demo.audiences, demo.support_kinds, demo.organisations, demo.people, {"chrome": site_chrome})
    snippets: list[TranslatableMixin] = [row for rows in directory for row in rows.values()]
    translate([*snippets, *demo.pages.values()], english)
    sync_event(demo.pages["practices"].translation_key)
    # The amounts of calls and the lists of territories may have been put back.
    refresh_versions(FormPage.objects.filter(call__in=demo.calls.values()))
    return demo


def _page(demo: Demo, spec: PageSpec) -> Page:
    """The French page, or a draft of it to fill in later: pages lead to one another, so all must exist first."""
    path = f"page/{spec.key}"
    found = spec.model.objects.filter(translation_key=fixed_id(path), locale=french()).first()
    if found:
        return found
    parent = demo.pages[spec.parent] if spec.parent else Page.get_first_root_node()
    page = spec.model(
        title=spec.title[0],
        slug=find_available_slug(parent, spec.slug),
        locale=french(),
        translation_key=fixed_id(path),
        live=False,
    )
    for name, value in spec.needs(demo).items():
        set_value(page, name, value, path)
    parent.add_child(instance=page)
    return page


def _publish(demo: Demo, spec: PageSpec) -> None:
    """Fill the page in and publish it, unless it says all this already.

    A form stays a draft for now: it is published together with its translation.
    """
    page = demo.pages[spec.key]
    title, page.title = page.title, _pair(spec.title)
    changed = fill(page, spec.build(demo), f"page/{spec.key}") or page.title != title
    if changed or page.has_unpublished_changes or not page.live:
        revision = page.save_revision()
        if not isinstance(page, FormPage):
            revision.publish()
    page.refresh_from_db()


def _pair(texts: tuple[str, str]) -> str:
    return same(texts[0]) if texts[0] == texts[1] else t(*texts)


def _lead_site_to(home: Page) -> None:
    """Serve the demo's home page. Wagtail's own welcome page goes; a home page of somebody else is not replaced."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    before = Page.objects.filter(pk=site.root_page_id).first()
    if before and before.pk != home.pk and not _is_welcome_page(before):
        raise OtherSiteError(f"The site has a home page already, “{before.title}”: load the demo into a new database.")
    site.hostname, site.port, site.site_name, site.root_page = "localhost", 80, SITE_NAME, home
    site.save()
    if before and before.pk != home.pk:
        before.delete()


def _is_welcome_page(page: Page) -> bool:
    return page.specific_class is Page and page.depth == 2 and not page.numchild
