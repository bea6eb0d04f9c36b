from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0009_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="rivals",
            field=models.JSONField(
                default=dict, help_text="By key and page: other answers, until one of them is chosen."
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="written",
            field=models.JSONField(
                default=dict, help_text="By key: pages, each with the digest of what it wrote last."
            ),
        ),
    ]
