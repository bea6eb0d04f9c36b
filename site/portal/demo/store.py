"""Putting the builders' values into models, found again by a translation key that never changes."""

import json
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import AutoField, Field, ForeignKey, Model, QuerySet
from modelcluster.models import get_serializable_data_for_fields
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from portal.demo.blocks import fixed_id, stored
from portal.demo.tree import Values

Record = TypeVar("Record", bound=Model)
OF_A_TRANSLATION = {"locale", "translation_key"}
MADE_WHEN_PUBLISHED = {"short_code"}


def put(model: type[Record], key: str, values: Values) -> Record:
    """Create or update a French snippet."""
    path = f"{model._meta.model_name}/{key}"
    place: dict[str, Any] = {"translation_key": fixed_id(path), "locale": french()}
    instance = QuerySet(model).filter(**place).first() or model(**place)
    if fill(instance, values, path) or not instance.pk:
        instance.save()
    instance.refresh_from_db()
    return instance


def fill(instance: Model, values: Values, path: str) -> bool:
    """Set what the builder gave, and empty the other fields of the model's own, so that a reload puts all back.

    Says whether anything changed.
    """
    before = content_of(instance)
    for field in _own_fields(instance):
        if field.name in values:
            set_value(instance, field.name, values[field.name], path)
        elif field.name not in MADE_WHEN_PUBLISHED:
            setattr(instance, field.attname, field.get_default())
    for field in instance._meta.many_to_many:
        if field.name in values:
            setattr(instance, field.name, values[field.name])
    return content_of(instance) != before


def content_of(instance: Model) -> dict[str, object]:
    """Everything that the record says, to compare it. PostgreSQL stores the keys of JSON in an order of its own."""
    content: dict[str, Any] = get_serializable_data_for_fields(instance)
    for field in instance._meta.concrete_fields:
        if isinstance(field, StreamField):
            content[field.name] = json.loads(content[field.name])
    return content


def set_value(instance: Model, name: str, value: object, path: str) -> None:
    if isinstance(instance._meta.get_field(name), StreamField):
        value = stored(value, f"{path}/{name}")
    setattr(instance, name, value)


def _own_fields(instance: Model) -> list[Field[object, object]]:
    """The fields that hold content: neither keys nor what Wagtail keeps of every page."""
    return [
        field
        for field in instance._meta.concrete_fields
        if not isinstance(field, AutoField)
        and field.name not in OF_A_TRANSLATION
        and not issubclass(Page, field.model)
        and not (isinstance(field, ForeignKey) and field.remote_field.parent_link)
    ]


def french() -> Locale:
    return Locale.objects.get(language_code=settings.LANGUAGE_CODE)
