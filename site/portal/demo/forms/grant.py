"""The application for a citizens' micro-project: who it is for, and how its five steps follow one another."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, eligibility, elsewhere, options, perhaps
from portal.demo.forms.grant_money import agreement, budget
from portal.demo.forms.grant_project import project, when
from portal.demo.forms.grant_team import team
from portal.demo.texts import p, rich, t
from portal.demo.tree import Demo, Values

FORM = Form("grant")


def needs(demo: Demo) -> Values:
    return FORM.needs(demo, t("Présenter notre projet", "Put forward our project"))


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Un groupe d’habitants ou une association, une idée pour le quartier : racontez-la avec vos mots. Tout "
            "est gardé au fur et à mesure.",
            "A group of residents or an association, an idea for the neighbourhood: tell it in your own words. "
            "Everything is kept as you go.",
        ),
        "thread": "weld",
        "steps": [_who(demo), team(), project(), when(), budget(), agreement()],
        "what_next": _what_next(),
        "contact": demo.people["team"],
    }


def _what_next() -> str:
    french, english = shared.keep_the_reference()
    return rich(
        "<ul><li>L’association qui porte le fonds lit votre projet et vous appelle s’il manque quelque chose.</li>"
        "<li>Vous venez ensuite le présenter au comité d’attribution, qui décide.</li>"
        "<li>Une fois le projet mené, vous en remettez le bilan.</li></ul>"
        "<p>Dans cette démonstration, la réponse vient six semaines au plus après la clôture. Les documents du fonds "
        f"ne donnent pas de délai.</p>{french}",
        "<ul><li>The association that runs the fund reads your project and calls you if something is missing.</li>"
        "<li>You then come and present it to the allocation committee, which decides.</li>"
        "<li>Once the project has been carried out, you hand in a report.</li></ul>"
        "<p>In this demonstration, the answer comes at most six weeks after the closing date. The fund’s documents "
        f"set no time limit.</p>{english}",
    )


def _who(demo: Demo) -> Block:
    return eligibility(
        t("Ce fonds est-il pour vous ?", "Is this fund for you?"),
        p(
            "Trois questions rapides. Rien ne vous empêche de revenir sur vos réponses.",
            "Three quick questions. You can always change your answers.",
        ),
        [
            _applicant(),
            _place(),
            ask(
                "yes_no",
                "begun",
                t("Le projet a-t-il déjà commencé ?", "Has the project begun already?"),
                t("Se réunir pour en parler, ce n’est pas commencer.", "Meeting to talk about it does not count."),
            ),
        ],
        *_led_elsewhere(demo),
        perhaps(
            "outside",
            t(
                "Le fonds aide les quartiers de la politique de la ville et les quartiers de veille. Si votre projet "
                "réunit des habitants de l’un d’eux, présentez-le quand même.",
                "The fund helps the neighbourhoods of French urban policy and watch neighbourhoods. If your project "
                "brings together residents of one of them, put it forward all the same.",
            ),
            FORM.chosen("who/place/region"),
        ),
        _begun_rule(),
    )


def _begun_rule() -> Block:
    return perhaps(
        "begun",
        t(
            "Le fonds aide de nouveaux micro-projets à naître. Si une nouvelle partie commence bientôt, "
            "présentez-la : dites bien ce qui est fait et ce qui reste à faire.",
            "The fund helps new micro-projects to start. If a new part begins soon, put that forward: say clearly "
            "what is done and what is still to do.",
        ),
        FORM.says("who/begun", "yes"),
    )


def _applicant() -> Block:
    labels = {
        "residents": t("Un groupe d’habitants", "A group of residents"),
        "association": t("Une association du quartier", "A local association"),
        "town": t("Une commune ou un groupement de communes", "A municipality or group of municipalities"),
        "company": t("Une entreprise", "A company"),
    }
    return ask("choice", "who", t("Qui porte le projet ?", "Who leads the project?"), options=options(labels))


def _place() -> Block:
    labels = {
        "priority": t("Dans un quartier de la politique de la ville", "In a neighbourhood of French urban policy"),
        "watch": t("Dans un quartier de veille", "In a watch neighbourhood"),
        "unsure": t("Dans un quartier, sans savoir s’il est concerné", "In a neighbourhood that may be one of these"),
        "region": t("Ailleurs dans les Hauts-de-France", "Elsewhere in Hauts-de-France"),
        "away": t("Dans une autre région", "In another region"),
    }
    return ask(
        "choice",
        "place",
        t("Où le projet aura-t-il lieu ?", "Where will the project take place?"),
        t(
            "Votre mairie sait si le quartier est concerné. Dans le doute, continuez.",
            "Your town hall knows whether the neighbourhood is one of them. If in doubt, go on.",
        ),
        options=options(labels),
    )


def _led_elsewhere(demo: Demo) -> list[Block]:
    return [
        elsewhere(
            "town",
            t(
                "Ce fonds est réservé aux habitants et aux associations. Pour un projet culturel, les communes et "
                "leurs groupements peuvent obtenir des conseils gratuits.",
                "This fund is for residents and associations only. For a cultural project, municipalities and their "
                "groups can get advice free of charge.",
            ),
            FORM.chosen("who/who/town"),
            page=demo.pages["engineering"],
        ),
        elsewhere(
            "company",
            t(
                "Ce fonds est réservé aux habitants et aux associations. Voyez les autres offres, ou rejoignez une "
                "association du quartier qui porterait l’idée.",
                "This fund is for residents and associations only. See the other offers, or join a local association "
                "that could lead the idea.",
            ),
            FORM.chosen("who/who/company"),
            page=demo.pages["offers"],
        ),
        _away_rule(demo),
    ]


def _away_rule(demo: Demo) -> Block:
    return elsewhere(
        "away",
        t(
            "Ce fonds n’existe que dans les Hauts-de-France. D’autres offres couvrent d’autres territoires.",
            "This fund exists in Hauts-de-France only. Other offers cover other places.",
        ),
        FORM.chosen("who/place/away"),
        page=demo.pages["offers"],
    )
