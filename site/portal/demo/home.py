"""The home page of the demo."""

from portal.demo.blocks import Block, call_to_action, events, key_figures, offers, open_calls, partners
from portal.demo.texts import p, same, t
from portal.demo.tree import Demo, Values


def build(demo: Demo) -> Values:
    return {
        "headline": t("Un fil pour chaque projet.", "A thread for every project."),
        "introduction": t(
            "Municipalités, associations, quartiers, groupes d’habitants : trouvez ici qui peut vous conseiller, "
            "vous former ou financer votre idée, et faites votre demande en ligne.",
            "Municipalities, associations, neighbourhoods, groups of residents: find out who can advise you, train "
            "you or fund your idea, and apply online.",
        ),
        "button_label": t("Trouver un soutien", "Find support"),
        "button_page": demo.pages["offers"],
        "thread": "madder",
        "entrances": _entrances(demo),
        "body": _body(demo),
    }


def _body(demo: Demo) -> list[Block]:
    return [
        offers(t("Quatre soutiens à votre portée", "Four kinds of support within reach"), 4),
        open_calls(
            t("Ouvert en ce moment", "Open now"),
            t(
                "Faites votre demande en ligne, en français ou en anglais.",
                "Apply online, in French or in English.",
            ),
            5,
        ),
        _figures(),
        events(t("À l’agenda", "Events"), 4),
        partners(
            t("Celles et ceux qui vous accompagnent", "Those who support you"),
            "",
            *(demo.organisations[key] for key in ("arts-ville", "dynamo", "niska", "pezzini")),
        ),
        _appeal(demo),
    ]


def _appeal(demo: Demo) -> Block:
    return call_to_action(
        t("Une question vous tient à cœur ?", "Is there a question close to your heart?"),
        p(
            "Si votre quartier participe au PIC, 31 heures d’accompagnement vous attendent chaque année.",
            "If your neighbourhood takes part in the PIC, 31 hours of coaching await you every year.",
        ),
        t("Demander un accompagnement", "Ask for coaching"),
        demo.pages["request"],
    )


def _figures() -> Block:
    return key_figures(
        t("Ce que les offres vous donnent", "What the offers give you"),
        (same("31 h"), t("d’accompagnement par quartier et par an", "of coaching per neighbourhood and year")),
        (t("3 ans", "3 years"), t("de parcours avec PIVO, en moyenne", "of support with PIVO, on average")),
        (same("3"), t("niveaux d’ingénierie, gratuits", "levels of engineering, free of charge")),
        (same("10"), t("thématiques pour les micro-projets", "themes for micro-projects")),
    )


def _entrances(demo: Demo) -> list[Block]:
    lines = _lines()
    return [
        Block("entrance", {"title": title, "text": text, "audience": demo.audiences[key], "thread": thread}, key)
        for key, title, text, thread in lines
    ]


def _lines() -> tuple[tuple[str, str, str, str], ...]:
    return (
        (
            "collectivites",
            t("Une municipalité", "A municipality"),
            t(
                "Trois ans pour miser sur la culture, ou des conseils gratuits",
                "Three years of work through culture, or free advice",
            ),
            "green",
        ),
        (
            "organisations",
            t("Une association", "An association"),
            t("Un parcours culturel, un fonds, des rencontres", "A cultural path, a fund, gatherings"),
            "madder",
        ),
        (
            "quartiers",
            t("Un quartier", "A neighbourhood"),
            t("31 heures d’accompagnement, cinq activités", "31 hours of coaching, five activities"),
            "woad",
        ),
        (
            "habitants",
            t("Un groupe d’habitants", "A group of residents"),
            t("Un fonds pour vos micro-projets, en dix thématiques", "A fund for your micro-projects, in ten themes"),
            "weld",
        ),
    )
