"""The request for additional coaching by Dynamo: axis 2 of the PIC menu, nine neighbourhoods a year."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, eligibility, elsewhere, inform, options, perhaps, step
from portal.demo.texts import p, rich, t
from portal.demo.tree import Demo, Values

FORM = Form("more-coaching")


def needs(demo: Demo) -> Values:
    return FORM.needs(demo, t("Demander l’appui de Dynamo", "Ask for Dynamo’s support"))


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Jusqu’à 30 heures pour vous parler, décider ensemble et avancer. Neuf quartiers par année, dans l’ordre "
            "des demandes.",
            "Up to 30 hours to talk, decide together and move forward. Nine neighbourhoods a year, in the order of "
            "their requests.",
        ),
        "thread": "woad",
        "steps": [_who(demo), _you(demo), _support(), shared.data()],
        "what_next": _what_next(),
        "contact": demo.people["grandchamp"],
    }


def _what_next() -> str:
    french, english = shared.keep_the_reference()
    return rich(
        "<p>Les neuf premières demandes de l’année ont chacune une place. Les suivantes attendent, dans leur ordre "
        "d’arrivée, qu’une place se libère.</p>"
        "<p>Chantal Grandchamp, de Dynamo, est la personne à qui en parler. Dans cette démonstration, une réponse "
        f"vous parvient dans les dix jours ouvrables.</p>{french}",
        "<p>The first nine requests of the year have one place each. The following ones wait, in the order in which "
        "they arrived, for a place to become free.</p>"
        "<p>Chantal Grandchamp, at Dynamo, is the person to talk to. In this demonstration, an answer reaches you "
        f"within ten working days.</p>{english}",
    )


def _who(demo: Demo) -> Block:
    labels = {
        "subject": t(
            "Une conversation, une décision ou un projet à faire avancer",
            "A conversation, a decision or a project to move forward",
        ),
        "learning": t(
            "Une question d’apprentissage au cœur de l’initiative",
            "A learning question at the heart of the initiative",
        ),
    }
    return eligibility(
        t("Avant de commencer", "Before you begin"),
        "",
        [
            ask("choice", "need", t("De quoi avez-vous besoin ?", "What do you need?"), options=options(labels)),
            _adviser(),
        ],
        _learning_rule(demo),
        perhaps(
            "adviser",
            t(
                "Cette conversation vient normalement en premier : elle aide à choisir le bon appui. Vous pouvez "
                "envoyer la demande maintenant et parler à votre conseiller ou conseillère ces jours-ci.",
                "That talk normally comes first: it helps to choose the right support. You may send the request now "
                "and talk to your adviser in the coming days.",
            ),
            FORM.says("who/adviser", "no"),
        ),
    )


def _adviser() -> Block:
    return ask(
        "yes_no",
        "adviser",
        t(
            "En avez-vous parlé avec votre conseiller ou conseillère Centraide ?",
            "Have you talked about it with your Centraide adviser?",
        ),
    )


def _learning_rule(demo: Demo) -> Block:
    return elsewhere(
        "learning",
        t(
            "Pour une question d’apprentissage, 31 heures par année vous attendent déjà, avec Dynamo, Niska ou "
            "Yann Pezzini.",
            "For a learning question, 31 hours a year await you already, with Dynamo, Niska or Yann Pezzini.",
        ),
        FORM.chosen("who/need/learning"),
        page=demo.pages["request"],
    )


def _you(demo: Demo) -> Block:
    return step(
        "you",
        t("Vous et votre initiative", "You and your initiative"),
        "",
        shared.name(),
        shared.email(),
        shared.phone(shared.call_back(), required=False),
        ask(
            "short_text",
            "organisation",
            t("Votre organisme", "Your organisation"),
            autocomplete="organization",
        ),
        ask(
            "territory",
            "territory",
            t("Votre quartier", "Your neighbourhood"),
            territories=demo.territories["montreal"],
        ),
        ask(
            "short_text",
            "adviser_name",
            t("Le nom de votre conseiller ou conseillère Centraide", "The name of your Centraide adviser"),
            only_if=[FORM.says("who/adviser", "yes")],
        ),
    )


def _topics() -> dict[str, str]:
    return {
        "strategy": t("Dessiner à plusieurs une stratégie de changement", "Designing a strategy for change together"),
        "projects": t("Repérer les projets qui auront de l’influence", "Finding the projects that will be influential"),
        "working": t("Établir un fonctionnement inclusif", "Setting up an inclusive way of working"),
        "start": t("Lancer un projet et le suivre", "Starting a project and following it"),
        "facilitation": t("Trouver des outils et des façons d’animer", "Finding tools and ways to facilitate"),
        "decision": t(
            "Décider ensemble, entre partenaires et citoyens",
            "Deciding together, partners and citizens alike",
        ),
    }


def _support() -> Block:
    return step(
        "support",
        t("L’appui que vous cherchez", "The support that you are looking for"),
        p(
            "Dynamo offre jusqu’à <b>30 heures</b>, qui s’ajoutent à celles de votre question d’apprentissage.",
            "Dynamo offers up to <b>30 hours</b>, on top of those for your learning question.",
        ),
        ask(
            "choices",
            "topics",
            t("À quoi cet appui servirait-il ?", "What would this support be for?"),
            t("Trois réponses au plus.", "Three answers at most."),
            options=options(_topics()),
            minimum=1,
            maximum=3,
        ),
        _phase(),
        _situation(),
        ask(
            "number",
            "hours",
            t("Combien d’heures souhaitez-vous ?", "How many hours would you like?"),
            unit=t("heures", "hours"),
            minimum="1",
        ),
        _cost(),
        _before(),
    )


def _cost() -> Block:
    return inform(
        "cost",
        t("Plus de 30 heures", "More than 30 hours"),
        p(
            "C’est possible ; le quartier paie alors toutes les heures au-delà de 30.",
            "You can have them; the neighbourhood then pays for all the hours beyond 30.",
        ),
        only_if=[FORM.more("support/hours", 30)],
    )


def _situation() -> Block:
    return ask(
        "long_text",
        "situation",
        t("Que se passe-t-il en ce moment ?", "What is going on at the moment?"),
        t(
            "Qui est autour de la table, ce qui avance, ce qui bloque.",
            "Who is around the table, what is moving, what is stuck.",
        ),
        limit=1500,
    )


def _before() -> Block:
    return ask(
        "date",
        "before",
        t("Y a-t-il une échéance ?", "Is there a date to keep in mind?"),
        t(
            "Une assemblée, une décision à prendre. Laissez vide s’il n’y en a pas.",
            "A meeting, a decision to take. Leave it empty if there is none.",
        ),
        required=False,
        today="from",
    )


def _phase() -> Block:
    labels = {
        "plan": t("Nous la planifions", "We are planning it"),
        "do": t("Nous la réalisons", "We are carrying it out"),
    }
    return ask(
        "choice",
        "phase",
        t("Où en est votre initiative ?", "How far has your initiative come?"),
        options=options(labels),
    )
