from home.models.chrome import SiteChrome
from home.models.directory import Audience, Organisation, Person, SupportKind
from home.models.media import PortalDocument, PortalImage, PortalRendition
from home.models.pages import ContentPage, HomePage
from home.models.portal_page import PageText, PortalPage

__all__ = [
    "Audience",
    "ContentPage",
    "HomePage",
    "Organisation",
    "PageText",
    "Person",
    "PortalDocument",
    "PortalImage",
    "PortalPage",
    "PortalRendition",
    "SiteChrome",
    "SupportKind",
]
