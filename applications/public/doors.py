"""Where forms ask who shows them to applicants."""

from applications.forms.routes import register_views
from applications.public.form import VIEWS


def open_doors() -> None:
    """Called once, when the app is ready."""
    register_views(VIEWS)
