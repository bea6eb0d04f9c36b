from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from applications.forms.page import FormPage
from applications.models import Call, Letter
from events.duplication import Wish, duplicate, later
from events.duplication_form import DuplicationForm
from events.models import EventDate, EventPage
from events.page_copies import page_set
from tests.builders import Portal, moderators, publish, staff
from tests.events.sessions import session
from users.models import User

pytestmark = pytest.mark.django_db

LANGUAGES = ("fr", "en")
RULES = {"is_open": True, "seats": 16, "has_waiting_list": True, "closes_on": "2024-01-08", "is_by_hand": False}


@pytest.fixture
def editor() -> User:
    return staff("editor@example.org", is_superuser=True)


@pytest.fixture
def event(portal: Portal) -> EventPage:
    """In French; English is made by wagtail-localize, with translated texts."""
    first = session("2024-01-10", end_date="2024-01-11", note="Demi-journée", registration=RULES, state="cancelled")
    sessions = [first, session("2024-02-07", place="Salle des fêtes")]
    page: EventPage = portal.event(
        "fr", "atelier", title="Atelier", introduction="Venez nombreux.", sessions=sessions, go_live_at=None
    )
    translated(page, portal, {"Atelier": "Workshop", "Venez nombreux.": "Come along.", "Demi-journée": "Half a day"})
    return page


def translated(page: Any, portal: Portal, texts: dict[str, str]) -> None:
    """Translate a page as translators do, and publish it."""
    english = portal.locales["en"]
    translate_object(page, [english])
    source = TranslationSource.objects.get_for_instance(page)
    for segment in StringSegment.objects.filter(source=source).select_related("string"):
        if segment.string.data in texts:
            StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale=english,
                data=texts[segment.string.data],
                translation_type="manual",
            )
    translation = Translation.objects.get(source=source)
    translation.save_target(publish=False)
    publish(translation.get_target_instance())


def days_of(page: EventPage, *days: date) -> dict[str, date]:
    return {str(each.key): day for each, day in zip(page.all_sessions, days, strict=False)}


def wish(page: EventPage, **fields: Any) -> Wish:
    days = days_of(page, date(2030, 1, 9), date(2030, 2, 6))
    given = {"titles": {"fr": "Atelier 2030", "en": "Workshop 2030"}, "slug": "atelier-2030", "days": days}
    return Wish(**(given | fields))


def english_of(page: EventPage, portal: Portal) -> EventPage:
    found = EventPage.objects.get(translation_key=page.translation_key, locale=portal.locales["en"])
    draft: EventPage = found.get_latest_revision_as_object()
    return draft


def test_a_new_event_is_a_draft_in_every_language_with_the_texts_of_each(
    portal: Portal, event: EventPage, editor: User
) -> None:
    made = duplicate(page_set(event), wish(event), user=editor)
    english = english_of(made, portal)
    assert (made.live, english.live) == (False, False)
    assert (made.title, english.title) == ("Atelier 2030", "Workshop 2030")
    assert (made.slug, english.slug) == ("atelier-2030", "atelier-2030")
    assert english.introduction == "Come along."
    assert english.all_sessions[0].note == "Half a day"
    assert made.translation_key != event.translation_key
    assert english.get_parent().pk == portal.agendas["en"].pk
    assert not EventDate.objects.filter(page__in=[made, english]).exists()


def test_its_sessions_are_others_on_their_new_days(portal: Portal, event: EventPage, editor: User) -> None:
    made = duplicate(page_set(event), wish(event), user=editor)
    first, second = made.all_sessions
    assert (first.first_day, first.last_day) == (date(2030, 1, 9), date(2030, 1, 10))
    assert second.place == "Salle des fêtes"
    assert first.takes_place
    assert first.registration
    assert first.registration.seats == 16
    assert first.registration.closes_at
    assert first.registration.closes_at.date() == date(2030, 1, 8), "the night after the last day"
    keys = {each.key for each in made.all_sessions}
    assert not keys & {each.key for each in event.all_sessions}
    assert {each.key for each in english_of(made, portal).all_sessions} == keys


def test_editors_go_on_with_it_as_with_any_other_page(portal: Portal, event: EventPage, editor: User) -> None:
    """The source is changed and taken over: the translated texts stay, the new days follow."""
    made = duplicate(page_set(event), wish(event), user=editor)
    made.sessions[0].value["date"] = date(2031, 5, 5)
    made.sessions[0].value["end_date"] = None
    publish(made)
    source = TranslationSource.objects.get_for_instance(made)
    source.update_from_db()
    Translation.objects.get(source=source).save_target(publish=False)
    english = english_of(made, portal)
    assert english.introduction == "Come along."
    assert max(each.first_day for each in english.all_sessions) == date(2031, 5, 5)
    assert {each.note for each in english.all_sessions} == {"Half a day", ""}


def test_sessions_can_be_left_out(event: EventPage, editor: User) -> None:
    only = days_of(event, date(2030, 1, 9))
    made = duplicate(page_set(event), wish(event, days=only), user=editor)
    assert len(made.all_sessions) == 1


def test_languages_that_editors_write_by_themselves_are_copied(portal: Portal, editor: User) -> None:
    shared = session("2024-01-10")
    french = portal.event("fr", "rencontre", title="Rencontre", sessions=[shared])
    portal.event("en", "rencontre", title="Meeting", introduction="By hand.", sessions=[shared])
    new = wish(french, titles={"fr": "Rencontre", "en": "Meeting again"}, days=days_of(french, date(2030, 1, 9)))
    made = duplicate(page_set(french), new, user=editor)
    english = english_of(made, portal)
    assert (english.title, english.introduction) == ("Meeting again", "By hand.")
    assert [each.key for each in english.all_sessions] == [each.key for each in made.all_sessions]
    assert not english.live


def test_the_form_is_taken_along_with_a_call_of_its_own(portal: Portal, editor: User) -> None:
    event, english = (portal.event(language, "rencontre", sessions=[session("2024-01-10")]) for language in LANGUAGES)
    call = Call.objects.create(
        code="atelier", kind="registration", subject=event, moderators=moderators(), opens_at=timezone.now()
    )
    Letter.objects.create(call=call, occasion="receipt", language="fr", subject="Merci", body="Merci.")
    for language, parent in (("fr", event), ("en", english)):
        portal.form(language, call, parent, slug="inscription")
    made = duplicate(page_set(event), wish(event, days=days_of(event, date(2030, 1, 9))), user=editor)
    forms = FormPage.objects.exclude(call=call)
    assert {(form.locale.language_code, form.slug, form.live) for form in forms} == {
        ("fr", "inscription", False),
        ("en", "inscription", False),
    }
    assert {form.get_parent().translation_key for form in forms} == {made.translation_key}
    (new,) = {form.call for form in forms}
    assert (new.code, new.kind, new.moderators, new.opens_at) == ("atelier-2030", "registration", moderators(), None)
    assert new.subject_id == made.pk
    assert new.letters.get().subject == "Merci"
    assert {form.get_latest_revision_as_object().call_id for form in forms} == {new.pk}
    assert len({form.translation_key for form in forms}) == 1


def test_a_form_that_is_translated_is_translated_again(portal: Portal, event: EventPage, editor: User) -> None:
    call = Call.objects.create(code="atelier", kind="registration")
    form = portal.form("fr", call, event, slug="inscription")
    translate_object(form, [portal.locales["en"]])
    made = duplicate(page_set(event), wish(event), user=editor)
    copy = FormPage.objects.child_of(made).get()
    twin = FormPage.objects.get(translation_key=copy.translation_key, locale=portal.locales["en"])
    assert twin.get_parent().pk == english_of(made, portal).pk
    assert twin.call_id == copy.call_id != call.pk
    assert Translation.objects.filter(source__object_id=copy.translation_key).exists()


def test_the_forms_may_stay_behind(portal: Portal, event: EventPage, editor: User) -> None:
    portal.form("fr", Call.objects.create(code="atelier"), event)
    before = Call.objects.count()
    made = duplicate(page_set(event), wish(event, with_forms=False), user=editor)
    assert not made.get_children().exists()
    assert Call.objects.count() == before


def test_the_first_day_that_is_proposed_is_to_come(event: EventPage) -> None:
    pages = page_set(event)
    proposed = {day: later(pages, date.fromisoformat(day)).days for day in ("2024-01-09", "2024-01-17", "2024-03-01")}
    assert proposed == {"2024-01-09": 7, "2024-01-17": 14, "2024-03-01": 56}


def posted(page: EventPage, **fields: str) -> dict[str, str]:
    form = DuplicationForm(pages=page_set(page), today=timezone.localdate())
    data = {name: field.initial for name, field in form.fields.items()}
    return {name: str(value) for name, value in (data | fields).items() if value not in (False, None, "")}


def test_an_editor_duplicates_an_event(client: Client, event: EventPage, editor: User) -> None:
    client.force_login(editor)
    address = reverse("duplicate_event", args=[event.pk])
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    before = EventPage.objects.count()
    assert client.get(address).status_code == 200
    assert EventPage.objects.count() == before
    response = client.post(address, posted(event, slug="encore"))
    made = EventPage.objects.get(slug="encore", locale=event.locale)
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert made.all_sessions[0].first_day > timezone.localdate()
    assert made.all_sessions[0].first_day.weekday() == event.all_sessions[0].first_day.weekday()


WRONG = [
    ("slug", "atelier"),
    ("slug", "not a slug\x00"),
    ("title_fr", "   "),
    ("title_en", "x" * 256),
    ("day_0", "31/31/2030"),
    ("day_0", "0001-01-01"),
    ("day_0", ""),
    ("day_1", "9999-12-31"),
]


def test_what_is_wrong_is_said_in_place(client: Client, event: EventPage, editor: User) -> None:
    client.force_login(editor)
    right = posted(event)
    for field, value in WRONG:
        response = client.post(reverse("duplicate_event", args=[event.pk]), {**right, field: value})
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field], (field, value)
    assert client.post(reverse("duplicate_event", args=[event.pk])).status_code == 200
    assert EventPage.objects.count() == 2


def test_only_who_may_add_below_the_agenda_of_each_language(client: Client, portal: Portal, event: EventPage) -> None:
    group = Group.objects.create(name="french-editors")
    writer = staff("writer@example.org", group)
    client.force_login(writer)
    address = reverse("duplicate_event", args=[event.pk])

    def allow(page: Page) -> None:
        for permission in Permission.objects.filter(codename__in=["add_page", "change_page"]):
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)

    assert client.post(address, posted(event)).status_code == 302
    allow(portal.agendas["fr"])
    assert client.post(address, posted(event)).status_code == 302
    assert EventPage.objects.count() == 2
    allow(portal.agendas["en"])
    assert client.get(address).status_code == 200
    assert client.get(reverse("duplicate_event", args=[portal.homes["fr"].pk])).status_code == 404
    assert client.put(address).status_code == 405


def test_a_copy_by_wagtail_has_sessions_of_its_own(portal: Portal, event: EventPage, editor: User) -> None:
    """Its drafts say the same as what is live; a translation and the old revisions are no exception."""
    event.sessions[1].value["note"] = "changed"
    event.save_revision()
    copy = event.copy(update_attrs={"slug": "copy"}, keep_live=True, user=editor)
    live = EventPage.objects.get(pk=copy.pk)
    keys = {each.key for each in live.all_sessions}
    assert not keys & {each.key for each in event.all_sessions}
    assert {each.key for each in live.get_latest_revision_as_object().all_sessions} == keys
    for revision in live.revisions.all():
        assert {each.key for each in revision.as_object().all_sessions} == keys
    assert {str(row.session_id) for row in live.dates.all()} == {str(key) for key in keys}
    again = live.copy(update_attrs={"slug": "copy-2"}, keep_live=False, user=editor)
    assert not keys & {each.key for each in EventPage.objects.get(pk=again.pk).all_sessions}


def test_the_sessions_of_a_translation_are_those_of_its_source(portal: Portal, event: EventPage) -> None:
    english = EventPage.objects.get(translation_key=event.translation_key, locale=portal.locales["en"])
    assert [each.key for each in english.all_sessions] == [each.key for each in event.all_sessions]


def test_an_alias_that_becomes_a_page_has_sessions_of_its_own(client: Client, event: EventPage, editor: User) -> None:
    alias = event.create_alias(update_slug="alias")
    assert [each.key for each in alias.specific.all_sessions] == [each.key for each in event.all_sessions]
    client.force_login(editor)
    client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    own = EventPage.objects.get(pk=alias.pk)
    assert not {each.key for each in own.all_sessions} & {each.key for each in event.all_sessions}


def test_two_sessions_of_an_event_never_share_an_id(portal: Portal) -> None:
    same = session("2024-01-10")
    page = portal.event("fr", "twice", sessions=[same, same, {**same, "id": "no id"}])
    page.sessions = [same, same, {**same, "id": "no id"}, {**same, "id": None}]
    page.full_clean()
    assert len({each.key for each in page.all_sessions}) == 4
