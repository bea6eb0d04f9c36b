"""Loading the demonstration's queue: about sixty dossiers over its calls, in every status, with their histories."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from applications.dossiers.beneficiaries import beneficiary_for
from applications.dossiers.capacity import next_number
from applications.dossiers.letters import ACCEPTED
from applications.dossiers.search_index import index_answers
from applications.models import Application, Call, FormVersion, Label, Letter, SavedView
from applications.models.labels import Colour
from applications.references import new_reference
from portal.demo.blocks import fixed_id
from portal.demo.calls import CALLS
from portal.demo.queue.enquiries import CONTACT, INTEREST, TOPICS
from portal.demo.queue.fill import address_of, number_of, whole_answers
from portal.demo.queue.grants import GRANTS
from portal.demo.queue.history import live_through
from portal.demo.queue.registrations import load_registrations
from portal.demo.queue.stories import Story
from portal.demo.queue.support import COACHING, ENGINEERING, MORE
from users.models import User

STORIES: dict[str, tuple[Story, ...]] = {
    "contact": CONTACT,
    "topic": TOPICS,
    "pivo-interest": INTEREST,
    "request": COACHING,
    "more-coaching": MORE,
    "engineering-request": ENGINEERING,
    "grant": GRANTS,
}
VIEWS = (
    ("Prêtes pour le comité", "status=ready"),
    ("En attente de retour", "status=waiting_applicant&ordering=due_on"),
)
LETTER = {
    "fr": (
        "Votre projet est soutenu ({reference})",
        (
            "Bonjour {name},\n\nLe comité a aimé votre projet : le fonds lui accorde {amount}.\n\n"
            "Nous vous appelons cette semaine pour la suite.\n\n{link}"
        ),
    ),
    "en": (
        "Your project is supported ({reference})",
        (
            "Hello {name},\n\nThe committee liked your project: the fund grants it {amount}.\n\n"
            "We call you this week to go on.\n\n{link}"
        ),
    ),
}
LABELS = (("À rappeler", Colour.YELLOW), ("Nouveau territoire", Colour.GREEN), ("Second dépôt", Colour.PURPLE))


@transaction.atomic
def load_queue() -> int:
    """Make the dossiers that are not there yet, and return how many that was. Those that are there stay as they are."""
    labels = [Label.objects.get_or_create(name=name, defaults={"colour": colour})[0] for name, colour in LABELS]
    people = [User.objects.get(email=f"{name}@example.org") for name in ("moderator", "admin")]
    _prepare_desk(people[0])
    made = 0
    for page, stories in STORIES.items():
        call = Call.objects.get(code=CALLS[page]["code"])
        version = FormVersion.objects.filter(call=call).latest()
        for story in sorted(stories, key=lambda one: -one.days):
            token = fixed_id(f"queue/{page}/{story.who}")
            if not Application.objects.filter(submit_token=token).exists():
                application = _submitted(page, call, version, story, token)
                live_through(application, story, *people)
                if number_of(story.who) % 3 == 0:
                    application.labels.add(labels[number_of(story.organisation) % len(labels)])
                made += 1
    return made + load_registrations()


def _prepare_desk(moderator: User) -> None:
    """Views that the team shares, and a letter in the fund's own words."""
    for name, query in VIEWS:
        SavedView.objects.get_or_create(owner=moderator, name=name, defaults={"query": query, "is_shared": True})
    fund = Call.objects.get(code=CALLS["grant"]["code"])
    for language, (subject, body) in LETTER.items():
        Letter.objects.get_or_create(
            call=fund,
            occasion=ACCEPTED.code,
            language=language,
            defaults={"subject": subject, "body": body},
        )


def _submitted(page: str, call: Call, version: FormVersion, story: Story, token: uuid.UUID) -> Application:
    """As ``dossiers.submission`` leaves it, some days ago."""
    filling, answers = whole_answers(page, story, version.form(story.language))
    at = _moment(story)
    who = {"name": filling.name(), "email": address_of(story)}
    application = Application.objects.create(
        call=call,
        version=version,
        reference=new_reference(call.prefix),
        language=story.language,
        status=story.status,
        answers=answers,
        posted=filling.data_as_lists(),
        contact_name=who["name"],
        contact_email=who["email"],
        number=next_number(call, at),
        submit_token=token,
        submitted_at=at,
        beneficiary=beneficiary_for(version=version, language=story.language, answers=answers, **who),
    )
    index_answers(application)
    return application


def _moment(story: Story) -> datetime:
    """In working hours, and at another minute for each."""
    minutes = number_of(story.who) % 480
    return timezone.now() - timedelta(days=story.days + 1) + timedelta(minutes=minutes - 240)
