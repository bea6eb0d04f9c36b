"""The menu of possibilities of the Collective Impact Project (PIC)."""

from portal.demo.axes import axes
from portal.demo.blocks import (
    Block,
    call_to_action,
    contact,
    heading,
    key_figures,
    questions,
    rich_text,
    table,
)
from portal.demo.texts import p, rich, same, t
from portal.demo.tree import Demo, Values


def build(demo: Demo) -> Values:
    return {
        "label": t("Compétences et apprentissages", "Skills and learning"),
        "introduction": t(
            "Votre quartier participe au Projet impact collectif ? Composez votre soutien : des heures "
            "d’accompagnement-conseil et des rencontres pour apprendre avec les autres quartiers.",
            "Is your neighbourhood part of the Collective Impact Project? Put together your own support: hours of "
            "coaching, and gatherings to learn with other neighbourhoods.",
        ),
        "thread": "woad",
        "audiences": [demo.audiences["quartiers"], demo.audiences["organisations"]],
        "support_kinds": [demo.support_kinds[key] for key in ("accompagnement", "formation", "echanges")],
        "organiser": demo.organisations["pic"],
        "contact": demo.people["pic"],
        "who_for": t(
            "Quartiers montréalais qui participent au Projet impact collectif (PIC)",
            "Montréal neighbourhoods that take part in the Collective Impact Project (PIC)",
        ),
        "duration": t("De 31 à 62 heures sur votre question", "31 to 62 hours on your question"),
        "cost": t("Heures offertes ; au-delà, aux frais du quartier", "Hours provided; beyond, at your own cost"),
        "area": t("Les quartiers de Montréal", "The neighbourhoods of Montréal"),
        "context_title": t("Apprendre chemin faisant", "Learning along the way"),
        "context_text": _context(),
        "axes": axes(demo),
        "body": _body(demo),
    }


def _context() -> str:
    return rich(
        "<p>Avec sa phase 2, le PIC soutient désormais tous les quartiers de Montréal. Tant d’initiatives ont "
        "beaucoup à enseigner, pourvu que l’on recueille ces leçons et que l’on s’en serve en cours de route.</p>"
        "<p>On vous invite donc à faire des pauses pour regarder le chemin parcouru, repérer ce que vos actions ont "
        "changé et vous appuyer dessus pour la suite.</p>"
        "<p>Le PIC vous apporte de l’argent, mais pas seulement : des partenaires externes vous aident à apprendre "
        "et à gagner en compétences, selon trois axes. Ce menu a été préparé par l’équipe de coordination du PIC, "
        "Dynamo, Niska et Yann Pezzini.</p>",
        "<p>With its phase 2, the PIC now supports every neighbourhood of Montréal. So many initiatives have much to "
        "teach, provided that their lessons are gathered and used along the way.</p>"
        "<p>You are therefore invited to pause, look at how far you have come, notice what your actions have changed "
        "and build on it for what comes next.</p>"
        "<p>The PIC brings you money, but not only that: external partners help you to learn and to gain skills, "
        "along three axes. This menu was prepared by the PIC coordination team, Dynamo, Niska and Yann Pezzini.</p>",
    )


def _body(demo: Demo) -> list[Block]:
    return [
        _figures(),
        _comparison(),
        heading(t("Deux documents à venir", "Two documents to come")),
        rich_text(_documents()),
        _questions(),
        call_to_action(
            t("Votre question mérite qu’on s’y arrête", "Your question deserves a pause"),
            p(
                "Dites-nous ce que votre quartier cherche à comprendre.",
                "Tell us what your neighbourhood wants to understand.",
            ),
            t("Demander un accompagnement", "Ask for coaching"),
            demo.pages["request"],
        ),
        contact(
            t("Parler à l’équipe", "Talk to the team"),
            p(
                "Pour toute question ou suggestion sur l’offre, et pour recevoir les infolettres.",
                "For any question or suggestion about the offer, and to receive the newsletters.",
            ),
            organisation=demo.organisations["pic"],
        ),
    ]


def _figures() -> Block:
    return key_figures(
        t("Le menu en chiffres", "The menu in figures"),
        (same("31 h"), t("par an sur votre question d’apprentissage", "a year on your learning question")),
        (
            same("62 h"),
            t("au plus, avec les heures reportées d’un an", "at most, with hours carried over one year"),
        ),
        (same("30 h"), t("de plus avec Dynamo, sur d’autres sujets", "more with Dynamo, on other subjects")),
        (same("9"), t("quartiers par an reçoivent cet appui", "neighbourhoods a year receive that support")),
        (same("5"), t("activités collectives", "collective activities")),
    )


def _comparison() -> Block:
    return table(
        t("Les trois axes côte à côte", "The three axes side by side"),
        (
            t("Axe", "Axis"),
            t("Heures", "Hours"),
            t("Avec qui", "With whom"),
            t("Comment y accéder", "How to get it"),
        ),
        (
            t("Question d’apprentissage", "Learning question"),
            t("31 par an, jusqu’à 62 avec le report", "31 a year, up to 62 with those carried over"),
            t("Dynamo, Niska ou Yann Pezzini", "Dynamo, Niska or Yann Pezzini"),
            t("Le formulaire en ligne", "The online form"),
        ),
        (
            t("Autres sujets", "Other subjects"),
            t("30 de plus, pour 9 quartiers par an", "30 more, for 9 neighbourhoods a year"),
            same("Dynamo"),
            t("Votre conseiller Centraide, puis un formulaire", "Your Centraide adviser, then a form"),
        ),
        (
            t("Activités collectives", "Collective activities"),
            t("Selon l’activité", "Depends on the activity"),
            t("Dynamo et l’équipe du PIC", "Dynamo and the PIC team"),
            t("L’inscription à chaque activité", "Registration for each activity"),
        ),
    )


def _documents() -> str:
    return rich(
        "<p>Ils compléteront les formations et paraîtront bientôt sur le site de Dynamo :</p>"
        "<ul><li>le <b>Cahier du participant Impact collectif</b> : des questions pour réfléchir et des outils "
        "donnés en exemple, pour préparer puis réaliser ensemble le changement que vous souhaitez ;</li>"
        "<li>le <b>Guide d’accompagnement en évaluation participative</b> : des outils et des ressources nés de "
        "l’accompagnement d’initiatives du PIC, pour mener une évaluation à plusieurs.</li></ul>",
        "<p>They will go with the training courses and appear soon on Dynamo’s website:</p>"
        "<ul><li>the <b>Collective Impact participant’s workbook</b>: questions to think about and examples of "
        "tools, to prepare and then bring about together the change that you want;</li>"
        "<li>the <b>coaching guide to participatory evaluation</b>: tools and resources born of the support given to "
        "PIC initiatives, to carry out an evaluation together.</li></ul>",
    )


def _questions() -> Block:
    return questions(
        t("Questions fréquentes", "Frequently asked questions"),
        (
            t("Peut-on garder des heures pour l’an prochain ?", "Can we keep hours for next year?"),
            p(
                "Oui, pendant un an au plus : vous pouvez ainsi disposer de 62 heures en tout.",
                "Yes, for one year at most: you can then have 62 hours in all.",
            ),
        ),
        _more_hours(),
        (
            t("Les rencontres ont-elles lieu sur place ?", "Do meetings take place in person?"),
            p(
                "En ligne de préférence, pour que les heures servent à l’accompagnement et non aux trajets.",
                "Online by preference, so that the hours go to coaching and not to travel.",
            ),
        ),
        _another_need(),
    )


def _another_need() -> tuple[str, str]:
    return (
        t("Notre besoin n’est pas dans le menu. Que faire ?", "Our need is not on the menu. What can we do?"),
        p(
            "Parlez-en à votre conseiller ou conseillère Centraide-PIC : l’offre de renforcement des compétences et "
            "du leadership (RCL) vous est ouverte aussi.",
            "Talk to your Centraide-PIC adviser: the skills and leadership development offer (RCL) is open to you too.",
        ),
    )


def _more_hours() -> tuple[str, str]:
    return (
        t("Et s’il nous faut davantage d’heures ?", "And if we need more hours?"),
        p(
            "C’est possible. Les coûts au-delà de 31 heures (ou de 30 heures pour les autres sujets) sont alors "
            "entièrement à la charge du quartier.",
            "You can have them. The costs beyond 31 hours (or 30 hours for other subjects) are then borne entirely "
            "by the neighbourhood.",
        ),
    )
