"""The expression of interest in PIVO by a municipality, or by an organisation that it has mandated."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, eligibility, elsewhere, options, perhaps, step
from portal.demo.forms.pivo_commitments import aims, commitments
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
        "steps": [_who(demo), _community(), _people(), aims(), commitments(), shared.data()],
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
