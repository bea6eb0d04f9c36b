"""The coaching request of the PIC menu: axis 1, a learning question and its hours, by neighbourhood."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, eligibility, elsewhere, inform, options, perhaps, step
from portal.demo.texts import p, rich, same, t
from portal.demo.tree import Demo, Values

FORM = Form("request")
BEYOND_A_YEAR = (FORM.more("hours/hours", 31),)


def needs(demo: Demo) -> Values:
    return FORM.needs(demo, t("Demander un accompagnement", "Ask for coaching"))


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Dites-nous qui vous êtes et quelle question occupe votre quartier.",
            "Tell us who you are and which question is on your neighbourhood’s mind.",
        ),
        "thread": "woad",
        "steps": [_who(demo), _you(demo), _question(), _hours(), shared.data()],
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


def _question() -> Block:
    return step(
        "question",
        t("Votre question d’apprentissage", "Your learning question"),
        p(
            "Elle n’a pas besoin d’être parfaite : on la précise ensemble.",
            "It does not have to be perfect: we will sharpen it together.",
        ),
        ask("choice", "kind", t("Que cherchez-vous ?", "What are you looking for?"), options=options(_kinds())),
        ask(
            "short_text",
            "field",
            t("De quelle recherche s’agit-il ?", "What kind of research is it?"),
            only_if=[FORM.chosen("question/kind/other")],
        ),
        _gathered(),
        _heart(),
        _loop(),
        ask(
            "choice",
            "coach",
            t("Avec quel partenaire aimeriez-vous travailler ?", "Which partner would you like to work with?"),
            options=options(_coaches()),
        ),
    )


def _gathered() -> Block:
    return ask(
        "long_text",
        "gathered",
        t("Qu’avez-vous déjà recueilli ?", "What have you gathered so far?"),
        t(
            "Des chiffres, des témoignages, un bilan : même peu, c’est utile.",
            "Figures, accounts, a report: even a little is useful.",
        ),
        limit=800,
        required=False,
        only_if=[FORM.chosen("question/kind/evaluation")],
    )


def _heart() -> Block:
    return ask(
        "long_text",
        "heart",
        t(
            "Quelle question est au cœur de votre initiative ?",
            "Which question is at the heart of your initiative?",
        ),
        t(
            "Ce que vous voulez comprendre, et ce que la réponse vous permettrait de faire.",
            "What you want to understand, and what the answer would let you do.",
        ),
        limit=2000,
    )


def _loop() -> Block:
    labels = {
        "choose": t("Choisir les questions prioritaires", "Choose the priority questions"),
        "plan": t("Préparer la démarche", "Plan the process"),
        "gather": t("Repérer et recueillir les données utiles", "Find and gather the relevant data"),
        "analyse": t("Analyser ce que l’on a recueilli", "Analyse what was gathered"),
        "share": t("Partager les résultats", "Share the results"),
        "use": t("Se servir de ce que l’on a appris", "Put to use what was learnt"),
    }
    return ask(
        "choices",
        "loop",
        t("Pour quelles étapes souhaitez-vous de l’aide ?", "Which steps would you like help with?"),
        t("Ce sont celles de la boucle d’apprentissage.", "They are those of the learning loop."),
        options=options(labels),
        minimum=1,
    )


def _coaches() -> dict[str, str]:
    return {
        "dynamo": same("Dynamo"),
        "niska": same("Niska"),
        "pezzini": same("Yann Pezzini"),
        "none": t("Pas de préférence", "No preference"),
    }


def _kinds() -> dict[str, str]:
    return {
        "clarity": t("Gagner en clarté stratégique", "Gaining strategic clarity"),
        "evaluation": t("Mener une évaluation", "Carrying out an evaluation"),
        "other": t("Une autre question de recherche", "Another research question"),
    }


def _hours() -> Block:
    return step(
        "hours",
        t("Vos heures", "Your hours"),
        p(
            "Chaque quartier dispose de <b>31 heures par année</b>. Celles qui n’ont pas servi se reportent pendant "
            "un an, jusqu’à <b>62 heures</b> en tout.",
            "Each neighbourhood has <b>31 hours a year</b>. Those that were not used are carried over for one year, "
            "up to <b>62 hours</b> in all.",
        ),
        _wanted(),
        ask(
            "yes_no",
            "carried",
            t("Avez-vous des heures reportées de l’an dernier ?", "Do you have hours carried over from last year?"),
            only_if=BEYOND_A_YEAR,
        ),
        _cost(),
        _payer(),
        ask(
            "date",
            "start",
            t("À partir de quand ?", "When would you like to start?"),
            t("Laissez vide si rien ne presse.", "Leave it empty if there is no hurry."),
            required=False,
            today="from",
        ),
    )


def _payer() -> Block:
    return ask(
        "short_text",
        "payer",
        t("Qui paierait les heures au-delà de 62 ?", "Who would pay for the hours beyond 62?"),
        only_if=[FORM.more("hours/hours", 62)],
    )


def _wanted() -> Block:
    return ask(
        "number",
        "hours",
        t("De combien d’heures avez-vous besoin ?", "How many hours do you need?"),
        t("Une estimation suffit.", "An estimate is enough."),
        unit=t("heures", "hours"),
        minimum="1",
    )


def _cost() -> Block:
    return inform(
        "cost",
        t("Au-delà des heures offertes", "Beyond the hours provided"),
        p(
            "Le quartier prend alors en charge tous les coûts supplémentaires.",
            "The neighbourhood then bears all additional costs.",
        ),
        only_if=BEYOND_A_YEAR,
    )
