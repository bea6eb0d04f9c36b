"""Who takes part in an event, with whom, and the pictures of all: looked up at once for a page that is served."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from home.models import Organisation, Person, PortalImage


@dataclass(frozen=True)
class Participant:
    person: Person
    role: str


@dataclass(frozen=True)
class Cast:
    participants: list[Participant]
    partners: list[Organisation]
    coordinator: Person | None
    organiser: Organisation | None
    image: PortalImage | None
    """The picture of the event itself."""


def find_cast(
    *,
    participants: Iterable[Mapping[str, Any]],
    partner_ids: Sequence[int],
    coordinator_id: int | None,
    organiser_id: int | None,
    image_id: int | None,
) -> Cast:
    """Those who take part, each with a role (``participants`` are raw values of blocks), and the partners.

    At most four queries. Who was deleted since is left out.
    """
    roles = [(value.get("person"), value.get("role") or "") for value in participants]
    people = _found(Person, [coordinator_id, *(person_id for person_id, _role in roles)])
    organisations = _found(Organisation, [organiser_id, *partner_ids])
    portraits, logos = [one.photo_id for one in people.values()], [one.logo_id for one in organisations.values()]
    images = _images([image_id, *portraits, *logos])
    for person in people.values():
        person.photo = images.get(person.photo_id)
    for organisation in organisations.values():
        organisation.logo = images.get(organisation.logo_id)
    return Cast(
        participants=[Participant(people[key], role) for key, role in roles if key in people],
        partners=[organisations[key] for key in partner_ids if key in organisations],
        coordinator=people.get(coordinator_id),
        organiser=organisations.get(organiser_id),
        image=images.get(image_id),
    )


def _found(model: Any, ids: Iterable[int | None]) -> dict[int | None, Any]:
    wanted = {key for key in ids if key}
    return model.objects.in_bulk(wanted) if wanted else {}


def _images(ids: Iterable[int | None]) -> dict[int | None, PortalImage]:
    """Two queries, none without pictures."""
    images: Any = PortalImage.objects
    wanted = {key for key in ids if key}
    return images.prefetch_renditions().in_bulk(wanted) if wanted else {}
