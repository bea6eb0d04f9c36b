"""What changed between two versions of a form, for somebody in the middle of filling it in."""

from typing import Any, TypedDict

from applications.drafts.filling import Data, belongs_to
from applications.models.versions import FormVersion


class Changes(TypedDict):
    """Keys of questions. Those of removed ones have their wording in the draft's ``removed``."""

    added: list[str]
    changed: list[str]
    removed: list[str]


def compare(before: FormVersion, after: FormVersion, language: str) -> Changes:
    """The questions that came, changed or went, in the order of the form, as read in a language."""
    old, new = (version.form(language).specs for version in (before, after))
    return {
        "added": [key for key in new if key not in old],
        "changed": [key for key in new if key in old and new[key] != old[key]],
        "removed": [key for key in old if key not in new],
    }


def together(earlier: dict[str, Any], later: Changes) -> Changes:
    """Changes that have not been read yet, with those that came after them."""
    gone, came = set(later["removed"]), set(later["added"])
    added = [*(key for key in earlier.get("added", ()) if key not in gone), *later["added"]]
    changed = [key for key in [*earlier.get("changed", ()), *later["changed"]] if key not in gone and key not in added]
    removed = [*(key for key in earlier.get("removed", ()) if key not in came), *later["removed"]]
    return {
        "added": list(dict.fromkeys(added)),
        "changed": list(dict.fromkeys(changed)),
        "removed": list(dict.fromkeys(removed)),
    }


def wording_of_removed(before: FormVersion, removed: list[str], data: Data, files: set[str]) -> dict[str, object]:
    """The specs, by key and language, of removed questions that the draft has an answer to: it stays readable."""
    answered = [
        key for key in removed if key in files or any(_is_answer(name, values, key) for name, values in data.items())
    ]
    specs = {code: before.form(code).specs for code in before.form("").languages}
    return {key: {language: by_key[key] for language, by_key in specs.items() if key in by_key} for key in answered}


def _is_answer(name: str, values: list[str], key: str) -> bool:
    """Whether somebody typed it: the numbers of rows are there without anybody's doing."""
    return belongs_to(name, key) and not name.endswith("-rows") and any(values)
