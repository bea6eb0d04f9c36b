"""The last two steps of the micro-project application: the budget, then papers and consent."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, inform, options, step
from portal.demo.texts import p, rich, t

FORM = Form("grant")
SHARE = 80


def budget() -> Block:
    return step(
        "budget",
        t("Votre budget", "Your budget"),
        p(
            "Ce que le projet coûte, et d’où vient l’argent. Les deux côtés doivent arriver au même total.",
            "What the project costs, and where the money comes from. Both sides must come to the same total.",
        ),
        _limits(),
        _table(),
        ask(
            "yes_no",
            "advance",
            t("Avez-vous besoin de l’argent avant de commencer ?", "Do you need the money before you begin?"),
        ),
        _receiver(),
        ask(
            "files",
            "quotes",
            t("Vos devis, si vous en avez", "Your quotations, if you have any"),
            t("Une photo prise avec le téléphone convient.", "A photo taken with your phone will do."),
            groups=("documents", "images"),
            max_files=5,
            required=False,
        ),
    )


def _limits() -> Block:
    return inform(
        "limits",
        t("Ce que vous pouvez demander", "What you may ask for"),
        rich(
            "<ul><li>De 300 à 3 000 €.</li><li>80 % des dépenses au plus.</li></ul>"
            "<p>Ces limites sont celles de la démonstration : les documents du fonds n’en donnent pas.</p>",
            "<ul><li>From €300 to €3,000.</li><li>80% of the expenses at most.</li></ul>"
            "<p>These limits are the demonstration’s own: the fund’s documents give none.</p>",
        ),
    )


def _table() -> Block:
    expenses = {
        "supplies": t("Achats et matériel", "Supplies and equipment"),
        "people": t("Intervenants rémunérés", "People paid to lead an activity"),
        "rent": t("Location", "Hire"),
        "travel": t("Transport", "Travel"),
        "print": t("Affiches et communication", "Posters and publicity"),
        "food": t("Goûter et repas", "Snacks and meals"),
        "other": t("Autres dépenses", "Other expenses"),
    }
    incomes = {
        "own": t("Votre participation", "Your own money"),
        "sales": t("Dons et ventes", "Donations and sales"),
        "town": t("Commune", "Municipality"),
        "other": t("Autres aides", "Other grants"),
    }
    return ask(
        "budget",
        "budget",
        t("Le budget du projet", "The budget of the project"),
        t(
            "Arrondissez. Le temps des bénévoles et le matériel prêté se notent à part.",
            "Round the figures. Volunteers’ time and what is lent are noted apart.",
        ),
        expense_categories=options(expenses),
        income_categories=options(incomes),
        in_kind=True,
        share=SHARE,
        within_call=True,
    )


def _receiver() -> Block:
    labels = {
        "association": t("Une association qui nous aide", "An association that helps us"),
        "person": t("Une personne du groupe", "A person of the group"),
        "unsure": t("Nous ne savons pas encore", "We do not know yet"),
    }
    return ask(
        "choice",
        "receiver",
        t("Qui recevrait l’argent ?", "Who would receive the money?"),
        t("Ne donnez pas de coordonnées bancaires ici.", "Do not give any bank details here."),
        options=options(labels),
        only_if=[FORM.chosen("who/who/residents")],
    )


def agreement() -> Block:
    return step(
        "data",
        t("Pour finir", "To finish"),
        "",
        ask(
            "files",
            "statutes",
            t("Les statuts de l’association", "The statutes of the association"),
            t(
                "Si vous ne les avez pas sous la main, on vous les demandera plus tard.",
                "If you do not have them at hand, we will ask for them later.",
            ),
            groups=("documents", "images"),
            required=False,
            only_if=[FORM.chosen("who/who/association")],
        ),
        ask(
            "yes_no",
            "present",
            t(
                "Pourrez-vous présenter le projet au comité ?",
                "Will you be able to present the project to the committee?",
            ),
            t("Sans diaporama : on en parle ensemble.", "No slides needed: we just talk about it."),
        ),
        _help(),
        _report(),
        shared.consent(),
    )


def _report() -> Block:
    return ask(
        "consent",
        "report",
        t("Nous ferons un bilan du projet.", "We will report on the project."),
        text=t(
            "Une fois le projet mené, nous dirons à l’association ce qui s’est passé, ce que cela a changé et "
            "comment l’argent a été dépensé. Le bilan est ensuite présenté au comité d’attribution.",
            "Once the project has been carried out, we will tell the association what happened, what it changed "
            "and how the money was spent. The report is then presented to the allocation committee.",
        ),
    )


def _help() -> Block:
    return ask(
        "long_text",
        "help",
        t("De quoi auriez-vous besoin pour venir ?", "What would you need to come?"),
        t(
            "Un autre horaire, une garde d’enfants, un interprète, un accès sans marche…",
            "Another time, childcare, an interpreter, step-free access…",
        ),
        limit=500,
        required=False,
        private=True,
        only_if=[FORM.says("data/present", "no")],
    )
