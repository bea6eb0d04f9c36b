"""What a link says is sealed for its kind."""

from itertools import permutations

from applications.dossiers.confirming import CONFIRMING_SEAL
from applications.dossiers.receipt_tokens import RECEIPT_SEAL
from applications.dossiers.tracking_tokens import TRACKING_SEAL
from applications.drafts.resume_tokens import RESUME_SEAL

KINDS = (CONFIRMING_SEAL, RECEIPT_SEAL, TRACKING_SEAL, RESUME_SEAL)


def test_a_token_of_one_kind_is_none_of_another() -> None:
    for one, other in permutations(KINDS, 2):
        assert one.is_genuine(one.token("7"), "7")
        assert not other.is_genuine(one.token("7"), "7")
        assert one.is_bare_token(one.bare_token("7"), "7")
        assert not other.is_bare_token(one.bare_token("7"), "7")
