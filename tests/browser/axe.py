"""What axe finds on a page."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


# What the colours decide. All else is the same in the dark, and looked at in the light.
RULES_OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

# Colours that change are at their end: each step of a change may begin another in what inherits it. Only what is wrong
# comes back: the list of all that is right is a hundred times as long.
RUN = """options => {
    for (let round = 0; round < 9 && document.getAnimations().length; round++)
        document.getAnimations().forEach(one => one.effect.getComputedTiming().endTime < Infinity && one.finish());
    return axe.run(document, {...options, resultTypes: ["violations"]}).then(results =>
    results.violations.flatMap(item => item.nodes.map(node => `${item.id}: ${node.html.slice(0, 160)}`)));
}"""


def findings(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """Asked again of the same document, in another theme or width, axe is there already."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, rules)
    return found


def findings_in_both_themes(page: Page) -> list[str]:
    """Of a page in a light theme; it is left in a light one."""
    found = findings(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {finding}" for finding in findings(page, RULES_OF_COLOUR)]
    page.emulate_media(color_scheme="light")
    return found
