"""The five collective activities of the PIC menu, as events."""

from collections.abc import Callable
from datetime import date

from offers.sessions import SessionState
from portal.demo.axes import TEAM
from portal.demo.blocks import Block, callout, contact, heading, rich_text
from portal.demo.dates import WEDNESDAY, morning, room, session, to_come, whole_day
from portal.demo.practices import build as practice_values
from portal.demo.texts import p, rich, t
from portal.demo.tree import Demo, Values

CANCELLED, POSTPONED = SessionState.CANCELLED.value, SessionState.POSTPONED.value
DYNAMO = "https://dynamocollectivo.com"
NEIGHBOURHOODS = ("Quartiers qui participent au PIC", "Neighbourhoods that take part in the PIC")


def _activity(organiser: str, values: Callable[[Demo], Values]) -> Callable[[Demo], Values]:
    """What the five have in common, below what each says of itself."""

    def build(demo: Demo) -> Values:
        common: Values = {
            "thread": "woad",
            "time_zone": "America/Toronto",
            "offer": demo.pages["menu"],
            "organiser": demo.organisations[organiser],
            "audience": t(*NEIGHBOURHOODS),
            "audiences": [demo.audiences["quartiers"], demo.audiences["organisations"]],
            "coordinator": demo.people["pic"],
        }
        return common | values(demo)

    return build


def _by_dynamo() -> Values:
    note = t("Inscription sur le site de Dynamo.", "Registration on Dynamo’s website.")
    return {"registration_url": DYNAMO, "registration_note": note}


def _ask_the_team(demo: Demo) -> Block:
    return contact(
        t("Une question ?", "A question?"),
        p("L’équipe du PIC vous répond par courriel.", "The PIC team answers by e-mail."),
        organisation=demo.organisations["pic"],
    )


def _collective_impact(demo: Demo) -> Values:
    return _by_dynamo() | {
        "kind": "training",
        "introduction": t(
            "Comprendre les conditions d’une démarche d’impact collectif et bâtir votre projet à partir du "
            "changement que vous souhaitez.",
            "Understand what a collective impact approach requires, and build your project from the change that you "
            "want.",
        ),
        "sessions": [
            session(date(2023, 12, 4)),
            session(date(2024, 4, 10)),
            to_come(demo, "collective-impact", "demo", days=24, **whole_day(), **room()),
        ],
        "body": [
            heading(t("Ce que vous en retirez", "What you take away")),
            _impact_text(),
            callout(
                t("Ce qu’elle a changé", "What it has changed"),
                p(
                    "Dans leur planification stratégique, des quartiers ne partent plus d’une liste d’enjeux mais "
                    "des transformations qu’ils veulent voir.",
                    "In their strategic planning, neighbourhoods no longer start from a list of issues but from the "
                    "transformations that they want to see.",
                ),
            ),
            _ask_the_team(demo),
        ],
    }


def _impact_text() -> Block:
    return rich_text(
        rich(
            "<p>Cette formation a fait ses preuves auprès des quartiers ces dernières années. Vous y apprenez :</p>"
            "<ul><li>à connaître les conditions de l’impact collectif ;</li>"
            "<li>à vous poser les questions qui structurent un projet ;</li>"
            "<li>à agir dans le sens de l’effet recherché.</li></ul>",
            "<p>This course has proved its worth with neighbourhoods over recent years. You learn:</p>"
            "<ul><li>to know the conditions of collective impact;</li>"
            "<li>to ask yourselves the questions that give a project its structure;</li>"
            "<li>to act in the direction of the effect that you seek.</li></ul>",
        )
    )


def _learning(demo: Demo) -> Values:
    return _by_dynamo() | {
        "kind": "training",
        "introduction": t(
            "Une journée de pratique pour choisir ce que vous avez à apprendre ensemble cette année, et comment le "
            "recueillir.",
            "A day of practice to choose what you have to learn together this year, and how to capture it.",
        ),
        "sessions": [
            session(date(2023, 11, 15), note=t("Une journée", "One day")),
            to_come(demo, "learning", "demo-1", days=17, state=CANCELLED, **whole_day(), **room()),
            to_come(demo, "learning", "demo-2", days=52, **whole_day(), **room()),
        ],
        "body": [
            heading(t("La question du jour", "The question of the day")),
            _learning_text(),
            _ask_the_team(demo),
        ],
    }


def _learning_text() -> Block:
    return rich_text(
        rich(
            "<p>De quoi votre groupe a-t-il besoin de tirer des leçons, cette année, pour que le projet "
            "avance ? La journée vous donne des moyens concrets d’y répondre.</p>"
            "<p>Vous explorez ensuite plusieurs chemins pour recueillir ces leçons : l’évaluation, la "
            "question de recherche, la mobilisation des connaissances… À vous de choisir le vôtre. La phase "
            "2 du PIC veut vous y rendre plus habiles.</p>",
            "<p>What does your group need to draw lessons from this year, so that the project moves forward? "
            "The day gives you practical ways to answer.</p>"
            "<p>You then explore several paths to gather these lessons: evaluation, a research question, "
            "knowledge mobilisation… The choice is yours. Phase 2 of the PIC wants to make you better at "
            "it.</p>",
        )
    )


def _decision(demo: Demo) -> Values:
    return _by_dynamo() | {
        "kind": "workshop",
        "introduction": t(
            "Une demi-journée pour essayer des méthodes de décision à plusieurs et trouver la bonne posture quand on "
            "anime.",
            "Half a day to try out methods for deciding together and to find the right stance as a facilitator.",
        ),
        "audience": t(
            "Équipes des tables de quartier et des projets de changement",
            "Teams of neighbourhood round tables and of projects for change",
        ),
        "registration_note": t(
            "Sur le site de Dynamo, l’atelier s’appelle « EvalPIC : prise de décision collective à Montréal ».",
            "On Dynamo’s website, the workshop in Montréal is called “EvalPIC”.",
        ),
        "sessions": [
            session(date(2024, 2, 28), note=t("Demi-journée", "Half a day")),
            to_come(
                demo,
                "decision",
                "demo",
                days=38,
                weekday=WEDNESDAY,
                state=POSTPONED,
                **morning(),
                **room(),
            ),
        ],
        "body": [
            heading(t("Pourquoi cet atelier", "Why this workshop")),
            _decision_text(),
            _ask_the_team(demo),
        ],
    }


def _decision_text() -> Block:
    return rich_text(
        rich(
            "<p>La phase 1 du PIC, puis les débuts de la phase 2, l’ont montré : les collectifs ont besoin de "
            "pratique pour décider ensemble.</p>"
            "<p>Or il faut décider souvent, quand on planifie un projet à plusieurs, quand on le réalise, quand on "
            "l’intensifie.</p>",
            "<p>Phase 1 of the PIC and then the beginnings of phase 2 have shown it: groups need practice in "
            "deciding together.</p>"
            "<p>And decisions come often: when planning a project with others, carrying it out, stepping it up.</p>",
        )
    )


def _festival(demo: Demo) -> Values:
    return {
        "kind": "festival",
        "introduction": t(
            "Chaque année, deux jours entiers pour fêter l’impact collectif, se retrouver et partager ce que l’on a "
            "appris.",
            "Every year, two full days to celebrate collective impact, meet again and share what was learnt.",
        ),
        "sessions": [
            session(date(2023, 10, 19), end=date(2023, 10, 20), note=t("Deux jours entiers", "Two full days")),
            to_come(demo, "festival", "demo", days=95, lasts=2, **room()),
        ],
        "registration_note": t(
            f"Inscription en ligne ; demandez le lien à {TEAM}.", f"Online registration; ask {TEAM} for the link."
        ),
        "body": [
            heading(t("Deux jours autrement", "Two days unlike the others")),
            _festival_text(),
        ],
    }


def _festival_text() -> Block:
    return rich_text(
        rich(
            "<p>Le but premier : tisser et resserrer les liens entre les personnes qui font le PIC, et mettre en "
            "commun leurs apprentissages.</p>"
            "<p>L’ambiance est chaleureuse, les échanges nombreux, l’immersion complète. Le programme, varié, "
            "permet :</p>"
            "<ul><li>de faire connaissance et de s’amuser ;</li>"
            "<li>de quitter le quotidien et d’apprendre d’une autre manière ;</li>"
            "<li>de participer à sa façon : toutes comptent et sont encouragées.</li></ul>",
            "<p>The first aim: to make and strengthen ties between the people of the PIC, and to pool what they have "
            "learnt.</p>"
            "<p>The mood is friendly, the exchanges are many, the immersion is complete. The varied programme lets "
            "you:</p>"
            "<ul><li>get to know each other and have fun;</li>"
            "<li>leave everyday life and learn in another way;</li>"
            "<li>take part as you like: every way counts and is encouraged.</li></ul>",
        )
    )


collective_impact = _activity("dynamo", _collective_impact)
learning = _activity("dynamo", _learning)
decision = _activity("dynamo", _decision)
festival = _activity("pic", _festival)
practices = _activity("pic", practice_values)
