"""Registering for the exchanges of practice, whose dates to come are those of the demonstration."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, options, step
from portal.demo.texts import rich, t
from portal.demo.tree import Demo, Values

FORM = Form("practices-registration")


def needs(demo: Demo) -> Values:
    return FORM.needs(demo, t("S’inscrire", "Register"))


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Choisissez une séance et dites-nous qui vous êtes : c’est tout. Vous recevez aussitôt la confirmation, "
            "ou votre rang sur la liste d’attente.",
            "Choose a session and tell us who you are: that is all. You receive the confirmation at once, or your "
            "turn on the waiting list.",
        ),
        "thread": "woad",
        "steps": [_session(), _you(demo)],
        "what_next": _what_next(),
        "contact": demo.people["pic"],
    }


def _what_next() -> str:
    return rich(
        "<p>La confirmation porte un fichier pour votre calendrier, et le lien d’accès quand la séance se tient en "
        "ligne. Un rappel part deux jours avant.</p>"
        "<p>Un empêchement ? Annulez depuis votre page de suivi : la place est aussitôt proposée à la première "
        "personne qui attend. Ces dates servent à la démonstration : personne ne vous attendra.</p>",
        "<p>The confirmation carries a file for your calendar, and the access link when the session is held online. A "
        "reminder leaves two days before.</p>"
        "<p>Something came up? Cancel from your tracking page: the place is offered at once to whoever waits first. "
        "These dates serve the demonstration: nobody will be waiting for you.</p>",
    )


def _session() -> Block:
    return step(
        "session",
        t("Votre séance", "Your session"),
        "",
        ask("session", "session", t("À quelle séance venez-vous ?", "Which session are you coming to?")),
    )


def _you(demo: Demo) -> Block:
    return step(
        "you",
        t("Vous", "You"),
        "",
        shared.name(),
        shared.email(),
        ask(
            "short_text",
            "organisation",
            t("Votre organisme", "Your organisation"),
            required=False,
            autocomplete="organization",
        ),
        ask(
            "territory",
            "territory",
            t("Votre quartier", "Your neighbourhood"),
            territories=demo.territories["montreal"],
        ),
        _role(),
        _needs(),
        shared.consent(),
    )


def _role() -> Block:
    roles = {
        "field": t("J’interviens sur le terrain", "I work in the field"),
        "lead": t("Je coordonne ou je dirige", "I coordinate or lead"),
        "join": t("Je découvre le PIC", "I am discovering the PIC"),
    }
    return ask("choice", "role", t("Votre place dans le projet", "Your place in the project"), options=options(roles))


def _needs() -> Block:
    return ask(
        "long_text",
        "needs",
        t("De quoi avez-vous besoin pour participer ?", "What do you need to take part?"),
        t(
            "Interprétation, accès en fauteuil, régime alimentaire : seule l’équipe le lit.",
            "Interpreting, wheelchair access, diet: only the team reads it.",
        ),
        limit=400,
        required=False,
        private=True,
    )
