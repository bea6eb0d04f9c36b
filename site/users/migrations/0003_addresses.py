from django.db import migrations

from users.email_addresses import fold_email


def fold_addresses(apps, schema_editor):
    """Give the accounts the one spelling of their address; one that another account has already stays as it is."""
    users = apps.get_model("users", "User").objects.using(schema_editor.connection.alias)
    taken = set(users.values_list("email", flat=True))
    for pk, email in list(users.values_list("pk", "email")):
        folded = fold_email(email)
        if folded != email and folded not in taken:
            users.filter(pk=pk).update(email=folded)
            taken.add(folded)


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0002_security"),
    ]

    operations = [migrations.RunPython(fold_addresses, migrations.RunPython.noop)]
