"""The demonstration: its facts, its two languages, and what a second load leaves alone."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.search.models import IndexEntry
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation

from applications.models import Application, Call, FormVersion, TerritoryList
from events.models import EventDate
from home.models import Audience, ContentPage, Organisation, Person, SiteChrome, SupportKind
from portal.demo.texts import TextError, rich, t
from tests.builders import Portal, publish
from users.models import User
from users.roles import Role

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "en")
PAGES = 25
SNIPPETS = (Audience, SupportKind, Organisation, Person, SiteChrome)

# Written alike in French and in English.
ALIKE = {
    "CALQ",
    "CERESO",
    "Chantal Grandchamp",
    "Diane Perreault",
    "Dynamo",
    "Francis Beaudoin",
    "Gaëlle Généreux",
    "Joselle Baril",
    "La Trame",
    "Les Arts et la Ville",
    "Niska",
    "PIVO",
    "RIDEAU",
    "Réseau Scènes",
    "Yann Pezzini",
    "contact@example.org",
    "minutes",
}


def page(slug: str, language: str = "fr") -> Any:
    return Page.objects.get(slug=slug, locale__language_code=language).specific


@pytest.mark.usefixtures("demo")
def test_everything_is_translated() -> None:
    translations = Translation.objects.all()
    assert len(translations) == PAGES + sum(
        model.objects.filter(locale__language_code="fr").count() for model in SNIPPETS
    )
    for translation in translations:
        total, translated = translation.get_progress()
        assert total == translated, translation
    assert not StringTranslation.objects.filter(has_error=True).exists()
    assert Page.objects.live().filter(depth__gt=1, locale__language_code="en").count() == PAGES


@pytest.mark.usefixtures("demo")
def test_only_names_and_figures_are_the_same_in_both_languages() -> None:
    translations = StringTranslation.objects.exclude(context__path="slug").select_related("translation_of")
    same = {translation.data for translation in translations if translation.data == translation.translation_of.data}
    assert {text for text in same if not re.fullmatch(r"\d+( h)?", text)} == ALIKE


@pytest.mark.usefixtures("demo")
def test_an_editor_could_save_it_all() -> None:
    """Every limit and every required field of the models and blocks is respected, in both languages."""
    instances = [page.specific for page in Page.objects.filter(depth__gt=1)]
    instances += [item for model in SNIPPETS for item in model.objects.all()]
    for instance in instances:
        try:
            instance.full_clean()
            for field in instance._meta.get_fields():
                if isinstance(field, StreamField):
                    field.stream_block.clean(getattr(instance, field.name))
        except ValidationError as error:
            pytest.fail(f"{instance!r} {instance.locale}: {error}")


@pytest.mark.usefixtures("demo")
def test_the_accounts(client: Client) -> None:
    languages = {"admin": "fr", "editor": "en", "moderator": "fr", "committee": "fr"}
    roles = dict(zip(languages, (Role.ADMINISTRATORS, Role.EDITORS, Role.MODERATORS, Role.COMMITTEE), strict=True))
    for name, language in languages.items():
        user = User.objects.get(email=f"{name}@example.org")
        assert user.is_demo
        assert user.check_password("la-trame")
        assert [group.name for group in user.groups.all()] == [roles[name]]
        assert UserProfile.get_for_user(user).preferred_language == language
        assert client.login(username=user.email, password="la-trame")
    assert [user.email for user in User.objects.filter(is_superuser=True)] == ["admin@example.org"]


def state() -> dict[str, Any]:
    """Everything that a second load must not change."""
    models = (Revision, StringTranslation, FormVersion, Call, TerritoryList, User, EventDate, *SNIPPETS)
    pages = Page.objects.order_by("pk").values_list("pk", "url_path", "title", "live", "latest_revision", "path")
    return {"pages": list(pages)} | {
        model.__name__: sorted(model.objects.values_list("pk", flat=True)) for model in models
    }


@pytest.mark.usefixtures("demo")
def test_a_second_load_changes_nothing() -> None:
    before = state()
    call_command("load_demo", "--no-queue", verbosity=0)
    assert state() == before


@pytest.mark.usefixtures("demo")
def test_one_can_search_before_the_worker_has_run(client: Client) -> None:
    IndexEntry.objects.all().delete()
    assert client.get("/fr/search/?q=accompagnement").context["total"] == 0
    call_command("load_demo", "--no-queue", verbosity=0)
    assert client.get("/fr/search/?q=accompagnement").context["total"] > 2


@pytest.mark.usefixtures("demo")
def test_a_second_load_puts_back_what_was_changed_and_leaves_the_rest() -> None:
    before = state()
    call = Call.objects.get(code="pic-coaching")
    version = FormVersion.objects.filter(call=call).latest()
    application = Application.objects.create(call=call, version=version, reference="PIC-1", language="fr", answers={})
    own = ContentPage(title="Une page à moi", slug="a-moi", locale=page("accueil").locale)
    page("accueil").add_child(instance=own)
    pivo = page("pivo")
    pivo.title, pivo.cost = "Autre chose", "Mille euros"
    publish(pivo)
    menu = page("menu-pic", "en")
    menu.introduction = "Changed by hand."
    publish(menu)
    Organisation.objects.filter(name="Niska").update(description="")

    call_command("load_demo", "--no-queue", verbosity=0)

    after = state()
    assert {row[:4] for row in before["pages"]} < {row[:4] for row in after["pages"]}
    assert {name for name in before if before[name] != after[name]} == {"pages", "Revision"}
    assert page("pivo").cost.startswith("Formations")
    assert page("menu-pic", "en").introduction.startswith("Is your neighbourhood")
    assert all(niska.description for niska in Organisation.objects.filter(name="Niska"))
    assert ContentPage.objects.get(pk=own.pk).title == "Une page à moi"
    assert Application.objects.get(pk=application.pk).version == version


@pytest.mark.usefixtures("demo")
def test_a_page_that_was_deleted_comes_back_in_both_languages() -> None:
    page("initiatives-citoyennes").delete()
    page("apprentissages", "en").delete()
    page("a-propos").unpublish()
    call_command("load_demo", "--no-queue", verbosity=0)
    assert page("initiatives-citoyennes").live
    assert page("initiatives-citoyennes", "en").title == "Citizens’ initiative fund"
    assert page("apprentissages", "en").live
    assert page("a-propos").live
    assert all(translation.enabled for translation in Translation.objects.all())


@pytest.mark.usefixtures("demo")
def test_an_address_that_is_taken_is_not_fought_over() -> None:
    page("a-propos").delete()
    page("accueil").add_child(instance=ContentPage(title="Le mien", slug="a-propos", locale=page("accueil").locale))
    call_command("load_demo", "--no-queue", verbosity=0)
    assert page("a-propos").title == "Le mien"
    assert page("a-propos-1").title == "À propos"


def test_it_is_refused_without_demo(settings: Any) -> None:
    settings.DEMO = False
    pages = Page.objects.count()
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo")
    assert (Page.objects.count(), User.objects.filter(is_demo=True).count()) == (pages, 0)


def test_it_leaves_a_real_account_alone() -> None:
    User.objects.create_user("Editor@Example.org", "a password of their own")
    with pytest.raises(CommandError, match=r"editor@example\.org"):
        call_command("load_demo")
    assert User.objects.get(email="editor@example.org").check_password("a password of their own")
    assert not User.objects.filter(is_demo=True).exists()


def test_it_does_not_replace_another_site() -> None:
    home = Portal().homes["fr"]
    with pytest.raises(CommandError, match="Home fr"):
        call_command("load_demo")
    home.refresh_from_db()
    assert home.live
    assert not Page.objects.filter(slug="pivo").exists()


def test_pairs_that_do_not_fit_are_refused() -> None:
    with pytest.raises(TextError, match="same"):
        t("Québec", "Québec")
    with pytest.raises(TextError, match="1 French strings, 2 English ones"):
        rich("<p>Un</p>", "<p>One</p><p>Two</p>")
    with pytest.raises(TextError, match="Not translated"):
        rich("<p>Un</p><p>Bis</p>", "<p>One</p><p>Bis</p>")
    with pytest.raises(TextError, match="links differ"):
        rich('<p>Voir <a href="/a">a</a></p>', '<p>See <a href="/b">a</a></p>')
    t("Une paire d’essai", "A trial pair")
    with pytest.raises(TextError, match="Two English texts"):
        t("Une paire d’essai", "Another pair")
