import uuid

from django.conf import settings
from django.db import migrations, models


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
    ]
