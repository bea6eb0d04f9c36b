"""Who takes part in an event, with whom, and the pictures of all: looked up at once for a page that is served."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from home.models import Organisation, Person, PortalImage

if TYPE_CHECKING:
    from events.models import EventPage


@dataclass(frozen=True)
class Participant:
    person: Person
    role: str


@dataclass(frozen=True)
class Cast:
    participants: list[Participant] = field(default_factory=list)
    partners: list[Organisation] = field(default_factory=list)


def cast_of(page: "EventPage") -> Cast:
    """Those who take part, and the partners; the organiser, the coordinator and the picture are put into ``page``.

    At most four queries. Who was deleted since is left out.
    """
    roles = [(block["value"].get("person"), block["value"].get("role") or "") for block in page.participants.raw_data]
    partner_ids = [block["value"] for block in page.partners.raw_data]
    people = _found(Person, [page.coordinator_id, *(person_id for person_id, _role in roles)])
    organisations = _found(Organisation, [page.organiser_id, *partner_ids])
    _put_pictures(page, people.values(), organisations.values())
    page.coordinator = people.get(page.coordinator_id)
    page.organiser = organisations.get(page.organiser_id)
    return Cast(
        participants=[Participant(people[key], role) for key, role in roles if key in people],
        partners=[organisations[key] for key in partner_ids if key in organisations],
    )


def _found(model: Any, ids: Iterable[int | None]) -> dict[int | None, Any]:
    wanted = {key for key in ids if key}
    return model.objects.in_bulk(wanted) if wanted else {}


def _put_pictures(page: "EventPage", people: Iterable[Person], organisations: Iterable[Organisation]) -> None:
    """Two queries, none without pictures."""
    ids = {page.image_id, *(each.photo_id for each in people), *(each.logo_id for each in organisations)} - {None}
    if not ids:
        return
    images: Any = PortalImage.objects
    found = images.prefetch_renditions().in_bulk(ids)
    for person in people:
        person.photo = found.get(person.photo_id)
    for organisation in organisations:
        organisation.logo = found.get(organisation.logo_id)
    page.image = found.get(page.image_id)
