"""Small sites made through the models, for tests that do not need the whole demo."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail import blocks
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.test.utils.form_data import rich_text

from applications.dossiers.capacity import seat_year
from applications.forms.page import FormPage
from applications.models import Application, Call, FormVersion
from applications.references import new_reference
from applications.statuses import Status
from events.models import EventPage, EventsPage
from home.models import ContentPage, HomePage
from offers.models import OffersPage, ProgramPage
from users.models import User


def stream(kind: str, value: Any, key: str | None = None) -> dict[str, Any]:
    """One raw StreamField block."""
    return {"type": kind, "value": value, "id": key or str(uuid.uuid4())}


def items(*values: Any) -> list[dict[str, Any]]:
    """Raw ListBlock items."""
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


@contextmanager
def unindexed() -> Iterator[None]:
    """What is saved inside is not found by a search, nor by what looks for links to it: a third of the time to save."""
    with disable_reference_index_auto_update(), patch("modelsearch.signal_handlers.insert_or_update_object_task"):
        yield


class Portal:
    """A French and an English home page, each with an index of offers and an agenda; pages are added to it.

    The pages are those of the kept database on which a test runs unless it asks for another.
    """

    def __init__(self) -> None:
        self.locales = {locale.language_code: locale for locale in Locale.objects.order_by("-language_code")}
        self.homes = _by_language(HomePage)
        self.offers = _by_language(OffersPage)
        self.agendas = _by_language(EventsPage)

    def add_twin(self, parent: Page, page: Any) -> Any:
        """Add a page; the English one is the translation of the French one with the same slug."""
        french = self.locales["fr"]
        source = type(page).objects.filter(slug=page.slug.replace("-en", "-fr"), locale=french).first()
        if source and page.locale != french:
            page.translation_key = source.translation_key
        return publish(parent.add_child(instance=page))

    def add(self, language: str, model: Any, slug: str, parent: Page | None = None, **fields: Any) -> Any:
        page = model(title=fields.pop("title", slug.title()), slug=slug, locale=self.locales[language], **fields)
        return self.add_twin(parent or self.homes[language], page)

    def content(self, language: str, slug: str, **fields: Any) -> ContentPage:
        return self.add(language, ContentPage, slug, **fields)

    def offer(self, language: str, slug: str, **fields: Any) -> ProgramPage:
        return self.add(language, ProgramPage, slug, self.offers[language], **fields)

    def event(self, language: str, slug: str, **fields: Any) -> EventPage:
        return self.add(language, EventPage, slug, self.agendas[language], **fields)

    def forms(self, call: Call, offer: str = "pivo", **fields: Any) -> dict[str, FormPage]:
        """A form below an offer, published in every language; offers that do not exist are made.

        A field that differs by language is given as a mapping from languages to values.
        """
        for language in self.locales:
            mine = {name: value[language] if is_by_language(value) else value for name, value in fields.items()}
            parent = ProgramPage.objects.child_of(self.offers[language]).filter(slug=offer).first()
            self.form(language, call, parent or self.offer(language, offer), **mine)
        pages = FormPage.objects.filter(call=call, slug=fields.get("slug", "ask"))
        return {page.locale.language_code: page for page in pages.order_by("pk")}

    def form(self, language: str, call: Call, offer: Page, **fields: Any) -> FormPage:
        """One language of a form. It stays a draft until the last language is there: then all are published."""
        fields = {"slug": "ask", "action_label": "Ask", "steps": FORM_STEPS[language]} | fields
        fields.setdefault("title", fields["slug"].title())
        page = FormPage(locale=self.locales[language], call=call, live=False, **fields)
        first = FormPage.objects.filter(call=call, slug=page.slug).exclude(locale=page.locale).first()
        if first:
            page.translation_key = first.translation_key
        offer.add_child(instance=page)
        page.save_revision()
        languages = FormPage.objects.filter(translation_key=page.translation_key).count()
        return publish(page) if languages == len(self.locales) else page


def _by_language(model: Any) -> dict[str, Any]:
    """The pages of a type that has one page in each language."""
    pages = model.objects.select_related("locale").order_by("-locale__language_code")
    return {page.locale.language_code: page for page in pages}


def build_portal() -> None:
    """Make the pages that ``Portal`` finds."""
    for code in ("fr", "en"):
        Locale.objects.get_or_create(language_code=code)
    portal, root = Portal(), Page.objects.get(depth=1)
    for code, locale in portal.locales.items():
        home = HomePage(title=f"Home {code}", slug=f"home-{code}", headline="La Trame", locale=locale)
        portal.homes[code] = portal.add_twin(root, home)
    site = Site.objects.get(is_default_site=True)
    site.root_page = portal.homes["fr"]
    site.save()
    for model, slug in ((OffersPage, "offers"), (EventsPage, "agenda")):
        for code in portal.homes:
            portal.add(code, model, slug)


def build_form() -> None:
    Portal().forms(Call.objects.create(code="pic"))


def kept_form() -> dict[str, FormPage]:
    """The form of ``build_form``, in each language."""
    pages = FormPage.objects.select_related("call", "locale").order_by("pk")
    return {page.locale.language_code: page for page in pages}


def is_by_language(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"fr", "en"}


def publish(page: Any) -> Any:
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def moderators() -> Group:
    return Group.objects.get_or_create(name="moderators-of-test-calls")[0]


def staff(email: str, *groups: Group, **fields: Any) -> User:
    """A member of staff who may enter the admin."""
    user = User.objects.create_user(email, "a long enough password", **fields)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(*groups)
    return user


KEYS = {name: str(uuid.uuid5(uuid.NAMESPACE_URL, name)) for name in ("step", "name", "mail", "why", "what", "yes")}
OPTION_KEYS = [str(uuid.uuid5(uuid.NAMESPACE_URL, f"option-{n}")) for n in range(2)]


def _steps(words: dict[str, str]) -> list[dict[str, Any]]:
    options = [{"type": "item", "value": words[f"option-{n}"], "id": OPTION_KEYS[n]} for n in range(2)]
    question = {"hint": "", "required": True}
    questions = [
        stream("short_text", {**question, "label": words["name"], "autocomplete": "name"}, KEYS["name"]),
        stream("email", {**question, "label": words["mail"]}, KEYS["mail"]),
        stream("choice", {**question, "label": words["what"], "options": options}, KEYS["what"]),
        stream("long_text", {**question, "label": words["why"], "required": False, "limit": 200}, KEYS["why"]),
        stream("consent", {**question, "label": words["yes"], "text": words["yes"]}, KEYS["yes"]),
    ]
    return [stream("step", {"title": words["step"], "introduction": "", "questions": questions}, KEYS["step"])]


FORM_STEPS = {
    "fr": _steps(
        {
            "step": "Votre demande",
            "name": "Votre nom",
            "mail": "Votre adresse électronique",
            "what": "Ce que vous cherchez",
            "option-0": "Un conseil",
            "option-1": "Une formation",
            "why": "Pourquoi ?",
            "yes": "J’accepte",
        }
    ),
    "en": _steps(
        {
            "step": "Your request",
            "name": "Your name",
            "mail": "Your e-mail address",
            "what": "What you look for",
            "option-0": "Advice",
            "option-1": "Training",
            "why": "Why?",
            "yes": "I agree",
        }
    ),
}

ANSWERS = {
    KEYS["name"]: "Ada Martin",
    KEYS["mail"]: "Ada@Example.org",
    KEYS["what"]: OPTION_KEYS[1],
    KEYS["why"]: "Parce que « cela compte » – and it’s <b>ours</b>.",
    KEYS["yes"]: "on",
}


def sent(page: FormPage, **fields: Any) -> Application:
    """An application that was sent with a form in the language of its page, past all steps."""
    given = {
        "call": page.call,
        "version": FormVersion.objects.in_force(page.translation_key),
        "reference": new_reference(page.call.code),
        "language": page.locale.language_code,
        "answers": {**ANSWERS, KEYS["mail"]: "ada@example.org", KEYS["yes"]: True},
        "contact_name": "Ada Martin",
        "contact_email": "ada@example.org",
    }
    given |= fields
    arrived = given.get("status", Status.RECEIVED), given.get("submitted_at") or timezone.now()
    return Application.objects.create(**{"seat_year": seat_year(given["call"], *arrived)} | given)


def posted(block: blocks.Block, value: Any, name: str) -> dict[str, str]:
    """What the page editor sends for a raw value of a block."""
    if isinstance(block, (blocks.StreamBlock, blocks.ListBlock)):
        data = {f"{name}-count": str(len(value))}
        for place, item in enumerate(value):
            child = block.child_blocks[item["type"]] if isinstance(block, blocks.StreamBlock) else block.child_block
            data |= {f"{name}-{place}-{key}": item[key] for key in ("type", "id")}
            data |= {f"{name}-{place}-order": str(place), f"{name}-{place}-deleted": ""}
            data |= posted(child, item["value"], f"{name}-{place}-value")
        return data
    if isinstance(block, blocks.StructBlock):
        defaults = {"conditions": [], "rules": []}
        fields = {key: value.get(key, defaults.get(key, "")) for key in block.child_blocks}
        return {
            k: v
            for key, child in block.child_blocks.items()
            for k, v in posted(child, fields[key], f"{name}-{key}").items()
        }
    if isinstance(block, blocks.RichTextBlock):
        return {name: rich_text(value, features=block.features)}
    if isinstance(block, blocks.BooleanBlock):
        return {name: "on"} if value else {}
    return {name: "" if value is None else str(value)}


def page_data(page: FormPage, steps: Any = None, **fields: str) -> dict[str, str]:
    """What the editor of a form sends when nothing but ``fields`` and ``steps`` (raw) was changed."""
    plain = ("title", "slug", "introduction", "action_label", "thread", "seo_title", "search_description", "short_code")
    data = {name: getattr(page, name) for name in plain} | {"call": str(page.call_id), "image": "", "contact": ""}
    data |= {"what_next": rich_text(page.what_next, features=["bold"]), "go_live_at": "", "expire_at": ""}
    data |= {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    data["comments-MAX_NUM_FORMS"] = ""
    raw = list(page.steps.raw_data) if steps is None else steps
    return data | posted(page.steps.stream_block, raw, "steps") | fields
