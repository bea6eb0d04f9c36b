"""The expression of interest in PIVO: what the community has in mind, and what it commits to."""

from portal.demo.blocks import Block
from portal.demo.forms.blocks import Form, ask, inform, options, step
from portal.demo.texts import p, t

FORM = Form("pivo-interest")


def aims() -> Block:
    parts = {
        "cohort": t("La cohorte, avec d’autres milieux", "The cohort, with other communities"),
        "meetings": t("Les rencontres sur mesure", "The tailor-made meetings"),
        "training": t("Les formations", "The training"),
    }
    return step(
        "aims",
        t("Votre intention", "What you have in mind"),
        "",
        _change(),
        _policy(),
        ask(
            "long_text",
            "renew",
            t("Qu’aimeriez-vous y renouveler ?", "What would you like to renew in it?"),
            limit=1000,
            required=False,
            only_if=[FORM.says("aims/policy", "yes")],
        ),
        ask(
            "choices",
            "parts",
            t("Quelles parties du parcours vous attirent ?", "Which parts of the path appeal to you?"),
            options=options(parts),
            minimum=1,
        ),
    )


def _policy() -> Block:
    return ask(
        "yes_no",
        "policy",
        t("Avez-vous une politique culturelle ?", "Do you have a cultural policy?"),
    )


def _change() -> Block:
    return ask(
        "long_text",
        "change",
        t("Que voulez-vous changer par la culture ?", "What do you want to change through culture?"),
        t(
            "Dites-le comme à une collègue, en quelques phrases.",
            "Say it as you would to a colleague, in a few sentences.",
        ),
        limit=2000,
    )


def commitments() -> Block:
    return step(
        "commitments",
        t("Vos engagements", "Your commitments"),
        p(
            "Ils valent si vous entrez dans le programme. Le réseau prend aussi les siens : vous accompagner, vous "
            "répondre, vous guider.",
            "They hold if you join the programme. The network makes its own: to support you, answer you, guide you.",
        ),
        _commitment(),
        ask(
            "number",
            "leads",
            t("Combien de personnes suivront le parcours ?", "How many people will follow the path?"),
            unit=t("personnes", "people"),
            minimum="1",
            maximum="50",
        ),
        inform(
            "own_rule",
            t("À propos de la résolution", "About the resolution"),
            p(
                "Elle est demandée par cette démonstration. Les documents de PIVO n’en parlent pas.",
                "It is asked for by this demonstration. PIVO’s documents do not mention it.",
            ),
        ),
        _adopted(),
        _resolution(),
        _council_date(),
    )


def _resolution() -> Block:
    return ask(
        "files",
        "resolution",
        t("La résolution", "The resolution"),
        t("Une photo lisible convient aussi.", "A readable photo will do as well."),
        groups=("documents", "images"),
        only_if=[FORM.says("commitments/adopted", "yes")],
    )


def _council_date() -> Block:
    return ask(
        "date",
        "council_date",
        t("Quand le conseil pourrait-il en parler ?", "When might the council discuss it?"),
        t("Laissez vide si vous ne le savez pas encore.", "Leave it empty if you do not know yet."),
        required=False,
        today="from",
        only_if=[FORM.says("commitments/adopted", "no")],
    )


def _adopted() -> Block:
    return ask(
        "yes_no",
        "adopted",
        t(
            "Votre conseil a-t-il adopté une résolution en ce sens ?",
            "Has your council adopted a resolution to that effect?",
        ),
        t(
            "Conseil municipal, conseil de la MRC, conseil de bande ou conseil d’administration.",
            "Municipal council, MRC council, band council or board.",
        ),
    )


def _commitment() -> Block:
    return ask(
        "consent",
        "commitment",
        t("Nous prenons ces engagements.", "We make these commitments."),
        text=t(
            "Participer de plein gré et agir pour que les objectifs soient atteints. Répondre des actions et du "
            "projet qui naîtra de la démarche. Chercher à nous améliorer de façon continue pendant environ trois "
            "ans, avec une ou plusieurs personnes responsables d’un bout à l’autre.",
            "To take part of our own free will and to act so that the objectives are reached. To answer for the "
            "actions and for the project that will come of them. To seek continuous improvement for about three "
            "years, with one or more people in charge from beginning to end.",
        ),
    )
