"""Staff who sign in with a browser."""

from playwright.sync_api import Page


def sign_in(page: Page, server: str, email: str) -> None:
    page.goto(f"{server}/admin/login/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", "la-trame")
    page.click("button[type=submit]")
    page.wait_for_url(f"{server}/admin/")
