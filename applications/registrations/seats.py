"""No seat is given that is not there."""

from django.utils.translation import gettext as _

from applications.dossiers.capacity import capacity_of
from applications.dossiers.deciding import Move, Rule
from applications.dossiers.refusals import RefusedError
from applications.statuses import WITHOUT_SEAT, Trigger


class Seats(Rule):
    def moving(self, move: Move) -> None:
        """One query, where a dossier takes a seat of a call that has a limit. Refuses where none is left.

        Those that are offered were counted by who offers them, all at once: ``waiting_list.hold_seats``.
        """
        takes_a_seat = move.application.status in WITHOUT_SEAT and move.target not in WITHOUT_SEAT
        call = move.application.call
        if not takes_a_seat or move.trigger == Trigger.HOLDING or call.capacity is None:
            return
        free = capacity_of(call, move.at).free
        if free is not None and free <= 0:
            words = {"call": call}
            raise RefusedError(_("No seat is left: %(call)s has given them all.") % words)
