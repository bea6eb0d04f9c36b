"""Questions that are asked with several inputs: each has its own label, and says what is wrong with it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString


class PartError(ValidationError):
    """What is wrong with an answer, and in which of its inputs. It is shown beside the input where it is one only."""

    def __init__(self, message: Any, *parts: str) -> None:
        super().__init__(message, code="part")
        self.parts = parts


class PartsWidget(forms.MultiWidget):
    """Inputs named after the question, ``_`` and the part. Sent or not, they hold a list of texts in that order."""

    def __init__(self, widgets: Mapping[str, forms.Widget]) -> None:
        super().__init__(dict(widgets))
        self.parts = list(widgets)

    def decompress(self, value: object) -> list[object]:
        return list(texts(value, self.parts).values())

    def subwidgets(
        self, name: str, value: object, attrs: dict[str, object] | None = None
    ) -> Iterator[dict[str, object]]:
        """The inputs, not the group of them: where a link to the question leads is the first."""
        for part in self.parts:
            yield {"name": f"{name}_{part}", "attrs": {"id": f"{(attrs or {}).get('id', f'id_{name}')}_{part}"}}


@dataclass(frozen=True)
class Part:
    """One input of a question, for templates."""

    name: str
    id: str
    field: forms.Field
    html: SafeString
    errors: list[str]
    is_optional: bool

    @property
    def label(self) -> Any:
        return self.field.label

    @property
    def help_text(self) -> object:
        return self.field.help_text


class PartsBoundField(forms.BoundField):
    """A bound field that knows its inputs one by one."""

    field: "PartsField"

    @cached_property
    def parts(self) -> list[Part]:
        return [self._part(index, name, field) for index, (name, field) in enumerate(self.field.parts.items())]

    def _part(self, index: int, name: str, field: forms.Field) -> Part:
        own = [str(message) for error in self._errors_at(name) if self._is_beside(error) for message in error.messages]
        part_id = f"{self.auto_id}_{name}"
        described = [f"{part_id}_helptext"] if field.help_text else []
        described += [f"{part_id}_error"] if own else []
        attributes = {"id": part_id, "aria-describedby": " ".join(described)} if described else {"id": part_id}
        if self._errors_at(name):
            attributes["aria-invalid"] = "true"
        html = field.widget.render(f"{self.html_name}_{name}", self._values()[index], attributes, self.form.renderer)
        return Part(name, part_id, field, html, own, is_optional=name in self.field.optional)

    def _values(self) -> list[Any]:
        value = self.value()
        if isinstance(value, list | tuple) and len(value) == len(self.field.parts):
            return list(value)
        return list(texts(value, list(self.field.parts)).values())

    def _errors_at(self, name: str) -> list[ValidationError]:
        return [error for error in self.errors.as_data() if name in getattr(error, "parts", ())]

    def _is_beside(self, error: ValidationError) -> bool:
        return self.field.is_told_by_part and len(getattr(error, "parts", ())) == 1

    @cached_property
    def common_errors(self) -> list[str]:
        """What is said above the inputs."""
        errors = [error for error in self.errors.as_data() if not self._is_beside(error)]
        return [str(message) for error in errors for message in error.messages]

    @cached_property
    def subwidgets(self) -> list[BoundWidget]:
        """One per input, those at fault first: where a link to the question leads is the first of them."""
        names = sorted(self.field.parts, key=lambda name: not self._errors_at(name))
        return [
            BoundWidget(self.field.widget, {"attrs": {"id": f"{self.auto_id}_{name}"}}, self.form.renderer)
            for name in names
        ]

    def links(self) -> list[tuple[str, str]]:
        """Each message with the id of the input that it is about."""
        first = str(self.subwidgets[0].id_for_label)
        return [
            (f"{self.auto_id}_{parts[0]}" if (parts := getattr(error, "parts", ())) else first, str(message))
            for error in self.errors.as_data()
            for message in error.messages
        ]

    @property
    def aria_describedby(self) -> str:
        described = [f"{self.auto_id}_helptext"] if self.help_text else []
        return " ".join(described + ([f"{self.auto_id}_error"] if self.common_errors else []))


class PartsField(forms.Field):
    """Cleans each part with a field of its own, then what they make together.

    With all parts empty it is an answer left out: an error of each part that is required, where one is. ``optional``
    parts are marked so; the others may still depend on one another.
    """

    bound_field_class = PartsBoundField
    is_told_by_part: ClassVar[bool] = True
    """What is wrong with one input is shown beside it; otherwise once, for all of them."""

    def __init__(self, parts: Mapping[str, forms.Field], *, optional: Collection[str] = (), **kwargs: Any) -> None:
        self.parts = dict(parts)
        self.optional = frozenset(optional)
        super().__init__(widget=PartsWidget({name: field.widget for name, field in parts.items()}), **kwargs)

    def clean(self, value: object) -> object:
        sent = value if isinstance(value, list | tuple) else []
        typed = dict.fromkeys(self.parts, "") | dict(zip(self.parts, sent, strict=False))
        if not any(text.strip() if isinstance(text, str) else text for text in typed.values()):
            if self.required:
                raise self.missing()
            return None
        cleaned, errors = self._clean_parts(typed)
        if errors:
            raise ValidationError(errors)
        return self.combined(cleaned)

    def _clean_parts(self, typed: dict[str, object]) -> tuple[dict[str, object], list[PartError]]:
        cleaned, errors = {}, []
        for name, field in self.parts.items():
            try:
                cleaned[name] = field.clean(typed[name])
            except ValidationError as error:
                errors += [PartError(message, name) for message in error.messages]
        return cleaned, errors

    def missing(self) -> ValidationError:
        """What is said to who left all of it empty."""
        _cleaned, errors = self._clean_parts(dict.fromkeys(self.parts, ""))
        return ValidationError(list(errors) or [self.error_messages["required"]])

    def combined(self, cleaned: dict[str, object]) -> object:
        """The answer that the parts make, or a ``PartError``."""
        return cleaned


def texts(value: object, names: list[str]) -> dict[str, str]:
    """The parts of an answer as stored, or of what was sent, by name; empty texts for anything else."""
    if isinstance(value, dict):
        return {name: str(value.get(name) or "") for name in names}
    sent = value if isinstance(value, list | tuple) else []
    return dict.fromkeys(names, "") | {name: str(text or "") for name, text in zip(names, sent, strict=False)}
