"""What calls are called, in each language, and what their references begin with."""

from datetime import UTC, datetime
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from applications.models import Call
from applications.models.calls import title_order
from applications.references import prefix_from
from tests.builders import Portal, staff

pytestmark = pytest.mark.django_db


def test_a_call_is_called_by_its_title_in_the_readers_language() -> None:
    call = Call(code="pic-more-coaching", title_fr="Heures en plus", title_en="More hours")
    with translation.override("fr"):
        assert str(call) == "Heures en plus"
    with translation.override("en"):
        assert str(call) == "More hours"
        assert str(Call(code="pic", title_fr="Menu")) == "Menu"
        assert str(Call(code="pic")) == "pic"


def test_a_session_says_its_day_in_the_time_zone_of_its_call() -> None:
    starts = datetime(2027, 1, 12, 2, tzinfo=UTC)
    call = Call(code="x", title_fr="Échanges", session_starts_at=starts, time_zone="America/Toronto")
    with translation.override("fr"):
        assert "11 janvier 2027" in str(call)
        assert str(call).startswith("Échanges")


def test_calls_are_sorted_by_the_title_that_is_read() -> None:
    for code, fr, en in (("a", "Zèbres", "Antelopes"), ("b", "Abeilles", "Zebras"), ("m", "", "")):
        Call.objects.create(code=code, title_fr=fr, title_en=en)
    for language, codes in (("fr", ["b", "m", "a"]), ("en", ["a", "m", "b"])):
        with translation.override(language):
            assert list(Call.objects.order_by(title_order()).values_list("code", flat=True)) == codes


@pytest.mark.parametrize(
    ("words", "taken", "prefix"),
    [
        ("pic-more-coaching", (), "PMC"),
        ("Menu", (), "MENU"),
        ("Échanges", (), "ECHA"),
        ("échanges", {"ECHA", "ECHAN"}, "ECHANG"),
        ("a", (), "AX"),
        ("a", {"AX"}, "AXA"),
        ("2027", (), "CALL"),
        ("un deux trois quatre cinq six sept", (), "UDTQCS"),
    ],
)
def test_letters_are_suggested_from_a_name(words: str, taken: set[str], prefix: str) -> None:
    assert prefix_from(words, taken) == prefix


def test_letters_belong_to_one_call_but_sessions_share_those_of_their_series() -> None:
    series = Call.objects.create(code="series", reference_prefix="ech")
    assert series.reference_prefix == series.prefix == "ECH"
    for code in ("one", "two"):
        Call.objects.create(code=code, series=series, session_key=uuid4(), reference_prefix="ECH")
    with pytest.raises(ValidationError) as refused:
        Call(code="other", reference_prefix="ECH").full_clean()
    assert next(iter(refused.value.message_dict)) == "reference_prefix"
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.create(code="other", reference_prefix="ECH")
    assert Call.objects.create(code="none-chosen").prefix == Call.objects.create(code="none").prefix == "NONE"


@pytest.mark.parametrize("typed", ["A", "TOOLONG", "É2", "A1", "A-B"])
def test_other_characters_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        Call(code="other", reference_prefix=typed).full_clean()


def test_an_editor_chooses_the_names() -> None:
    editor = Client()
    editor.force_login(staff("editor@example.org", is_superuser=True, is_staff=True))
    call = Call.objects.create(code="pic", title_fr="Menu", title_en="Menu", reference_prefix="PIC")
    address = reverse("calls:edit", args=(call.pk,))
    form = editor.get(address).context["form"]
    given = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    missing = editor.post(address, given | {"title_en": "", "reference_prefix": ""})
    assert {"title_en", "reference_prefix"} <= set(missing.context["form"].errors)
    editor.post(address, given | {"title_en": "Menu of possibilities", "reference_prefix": "poss"})
    call.refresh_from_db()
    assert (call.title_en, call.reference_prefix) == ("Menu of possibilities", "POSS")


def test_the_migration_names_calls_after_their_forms() -> None:
    portal = Portal()
    call = Call.objects.create(code="menu-pic")
    portal.forms(call)
    twin = Call.objects.create(code="menu")
    session = Call.objects.create(code="menu-270112", series=call, session_key=uuid4())
    migration = import_module("applications.migrations.0006_names_of_calls")
    migration.name_calls(apps, connection.schema_editor())
    for each in (call, twin, session):
        each.refresh_from_db()
    assert call.title_fr
    assert call.title_en
    assert (call.reference_prefix, session.reference_prefix) == ("MENU", "MENU")
    assert twin.reference_prefix not in ("", "MENU")
    assert migration.letters_of("a", {"AX"}) not in ("AX", "")
