"""What changed in a form under a draft that was begun before."""

from collections.abc import Mapping
from typing import cast

from applications.drafts.filling import Filling
from applications.models import Draft
from applications.questions.base import Spec
from applications.questions.published import PublishedForm


def changes_of(draft: Draft | None, specs: Mapping[str, Spec], language: str) -> dict[str, list[Spec]]:
    """What changed since the applicant read it last: questions, under their present wording, by what became of them."""
    if not draft or not draft.changes:
        return {}
    removed = {key: _wording(wordings, language) for key, wordings in draft.removed.items()}
    known = {**removed, **specs}
    found = {kind: [known[key] for key in keys if key in known] for kind, keys in draft.changes.items()}
    return found if any(found.values()) else {}


def removed_from(draft: Draft | None, filling: Filling, language: str) -> list[tuple[Spec, Filling]]:
    """The questions that are gone from the form, with what the applicant had answered."""
    if not draft or not draft.removed:
        return []
    specs = [_wording(wordings, language) for wordings in draft.removed.values()]
    asked = [cast(Spec, {**spec, "conditions": []}) for spec in specs]
    form = PublishedForm({"title": "", "steps": [{"key": "", "title": "", "questions": asked}]})
    old = Filling(form, filling.data_as_lists())
    return [(spec, old) for spec in specs]


def _wording(wordings: dict[str, Spec], language: str) -> Spec:
    return wordings.get(language) or next(iter(wordings.values()))
