"""What follows when a form page is published."""

from typing import Any

from wagtail.signals import page_published


def keep_version(instance: Any, **_kwargs: Any) -> None:
    """Record the form as it is live now, in every language that it is live in."""
    from applications.actions.versions import record_version

    record_version(call=instance.call)


def follow_publications() -> None:
    """Called once, when the app is ready."""
    from applications.models import FormPage

    page_published.connect(keep_version, sender=FormPage, dispatch_uid="keep_form_version")
