"""The coaching request: the learning question, and the hours that it takes."""

from portal.demo.blocks import Block
from portal.demo.forms.blocks import Form, ask, inform, options, step
from portal.demo.texts import p, same, t

FORM = Form("request")
BEYOND_A_YEAR = (FORM.more("hours/hours", 31),)


def question() -> Block:
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


def hours() -> Block:
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
            t("À partir de quand ?", "From when on?"),
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
