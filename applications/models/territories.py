"""Lists of territories that editors keep: municipalities, districts, neighbourhoods."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Territory:
    key: str
    name: str


class TerritoryList(models.Model):
    """Place names are the same in both languages: one list serves all. A form takes it over when it is published."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    lines = models.TextField(
        _("territories"),
        help_text=_("One per line. A code may stand before it, with a semicolon: “38185; Grenoble”."),
    )

    class Meta:
        verbose_name = _("list of territories")
        verbose_name_plural = _("lists of territories")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if not self.territories():
            raise ValidationError({"lines": _("Type one territory per line.")})

    def territories(self) -> list[Territory]:
        """In the order of the lines. The key is the code, else the name; a repeated one counts once."""
        found: dict[str, Territory] = {}
        for line in self.lines.splitlines():
            code, separator, name = line.partition(";")
            code, name = (code.strip(), name.strip()) if separator else ("", line.strip())
            key = slugify(code or name)[:60]
            if name and key:
                found.setdefault(key, Territory(key, name))
        return list(found.values())
