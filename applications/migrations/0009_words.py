import uuid

from django.conf import settings
from django.db import migrations, models

STATUSES = [
    ("received", "Received"),
    ("in_review", "In review"),
    ("waiting_applicant", "Waiting for the applicant"),
    ("waiting_list", "On the waiting list"),
    ("offered", "Seat offered"),
    ("ready", "Ready for decision"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
    ("withdrawn", "Withdrawn"),
    ("under_way", "Under way"),
    ("closed", "Closed"),
    ("lapsed", "Lapsed"),
]


class Migration(migrations.Migration):
    """Other names in the code for columns and tables that stay as they are, and other words on screens."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applications", "0008_trust"),
    ]

    operations = [
        # Nothing of it changes the database: a column and a table keep their names.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField(model_name="application", old_name="follow_key", new_name="tracking_key"),
                migrations.AlterField(
                    model_name="application",
                    name="tracking_key",
                    field=models.UUIDField(db_column="follow_key", default=uuid.uuid4, editable=False),
                ),
                migrations.RenameField(model_name="application", old_name="followers", new_name="watchers"),
                migrations.AlterField(
                    model_name="application",
                    name="watchers",
                    field=models.ManyToManyField(
                        blank=True,
                        db_table="applications_application_followers",
                        related_name="watched_applications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="watchers",
                    ),
                ),
                migrations.RenameField(model_name="application", old_name="offer_ends_at", new_name="held_until"),
                migrations.AlterField(
                    model_name="application",
                    name="held_until",
                    field=models.DateTimeField(
                        db_column="offer_ends_at",
                        db_index=True,
                        editable=False,
                        null=True,
                        verbose_name="seat kept until",
                    ),
                ),
            ]
        ),
        migrations.AlterField(
            model_name="edit",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assigned", "assigned"),
                    ("followers", "watchers changed"),
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
        migrations.AlterField(
            model_name="application",
            name="status",
            field=models.CharField(choices=STATUSES, default="received", max_length=20, verbose_name="status"),
        ),
        migrations.AlterField(
            model_name="statuschange",
            name="from_status",
            field=models.CharField(blank=True, choices=STATUSES, max_length=20),
        ),
        migrations.AlterField(
            model_name="statuschange", name="to_status", field=models.CharField(choices=STATUSES, max_length=20)
        ),
        migrations.AlterField(
            model_name="call",
            name="capacity",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="How many applications can be accepted. Empty: no limit.",
                null=True,
                verbose_name="seats",
            ),
        ),
        migrations.AlterField(
            model_name="call",
            name="capacity_period",
            field=models.CharField(
                choices=[("call", "the whole call"), ("year", "each year")],
                default="call",
                max_length=4,
                verbose_name="seats are for",
            ),
        ),
        migrations.AlterField(
            model_name="call",
            name="confirms_at_once",
            field=models.BooleanField(
                default=False,
                help_text="Whoever gets a seat has it. Otherwise staff confirm each registration.",
                verbose_name="registered at once",
            ),
        ),
        migrations.AlterField(
            model_name="call",
            name="has_waiting_list",
            field=models.BooleanField(
                default=True,
                help_text="When all seats are taken, one can still apply, to wait for one.",
                verbose_name="waiting list",
            ),
        ),
    ]
