from applications.models.applications import Application, DossierText, Outcome, PromotedAnswer
from applications.models.attachments import Attachment
from applications.models.attendance import Attendance
from applications.models.beneficiaries import Beneficiary
from applications.models.calls import Call
from applications.models.corrections import CorrectionRequest
from applications.models.decisions import Decision, Verdict
from applications.models.drafts import Draft, DraftLink
from applications.models.emails import EmailStatus, OutgoingEmail
from applications.models.history import Access, Edit, EditKind, Reading, StatusChange
from applications.models.labels import Label
from applications.models.letters import Letter
from applications.models.messages import Message, Note
from applications.models.protection import FormProtection
from applications.models.purges import Clock, Purge
from applications.models.territories import TerritoryList
from applications.models.versions import FormVersion
from applications.models.views import SavedView
from applications.uploads.verdicts import Scan

__all__ = [
    "Access",
    "Application",
    "Attachment",
    "Attendance",
    "Beneficiary",
    "Call",
    "Clock",
    "CorrectionRequest",
    "Decision",
    "DossierText",
    "Draft",
    "DraftLink",
    "Edit",
    "EditKind",
    "EmailStatus",
    "FormProtection",
    "FormVersion",
    "Label",
    "Letter",
    "Message",
    "Note",
    "Outcome",
    "OutgoingEmail",
    "PromotedAnswer",
    "Purge",
    "Reading",
    "SavedView",
    "Scan",
    "StatusChange",
    "TerritoryList",
    "Verdict",
]

import applications.forms.page  # noqa: F401 - last, and for Django alone, which asks for every model here
