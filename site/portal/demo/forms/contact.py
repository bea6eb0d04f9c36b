"""Writing to the people who keep the portal."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, options, step
from portal.demo.texts import rich, same, t
from portal.demo.tree import Demo, Values

FORM = Form("contact")


def needs(demo: Demo) -> Values:
    return FORM.needs(demo, t("Écrire à l’équipe", "Write to the team"))


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Une question sur une offre, une page qui vous bloque, une erreur, vos données : écrivez-nous.",
            "A question about an offer, a page that stops you, an error, your data: write to us.",
        ),
        "thread": "orchil",
        "steps": [_message(), _you()],
        "what_next": _what_next(),
    }


def _what_next() -> str:
    return rich(
        "<p>La personne qui tient ce portail lit votre message. Dans cette démonstration, vous avez une réponse en "
        "cinq jours ouvrables, et en un mois au plus pour une demande sur vos données.</p>"
        "<p>Votre message n’est transmis à aucun des organismes présentés ici. Leurs coordonnées sont sur la page de "
        "chaque offre.</p>",
        "<p>The person who keeps this portal reads your message. In this demonstration, you have an answer within "
        "five working days, and within a month at most for a request about your data.</p>"
        "<p>Your message is not passed on to any of the organisations shown here. Their details are on the page of "
        "each offer.</p>",
    )


def _message() -> Block:
    return step(
        "message",
        t("Votre message", "Your message"),
        "",
        _about(),
        _offer(),
        ask(
            "short_text",
            "page",
            t("Sur quelle page ?", "On which page?"),
            t("Son titre ou son adresse.", "Its title or its address."),
            required=False,
            only_if=[FORM.chosen("message/about/barrier")],
        ),
        ask(
            "short_text",
            "tools",
            t("Avec quel appareil ou quel outil ?", "With which device or tool?"),
            t("Téléphone, lecteur d’écran, agrandisseur…", "Phone, screen reader, magnifier…"),
            required=False,
            only_if=[FORM.chosen("message/about/barrier")],
        ),
        _right(),
        _words(),
    )


def _words() -> Block:
    return ask(
        "long_text",
        "message",
        t("Que voulez-vous nous dire ?", "What would you like to tell us?"),
        limit=3000,
    )


def _about() -> Block:
    labels = {
        "offer": t("Une offre ou une demande", "An offer or an application"),
        "barrier": t("Un obstacle sur le site", "A barrier on the site"),
        "data": t("Mes données personnelles", "My personal data"),
        "error": t("Une erreur dans une page", "An error on a page"),
        "other": t("Autre chose", "Something else"),
    }
    return ask("choice", "about", t("De quoi s’agit-il ?", "What is it about?"), options=options(labels))


def _offer() -> Block:
    labels = {
        "pivo": same("PIVO"),
        "menu": t("Menu des possibles du PIC", "PIC menu of possibilities"),
        "engineering": t("Ingénierie culturelle", "Cultural engineering"),
        "fund": t("Fonds d’initiative citoyenne", "Citizens’ initiative fund"),
        "event": t("Un événement de l’agenda", "An event"),
    }
    return ask(
        "choice",
        "offer",
        t("De quelle offre s’agit-il ?", "Which offer is it about?"),
        options=options(labels),
        required=False,
        only_if=[FORM.chosen("message/about/offer")],
    )


def _right() -> Block:
    labels = {
        "see": t("Les consulter ou en recevoir une copie", "See them or receive a copy"),
        "correct": t("Les corriger", "Correct them"),
        "delete": t("Les faire effacer", "Have them deleted"),
        "withdraw": t("Retirer mon consentement", "Withdraw my consent"),
    }
    return ask(
        "choice",
        "right",
        t("Que souhaitez-vous pour vos données ?", "What would you like done with your data?"),
        t(
            "Si vous avez une référence, écrivez-la dans votre message.",
            "If you have a reference, write it in your message.",
        ),
        options=options(labels),
        only_if=[FORM.chosen("message/about/data")],
    )


def _you() -> Block:
    return step(
        "you",
        t("Pour vous répondre", "To answer you"),
        "",
        shared.name(),
        shared.email(),
        shared.phone(shared.call_back(), required=False),
        shared.consent(),
    )
