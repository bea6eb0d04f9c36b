from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from home.rich_text import KnownDocumentLinkHandler, TranslatedPageLinkHandler
from home.viewsets import DirectoryGroup, SiteChromeViewSet

register_snippet(DirectoryGroup)
register_snippet(SiteChromeViewSet)


@hooks.register("register_rich_text_features", order=100)
def resolve_links_all_at_once(features: FeatureRegistry) -> None:
    """After Wagtail's own handlers, so that these take their place."""
    features.register_link_type(TranslatedPageLinkHandler)
    features.register_link_type(KnownDocumentLinkHandler)
