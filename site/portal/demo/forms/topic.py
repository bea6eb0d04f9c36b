"""Proposing a topic for the exchanges of practice of the PIC."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, options, step
from portal.demo.texts import rich, same, t
from portal.demo.tree import Demo, Values

FORM = Form("topic")


def needs(demo: Demo) -> Values:
    return FORM.needs(demo, t("Proposer un sujet", "Suggest a topic"))


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Un défi du moment, une façon de faire qui marche, une question à partager : de quoi voulez-vous "
            "parler entre intervenants ?",
            "A challenge of the moment, something that works, a question to share: what do you want to talk about "
            "with other community workers?",
        ),
        "thread": "woad",
        "steps": [_topic(), _you(demo)],
        "what_next": _what_next(),
        "contact": demo.people["pic"],
    }


def _what_next() -> str:
    return rich(
        "<p>L’équipe du PIC lit toutes les propositions et prépare avec vous celles qu’elle retient. Les dates des "
        "ateliers sont annoncées par infolettre.</p>"
        "<p>Dans cette démonstration, vous recevez une réponse sous trois semaines, que le sujet soit retenu ou "
        "non.</p>",
        "<p>The PIC team reads every suggestion and prepares with you those that it takes up. The dates of the "
        "workshops are announced by newsletter.</p>"
        "<p>In this demonstration, you receive an answer within three weeks, whether the topic is taken up or "
        "not.</p>",
    )


def _topic() -> Block:
    return step(
        "topic",
        t("Votre sujet", "Your topic"),
        "",
        ask(
            "short_text",
            "topic",
            t("Le sujet, en une phrase", "The topic, in one sentence"),
            t(
                "Par exemple : faire participer les jeunes sans réunion de plus.",
                "For example: involving young people without one more meeting.",
            ),
        ),
        _why(),
        _formats(),
        _speaks(),
        _minutes(),
        ask(
            "long_text",
            "support",
            t("De quoi auriez-vous besoin ?", "What would you need?"),
            t("Du matériel, une personne pour animer avec vous…", "Equipment, somebody to facilitate with you…"),
            limit=600,
            required=False,
            only_if=[FORM.says("topic/speaks", "yes")],
        ),
    )


def _speaks() -> Block:
    return ask(
        "yes_no",
        "speaks",
        t("Voulez-vous ouvrir la discussion ?", "Would you like to open the discussion?"),
        t("En racontant votre expérience, par exemple.", "By telling of your experience, for example."),
    )


def _why() -> Block:
    return ask(
        "long_text",
        "why",
        t("Pourquoi en parler maintenant ?", "Why talk about it now?"),
        t(
            "Ce que vous vivez dans votre quartier, et ce que vous aimeriez apprendre des autres.",
            "What you see in your neighbourhood, and what you would like to learn from others.",
        ),
        limit=1200,
    )


def _minutes() -> Block:
    return ask(
        "number",
        "minutes",
        t("Combien de temps vous faudrait-il ?", "How much time would you need?"),
        t(
            "Une heure au plus, pour laisser place à l’échange (règle de la démonstration).",
            "An hour at most, to leave room for the exchange (a rule of the demonstration).",
        ),
        unit=same("minutes"),
        minimum="5",
        maximum="60",
        only_if=[FORM.says("topic/speaks", "yes")],
    )


def _formats() -> Block:
    labels = {
        "story": t("Écouter un récit d’expérience", "Listening to somebody’s experience"),
        "case": t("Chercher ensemble une solution", "Looking for a solution together"),
        "tool": t("Essayer un outil", "Trying out a tool"),
        "talk": t("Discuter librement", "Talking freely"),
    }
    return ask(
        "choices",
        "formats",
        t("Sous quelle forme ?", "In what form?"),
        t("Deux réponses au plus.", "Two answers at most."),
        options=options(labels),
        minimum=1,
        maximum=2,
    )


def _you(demo: Demo) -> Block:
    languages = {
        "french": t("En français", "In French"),
        "english": t("En anglais", "In English"),
        "both": t("Dans les deux langues", "In both languages"),
    }
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
        _territory(demo),
        ask(
            "choice",
            "language",
            t("Dans quelle langue préférez-vous échanger ?", "Which language do you prefer for the exchange?"),
            options=options(languages),
        ),
        shared.consent(),
    )


def _territory(demo: Demo) -> Block:
    return ask(
        "territory",
        "territory",
        t("Votre quartier", "Your neighbourhood"),
        territories=demo.territories["montreal"],
    )
