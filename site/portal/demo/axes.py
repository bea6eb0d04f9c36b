"""The three axes of the PIC menu."""

from typing import Any

from portal.demo.blocks import Block, items
from portal.demo.texts import mail, p, rich, t
from portal.demo.tree import Demo

TEAM = "pic@centraide-mtl.org"
COACH = "cgrandchamp@dynamocollectivo.com"


def axes(demo: Demo) -> list[Block]:
    return [
        Block("axis", _axis(_learning_question(demo)), "learning"),
        Block("axis", _axis(_other_subjects(demo)), "other"),
        Block("axis", _axis(_activities()), "activities"),
    ]


def _axis(given: dict[str, object]) -> dict[str, object]:
    """An axis with everything that it does not say left empty."""
    empty: dict[str, Any] = {"hours": None, "hours_label": "", "rules": [], "partners": [], "steps_title": ""}
    empty |= {"steps_are_a_loop": False, "steps": [], "how_to_ask": "", "page": None, "show_events": False}
    return empty | given


def _learning_question(demo: Demo) -> dict[str, object]:
    return {
        "title": t("Un accompagnement sur votre question d’apprentissage", "Coaching on your learning question"),
        "hours": 31,
        "hours_label": t("d’accompagnement-conseil par quartier et par an", "of coaching per neighbourhood and year"),
        "text": _learning_text(),
        "rules": _learning_rules(),
        "partners": items(*(demo.organisations[key] for key in ("dynamo", "niska", "pezzini"))),
        "steps_title": t("La boucle d’apprentissage", "The learning loop"),
        "steps_are_a_loop": True,
        "steps": items(*_loop()),
        "how_to_ask": p(
            "Quand vous êtes prêts, remplissez la demande en ligne : elle lance la démarche.",
            "When you are ready, fill in the online request: it starts the process.",
        ),
        "page": demo.pages["request"],
    }


def _learning_rules() -> list[Block]:
    return items(
        p(
            "Les heures non utilisées se reportent pendant un an au plus, jusqu’à <b>62 heures</b> au total.",
            "Unused hours can be carried over for one year at most, up to <b>62 hours</b> in total.",
        ),
        p(
            "Vous voulez aller au-delà de 31 heures ? Tous les coûts supplémentaires sont à la charge du quartier.",
            "Do you want to go beyond 31 hours? All additional costs are borne by the neighbourhood.",
        ),
        p(
            "Les rencontres ont lieu <b>en ligne de préférence</b> : aucune heure ne se perd en déplacement.",
            "Meetings take place <b>online by preference</b>: no hours are lost in travel.",
        ),
        p(
            "L’accompagnement suit vos besoins du début à la fin du projet.",
            "The coaching follows your needs from the beginning of the project to its end.",
        ),
    )


def _learning_text() -> str:
    return rich(
        "<p>Vous choisissez une question qui compte pour votre initiative. Elle peut porter sur :</p>"
        "<ul><li>la <b>clarté stratégique</b> ;</li>"
        "<li>une <b>évaluation</b> ;</li>"
        "<li>tout autre sujet de recherche qui vous fera avancer.</li></ul>"
        "<p>Les partenaires bâtissent la démarche avec vous. Ils échangent d’abord avec les parties prenantes et le "
        "comité de coordination, pour qu’elle tienne compte de ce qui vous préoccupe, de vos valeurs et de votre "
        "culture.</p>",
        "<p>You choose a question that matters to your initiative. It may be about:</p>"
        "<ul><li><b>strategic clarity</b>;</li>"
        "<li>an <b>evaluation</b>;</li>"
        "<li>any other subject of research that will take you further.</li></ul>"
        "<p>The partners build the process with you. They first talk with the stakeholders and the coordination "
        "committee, so that it takes account of your concerns, your values and your culture.</p>",
    )


def _loop() -> list[dict[str, str]]:
    lines = (
        (
            t("Choisir les questions prioritaires", "Choose the priority questions"),
            p("Clarté stratégique, évaluation, mobilisation…", "Strategic clarity, evaluation, mobilisation…"),
        ),
        (t("Préparer la démarche", "Plan the process"), ""),
        (t("Repérer et recueillir les données utiles", "Find and gather the relevant data"), ""),
        (t("Analyser ce que l’on a recueilli", "Analyse what was gathered"), ""),
        (t("Partager les résultats", "Share the results"), ""),
        (
            t("Se servir de ce que l’on a appris", "Put to use what was learnt"),
            p("La boucle peut alors repartir sur un autre sujet.", "The loop can then start again on another subject."),
        ),
    )
    return [{"title": title, "text": text} for title, text in lines]


def _other_subjects(demo: Demo) -> dict[str, object]:
    return {
        "title": t("Un coup de pouce de Dynamo sur d’autres sujets", "A helping hand from Dynamo on other subjects"),
        "hours": 30,
        "hours_label": t("de plus au maximum, pour 9 quartiers par an", "more at most, for 9 neighbourhoods a year"),
        "text": _other_text(),
        "rules": _other_rules(),
        "partners": items(demo.organisations["dynamo"]),
        "how_to_ask": p(
            "Parlez-en d’abord à votre conseiller ou conseillère Centraide. Faites ensuite la demande en ligne, ou "
            f"écrivez à Chantal Grandchamp, de Dynamo : {mail(COACH)}.",
            "First talk to your Centraide adviser. Then ask online, or write to Chantal Grandchamp, at Dynamo: "
            f"{mail(COACH)}.",
        ),
        "page": demo.pages["more-coaching"],
    }


def _other_rules() -> list[Block]:
    return items(
        p(
            "<b>9 quartiers par an</b> peuvent en profiter : les premiers qui le demandent sont les premiers servis.",
            "<b>9 neighbourhoods a year</b> can have it: first come, first served.",
        ),
        p(
            "Au-delà de 30 heures, le quartier paie tous les coûts supplémentaires.",
            "Beyond 30 hours, the neighbourhood pays all additional costs.",
        ),
        p(
            "Un autre besoin ? Voyez avec votre conseiller ou conseillère Centraide-PIC l’offre de renforcement des "
            "compétences et du leadership (<b>RCL</b>). On y trouve notamment le programme Leadership rassembleur, "
            "qui épaule les leaders de votre communauté dans un leadership vivant et ouvert à tous.",
            "Another need? Look with your Centraide-PIC adviser at the skills and leadership development offer "
            "(<b>RCL</b>). It includes the Leadership rassembleur programme, which helps the leaders of your "
            "community to lead in a lively and inclusive way.",
        ),
    )


def _other_text() -> str:
    return rich(
        "<p>Cet appui ponctuel se règle sur vous. Il aide à se parler et à décider ensemble, que vous soyez en train "
        "de planifier l’initiative ou de la réaliser. Par exemple :</p>"
        "<ul><li>dessiner à plusieurs une stratégie de changement ;</li>"
        "<li>repérer les projets qui auront de l’influence ;</li>"
        "<li>établir un mode de fonctionnement inclusif ;</li>"
        "<li>lancer un projet et le suivre.</li></ul>"
        "<p>On vous conseille aussi sur les outils et les façons d’animer pour faire progresser le processus ou "
        "mener partenaires et citoyens vers une décision commune.</p>",
        "<p>This one-off support is tailored to you. It helps people to talk and decide together, whether you are "
        "planning the initiative or carrying it out. For example:</p>"
        "<ul><li>designing a strategy for change with others;</li>"
        "<li>identifying the projects that will be influential;</li>"
        "<li>setting up an inclusive way of working;</li>"
        "<li>starting a project and following it.</li></ul>"
        "<p>You also get advice on tools and ways to facilitate, to move the process forward or to bring partners "
        "and citizens to a common decision.</p>",
    )


def _activities() -> dict[str, object]:
    return {
        "title": t("Cinq activités pour apprendre ensemble", "Five activities to learn together"),
        "text": p(
            "D’un bout à l’autre du parcours, le PIC vous propose de vous former, d’échanger, de vous rencontrer et "
            "de fêter. Vous venez selon vos envies et votre temps. On y parle d’impact et de gouvernance collectifs, "
            "d’évaluation, d’apprentissages ; la communauté peut aussi proposer un sujet et le préparer avec "
            "l’équipe de Centraide-PIC.",
            "All along the path, the PIC invites you to train, exchange, meet and celebrate. You come as your "
            "interests and your time allow. The subjects are collective impact and governance, evaluation, learning; "
            "the community can also suggest a subject and prepare it with the Centraide-PIC team.",
        ),
        "rules": items(
            p(
                "On s’inscrit à chaque activité, par le lien donné sur sa page.",
                "You register for each activity, by the link on its page.",
            ),
            p(
                "Les détails arrivent par courriel, dans les bulletins et les infolettres.",
                "The details come by e-mail, in bulletins and newsletters.",
            ),
        ),
        "how_to_ask": p(
            f"Pour entrer dans la liste d’envoi, écrivez à {mail(TEAM)}.",
            f"To join the mailing list, write to {mail(TEAM)}.",
        ),
        "show_events": True,
    }
