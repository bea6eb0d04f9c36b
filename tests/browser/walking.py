"""How somebody fills in a form of the demonstration in a browser."""

from playwright.sync_api import Locator, Page

from applications.forms.page import FormPage
from home.locales import locale_for

PHONE = {"width": 390, "height": 800}


DESK = {"width": 1280, "height": 900}


def form_page(language: str) -> FormPage:
    """The coaching request, which the home page leads to by its offer."""
    pages = FormPage.objects.live().filter(locale=locale_for(language), call__code="pic-coaching")
    return pages.select_related("call").get()


def form_path(language: str) -> str:
    return str(form_page(language).url)


def fill_form(page: Page) -> None:
    """Answer every question that is shown, the first option of each choice, step by step to the check page."""
    while not page.url.endswith("/check/"):
        for question in page.locator("#step .question").all():
            if question.is_visible():
                answer(question)
        before = page.url
        with page.expect_navigation():
            page.locator("#step .actions button").first.click()
        assert page.url != before or not page.locator(".error-summary").count(), page.locator("main").inner_text()


WORDS = {
    "email": "ada@example.org",
    "short_text": "Ada Martin",
    "long_text": "Comment apprendre ensemble ? How do we learn together?",
}


def answer(question: Locator) -> None:
    """What a kind of question is happy with. Those that may be left out are, unless words answer them."""
    kind = str(question.get_attribute("data-kind"))
    is_optional = question.locator(".field__optional").count() or kind == "information"
    if kind in WORDS:
        question.locator("input, textarea").fill(WORDS[kind])
    elif kind == "consent":
        question.locator("input").check()
    elif is_optional:
        return
    elif kind in ("number", "money"):
        question.locator("input").fill("3")
    elif kind == "organisation":
        question.locator("[name$=_name]").fill("Les veilleuses")
        question.locator("[name$=_form]").select_option(index=1)
        question.locator("[name$=_register]").select_option("none")
    elif question.locator("select").count():
        question.locator("select").select_option(index=1)
    else:
        question.locator("input").first.check()
