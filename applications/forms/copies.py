"""The call of a form that is taken along to another event: a new one with the people and the rules of the old one."""

from django.db import transaction
from wagtail.models import Page

from applications.forms.page import FormPage
from applications.models import Call, Letter
from applications.models.calls import ON_LETTERS
from applications.references import prefix_from, short_name
from home.locales import titles_of

TAKEN_OVER = (
    "kind",
    "time_zone",
    "capacity",
    "capacity_period",
    "has_waiting_list",
    "confirms_at_once",
    "currency",
    "amount_min",
    "amount_max",
    "numbering",
    "draft_days",
    "refused_months",
    "granted_months",
    "moderators",
    "committee",
    "four_eyes",
    *ON_LETTERS,
)
"""All but the names, the moments of opening and closing, and what is said of a session."""


def own_call(form: Page, event: Page) -> dict[str, object]:
    """Make a call for the copy of a form below an event, with the letters of the old one. See ``offers.sessions``."""
    if not isinstance(form, FormPage):
        return {}
    old = Call.objects.get(pk=form.call_id)
    with transaction.atomic():
        titles = {f"title_{language}": title for language, title in titles_of(event).items()}
        code = _code(event)
        prefix = prefix_from(code, set(Call.objects.values_list("reference_prefix", flat=True)))
        kept = {name: getattr(old, name) for name in TAKEN_OVER}
        new = Call(code=code, reference_prefix=prefix, subject=event, **titles, **kept)
        new.save()
        letters = [(each.occasion, each.language, each.subject, each.body) for each in old.letters.all()]
        Letter.objects.bulk_create(
            Letter(call=new, occasion=occasion, language=language, subject=subject, body=body)
            for occasion, language, subject, body in letters
        )
    return {"call": new}


def _code(event: Page) -> str:
    """The event's short name, with a number where another call has it."""
    base = short_name(event.slug, "event")
    code, number = base, 1
    while Call.objects.filter(code=code).exists():
        number += 1
        code = f"{base}-{number}"
    return code
