"""Audiences, kinds of support, organisations and people of the demo."""

from typing import Any

from home.models import Audience, Organisation, Person, SupportKind
from portal.demo.store import put
from portal.demo.texts import same, t
from portal.demo.tree import Demo, Values

Row = dict[str, Any]


def audiences() -> dict[str, Row]:
    names = {
        "collectivites": t("Communes et collectivités", "Municipalities and local authorities"),
        "organisations": t("Associations et organisations", "Associations and organisations"),
        "quartiers": t("Quartiers et tables de quartier", "Neighbourhoods and their round tables"),
        "habitants": t("Groupes d’habitants", "Groups of residents"),
    }
    return {slug: {"name": name, "slug": slug, "order": n} for n, (slug, name) in enumerate(names.items(), 1)}


def support_kinds() -> dict[str, Row]:
    names = {
        "accompagnement": t("Accompagnement", "Coaching"),
        "formation": t("Formation", "Training"),
        "conseil": t("Conseil et ingénierie", "Advice and engineering"),
        "financement": t("Financement", "Funding"),
        "echanges": t("Rencontres et échanges", "Gatherings and exchanges"),
    }
    return {slug: {"name": name, "slug": slug, "order": n} for n, (slug, name) in enumerate(names.items(), 1)}


def organisations() -> dict[str, Row]:
    return {**_of_quebec(), **_of_the_menu(), **_of_france()}


def _of_quebec() -> dict[str, Row]:
    return {
        "arts-ville": {
            "name": same("Les Arts et la Ville"),
            "description": t(
                "Le réseau qui a imaginé PIVO et qui le fait vivre dans les collectivités.",
                "The network that devised PIVO and brings it to communities.",
            ),
        },
        "rideau": {"name": same("RIDEAU")},
        "reseau-scenes": {
            "name": same("Réseau Scènes"),
            "description": t(
                "Réseau de diffuseurs. Ses directions générales ont ouvert en 2018 la réflexion sur leurs liens avec "
                "les municipalités et les régions.",
                "A network of presenters. In 2018 its general managers began to examine their ties with "
                "municipalities and regions.",
            ),
            "url": "http://reseauscenes.com/",
        },
        "cereso": {
            "name": same("CERESO"),
            "description": t("Partenaire de Réseau Scènes pour l’étude.", "Partner of Réseau Scènes in the study."),
        },
        "calq": {"name": same("CALQ")},
    }


def _of_the_menu() -> dict[str, Row]:
    return {
        "pic": {
            "name": t("Équipe du Projet impact collectif", "Collective Impact Project team"),
            "description": t(
                "Elle coordonne le Projet impact collectif (PIC) et répond à vos questions sur le menu.",
                "It coordinates the Collective Impact Project (PIC) and answers your questions about the menu.",
            ),
            "email": "pic@centraide-mtl.org",
        },
        "dynamo": _dynamo(),
        "niska": {
            "name": same("Niska"),
            "description": t(
                "Coopérative. Elle rend les organisations et les collectivités plus capables de prendre ensemble "
                "leurs décisions stratégiques et de réussir le développement de leur milieu.",
                "A cooperative. It makes organisations and communities better able to take strategic decisions "
                "together and to succeed in developing their community.",
            ),
        },
        "pezzini": _pezzini(),
    }


def _pezzini() -> Row:
    return {
        "name": same("Yann Pezzini"),
        "description": t(
            "Accompagnateur indépendant. Sa spécialité : la réflexion stratégique quand la société se transforme. Il "
            "anime les échanges, même les plus difficiles, et encourage la pensée systémique.",
            "An independent coach. His speciality: strategic thinking while society is changing. He facilitates "
            "discussions, even the hardest ones, and encourages systems thinking.",
        ),
    }


def _dynamo() -> Row:
    return {
        "name": same("Dynamo"),
        "description": t(
            "Entreprise d’économie sociale. Elle aide celles et ceux qui font avancer le changement social à mieux "
            "collaborer, apprendre et agir ensemble, pour des collectivités inclusives et pleines de vie.",
            "A social-economy enterprise. It helps those who advance social change to collaborate, learn and act "
            "together better, for communities that include everybody and thrive.",
        ),
        "url": "https://dynamocollectivo.com",
    }


def _of_france() -> dict[str, Row]:
    return {
        "culture": _culture(),
        "hauts-de-france": {
            "name": t("Région Hauts-de-France", "Hauts-de-France Region"),
            "description": t(
                "Elle accompagne et finance le fonds, pour donner de l’élan aux quartiers.",
                "It supports and finances the fund, to give momentum to neighbourhoods.",
            ),
            "url": "https://www.hautsdefrance.fr/pic",
        },
        "territoires": {
            "name": t("Collectivités territoriales", "Local authorities"),
            "description": t(
                "Elles financent le fonds avec la Région et épaulent l’association qui le porte.",
                "They finance the fund with the Region and back the association that runs it.",
            ),
        },
    }


def _culture() -> Row:
    return {
        "name": t(
            "Direction de la culture, service Développement culturel des territoires",
            "Culture directorate, service for the cultural development of territories",
        ),
        "description": t(
            "Le service du Département qui vous répond, se déplace et suit votre projet. Second numéro : "
            "02 33 05 99 39.",
            "The service of the department that answers you, visits you and follows your project. Second number: "
            "02 33 05 99 39.",
        ),
        "phone": "02 33 05 98 36",
    }


def people() -> dict[str, Row]:
    return {**_contacts(), **_speakers()}


def _contacts() -> dict[str, Row]:
    return {
        "genereux": {
            "name": same("Gaëlle Généreux"),
            "role": t("Chargée de mobilisation des milieux", "Community mobilisation officer"),
            "organisation": "arts-ville",
            "email": "mobilisation@arts-ville.org",
        },
        "grandchamp": {
            "name": same("Chantal Grandchamp"),
            "organisation": "dynamo",
            "email": "cgrandchamp@dynamocollectivo.com",
        },
        "pic": {
            "name": t("Équipe de coordination du PIC", "PIC coordination team"),
            "organisation": "pic",
            "email": "pic@centraide-mtl.org",
        },
        "culture": {
            "name": t("Service Développement culturel des territoires", "Cultural development service"),
            "organisation": "culture",
            "phone": "02 33 05 98 36",
        },
        "team": {
            "name": t("Équipe de la démonstration", "The demonstration’s team"),
            "email": "contact@example.org",
        },
    }


def _speakers() -> dict[str, Row]:
    return {
        "baril": {
            "name": same("Joselle Baril"),
            "role": t("Enseignante au collégial", "College teacher"),
            "organisation": "cereso",
        },
        "beaudoin": {
            "name": same("Francis Beaudoin"),
            "role": t("Conseiller en transfert", "Knowledge transfer adviser"),
            "organisation": "cereso",
        },
        "perreault": {
            "name": same("Diane Perreault"),
            "role": t("Conseillère en gestion des arts", "Arts management adviser"),
            "organisation": "reseau-scenes",
        },
    }


def load_directory(demo: Demo) -> None:
    demo.audiences = {key: put(Audience, key, row) for key, row in audiences().items()}
    demo.support_kinds = {key: put(SupportKind, key, row) for key, row in support_kinds().items()}
    demo.organisations = {key: put(Organisation, key, row) for key, row in organisations().items()}
    demo.people = {key: put(Person, key, _with_organisation(demo, row)) for key, row in people().items()}


def _with_organisation(demo: Demo, row: Row) -> Values:
    return {**row, "organisation": demo.organisations.get(row.get("organisation", ""))}
