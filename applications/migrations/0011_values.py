from django.db import migrations

from users.email_addresses import fold_email

ADDRESSES = (
    ("Application", "contact_email"),
    ("Draft", "email"),
    ("DraftLink", "email"),
    ("OutgoingEmail", "to"),
)
BATCH = 2000
BY_ADDRESS = "email:"


def fold_addresses(apps, schema_editor):
    """Give the one spelling of an address to those that were kept under another: invisible characters, ``xn--``."""
    alias = schema_editor.connection.alias
    for name, column in ADDRESSES:
        rows = apps.get_model("applications", name).objects.using(alias)
        addresses = rows.order_by().values_list(column, flat=True).distinct()
        for email in [one for one in addresses.iterator(chunk_size=BATCH) if fold_email(one) != one]:
            rows.filter(**{column: email}).update(**{column: fold_email(email)})
    _fold_beneficiaries(apps, alias)


def _fold_beneficiaries(apps, alias):
    """The same for those who are known by their address. Two that become one keep the older row and all dossiers."""
    beneficiaries = apps.get_model("applications", "Beneficiary").objects.using(alias)
    applications = apps.get_model("applications", "Application").objects.using(alias)
    known = beneficiaries.filter(key__startswith=BY_ADDRESS).order_by("pk").values_list("pk", "key")
    for pk, key in list(known.iterator(chunk_size=BATCH)):
        folded = BY_ADDRESS + fold_email(key.removeprefix(BY_ADDRESS))
        if folded == key:
            continue
        same = beneficiaries.filter(key=folded).first()
        if same:
            applications.filter(beneficiary=pk).update(beneficiary=same)
            beneficiaries.filter(pk=pk).delete()
        else:
            beneficiaries.filter(pk=pk).update(key=folded)


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0010_rivals"),
    ]

    operations = [migrations.RunPython(fold_addresses, migrations.RunPython.noop)]
