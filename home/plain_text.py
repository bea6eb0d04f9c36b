"""Rich text as a mail shows it: words, addresses in brackets, dashes and numbers before the items of lists."""

import re
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from wagtail.rich_text import expand_db_html

_BREAKS = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[^\S\n]+$", re.MULTILINE)


def plain_text(source: str, base_url: str) -> str:
    """Rich text as stored, in the active language. Addresses of this site become whole ones, below ``base_url``."""
    soup = BeautifulSoup(expand_db_html(source), "html.parser")
    for link in soup.find_all("a"):
        address = urljoin(base_url, str(link.get("href") or "")).removeprefix("mailto:")
        if link.get("href") and address != link.get_text().strip():
            link.append(f" ({address})")
    for mark in soup.find_all("br"):
        mark.replace_with("\n")
    for items in soup.find_all(["ol", "ul"]):
        for number, item in enumerate(items.find_all("li", recursive=False), 1):
            item.insert(0, f"{number}. " if items.name == "ol" else "– ")
            item.append("\n")
        items.append("\n")
    for paragraph in soup.find_all("p"):
        paragraph.append("\n\n")
    return tidy(soup.get_text())


def tidy(text: str) -> str:
    """No blanks at the ends of lines, no more than one empty line in a row."""
    return _BREAKS.sub("\n\n", _TRAILING.sub("", text)).strip()
