from applications.models.applications import Application
from applications.models.calls import Call
from applications.models.forms import FormPage
from applications.models.history import StatusChange
from applications.models.versions import FormVersion

__all__ = ["Application", "Call", "FormPage", "FormVersion", "StatusChange"]
