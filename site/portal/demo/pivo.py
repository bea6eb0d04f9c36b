"""PIVO: three years of support by the network Les Arts et la Ville."""

from portal.demo.blocks import Block, callout, contact, items, key_figures, point, questions
from portal.demo.texts import p, rich, same, t
from portal.demo.tree import Demo, Values


def build(demo: Demo) -> Values:
    return {
        "label": t("Programme d’accompagnement", "Support programme"),
        "introduction": t(
            "Pendant environ trois ans, le réseau Les Arts et la Ville avance à vos côtés pour que la culture porte "
            "le développement durable de votre collectivité.",
            "For about three years, the Les Arts et la Ville network works beside you so that culture drives the "
            "sustainable development of your community.",
        ),
        "thread": "madder",
        "audiences": [demo.audiences["collectivites"], demo.audiences["organisations"]],
        "support_kinds": [demo.support_kinds["accompagnement"], demo.support_kinds["formation"]],
        "organiser": demo.organisations["arts-ville"],
        "contact": demo.people["genereux"],
        "who_for": t(
            "Municipalités locales et régionales, arrondissements urbains, conseils de bande, organisations "
            "culturelles et sociales",
            "Local and regional municipalities, urban boroughs, band councils, cultural and social organisations",
        ),
        "duration": t("3 ans en moyenne", "3 years on average"),
        "cost": t("Formations du parcours sans frais supplémentaires", "Programme training at no extra cost"),
        "purpose": _purpose(),
        "pillars": _pillars(),
        "phases_title": t("Ce que comprend votre parcours", "What your path includes"),
        "phases": _phases(),
        "partnership": _partnership(),
        "commitments": _commitments(),
        "body": _body(demo),
    }


def _purpose() -> str:
    return rich(
        "<p>On ne fait pas société sans culture. Par elle, votre collectivité dit qui elle est ; les gens en tirent "
        "de la fierté, de l’attachement et du mieux-être.</p>"
        "<p>Passer par la culture, c’est donc agir sur les fondations : ce qui permet à une collectivité d’exister, "
        "de changer et de durer. Le réseau Les Arts et la Ville en est convaincu. À vous d’en faire une réalité dans "
        "votre milieu.</p>",
        "<p>There is no living together without culture. Through it your community says who it is; people draw "
        "pride, attachment and well-being from it.</p>"
        "<p>To work through culture is therefore to work on the foundations: what lets a community exist, change and "
        "last. The Les Arts et la Ville network firmly believes it. Now you can make it real in your own "
        "community.</p>",
    )


def _pillars() -> list[Block]:
    return [
        point(
            t("Vous gagnez en autonomie", "You become self-reliant"),
            p(
                "Vous entrez dans une démarche d’amélioration continue, avec un réseau d’experts, une méthode qui "
                "s’inspire de l’Agenda 21 et des ateliers pour vous former.",
                "You enter a process of continuous improvement, with a network of experts, a method inspired by "
                "Agenda 21 and training workshops.",
            ),
        ),
        point(
            t("Le parcours s’adapte à vous", "The path adapts to you"),
            p(
                "Vous apprenez en marchant, vous êtes accompagnés, et chacun peut aider à enrichir l’expression "
                "culturelle de votre territoire.",
                "You learn as you go, with support, and everybody can help to enrich the cultural expression of your "
                "territory.",
            ),
        ),
        point(
            t("Vos progrès se voient", "Your progress shows"),
            p(
                "Ce que votre collectivité accomplit en culture est mis en lumière, et le sentiment d’en faire "
                "partie grandit.",
                "What your community achieves in culture is brought to light, and the sense of belonging to it grows.",
            ),
        ),
    ]


def _phases() -> list[Block]:
    lines = (
        _cohort(),
        (
            t("Sur mesure", "Made to measure"),
            t("Le réseau vous rencontre", "The network meets you"),
            p(
                "Des rencontres pensées pour votre seul milieu prolongent le travail de la cohorte.",
                "Meetings designed for your community alone carry the cohort’s work further.",
            ),
        ),
        (
            t("En formation", "Training"),
            t("Vos équipes se forment", "Your teams learn"),
            p(
                "Les formations que le réseau donne dans le cadre de PIVO vous sont ouvertes, sans frais "
                "supplémentaires.",
                "The training that the network gives as part of PIVO is open to you at no extra cost.",
            ),
        ),
    )
    return [Block("phase", {"period": period, "title": title, "text": text}) for period, title, text in lines]


def _cohort() -> tuple[str, str, str]:
    return (
        t("En cohorte", "In a cohort"),
        t("Vous avancez avec d’autres milieux", "You move forward with other communities"),
        p(
            "Les milieux engagés dans PIVO se retrouvent dans une cohorte de codéveloppement : des ateliers "
            "hybrides, menés par un expert en innovation culturelle et sociale.",
            "The communities taking part in PIVO meet in a co-development cohort: hybrid workshops, led by an expert "
            "in cultural and social innovation.",
        ),
    )


def _partnership() -> str:
    return rich(
        "<p>Votre milieu et le réseau deviennent partenaires et travaillent de concert aux objectifs fixés. De "
        "chaque côté, on fournit les ressources qu’il faut, on aide à résoudre les difficultés et l’on retient la "
        "solution qui sert le mieux ces objectifs.</p>"
        "<p>Plus la collaboration est forte, plus la réussite est grande.</p>",
        "<p>Your community and the network become partners and work together towards the objectives that have been "
        "set. Each side provides the resources needed, helps to resolve difficulties and chooses the solution that "
        "serves these objectives best.</p>"
        "<p>The stronger the collaboration, the greater the success.</p>",
    )


def _commitments() -> list[Block]:
    community = _of_the_community()
    network = items(
        p("Vous accompagner vers vos objectifs.", "To support you towards your objectives."),
        p("Répondre à vos demandes.", "To answer your requests."),
        p("Vous guider dans l’amélioration continue.", "To guide you in continuous improvement."),
        p(
            "Vous aider à bâtir le projet et, au besoin, vous diriger vers les meilleures ressources.",
            "To help you build the project and, where needed, to point you to the best resources.",
        ),
        p(
            "Mobiliser ses experts et, si vous le demandez, faire entrer d’autres professionnels dans la démarche.",
            "To call on its experts and, if you ask, to bring other professionals into the process.",
        ),
    )
    sides = ((t("Votre milieu", "Your community"), community), (t("Le réseau", "The network"), network))
    return [Block("side", {"party": party, "points": points}) for party, points in sides]


def _of_the_community() -> list[Block]:
    return items(
        p("S’engager de plein gré, en restant autonome.", "To commit of its own free will, and stay autonomous."),
        p("Agir pour que les objectifs soient atteints.", "To act so that the objectives are reached."),
        p(
            "Porter la responsabilité des actions et du projet qui en découle.",
            "To be responsible for the actions and for the project that comes of them.",
        ),
        p(
            "Viser l’amélioration continue pendant environ 3 ans.",
            "To aim at continuous improvement for about 3 years.",
        ),
        p(
            "Compter sur une ou plusieurs personnes responsables, présentes d’un bout à l’autre.",
            "To rely on one or more people in charge, present from beginning to end.",
        ),
    )


def _body(demo: Demo) -> list[Block]:
    return [
        _figures(),
        _four_verbs(),
        _questions(),
        contact(
            t("Parlez de votre milieu", "Talk about your community"),
            p(
                f"Remplissez la {demo.page_link('pivo-interest', 'manifestation d’intérêt')}, ou écrivez à la personne "
                "qui mobilise les milieux : elle vous dira par où commencer.",
                f"Fill in the {demo.page_link('pivo-interest', 'expression of interest')}, or write to the person who "
                "mobilises communities: she will tell you where to begin.",
            ),
            person=demo.people["genereux"],
        ),
    ]


def _figures() -> Block:
    return key_figures(
        t("PIVO en bref", "PIVO in brief"),
        (t("3 ans", "3 years"), t("de parcours, en moyenne", "the average length of the path")),
        (
            same("3"),
            t("volets : cohorte, rencontres, formations", "parts: cohort, meetings, training"),
        ),
        (
            same("4"),
            t("intentions : propulser, inspirer, valoriser, outiller", "aims: propel, inspire, value, equip"),
        ),
    )


def _four_verbs() -> Block:
    return callout(
        t("Quatre verbes, un nom", "Four verbs, one name"),
        p(
            "PIVO réunit quatre intentions : <b>p</b>ropulser, <b>i</b>nspirer, <b>v</b>aloriser, <b>o</b>utiller. "
            "Ce programme d’innovation pour la vitalité des collectivités est un parcours évolutif : on vous "
            "accompagne et l’on travaille ensemble.",
            "PIVO stands for four verbs in French: <i>propulser, inspirer, valoriser, outiller</i> – propel, "
            "inspire, value, equip. This innovation programme for the vitality of communities is a path that "
            "evolves: you are supported, and the work is done together.",
        ),
    )


def _questions() -> Block:
    return questions(
        t("Vos questions", "Your questions"),
        (
            t("Qui peut entrer dans le programme ?", "Who can join the programme?"),
            p(
                "L’administration d’un gouvernement de proximité, ou l’organisation ou le groupe qu’elle a mandaté.",
                "The administration of a local government, or the organisation or group that it has mandated.",
            ),
        ),
        (
            t("Combien de temps faut-il y consacrer ?", "How much time does it take?"),
            p(
                "La charge change d’un volet à l’autre. Les responsables, eux, restent engagés tout du long.",
                "The workload changes from one part to the next. Those in charge stay committed throughout.",
            ),
        ),
        (
            t("Qui décide des actions ?", "Who decides on the actions?"),
            p(
                "Votre milieu. Il est autonome et répond de ce qu’il entreprend ; le réseau l’accompagne.",
                "Your community. It is autonomous and answers for what it undertakes; the network supports it.",
            ),
        ),
    )
