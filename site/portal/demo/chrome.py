"""Navigation and footer of the demo."""

from portal.demo.blocks import Block, items, page_link, web_link
from portal.demo.texts import same, t
from portal.demo.tree import Demo, Values


def build(demo: Demo) -> Values:
    pages = demo.pages
    return {
        "site_name": same("La Trame"),
        "tagline": t("Les programmes d’un réseau, en deux langues", "A network’s programmes, in two languages"),
        "navigation": [
            Block("link", page_link(t("Offres", "Offers"), pages["offers"])),
            Block("link", page_link(t("Agenda", "Events"), pages["events"])),
            Block("link", page_link(t("À propos", "About"), pages["about"])),
        ],
        "footer_text": t(
            "Un portail de démonstration, en français et en anglais : des programmes réels, présentés par des pages "
            "réécrites pour lui.",
            "A demonstration portal in French and English: real programmes, on pages that were rewritten for it.",
        ),
        "email": "contact@example.org",
        "footer_columns": [_offers(demo), _elsewhere()],
        "legal_links": [
            Block("link", page_link(t("Nous écrire", "Write to us"), pages["contact"])),
            Block(
                "link",
                page_link(
                    t("Accessibilité : partiellement conforme", "Accessibility: partially compliant"),
                    pages["accessibility"],
                ),
            ),
            Block("link", page_link(t("Mentions légales", "Legal notice"), pages["legal"])),
            Block("link", page_link(t("Données personnelles", "Personal data"), pages["privacy"])),
        ],
    }


def _offers(demo: Demo) -> Block:
    links = items(
        page_link(same("PIVO"), demo.pages["pivo"]),
        page_link(t("Menu des possibles du PIC", "PIC menu of possibilities"), demo.pages["menu"]),
        page_link(t("Ingénierie culturelle", "Cultural engineering"), demo.pages["engineering"]),
        page_link(t("Fonds d’initiative citoyenne", "Citizens’ initiative fund"), demo.pages["fund"]),
    )
    return Block("column", {"title": t("Les quatre offres", "The four offers"), "links": links})


def _elsewhere() -> Block:
    links = items(
        web_link(same("Dynamo"), "https://dynamocollectivo.com"),
        web_link(same("Réseau Scènes"), "http://reseauscenes.com/"),
        web_link(
            t("Le fonds, par la Région Hauts-de-France", "The fund, by the Hauts-de-France Region"),
            "https://www.hautsdefrance.fr/pic",
        ),
    )
    return Block("column", {"title": t("Sur d’autres sites", "On other sites"), "links": links})
