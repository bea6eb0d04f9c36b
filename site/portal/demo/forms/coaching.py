"""The coaching request of the PIC menu: axis 1, a learning question, by neighbourhood."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, eligibility, elsewhere, options, perhaps, step
from portal.demo.forms.coaching_question import hours, question
from portal.demo.texts import p, rich, t
from portal.demo.tree import Demo, Values

FORM = Form("request")


def needs(demo: Demo) -> Values:
    return FORM.needs(demo, t("Demander un accompagnement", "Ask for coaching"))


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Dites-nous qui vous êtes et quelle question occupe votre quartier.",
            "Tell us who you are and which question is on your neighbourhood’s mind.",
        ),
        "thread": "woad",
        "steps": [_who(demo), _you(demo), question(), hours(), shared.data()],
        "what_next": _what_next(),
        "contact": demo.people["pic"],
    }


def _what_next() -> str:
    french, english = shared.keep_the_reference()
    return rich(
        "<p>Une personne de l’équipe lit votre demande, puis vous écrit à l’adresse indiquée pour commencer la "
        "démarche avec le partenaire qui vous convient.</p>"
        "<p>Comptez dix jours ouvrables : c’est le délai de cette démonstration, les documents du PIC n’en fixent "
        f"pas.</p>{french}",
        "<p>A member of the team reads your request, then writes to the address that you gave, to begin the "
        "process with the partner that suits you.</p>"
        "<p>Allow ten working days: that is this demonstration’s own time, the PIC’s documents set none.</p>"
        f"{english}",
    )


def _who(demo: Demo) -> Block:
    return eligibility(
        t("Est-ce la bonne demande ?", "Is this the right request?"),
        p(
            "Trois questions, pour vous éviter d’écrire pour rien.",
            "Three questions first, to save you writing in vain.",
        ),
        [
            ask(
                "yes_no",
                "montreal",
                t("Votre initiative a-t-elle lieu à Montréal ?", "Does your initiative take place in Montréal?"),
            ),
            _takes_part(),
            _subject(),
        ],
        _away_rule(demo),
        elsewhere(
            "subject",
            t(
                "Pour un sujet autre qu’une question d’apprentissage, Dynamo offre un appui, avec son propre "
                "formulaire.",
                "For subjects other than a learning question, Dynamo offers support, with a form of its own.",
            ),
            FORM.chosen("who/subject/other"),
            page=demo.pages["more-coaching"],
        ),
        _outside_rule(),
    )


def _outside_rule() -> Block:
    return perhaps(
        "outside",
        t(
            "Ces heures sont destinées aux quartiers qui participent au PIC. Sa phase 2 est ouverte à tous les "
            "quartiers de Montréal : envoyez votre demande si vous comptez vous joindre au projet.",
            "These hours are meant for the neighbourhoods that take part in the PIC. Its phase 2 is open to every "
            "neighbourhood of Montréal: send your request if you intend to join the project.",
        ),
        FORM.chosen("who/pic/no"),
    )


def _away_rule(demo: Demo) -> Block:
    return elsewhere(
        "away",
        t(
            "Le Projet impact collectif réunit les quartiers de Montréal. Ailleurs au Québec, le programme PIVO "
            "accompagne les municipalités et les organisations qui misent sur la culture.",
            "The Collective Impact Project brings together the neighbourhoods of Montréal. Elsewhere in Québec, "
            "the PIVO programme supports municipalities and organisations that work through culture.",
        ),
        FORM.says("who/montreal", "no"),
        page=demo.pages["pivo"],
    )


def _takes_part() -> Block:
    labels = {
        "yes": t("Oui", "Yes"),
        "no": t("Pas encore", "Not yet"),
        "unsure": t("Je ne sais pas", "I do not know"),
    }
    return ask(
        "choice",
        "pic",
        t(
            "Votre quartier participe-t-il au Projet impact collectif (PIC) ?",
            "Does your neighbourhood take part in the Collective Impact Project (PIC)?",
        ),
        options=options(labels),
        only_if=[FORM.says("who/montreal", "yes")],
    )


def _subject() -> Block:
    labels = {
        "learning": t("Une question d’apprentissage", "A learning question"),
        "other": t(
            "Un autre sujet : animer, décider ensemble, lancer un projet…",
            "Another subject: facilitating, deciding together, starting a project…",
        ),
    }
    return ask(
        "choice",
        "subject",
        t("Sur quoi voulez-vous être accompagnés ?", "What do you want coaching on?"),
        t(
            "Une question d’apprentissage aide à comprendre ce que vos actions changent.",
            "A learning question helps to understand what your actions change.",
        ),
        options=options(labels),
        only_if=[FORM.says("who/montreal", "yes")],
    )


def _you(demo: Demo) -> Block:
    return step(
        "you",
        t("Vous et votre quartier", "You and your neighbourhood"),
        "",
        shared.name(),
        shared.email(),
        shared.phone(shared.call_back(), required=False),
        ask(
            "organisation",
            "organisation",
            t("L’organisme qui porte l’initiative", "The organisation that leads the initiative"),
            t(
                "Par exemple votre table de quartier. Le NEQ compte dix chiffres.",
                "For example your neighbourhood round table. A NEQ has ten digits.",
            ),
            forms=("association", "public", "school", "cooperative", "foundation", "group", "other"),
            registers=("neq",),
        ),
        ask(
            "territory",
            "territory",
            t("Votre quartier", "Your neighbourhood"),
            t("Le quartier montréalais de votre initiative.", "The Montréal neighbourhood of your initiative."),
            territories=demo.territories["montreal"],
        ),
        _neighbourhood(),
    )


def _neighbourhood() -> Block:
    return ask(
        "short_text",
        "neighbourhood",
        t("Un secteur en particulier ?", "A particular part of it?"),
        t(
            "Si l’initiative touche surtout une rue, un parc, un ensemble de logements.",
            "If the initiative is mostly about a street, a park, a housing estate.",
        ),
        required=False,
    )
