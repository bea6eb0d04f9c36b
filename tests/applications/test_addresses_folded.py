"""What was kept under another spelling of an address is found under the one that there is now."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from applications.models import Application, Beneficiary, Call, OutgoingEmail
from applications.privacy.personal_data import person_of
from tests.applications.staff.exporting import sent, spec, version
from users.models import User

pytestmark = pytest.mark.django_db

UNICODE, ENCODED = "ada@mairie-saint-étienne.fr", "ada@xn--mairie-saint-tienne-nzb.fr"


def test_old_rows_are_found_under_both_spellings() -> None:
    made = version(Call.objects.create(code="old"), en=[spec("email", "mail", "Mail")])
    known = [Beneficiary.objects.create(key=f"email:{email}", name="Ada") for email in (UNICODE, ENCODED)]
    spellings = [UNICODE, ENCODED, f"{UNICODE}\u200b"]
    dossiers = [sent(made, {}, contact_email=each) for each in spellings]
    Application.objects.filter(pk=dossiers[1].pk).update(beneficiary=known[1])
    mail = OutgoingEmail.objects.create(key="k", occasion="receipt", to=ENCODED, language="fr")
    user = User.objects.create(email="x@example.org")
    User.objects.filter(pk=user.pk).update(email=ENCODED)
    for app, name in (("applications", "0011_values"), ("users", "0003_addresses")):
        import_module(f"{app}.migrations.{name}").fold_addresses(apps, SimpleNamespace(connection=connection))
    mail.refresh_from_db()
    assert mail.to == UNICODE
    assert User.objects.get_by_natural_key(ENCODED.upper()) == user
    for typed in (*spellings, ENCODED.upper()):
        assert {each.pk for each in person_of(typed).applications} == {each.pk for each in dossiers}, typed
    assert [each.key for each in Beneficiary.objects.all()] == [f"email:{UNICODE}"]
    assert Application.objects.get(pk=dossiers[1].pk).beneficiary == known[0]
