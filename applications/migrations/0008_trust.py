import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0007_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="access",
            name="by_name",
            field=models.CharField(blank=True, editable=False, max_length=254, verbose_name="who"),
        ),
        migrations.AlterField(
            model_name="access",
            name="reading",
            field=models.CharField(
                choices=[
                    ("dossier", "read the dossier"),
                    ("file", "opened a file"),
                    ("files", "downloaded all files"),
                    ("export", "exported the queue"),
                    ("person", "exported what is known of a person"),
                    ("lookup", "looked a person up"),
                    ("attendance", "read an attendance list"),
                ],
                max_length=10,
                verbose_name="what",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="address_confirmed_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, null=True, verbose_name="address confirmed"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="is_provisional",
            field=models.BooleanField(default=False, editable=False, verbose_name="to be confirmed"),
        ),
        migrations.AddField(
            model_name="call",
            name="keeping_shortened_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="kept for less time since"),
        ),
        migrations.AlterField(
            model_name="call",
            name="four_eyes",
            field=models.BooleanField(
                default=False,
                help_text="People who reviewed an application cannot decide on it.",
                verbose_name="four eyes",
            ),
        ),
        migrations.AddField(
            model_name="outgoingemail",
            name="recipient",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="outgoingemail",
            name="sender",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name="outgoingemail",
            name="status",
            field=models.CharField(
                choices=[
                    ("queued", "waiting to be sent"),
                    ("sending", "being sent"),
                    ("sent", "sent"),
                    ("uncertain", "perhaps sent"),
                    ("failed", "not sent"),
                    ("dropped", "no longer needed"),
                    ("withheld", "withheld"),
                ],
                default="queued",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("is_provisional", True)),
                fields=["call", "status", "seat_year"],
                name="seats_to_confirm",
            ),
        ),
        migrations.AddIndex(
            model_name="outgoingemail",
            index=models.Index(fields=["recipient", "created_at"], name="outbox_by_recipient"),
        ),
        migrations.AddIndex(
            model_name="outgoingemail",
            index=models.Index(
                condition=models.Q(("sender", ""), _negated=True),
                fields=["sender", "created_at"],
                name="outbox_by_sender",
            ),
        ),
        migrations.AlterField(
            model_name="edit",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assigned", "assigned"),
                    ("followers", "followers changed"),
                    ("labels", "labels changed"),
                    ("due", "due date changed"),
                    ("contact", "contact changed"),
                    ("address", "address confirmed by staff"),
                    ("hold", "legal hold changed"),
                    ("anonymised", "anonymised"),
                ],
                max_length=12,
            ),
        ),
    ]
