"""The pages of text: about, legal notice."""

from portal.demo.blocks import Block, call_to_action, callout, heading, key_figures, rich_text, steps, table
from portal.demo.texts import mail, p, rich, same, t
from portal.demo.tree import Demo, Values

CONTACT = "contact@example.org"


def about(demo: Demo) -> Values:
    return {
        "introduction": t(
            "La Trame rassemble en un lieu, et en deux langues, des programmes qui aident la culture et la vie des "
            "quartiers.",
            "La Trame brings together, in one place and two languages, programmes that help culture and "
            "neighbourhood life.",
        ),
        "thread": "weld",
        "body": [
            heading(t("Pourquoi ce nom", "Why this name")),
            _weft(),
            _use(),
            _counts(),
            _warning(),
            call_to_action(
                t("Et maintenant ?", "And now?"),
                "",
                t("Voir les offres", "See the offers"),
                demo.pages["offers"],
            ),
        ],
    }


def _counts() -> Block:
    return key_figures(
        t("Ce que vous trouverez", "What you will find"),
        (same("4"), t("offres", "offers")),
        (same("6"), t("événements", "events")),
        (same("2"), t("langues", "languages")),
    )


def _warning() -> Block:
    return callout(
        t("Une démonstration", "A demonstration"),
        p(
            "Les programmes présentés existent, mais ce portail n’en est pas la page officielle. Une demande envoyée "
            "d’ici reste ici : elle n’arrive à aucun des organismes cités.",
            "The programmes shown exist, but this portal is not their official page. A request sent from here stays "
            "here: it reaches none of the organisations named.",
        ),
    )


def _use() -> Block:
    return steps(
        t("Comment s’en servir", "How to use it"),
        "",
        (
            t("Choisissez une offre", "Choose an offer"),
            p(
                "Par public, par forme de soutien ou par organisme.",
                "By audience, by kind of support or by organiser.",
            ),
        ),
        (
            t("Lisez ce qu’elle demande", "Read what it asks for"),
            p(
                "À qui elle s’adresse, ce qu’elle coûte, qui vous répond.",
                "Whom it is for, what it costs, who answers you.",
            ),
        ),
        (
            t("Faites votre demande", "Apply"),
            p(
                "En ligne quand un formulaire est ouvert, par courriel ou par téléphone sinon.",
                "Online when a form is open, by e-mail or by phone otherwise.",
            ),
        ),
    )


def _weft() -> Block:
    return rich_text(
        rich(
            "<p>Sur un métier, la trame est le fil qui passe d’un bord à l’autre et fait tenir l’étoffe. Ce portail "
            "voudrait faire de même : aller de celles et ceux qui proposent un soutien à celles et ceux qui en ont "
            "besoin.</p>"
            "<p>Chaque programme a son armure et sa teinture. Vous les retrouvez de page en page.</p>",
            "<p><i>La trame</i> is French for the weft: the thread that runs on the loom from one edge to the other "
            "and holds the cloth together. This portal would like to do the same: to go from those who offer support "
            "to those who need it.</p>"
            "<p>Each programme has its own weave and its own dye. You will find them from page to page.</p>",
        )
    )


def legal(demo: Demo) -> Values:
    return {
        "introduction": t(
            "Qui publie ce site, et à quelles conditions.", "Who publishes this site, and on what terms."
        ),
        "thread": "woad",
        "body": [
            callout(
                t("Ce site est une démonstration", "This site is a demonstration"),
                p(
                    "Il montre ce que le logiciel La Trame sait faire. Il ne parle au nom d’aucun des organismes "
                    "cités.",
                    "It shows what the La Trame software can do. It speaks for none of the organisations named.",
                ),
            ),
            _responsibilities(),
            heading(t("Contenus", "Content")),
            _sources(),
            heading(t("Liens vers d’autres sites", "Links to other sites")),
            _other_sites(),
            heading(t("Nous écrire", "Write to us")),
            _write_to_us(demo),
        ],
    }


def _write_to_us(demo: Demo) -> Block:
    return rich_text(
        p(
            f"Une erreur, une remarque : {mail(CONTACT)}. Sur vos données, lisez la page "
            f"{demo.page_link('privacy', 'Données personnelles')}.",
            f"An error, a remark: {mail(CONTACT)}. About your data, read the page "
            f"{demo.page_link('privacy', 'Personal data')}.",
        )
    )


def _other_sites() -> Block:
    return rich_text(
        p(
            "Rien n’est chargé depuis un autre site tant que vous n’avez pas suivi un lien. Ce qui s’y trouve relève "
            "de son éditeur.",
            "Nothing is loaded from another site until you follow a link. What is there is its publisher’s "
            "responsibility.",
        )
    )


def _sources() -> Block:
    return rich_text(
        rich(
            "<p>Les faits (heures, dates, lieux, contacts) viennent des documents publics des programmes. Les textes "
            "ont été réécrits pour ce site. Une date passée est donnée comme telle.</p>"
            "<p>Pour toute décision, fiez-vous à l’organisme qui conduit le programme : ses coordonnées sont sur "
            "chaque page.</p>",
            "<p>The facts (hours, dates, places, contacts) come from the programmes’ public documents. The texts "
            "were rewritten for this site. A past date is given as such.</p>"
            "<p>For any decision, rely on the organisation that runs the programme: its details are on each page.</p>",
        )
    )


def _responsibilities() -> Block:
    return table(
        t("Responsabilités", "Responsibilities"),
        (t("Rôle", "Role"), t("Qui", "Who")),
        (
            t("Édition", "Publisher"),
            t("La personne qui a installé cette démonstration", "The person who installed this demonstration"),
        ),
        (
            t("Hébergement", "Hosting"),
            t("L’ordinateur où elle est installée", "The computer on which it is installed"),
        ),
        (t("Adresse de contact", "Contact address"), same(CONTACT)),
    )
