"""What a link says is sealed for its kind."""

from itertools import permutations

from applications.dossiers import confirming, receipt_tokens, tracking_tokens
from applications.drafts import resume_tokens

KINDS = [module.LINKS for module in (confirming, receipt_tokens, tracking_tokens, resume_tokens)]


def test_a_token_of_one_kind_is_none_of_another() -> None:
    for one, other in permutations(KINDS, 2):
        assert one.is_genuine(one.token("7"), "7")
        assert not other.is_genuine(one.token("7"), "7")
        assert one.is_bare_token(one.bare_token("7"), "7")
        assert not other.is_bare_token(one.bare_token("7"), "7")
