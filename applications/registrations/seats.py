"""No seat is given that is not there."""

from django.utils.translation import gettext as _

from applications.dossiers.capacity import capacity_of
from applications.dossiers.deciding import Move, Rule
from applications.dossiers.refusals import RefusedError
from applications.statuses import WITHOUT_A_PLACE, Means


class Seats(Rule):
    def moving(self, move: Move) -> None:
        """One query, where a dossier takes a seat of a call that has a limit. Refuses where none is left.

        Those that are offered were counted by who offers them, all at once: ``waiting_list.offer_places``.
        """
        takes_a_seat = move.application.status in WITHOUT_A_PLACE and move.target not in WITHOUT_A_PLACE
        call = move.application.call
        if not takes_a_seat or move.means == Means.OFFER or call.capacity is None:
            return
        free = capacity_of(call, move.at).free
        if free is not None and free <= 0:
            words = {"call": call}
            raise RefusedError(_("No place is left: %(call)s has given them all.") % words)
