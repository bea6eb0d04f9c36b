"""Which mail is made by what."""

from applications.letters import of_links, to_applicants, to_staff
from applications.mail.composing import Composer
from applications.models import LetterOccasion, Occasion

COMPOSERS: dict[str, Composer] = {
    **dict.fromkeys(LetterOccasion.values, to_applicants.letter),
    Occasion.DRAFT_LINK: of_links.draft_link,
    Occasion.DRAFT_REMINDER: of_links.draft_reminder,
    Occasion.FOLLOW_LINKS: of_links.follow_links,
    Occasion.STAFF_NOTICE: to_staff.notice,
    Occasion.CALL_CLOSED: to_staff.call_closed,
}
