"""The expression of interest in PIVO by a municipality, or by an organisation that it has mandated."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, eligibility, elsewhere, inform, options, perhaps, step
from portal.demo.texts import p, rich, t
from portal.demo.tree import Demo, Values

FORM = Form("pivo-interest")
OF_A_MANDATE = (FORM.chosen("who/who/mandated"),)
OF_A_GOVERNMENT = (FORM.not_chosen("who/who/alone"),)


def needs(demo: Demo) -> Values:
    return FORM.needs(demo, t("Manifester notre intérêt", "Express our interest"))


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Votre collectivité veut miser sur la culture ? Présentez-la : c’est le début de la conversation, pas "
            "encore un engagement.",
            "Does your community want to count on culture? Introduce it: this starts the conversation, it does not "
            "bind you yet.",
        ),
        "thread": "madder",
        "steps": [_who(demo), _community(), _people(), _aims(), _commitments(), shared.data()],
        "what_next": _what_next(),
        "contact": demo.people["genereux"],
    }


def _what_next() -> str:
    french, english = shared.keep_the_reference()
    return rich(
        "<p>La chargée de mobilisation des milieux lit ce que vous avez écrit, puis vous propose de vous parler.</p>"
        "<p>Dans cette démonstration, elle vous écrit dans les quinze jours ouvrables. Le programme ne donne "
        f"pas de délai.</p>{french}",
        "<p>The community mobilisation officer reads what you wrote, then suggests a talk.</p>"
        "<p>In this demonstration, she writes to you within fifteen working days. The programme sets no time "
        "limit.</p>"
        f"{english}",
    )


def _who(demo: Demo) -> Block:
    labels = {
        "municipality": t("Une municipalité", "A municipality"),
        "regional": t("Une municipalité régionale de comté (MRC)", "A regional county municipality (MRC)"),
        "borough": t("Un arrondissement", "A borough"),
        "council": t("Un conseil de bande", "A band council"),
        "mandated": t("Une organisation mandatée par l’un d’eux", "An organisation mandated by one of these"),
        "alone": t("Une organisation sans mandat", "An organisation without a mandate"),
        "residents": t("Un groupe d’habitants", "A group of residents"),
    }
    return eligibility(
        t("Qui vous êtes", "Who you are"),
        "",
        [
            ask("choice", "who", t("Qui représentez-vous ?", "Whom do you represent?"), options=options(labels)),
            _years(),
        ],
        _residents_rule(demo),
        _alone_rule(),
        perhaps(
            "years",
            t(
                "Le parcours demande la présence continue de quelques personnes pendant trois ans en moyenne. Si vous "
                "hésitez, dites-le : on peut en parler avant de décider.",
                "The path needs a few people who stay with it for three years on average. If you hesitate, say so: we "
                "can talk about it before you decide.",
            ),
            FORM.says("who/years", "no"),
        ),
    )


def _years() -> Block:
    return ask(
        "yes_no",
        "years",
        t("Pouvez-vous vous engager pour environ trois ans ?", "Can you commit for about three years?"),
        t(
            "C’est la durée moyenne du parcours. La charge change d’un volet à l’autre.",
            "That is how long the path takes on average. The workload changes from one part to the next.",
        ),
    )


def _alone_rule() -> Block:
    return perhaps(
        "alone",
        t(
            "Le programme se propose à un gouvernement de proximité, ou à l’organisation qu’il a mandatée. Sans "
            "mandat, écrivez tout de même : on cherchera avec vous qui pourrait vous le donner.",
            "The programme is offered to a local government, or to the organisation that it has mandated. Without "
            "a mandate, write all the same: we will look together for who might give it to you.",
        ),
        FORM.chosen("who/who/alone"),
    )


def _residents_rule(demo: Demo) -> Block:
    return elsewhere(
        "residents",
        t(
            "PIVO s’adresse aux gouvernements de proximité et aux organisations. Pour un quartier de Montréal, le "
            "menu du PIC est plus proche de ce que vous cherchez.",
            "PIVO is for local governments and organisations. For a neighbourhood of Montréal, the PIC menu is "
            "closer to what you are looking for.",
        ),
        FORM.chosen("who/who/residents"),
        page=demo.pages["menu"],
    )


def _community() -> Block:
    return step(
        "community",
        t("Votre milieu", "Your community"),
        "",
        _organisation(),
        ask(
            "short_text",
            "mandate",
            t("Qui vous a donné mandat ?", "Who gave you the mandate?"),
            t("La municipalité, la MRC, l’arrondissement…", "The municipality, the MRC, the borough…"),
            only_if=OF_A_MANDATE,
        ),
        ask("address", "address", t("L’adresse de vos bureaux", "The address of your offices")),
        ask(
            "number",
            "population",
            t("Combien d’habitants compte votre milieu ?", "How many people live in your community?"),
            t("À peu près, selon le dernier recensement.", "Roughly, according to the last census."),
            unit=t("habitants", "inhabitants"),
            minimum="1",
        ),
        ask(
            "short_text",
            "website",
            t("Votre site Web", "Your website"),
            required=False,
            autocomplete="url",
        ),
    )


def _organisation() -> Block:
    return ask(
        "organisation",
        "organisation",
        t("La municipalité ou l’organisation", "The municipality or organisation"),
        t(
            "Sans NEQ, choisissez « Pas encore immatriculée ».",
            "Without a NEQ, choose “Not registered yet”.",
        ),
        forms=("municipality", "intermunicipal", "public", "association", "cooperative", "foundation", "other"),
        registers=("neq",),
    )


def _people() -> Block:
    return step(
        "people",
        t("Les personnes", "The people"),
        p(
            "La personne qui suit le dossier au quotidien et, s’il y a lieu, la personne élue qui le porte.",
            "The person who follows the matter day by day and, where there is one, the elected person who backs it.",
        ),
        shared.name(),
        shared.role(),
        shared.email(),
        shared.phone(),
        _elected_name(),
        ask(
            "short_text",
            "elected_role",
            t("Sa fonction", "Their role"),
            t("Mairesse, préfet, conseiller, cheffe…", "Mayor, warden, councillor, chief…"),
            only_if=OF_A_GOVERNMENT,
        ),
        ask(
            "email",
            "elected_email",
            t("Son adresse de courriel", "Their e-mail address"),
            t("On ne lui écrit pas sans vous en parler.", "We will not write to them without telling you."),
            private=True,
            required=False,
            only_if=OF_A_GOVERNMENT,
        ),
    )


def _elected_name() -> Block:
    return ask(
        "short_text",
        "elected_name",
        t("Le nom de la personne élue", "The name of the elected person"),
        only_if=OF_A_GOVERNMENT,
    )


def _aims() -> Block:
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


def _commitments() -> Block:
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
