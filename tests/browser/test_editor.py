"""An editor builds a form in Wagtail's own editor, translates it with wagtail-localize's screens and publishes both."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Error, Locator, Page, expect

from applications.forms.page import FormPage
from applications.models import Application, Call, Draft, FormVersion
from offers.models import ProgramPage
from users.roles import Role

pytestmark = pytest.mark.browser

ENGLISH = {
    "Faire la demande": "Apply",
    "Vous": "You",
    "Votre nom": "Your name",
    "Votre courriel": "Your e-mail",
    "Vous êtes": "You are",
    "Un groupe": "A group",
    "Une association": "An association",
    "Votre projet": "Your project",
    "Nom de l’association": "Name of the association",
    "Le budget": "The budget",
    "Votre budget": "Your budget",
    "Achats": "Purchases",
    "Salaires": "Wages",
    "Ville": "Town",
}


class Editor:
    """The page editor as a person uses it: blocks are added by their buttons, fields found by their labels."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server

    def sign_in(self) -> None:
        self.page.goto(f"{self.server}/admin/login/")
        self.page.fill("[name=username]", "editor@example.org")
        self.page.fill("[name=password]", "la-trame")
        self.page.click("button[type=submit]")
        self.page.wait_for_url(f"{self.server}/admin/")

    def begin(self, offer: ProgramPage, call: Call, title: str) -> None:
        self.page.goto(f"{self.server}/admin/pages/add/applications/formpage/{offer.pk}/")
        self.page.fill("#id_title", title)
        self.page.select_option("#id_call", label=str(call))
        self.page.fill("#id_action_label", "Faire la demande")

    def block(self, within: Locator, kind: str) -> Locator:
        """Add a block at the end of a stream."""
        container = within.locator("[data-streamfield-stream-container]").first
        children = container.locator("> [data-streamfield-child]")
        number = children.count()
        option = self.page.get_by_role("option", name=kind, exact=True)
        for _ in range(5):  # on a busy machine the list of kinds may open late, or close again
            container.locator("> div > button.c-sf-add-button").last.click()
            with suppress(Error):
                option.click(timeout=6_000)
                children.nth(number).wait_for(timeout=12_000)
                break
            self.page.keyboard.press("Escape")
        return children.nth(number)

    def step(self, title: str) -> Locator:
        step = self.block(self.page.locator("#steps-root"), "Step")
        step.locator("[name$='-value-title']").fill(title)
        return step

    def question(self, step: Locator, kind: str, label: str) -> Locator:
        question = self.block(step.locator("[data-contentpath=questions]"), kind)
        question.locator("[name$='-value-label']").fill(label)
        return question

    def items(self, question: Locator, name: str, *texts: str) -> None:
        """Type the items of a list, adding those that are not there yet."""
        field = question.locator(f"[data-contentpath={name}]")
        boxes = field.locator(f"[name*='-{name}-'][name$='-value']")
        for number, text in enumerate(texts):
            if boxes.count() <= number:
                field.locator("[data-streamfield-list-add]").last.click()
            boxes.nth(number).fill(text)

    def condition(self, question: Locator) -> Locator:
        """Open the settings of a question and add a condition."""
        question.locator("button[data-streamfield-action=SETTINGS]").first.click()
        question.locator("[data-contentpath=conditions] [data-streamfield-list-add]").click()
        return question.locator(".condition-block").last

    def save(self) -> None:
        self.page.get_by_role("button", name="Save draft").click()
        self.page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
        self.page.wait_for_load_state("networkidle")

    def publish(self) -> None:
        self.page.get_by_role("button", name="More actions").click()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Publish", exact=True).click()
        self.page.wait_for_load_state("networkidle")

    def submit_for_translation(self) -> None:
        self.page.get_by_role("button", name="Actions").first.click()
        self.page.get_by_role("link", name="Translate this page").click()
        self.page.get_by_label("English").check()
        self.page.get_by_role("button", name="Submit").click()
        self.page.get_by_role("button", name="Publish in English").wait_for()

    def translate(self, texts: dict[str, str]) -> None:
        """Give each text its translation, in the form that stands below it."""
        for french, english in texts.items():
            segment = self.page.locator("main li").filter(has=self.page.get_by_text(french, exact=True)).last
            segment.get_by_role("button", name="Translate", exact=True).click()
            segment.locator("textarea").fill(english)
            segment.get_by_role("button", name="Save").click()
            segment.get_by_role("button", name="Edit").wait_for()

    def publish_translation(self) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Publish in English").click()
        self.page.wait_for_load_state("networkidle")


@pytest.fixture
def title() -> str:
    return f"Essai {uuid4().hex[:8]}"


@pytest.fixture
def call(demo_server: str, title: str) -> Iterator[Call]:
    """Taken away again with its form: what a browser writes is committed."""
    moderators = Group.objects.get(name=Role.MODERATORS.value)
    code = title.lower().replace(" ", "-")
    call = Call.objects.create(code=code, amount_min=300, amount_max=3000, moderators=moderators)
    yield call
    Draft.objects.filter(call=call).delete()
    Application.objects.filter(call=call).delete()
    for page in FormPage.objects.filter(call=call):
        page.delete()
    FormVersion.objects.filter(call=call).delete()
    call.delete()


@pytest.fixture
def editor(demo_server: str, browser_page: Callable[..., Page]) -> Editor:
    page = browser_page(locale="en", viewport={"width": 1280, "height": 1000})
    editor = Editor(page, demo_server)
    editor.sign_in()
    return editor


def build(editor: Editor) -> None:
    """Three steps: who, what if it is an association, the budget."""
    you = editor.step("Vous")
    editor.question(you, "Short text", "Votre nom")
    editor.question(you, "E-mail address", "Votre courriel")
    editor.items(editor.question(you, "One choice", "Vous êtes"), "options", "Un groupe", "Une association")
    project = editor.step("Votre projet")
    name = editor.question(project, "Short text", "Nom de l’association")
    condition = editor.condition(name)
    condition.get_by_label("Question").select_option(label="Vous êtes")
    condition.get_by_label("Value").select_option(label="Une association")
    budget = editor.question(editor.step("Le budget"), "Balanced budget", "Votre budget")
    editor.items(budget, "expense_categories", "Achats", "Salaires")
    editor.items(budget, "income_categories", "Ville")


def apply_in_english(page: Page, address: str) -> None:
    """An association applies, from its name to its budget."""
    page.goto(address)
    page.get_by_label("Your name").fill("Ada Martin")
    page.get_by_label("Your e-mail").fill("ada@example.org")
    page.get_by_label("An association").check()
    go_on(page)
    page.get_by_label("Name of the association").fill("Les veilleuses")
    go_on(page)
    budget = page.locator(".question")
    for name, value in {"expenses-0-label": "Wood", "expenses-0-amount": "2 400", "incomes-0-label": "Lottery"}.items():
        budget.locator(f"[name$='-{name}']").fill(value)
    budget.locator("[name$='-incomes-0-amount']").fill("550")
    budget.locator("[name$='-request']").fill("1 850")
    budget.locator("[name$='-expenses-0-category']").select_option(label="Purchases")
    budget.locator("[name$='-incomes-0-category']").select_option(label="Town")
    go_on(page)
    expect(page.locator("main")).to_contain_text("€1,850")
    page.locator("main form").get_by_role("button", name="Apply").click()
    page.wait_for_url("**/received/**")


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Continue", exact=True).last.click()


def read_as_moderator(page: Page, server: str, application: Application) -> None:
    """In French: the labels of the form as it was filled in, in the moderator's language; the answers as they are."""
    page.goto(f"{server}/admin/login/")
    page.fill("[name=username]", "moderator@example.org")
    page.fill("[name=password]", "la-trame")
    page.click("button[type=submit]")
    page.wait_for_url(f"{server}/admin/")
    page.goto(f"{server}/admin/applications/{application.pk}/")
    shown = page.locator("main")
    for text in (
        "Nom de l’association",
        "Les veilleuses",
        "Une association",
        "Anglais",
        "Achats",
        application.reference,
    ):
        expect(shown).to_contain_text(text)


def test_an_editor_builds_translates_and_publishes_a_form(
    editor: Editor, call: Call, title: str, browser_page: Callable[..., Page]
) -> None:
    offer = ProgramPage.objects.get(slug="pivo", locale__language_code="fr")
    editor.begin(offer, call, title)
    build(editor)
    editor.save()
    french = FormPage.objects.get(call=call)

    editor.publish()
    expect(editor.page.locator("#steps-root")).to_contain_text("There is no English version yet")
    assert not FormPage.objects.live().filter(call=call).exists()

    editor.submit_for_translation()
    editor.publish_translation()
    expect(editor.page.locator(".messages")).to_contain_text("Nom de l’association")
    editor.translate({title: f"{title} in English"} | ENGLISH)
    editor.publish_translation()
    expect(editor.page.locator(".messages")).to_contain_text("Published")

    version = FormVersion.objects.in_force(french.translation_key)
    assert version
    assert {page.locale.language_code for page in FormPage.objects.live().filter(call=call)} == {"fr", "en"}
    steps = {code: version.content[code]["steps"] for code in ("fr", "en")}
    assert [step["title"] for step in steps["en"]] == ["You", "Your project", "The budget"]
    choice, named = steps["en"][0]["questions"][2], steps["en"][1]["questions"][0]
    wanted = {"question": choice["key"], "operator": "is", "value": choice["options"][1]["key"]}
    assert choice["options"][1]["label"] == "An association"
    assert named["conditions"] == [wanted]
    assert steps["fr"][1]["questions"][0]["conditions"] == [wanted]
    assert [step["key"] for step in steps["fr"]] == [step["key"] for step in steps["en"]]

    english = FormPage.objects.get(call=call, locale__language_code="en")
    apply_in_english(browser_page(viewport={"width": 390, "height": 800}), f"{editor.server}{english.url}")
    application = Application.objects.get(call=call)
    assert (application.language, application.contact_name) == ("en", "Ada Martin")
    read_as_moderator(browser_page(locale="fr"), editor.server, application)


def test_conditions_keep_up_with_the_form(editor: Editor, call: Call, title: str) -> None:
    """Questions are offered as they are renamed, moved and deleted; what is lost is said, not thrown away."""
    editor.begin(ProgramPage.objects.get(slug="pivo", locale__language_code="fr"), call, title)
    build(editor)
    steps = editor.page.locator("#steps-root > [data-streamfield-stream-container] > [data-streamfield-child]")
    condition = editor.page.locator(".condition-block")
    question, value = condition.get_by_label("Question"), condition.get_by_label("Value")
    operator = condition.get_by_label("Answer")
    expect(question.locator("option")).to_have_text(["Choose a question", "Votre nom", "Vous êtes"])
    offered = operator.evaluate(
        "list => [...list.options].filter(option => !option.hidden).map(option => option.value)"
    )
    assert offered == ["is", "is_not"]

    asked = steps.nth(0).locator("[data-contentpath=questions] [data-streamfield-child]")
    asked.nth(0).locator("[name$='-value-label']").fill("Qui êtes-vous ?")
    expect(question.locator("option").nth(1)).to_have_text("Qui êtes-vous ?")
    editor.items(steps.nth(0), "options", "Un groupe", "Une commune")
    expect(value.locator("option:checked")).to_have_text("Une commune")

    question.select_option(label="Qui êtes-vous ?")
    expect(operator.locator("option:checked")).to_have_text("contains")
    condition.get_by_label("Value").fill("Ada")
    stored = condition.locator("[name$='-value-value']")
    assert stored.input_value() == "Ada"

    steps.nth(1).locator("button[data-streamfield-action=MOVE_UP]").first.click()
    expect(question.locator("option:checked")).to_have_text("Qui êtes-vous ? (comes later)")
    steps.nth(1).locator("button[data-streamfield-action=MOVE_UP]").first.click()
    expect(question.locator("option:checked")).to_have_text("Qui êtes-vous ?")
    asked.nth(0).locator("button[data-streamfield-action=DELETE]").click()
    expect(question.locator("option:checked")).to_have_text("Missing question")
    assert stored.input_value() == "Ada"
