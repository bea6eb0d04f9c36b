from zoneinfo import ZoneInfo

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, ExtractYear

import applications.models.occasions

WITHOUT_A_SEAT = ("waiting_list", "declined", "withdrawn", "lapsed")


def fill_seat_year(apps, schema_editor):
    """Give the dossiers that have a seat the year in which they got it, in the time zone of their call.

    That is when they last came from a status without a seat, or arrived; where no history tells it, when they were
    sent. One statement for each time zone that a call has.
    """
    alias = schema_editor.connection.alias
    application, change, call = (
        apps.get_model("applications", name) for name in ("Application", "StatusChange", "Call")
    )
    got_one = Q(from_status="") | Q(from_status__in=WITHOUT_A_SEAT)
    changes = change.objects.filter(got_one, application=OuterRef("pk")).exclude(to_status__in=WITHOUT_A_SEAT)
    given = Coalesce(Subquery(changes.order_by("-at", "-pk").values("at")[:1]), "submitted_at")
    seated = application.objects.using(alias).exclude(status__in=WITHOUT_A_SEAT)
    for zone in call.objects.using(alias).order_by().values_list("time_zone", flat=True).distinct():
        seated.filter(call__time_zone=zone).update(seat_year=ExtractYear(given, tzinfo=ZoneInfo(zone)))


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_sessions")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="seat_year",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("seat_year__isnull", False)),
                fields=["call", "seat_year", "status"],
                name="seats_by_year",
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="occasion",
            field=models.CharField(
                choices=applications.models.occasions.letter_choices, max_length=40, verbose_name="occasion"
            ),
        ),
        migrations.AlterField(
            model_name="outgoingemail",
            name="occasion",
            field=models.CharField(
                choices=applications.models.occasions.mail_choices, max_length=40, verbose_name="occasion"
            ),
        ),
        # Last: PostgreSQL may refuse to alter a table that the same transaction has written to.
        migrations.RunPython(fill_seat_year, migrations.RunPython.noop),
    ]
