"""The accessibility statement and the privacy page."""

from portal.demo.blocks import Block, callout, heading, questions, rich_text, table
from portal.demo.texts import mail, p, rich, t
from portal.demo.tree import Demo, Values

CONTACT = "contact@example.org"


def accessibility(demo: Demo) -> Values:
    return {
        "introduction": t(
            "Ce portail doit pouvoir servir à tout le monde. Voici où il en est, et à qui signaler un obstacle.",
            "Everybody should be able to use this portal. Here is where it stands, and whom to tell about a barrier.",
        ),
        "thread": "green",
        "body": [
            callout(
                t("État : partiellement conforme", "Status: partially compliant"),
                p(
                    "Le site vise les règles ci-dessous et a été vérifié par des outils et à la main, mais aucun "
                    "audit externe ne l’a encore confirmé. Déclaration établie le 21 novembre 2026.",
                    "The site aims at the rules below and was checked with tools and by hand, but no external audit "
                    "has confirmed it yet. Statement drawn up on 21 November 2026.",
                ),
            ),
            _rules(),
            heading(t("Ce qui est fait", "What is done")),
            _done(),
            heading(t("Ce qui manque encore", "What is still missing")),
            _missing(),
            heading(t("Signaler un obstacle", "Report a barrier")),
            _report(demo),
            _method(),
        ],
    }


def _report(demo: Demo) -> Block:
    return rich_text(
        rich(
            f"<p>Quelque chose vous bloque ? Dites-nous sur quelle page, {_by_form(demo, 'par le formulaire')} ou à "
            f"{mail(CONTACT)} : nous vous donnons l’information autrement et nous corrigeons.</p>"
            "<p>Sans réponse satisfaisante, vous pouvez saisir le Défenseur des droits en France, ou la Commission "
            "des droits de la personne et des droits de la jeunesse au Québec.</p>",
            f"<p>Does something stop you? Tell us on which page, {_by_form(demo, 'with the form')} or at "
            f"{mail(CONTACT)}: we will give you the information in another way and correct the page.</p>"
            "<p>Without a satisfactory answer, you can turn to the Défenseur des droits in France, or to the "
            "Commission des droits de la personne et des droits de la jeunesse in Québec.</p>",
        )
    )


def _missing() -> Block:
    return rich_text(
        rich(
            "<ul><li>Un audit complet par une personne extérieure, avec des lecteurs d’écran différents.</li>"
            "<li>Des versions en langue des signes et en français facile à lire.</li>"
            "<li>Une garantie sur les autres sites vers lesquels mènent nos liens.</li></ul>",
            "<ul><li>A full audit by somebody from outside, with different screen readers.</li>"
            "<li>Versions in sign language and in easy-to-read language.</li>"
            "<li>A guarantee for the other sites that our links lead to.</li></ul>",
        )
    )


def _done() -> Block:
    return rich_text(
        rich(
            "<ul><li>Tout s’utilise au clavier, et l’on voit où l’on est.</li>"
            "<li>Les textes gardent un contraste suffisant, en clair et en sombre.</li>"
            "<li>Les pages tiennent dans 320 pixels de large et se lisent agrandies.</li>"
            "<li>Les formulaires nomment chaque champ, expliquent chaque erreur et gardent ce que vous avez "
            "écrit.</li>"
            "<li>Le site fonctionne sans JavaScript.</li></ul>",
            "<ul><li>Everything can be used with the keyboard, and you can see where you are.</li>"
            "<li>Texts keep enough contrast, light and dark.</li>"
            "<li>Pages fit a width of 320 pixels and can be read enlarged.</li>"
            "<li>Forms name each field, explain each error and keep what you typed.</li>"
            "<li>The site works without JavaScript.</li></ul>",
        )
    )


def _by_form(demo: Demo, label: str) -> str:
    return demo.page_link("contact", label)


def _rules() -> Block:
    return table(
        t("Les règles que nous suivons", "The rules that we follow"),
        (t("Règle", "Rule"), t("Où elle vaut", "Where it applies")),
        (t("WCAG 2.2, niveaux A et AA", "WCAG 2.2, levels A and AA"), t("Partout", "Everywhere")),
        (t("RGAA 4.1 (106 critères)", "RGAA 4.1 (106 criteria)"), t("En France", "In France")),
        (t("SGQRI 008 3.0, norme du Québec", "SGQRI 008 3.0, Québec’s standard"), t("Au Québec", "In Québec")),
    )


def _method() -> Block:
    return questions(
        t("Comment nous vérifions", "How we check"),
        (
            t("Avec quels outils ?", "With which tools?"),
            p(
                "Un contrôle automatique passe sur chaque type de page, dans les deux langues, en clair et en "
                "sombre, sur petit et grand écran. Des parcours se font aussi sans JavaScript.",
                "An automatic check runs on each type of page, in both languages, light and dark, on small and large "
                "screens. Journeys are also made without JavaScript.",
            ),
        ),
    )


def privacy(demo: Demo) -> Values:
    return {
        "introduction": t(
            "Ce que ce site sait de vous : ce que vous écrivez dans un formulaire, et rien de plus.",
            "What this site knows about you: what you write in a form, and nothing more.",
        ),
        "thread": "woad",
        "body": [
            heading(t("Les formulaires", "Forms")),
            _forms(),
            _brief(),
            heading(t("Vos droits", "Your rights")),
            _rights(demo),
            heading(t("Pas de traceur", "No tracker")),
            _cookies(),
            callout(
                t("Dans cette démonstration", "In this demonstration"),
                p(
                    "N’écrivez pas de vraies données : la boîte de réception est ouverte à qui essaie le portail.",
                    "Do not write real data: the inbox is open to whoever tries out the portal.",
                ),
            ),
        ],
    }


def _cookies() -> Block:
    return rich_text(
        rich(
            "<p>Ni mesure d’audience, ni publicité, ni contenu venu d’ailleurs. Trois cookies au plus, strictement "
            "nécessaires :</p>"
            "<ul><li>l’un protège les formulaires contre les envois frauduleux ;</li>"
            "<li>un autre retrouve, dans ce navigateur, la demande que vous avez commencée ;</li>"
            "<li>le dernier garde ouverte la session des personnes qui se connectent.</li></ul>",
            "<p>No audience measurement, no advertising, no content from elsewhere. Three cookies at most, strictly "
            "necessary:</p>"
            "<ul><li>one protects forms against fraudulent posts;</li>"
            "<li>another finds again, in this browser, the application that you have begun;</li>"
            "<li>the last one keeps open the session of the people who sign in.</li></ul>",
        )
    )


def _rights(demo: Demo) -> Block:
    return rich_text(
        p(
            "Vous pouvez demander à voir vos données, à les corriger, à en recevoir une copie, à les faire effacer, "
            f"et retirer votre consentement, {_by_form(demo, 'par le formulaire')} ou à {mail(CONTACT)}. Vous pouvez "
            "aussi vous plaindre auprès de la CNIL en France ou de la Commission d’accès à l’information au Québec.",
            "You can ask to see your data, to correct them, to receive a copy, to have them deleted, and withdraw "
            f"your consent, {_by_form(demo, 'with the form')} or at {mail(CONTACT)}. You can also complain to the "
            "CNIL in France or to the Commission d’accès à l’information in Québec.",
        )
    )


def _brief() -> Block:
    return table(
        t("Vos données en bref", "Your data in brief"),
        (t("Sujet", "Subject"), t("Réponse", "Answer")),
        (
            t("Pourquoi", "Why"),
            t("Traiter votre demande et y répondre", "To process your request and answer it"),
        ),
        (
            t("À quel titre", "On what basis"),
            t("Votre consentement, donné dans le formulaire", "Your consent, given in the form"),
        ),
        (
            t("Qui les lit", "Who reads them"),
            t("Les personnes chargées de l’appel", "The people in charge of the call"),
        ),
        (
            t("Combien de temps", "How long"),
            t(
                "Deux ans au plus après la dernière activité du dossier",
                "Two years at most after the last activity of the file",
            ),
        ),
        (t("Où", "Where"), t("Dans la base de données de ce site", "In the database of this site")),
    )


def _forms() -> Block:
    return rich_text(
        rich(
            "<p>Un formulaire vous demande votre nom, une adresse de courriel et ce qu’il faut pour étudier votre "
            "demande. Les questions facultatives sont signalées.</p>"
            "<p>Vos réponses servent à traiter cette demande et à vous répondre. Elles ne sont ni vendues, ni "
            "croisées avec d’autres fichiers.</p>"
            "<p>Ce que vous écrivez est gardé dès la première étape, avec vos fichiers, pour que vous puissiez finir "
            "plus tard. Une demande qui n’est pas envoyée est effacée 90 jours après sa dernière modification.</p>",
            "<p>A form asks for your name, an e-mail address and what is needed to study your request. Optional "
            "questions are marked.</p>"
            "<p>Your answers are used to process that request and to answer you. They are neither sold nor matched "
            "with other files.</p>"
            "<p>What you write is kept from the first step on, with your files, so that you can finish later. An "
            "application that is not sent is deleted 90 days after it was last changed.</p>",
        )
    )
