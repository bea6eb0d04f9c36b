"""What the proofs of servers that die share."""

from collections.abc import Iterator

import pytest

from applications.forms.page import FormPage
from tests.applications.public.shop import made_in


@pytest.fixture
def shop_page(committed_demo: None) -> Iterator[FormPage]:
    """A form of the demonstration; what is sent with it goes away with the test."""
    page = FormPage.objects.live().select_related("call").get(call__code="pic-coaching", locale__language_code="fr")
    with made_in(page):
        yield page
