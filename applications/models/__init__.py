from applications.models.applications import Application
from applications.models.attachments import Attachment
from applications.models.calls import Call
from applications.models.drafts import Draft, DraftLink
from applications.models.emails import EmailStatus, Occasion, OutgoingEmail
from applications.models.forms import FormPage
from applications.models.history import StatusChange
from applications.models.protection import FormProtection
from applications.models.territories import TerritoryList
from applications.models.versions import FormVersion
from applications.uploads.verdicts import Scan

__all__ = [
    "Application",
    "Attachment",
    "Call",
    "Draft",
    "DraftLink",
    "EmailStatus",
    "FormPage",
    "FormProtection",
    "FormVersion",
    "Occasion",
    "OutgoingEmail",
    "Scan",
    "StatusChange",
    "TerritoryList",
]
