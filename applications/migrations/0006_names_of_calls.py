import re
import unicodedata

import django.core.validators
from django.db import migrations, models
from django.db.models.functions import Lower

LANGUAGES = ("fr", "en")


def name_calls(apps, schema_editor):
    """Give each call the titles of its form, or of what it serves, and letters of its code for its references.

    A session takes the letters of its series.
    """
    alias = schema_editor.connection.alias
    call_model, form_model, page_model = (
        apps.get_model(*names)
        for names in (("applications", "Call"), ("applications", "FormPage"), ("wagtailcore", "Page"))
    )
    forms = form_model.objects.using(alias).order_by("-live", "pk")
    named = dict(reversed(forms.values_list("call_id", "translation_key")))
    served = dict(page_model.objects.using(alias).filter(calls__isnull=False).values_list("pk", "translation_key"))
    calls = list(call_model.objects.using(alias).order_by("pk"))
    keys = {call.pk: named.get(call.pk) or served.get(call.subject_id) for call in calls}
    rows = page_model.objects.using(alias).filter(translation_key__in=set(keys.values()) - {None}, alias_of=None)
    titles = {
        (key, code): title for key, code, title in rows.values_list("translation_key", "locale__language_code", "title")
    }
    taken = set()
    for call in calls:
        for code in LANGUAGES:
            setattr(call, f"title_{code}", titles.get((keys[call.pk], code), "")[:150])
        if call.session_key is None:
            call.reference_prefix = letters_of(call.code, taken)
            taken.add(call.reference_prefix)
    prefixes = {call.pk: call.reference_prefix for call in calls}
    for call in calls:
        if call.session_key is not None:
            call.reference_prefix = prefixes.get(call.series_id) or letters_of(call.code, ())
        # When it begins and ends stands in the columns, which a move of the session changes: once is enough.
        call.session_facts = {key: value for key, value in call.session_facts.items() if key not in ("starts", "ends")}
    names = ["title_fr", "title_en", "reference_prefix", "session_facts"]
    call_model.objects.using(alias).bulk_update(calls, names, batch_size=200)


def fold_addresses(apps, schema_editor):
    """Addresses are kept as they are looked up: in lower case."""
    alias = schema_editor.connection.alias
    columns = (("Draft", "email"), ("DraftLink", "email"), ("OutgoingEmail", "to"), ("Application", "contact_email"))
    for name, column in columns:
        rows = apps.get_model("applications", name).objects.using(alias)
        rows.exclude(**{column: Lower(column)}).update(**{column: Lower(column)})


def letters_of(code, taken):
    """2 to 6 letters of a code that no other call has."""
    plain = unicodedata.normalize("NFKD", code).encode("ascii", "ignore").decode().upper()
    letters = (re.sub("[^A-Z]", "", plain) or "CALL").ljust(2, "X")
    found = [letters[:length] for length in (4, 5, 6, 3, 2) if length <= len(letters)]
    number = 0
    while found[0] in taken:
        if len(found) > 1:
            found.pop(0)
            continue
        number += 1
        found = [letters[:2] + "".join(chr(65 + number // 26**place % 26) for place in range(4))]
    return found[0]


class Migration(migrations.Migration):
    dependencies = [("applications", "0005_house"), ("wagtailcore", "0094_alter_page_locale")]

    operations = [
        migrations.AlterField(
            model_name="call",
            name="code",
            field=models.SlugField(
                help_text="Short and lasting; stands in exports and file names.",
                max_length=40,
                unique=True,
                verbose_name="code",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="title_fr",
            field=models.CharField(blank=True, max_length=150, verbose_name="title in French"),
        ),
        migrations.AddField(
            model_name="call",
            name="title_en",
            field=models.CharField(blank=True, max_length=150, verbose_name="title in English"),
        ),
        migrations.AddField(
            model_name="call",
            name="reference_prefix",
            field=models.CharField(
                blank=True,
                help_text="2 to 6 letters, the same in both languages. References that were given stay as they are.",
                max_length=6,
                validators=[
                    django.core.validators.RegexValidator("^[A-Za-z]{2,6}$", "Type 2 to 6 letters without accents.")
                ],
                verbose_name="beginning of references",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                condition=models.Q(("session_key__isnull", True), models.Q(("reference_prefix", ""), _negated=True)),
                fields=("reference_prefix",),
                name="call_reference_prefix_once",
            ),
        ),
        # Last: PostgreSQL may refuse to alter a table that the same transaction has written to.
        migrations.RunPython(name_calls, migrations.RunPython.noop),
        migrations.RunPython(fold_addresses, migrations.RunPython.noop),
    ]
