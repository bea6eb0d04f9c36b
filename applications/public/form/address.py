"""The addresses of the parts of a form."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from applications.drafts.filling import Step
from applications.forms.page import FormPage


@dataclass(frozen=True)
class FormAddress:
    """What the visitor chose to see goes along: both languages beside each other, and a session while none is chosen.

    ``wanted`` is that session's key; empty for none.
    """

    request: HttpRequest
    page: FormPage
    shows_both: bool = False
    wanted: str = ""

    def part(self, name: str = "", *args: Any, **query: str) -> str:
        """The address of a part of the form; its own for no name."""
        base = str(self.page.get_url(self.request))
        tail = self.page.reverse_subpage(name, args=args) if name else ""
        if self.shows_both:
            query = {"both": "1", **query}
        return base + tail + (f"?{urlencode(query)}" if query else "")

    def step(self, step: Step | None, **query: str) -> str:
        """A step's address; the check page's for none."""
        if step is None:
            return self.part("check", **query)
        if self.wanted:
            query = {"session": self.wanted, **query}
        return self.part("step", step.number, **query)
