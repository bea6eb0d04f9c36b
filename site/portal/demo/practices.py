"""The exchanges of practice of the PIC: nobody knows their real dates, so those to come are the demonstration's."""

from portal.demo.axes import TEAM
from portal.demo.blocks import Block, heading, questions, rich_text
from portal.demo.dates import WEDNESDAY, morning, registration, room, to_come
from portal.demo.texts import mail, p, rich, t
from portal.demo.tree import Demo, Values


def build(demo: Demo) -> Values:
    return {
        "kind": "exchange",
        "introduction": t(
            "Un espace pour parler de vos pratiques avec d’autres intervenants, aller plus loin et vous entraider.",
            "A space to talk about your practice with other community workers, go further and help one another.",
        ),
        "audience": t("Intervenants des initiatives du PIC", "Community workers of PIC initiatives"),
        "sessions": _sessions(demo),
        "is_free": True,
        "registration_note": t(
            f"Les vraies dates sont annoncées par infolettre : {TEAM}.",
            f"The real dates are announced by newsletter: {TEAM}.",
        ),
        "body": [
            heading(t("Nés d’une demande", "Born of a request")),
            _text(),
            _questions(demo),
        ],
    }


def _sessions(demo: Demo) -> list[Block]:
    """A full session, one with places, and one online whose link only those registered receive."""
    link = "https://rencontre.example.org/echanges"
    return [
        to_come(demo, "practices", "demo-1", days=13, registration=registration(8), **morning(), **room()),
        to_come(
            demo,
            "practices",
            "demo-2",
            days=41,
            registration=registration(16),
            access_url=link,
            **morning(),
            **room(),
        ),
        to_come(
            demo,
            "practices",
            "demo-3",
            days=69,
            weekday=WEDNESDAY,
            registration=registration(30),
            access_url=link,
            **morning(),
        ),
    ]


def _questions(demo: Demo) -> Block:
    return questions(
        "",
        (
            t("Peut-on proposer un sujet ?", "Can we suggest a subject?"),
            p(
                f"Oui, volontiers : {demo.page_link('topic', 'proposez-le en ligne')} ou écrivez à l’équipe, "
                f"{mail(TEAM)}.",
                f"Yes, gladly: {demo.page_link('topic', 'suggest it online')} or write to the team, {mail(TEAM)}.",
            ),
        ),
    )


def _text() -> Block:
    return rich_text(
        rich(
            "<p>Les quartiers rencontrent des défis. Pour en discuter, des partenaires communautaires ont demandé "
            "qu’on leur ouvre un espace. On y échange sur ce qui fait avancer les initiatives du PIC, et des réseaux "
            "d’entraide se forment.</p>",
            "<p>Neighbourhoods meet challenges. To discuss them, community partners asked for a space of their own. "
            "People exchange there on what takes PIC initiatives further, and networks of mutual help form.</p>",
        )
    )
