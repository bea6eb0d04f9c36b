"""The index of offers and the agenda."""

from portal.demo.blocks import Block, contact, questions
from portal.demo.texts import p, t
from portal.demo.tree import Demo, Values


def offers(demo: Demo) -> Values:
    return {
        "introduction": t(
            "Cherchez par public, par forme de soutien ou par organisme ; ne gardez, si vous voulez, que ce qui est "
            "ouvert aujourd’hui.",
            "Search by audience, by kind of support or by organiser; if you like, keep only what is open today.",
        ),
        "thread": "woad",
        "body": [
            _hesitating(demo),
            contact(
                t("Joindre un service par téléphone", "Reach a service by phone"),
                p("Pour les communes et leurs groupements.", "For municipalities and groups of municipalities."),
                organisation=demo.organisations["culture"],
            ),
        ],
    }


def _hesitating(demo: Demo) -> Block:
    return questions(
        t("Vous hésitez ?", "Not sure?"),
        _vision(demo),
        (
            t("Notre commune prépare un projet culturel", "Our municipality is preparing a cultural project"),
            p(
                f"Le Département vous aide avec son {demo.page_link('engineering', 'offre d’ingénierie')}.",
                f"The department helps you with its {demo.page_link('engineering', 'engineering offer')}.",
            ),
        ),
        (
            t("Notre quartier participe au PIC de Montréal", "Our neighbourhood is part of Montréal’s PIC"),
            p(
                f"Composez votre soutien avec le {demo.page_link('menu', 'menu des possibles')}.",
                f"Put your support together with the {demo.page_link('menu', 'menu of possibilities')}.",
            ),
        ),
        (
            t("Nous avons une idée pour le quartier", "We have an idea for the neighbourhood"),
            p(
                f"En Hauts-de-France, un {demo.page_link('fund', 'fonds')} finance les micro-projets.",
                f"In Hauts-de-France, a {demo.page_link('fund', 'fund')} finances micro-projects.",
            ),
        ),
    )


def _vision(demo: Demo) -> tuple[str, str]:
    return (
        t(
            "Nous voulons une vision culturelle sur plusieurs années",
            "We want a cultural vision over years",
        ),
        p(
            f"Regardez {demo.page_link('pivo', 'PIVO')} : le parcours dure environ trois ans.",
            f"Look at {demo.page_link('pivo', 'PIVO')}: the path lasts about three years.",
        ),
    )


def events(_demo: Demo) -> Values:
    return {
        "introduction": t(
            "Formations, ateliers, conférences, fêtes : ce qui vient, et ce qui a eu lieu.",
            "Training, workshops, talks, celebrations: what is to come, and what took place.",
        ),
        "thread": "orchil",
    }
