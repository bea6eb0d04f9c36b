from django.db import migrations, models

DECISIONS = ("accepted", "declined", "waiting_list")


def keep_letters(apps, schema_editor):
    """What was mailed of decisions, as the letters that their readers can have as PDF. Nobody knows who signed them."""
    emails = apps.get_model("applications", "OutgoingEmail").objects.using(schema_editor.connection.alias)
    told = emails.filter(occasion__in=DECISIONS, application__isnull=False).exclude(sent_text="")
    for email in told.select_related("application").iterator(chunk_size=200):
        email.paper = {
            "letterhead": "",
            "place": "",
            "name": email.application.contact_name,
            "organisation": "",
            "subject": email.sent_subject,
            "text": email.sent_text,
            "signatory": "",
            "role": "",
        }
        email.save(update_fields=["paper"])


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0006_names_of_calls"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="letter_place",
            field=models.CharField(
                blank=True,
                help_text="Stands before the date: “Grenoble, 12 March 2027”.",
                max_length=80,
                verbose_name="place",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="letterhead_en",
            field=models.TextField(
                blank=True,
                help_text="Empty: the French one is used.",
                max_length=500,
                verbose_name="letterhead in English",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="letterhead_fr",
            field=models.TextField(
                blank=True,
                help_text="The name on the first line, then address and telephone. Empty: the name of the portal.",
                max_length=500,
                verbose_name="letterhead in French",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="signatory_name",
            field=models.CharField(
                blank=True,
                help_text="Empty: letters bear no name.",
                max_length=120,
                verbose_name="name of the signatory",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="signatory_role_en",
            field=models.CharField(
                blank=True,
                help_text="Empty: the French one is used.",
                max_length=200,
                verbose_name="role of the signatory in English",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="signatory_role_fr",
            field=models.CharField(
                blank=True,
                help_text="Stands below the name.",
                max_length=200,
                verbose_name="role of the signatory in French",
            ),
        ),
        migrations.AddField(
            model_name="outgoingemail",
            name="paper",
            field=models.JSONField(blank=True, default=dict),
        ),
        # Last: PostgreSQL may refuse to alter a table that the same transaction has written to.
        migrations.RunPython(keep_letters, migrations.RunPython.noop),
    ]
