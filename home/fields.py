"""Model fields that every app of the portal shares."""

from wagtail.fields import StreamField


class LeanStreamField(StreamField):
    """A StreamField whose blocks stay out of migrations.

    Editing a block then makes no migration. The price: in a data migration the historical model sees the field
    as empty, and its ``save()`` would erase the content; such a migration rewrites the raw JSON by SQL.
    """

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
