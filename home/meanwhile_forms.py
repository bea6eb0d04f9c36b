"""The rule of ``home.meanwhile`` for forms that change what is stored: a colleague may have changed it meanwhile.

A form that only adds, as a note, a message or a decision, writes nothing over and needs none of this.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from home.meanwhile import Outcome, digest, outcome

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Clash:
    """A field that somebody else changed to ``theirs`` while another value was typed here; ``name`` is the choice's."""

    field: str
    label: str
    name: str
    theirs: str
    seen: str


class MeanwhileMixin:
    """A form whose page carries what it showed of each field, in inputs called ``shown``: the template renders them.

    What the page did not change stays as it is stored by now, and is named in ``changed_elsewhere``. Where both sides
    changed a field the form is not valid, and ``clashes`` are asked about. ``last_change`` says who was there.
    """

    data: Any
    errors: Any
    fields: dict[str, forms.Field]
    last_change: Callable[[], str] = staticmethod(lambda: "")

    def full_clean(self) -> None:
        self.clashes: list[Clash] = []
        self.changed_elsewhere: list[str] = []
        form: Any = self
        if form.is_bound:
            for name in [name for name, field in self.fields.items() if not field.disabled]:
                self._meet(name)
        super().full_clean()  # type: ignore[misc]
        for clash in self.clashes:
            if clash.field in form.cleaned_data or clash.field in form.errors:
                form.errors.pop(clash.field, None)
                form.add_error(clash.field, _("Somebody else changed this meanwhile: choose above what is to stay."))

    def _meet(self, name: str) -> None:
        input_name = str(getattr(self, "add_prefix")(name))  # noqa: B009  of the form that this is mixed into
        stored, posted = self._stored(name), self._posted(name, input_name)
        here, there = _digest(posted), _digest(stored)
        choice, _colon, seen = str(self.data.get(f"keep-{name}", "")).partition(":")
        result = outcome(shown=self._shown.get(name) or there, posted=here, stored=there)
        if result == Outcome.ASKED and seen == there and choice in (MINE, THEIRS):
            result = Outcome.WRITTEN if choice == MINE else Outcome.STAYS
        if result == Outcome.ASKED:
            self.clashes.append(self._clash(name, stored))
        elif result == Outcome.STAYS and here != there:
            self.changed_elsewhere.append(str(self.fields[name].label))
            self.data = self.data.copy()
            self.data.setlist(input_name, stored)

    def _clash(self, name: str, stored: list[str]) -> Clash:
        choices = {str(key): str(label) for key, label in getattr(self.fields[name], "choices", ())}
        theirs = ", ".join(choices.get(text, text) for text in stored)
        return Clash(name, str(self.fields[name].label), f"keep-{name}", theirs, _digest(stored))

    @cached_property
    def _shown(self) -> dict[str, str]:
        texts = self.data.getlist("shown") if hasattr(self.data, "getlist") else []
        return {name: seen for name, _colon, seen in (text.partition(":") for text in texts)}

    def _stored(self, name: str) -> list[str]:
        """What the inputs of a field hold where nobody has typed anything."""
        form: Any = self
        field: Any = self.fields[name]
        value = field.prepare_value(form.get_initial_for_field(field, name))
        return _texts(value if isinstance(value, bool | list | tuple) else field.widget.format_value(value))

    def _posted(self, name: str, input_name: str) -> list[str]:
        form: Any = self
        return _texts(self.fields[name].widget.value_from_datadict(self.data, form.files, input_name))

    @property
    def shown_fields(self) -> list[str]:
        """What the page is to carry. Of a clash, what it carried before: it is asked about until there is a choice."""
        asked = {clash.field for clash in self.clashes} if self.errors is not None and hasattr(self, "clashes") else ()
        return [
            f"{name}:{self._shown[name] if name in asked else _digest(self._stored(name))}"
            for name, field in self.fields.items()
            if not field.disabled
        ]


def _digest(texts: list[str]) -> str:
    return digest([("", texts)])


def _texts(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, list | tuple):
        return sorted(str(getattr(one, "pk", one)) for one in value if one is not None)
    return [] if value is None else [str(value)]
