"""A department's engineering offer for cultural projects, in three levels."""

from portal.demo.blocks import Block, callout, items, key_figures, organisations, point, questions
from portal.demo.texts import p, rich, same, t
from portal.demo.tree import Demo, Values


def build(demo: Demo) -> Values:
    return {
        "label": t("Offre d’ingénierie", "Engineering offer"),
        "introduction": t(
            "Votre commune veut donner un cap à sa vie culturelle ? Le Département vous conseille gratuitement, du "
            "premier appel jusqu’à la réalisation.",
            "Does your municipality want to set a course for its cultural life? The department advises you free of "
            "charge, from the first call until the project is carried out.",
        ),
        "thread": "green",
        "audiences": [demo.audiences["collectivites"]],
        "support_kinds": [demo.support_kinds["conseil"], demo.support_kinds["accompagnement"]],
        "organiser": demo.organisations["culture"],
        "who_for": t("Communes et groupements de communes", "Municipalities and groups of municipalities"),
        "duration": t("Selon l’avancement de votre projet", "As your project advances"),
        "cost": t("Gratuit, du niveau 1 au niveau 3", "Free of charge, levels 1 to 3"),
        "scope": _scope(),
        "services": _services(),
        "levels_title": t("Trois niveaux, selon où vous en êtes", "Three levels, according to where you stand"),
        "levels_introduction": t(
            "L’état d’avancement de votre projet décide du niveau.", "How far your project has come decides the level."
        ),
        "levels": [_first_level(), _second_level(), _third_level()],
        "eligibility": _eligibility(),
        "contact_organisations": organisations(demo.organisations["culture"]),
        "body": _body(demo),
    }


def _scope() -> str:
    return rich(
        "<p>Les acteurs locaux qui imaginent et réalisent un <b>projet culturel de territoire</b> trouvent ici un "
        "soutien. Il s’agit de tracer votre feuille de route : quels enjeux, quels objectifs, quels moyens ?</p>"
        "<p>Le projet relie la culture sous toutes ses formes (patrimoine, lecture publique, pratique en amateur…) "
        "aux politiques sociales, dans une démarche d’ensemble.</p>",
        "<p>Local players who devise and carry out a <b>cultural project for their area</b> find support here. The "
        "point is to draw your road map: which issues, which objectives, which means?</p>"
        "<p>The project links culture in all its forms (heritage, libraries and reading, amateur practice…) with "
        "social policies, in one overall approach.</p>",
    )


def _services() -> str:
    return rich(
        "<p>Le Département apporte conseils et méthode pour élaborer le projet et le suivre. Il prend part à la "
        "coordination, sous l’angle de la méthode.</p>"
        "<p>Deux principes le guident : faire participer les habitants et les acteurs, et respecter les droits "
        "culturels.</p>",
        "<p>The department brings advice and method to prepare the project and follow it. It takes part in "
        "coordination, on questions of method.</p>"
        "<p>Two principles guide it: people take part, and cultural rights are respected.</p>",
    )


def _level(title: str, text: str, contents: list[str]) -> Block:
    cost = t("Gratuit", "Free of charge")
    return Block("level", {"title": title, "text": text, "contents": items(*contents), "cost": cost})


def _first_level() -> Block:
    contents = [
        t("Un premier échange au téléphone, puis un rendez-vous sur place", "A first talk by phone, then a visit"),
        t(
            "Des repères pour cadrer le projet : définition, méthodes, exemples d’initiatives",
            "Bearings to frame the project: definition, methods, examples of initiatives",
        ),
        t("Des documents ressources à votre disposition", "Resource documents at your disposal"),
        t(
            "Une présence aux réunions de travail, s’il y en a, pour définir le projet",
            "Attendance at working meetings, if any, to define the project",
        ),
        t("Une note qui restitue l’essentiel", "A note that sums up the essentials"),
    ]
    return _level(
        t("Lancer la réflexion", "Start thinking"),
        p("Vous avez une envie, pas encore de projet.", "You have a wish, not yet a project."),
        contents,
    )


def _second_level() -> Block:
    contents = _second_contents()
    return _level(
        t("Définir et formaliser le projet", "Define the project and put it in writing"),
        p("L’idée est là ; il faut lui donner forme.", "The idea is there; it needs a shape."),
        contents,
    )


def _second_contents() -> list[str]:
    return [
        t("Un diagnostic mené avec vous et des recommandations écrites", "A shared diagnosis, written recommendations"),
        t(
            "Un avis sur l’intérêt de lancer le projet : ressources à réunir, maturité du territoire, coopérations "
            "déjà là",
            "A view on whether to launch the project: resources needed, maturity of the area, existing cooperation",
        ),
        t("Le repérage et la mobilisation des acteurs concernés", "Finding and involving the players concerned"),
        t(
            "Des conseils pour chercher un prestataire et rédiger le cahier des charges",
            "Advice on looking for a contractor and writing the specifications",
        ),
        t("Un contact avec des porteurs de projets proches du vôtre", "Contact with people who run similar projects"),
        t(
            "Une aide pour analyser les offres reçues, avec un avis sur la méthode proposée",
            "Help in analysing the bids received, with an opinion on the method proposed",
        ),
        t(
            "Un appui pour structurer la démarche : mobiliser les partenaires, formaliser le projet",
            "Support in structuring the process: getting partners on board, putting the project in writing",
        ),
        t(
            "Une part dans le choix des grandes orientations et des objectifs opérationnels",
            "A part in defining the main strategic directions and the operational objectives",
        ),
    ]


def _third_level() -> Block:
    contents = [
        t(
            "Un suivi jusqu’à la réalisation, avec présence aux réunions (comités techniques, comités de pilotage)",
            "Follow-up until completion, with presence at meetings (technical and steering committees)",
        ),
        t("Des conseils et des préconisations sur le projet", "Advice and recommendations on the project"),
        t("Des pistes d’actions", "Lines of action"),
        t("Une aide pour trouver des financements mobilisables", "Help in finding funding that can be obtained"),
    ]
    return _level(
        t("Préparer la mise en œuvre", "Prepare for action"),
        p("Les choix sont faits ; reste à préparer la suite.", "The choices are made; what follows must be prepared."),
        contents,
    )


def _eligibility() -> list[Block]:
    return [
        point(
            t("Qui peut demander ?", "Who can ask?"),
            p(
                "L’offre est destinée aux communes et à leurs groupements.",
                "The offer is meant for municipalities and groups of municipalities.",
            ),
        ),
        point(
            t("Combien cela coûte-t-il ?", "What does it cost?"),
            p(
                "Rien : l’accompagnement est gratuit aux trois niveaux.",
                "Nothing: the support is free of charge at all three levels.",
            ),
        ),
    ]


def _body(demo: Demo) -> list[Block]:
    french = demo.page_link("engineering-request", "remplir la demande en ligne")
    english = demo.page_link("engineering-request", "fill in the online request")
    return [
        key_figures(
            t("L’offre en trois nombres", "The offer in three numbers"),
            (same("3"), t("niveaux de prestation", "levels of service")),
            (same("17"), t("prestations en tout", "services in all")),
            (t("0 €", "€0"), t("pour les communes et leurs groupements", "for municipalities and their groups")),
        ),
        callout(
            t("Par où commencer ?", "Where to begin?"),
            p(
                "Par un coup de fil : 02 33 05 98 36 ou 02 33 05 99 39. Le service vous écoute, puis vient vous voir "
                f"sur place : c’est le début du niveau 1. Vous pouvez aussi {french}.",
                "With a phone call: 02 33 05 98 36 or 02 33 05 99 39. The service listens, then comes to see you: "
                f"that is the start of level 1. You can also {english}.",
            ),
        ),
        _questions(),
    ]


def _questions() -> Block:
    return questions(
        t("Questions fréquentes", "Frequently asked questions"),
        (
            t("Faut-il commencer par le niveau 1 ?", "Do we have to begin with level 1?"),
            p(
                "Le niveau suit l’état de votre projet : s’il est déjà lancé, parlez directement du suivant.",
                "The level follows the state of your project: if it is already under way, ask about the next one.",
            ),
        ),
        (
            t("Le Département choisit-il notre prestataire ?", "Does the department choose our contractor?"),
            p(
                "Non. Il vous conseille pour la recherche, le cahier des charges et l’analyse des offres ; vous "
                "décidez.",
                "No. It advises you on the search, the specifications and the analysis of bids; you decide.",
            ),
        ),
    )
