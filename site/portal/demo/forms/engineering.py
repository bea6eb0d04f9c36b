"""The request for engineering support, with the level that fits the project."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, eligibility, elsewhere, options, perhaps, step
from portal.demo.texts import p, rich, t
from portal.demo.tree import Demo, Values

FORM = Form("engineering-request")


def needs(demo: Demo) -> Values:
    return FORM.needs(demo, t("Demander un appui", "Ask for support"))


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Quelques questions sur votre commune et votre projet culturel, pour que le premier échange parte du bon "
            "pied. L’appui est gratuit.",
            "A few questions about your municipality and your cultural project, so that the first talk starts on the "
            "right foot. The support is free of charge.",
        ),
        "thread": "green",
        "steps": [_who(demo), _you(demo), _project(), _progress(), shared.data()],
        "what_next": _what_next(),
        "contact": demo.people["culture"],
    }


def _what_next() -> str:
    french, english = shared.keep_the_reference()
    return rich(
        "<p>Le service du Département lit votre demande et vous appelle. Pour un projet qui commence, un rendez-vous "
        "sur place vient ensuite.</p>"
        "<p>Dans cette démonstration, l’appel vient sous dix jours ouvrés ; le document du Département ne "
        "donne pas de délai.</p>"
        f"{french}",
        "<p>The service of the department reads your request and calls you. For a project that is beginning, a visit "
        "comes next.</p>"
        "<p>In this demonstration, the call comes within ten working days; the department’s document sets no "
        "time limit.</p>"
        f"{english}",
    )


def _who(demo: Demo) -> Block:
    return eligibility(
        t("À qui s’adresse l’offre", "Who can apply"),
        "",
        [_kind_of_applicant(), _kind_of_project()],
        elsewhere(
            "association",
            t(
                "Cette offre est destinée aux communes et à leurs groupements. Les associations et les groupes "
                "d’habitants ont un fonds pour leurs micro-projets, dans les Hauts-de-France.",
                "This offer is meant for municipalities and groups of municipalities. Associations and groups of "
                "residents have a fund for their micro-projects, in Hauts-de-France.",
            ),
            FORM.chosen("who/who/association"),
            page=demo.pages["fund"],
        ),
        perhaps(
            "public",
            t(
                "L’offre vise les communes et leurs groupements. Si vous agissez pour eux, envoyez votre demande : "
                "le service verra avec vous.",
                "The offer is for municipalities and groups of municipalities. If you act on their behalf, send your "
                "request: the service will look into it with you.",
            ),
            FORM.chosen("who/who/public"),
        ),
        _single_rule(),
    )


def _single_rule() -> Block:
    return perhaps(
        "single",
        t(
            "Le Département aide à bâtir un projet culturel d’ensemble. Un événement ou un équipement seul n’en "
            "est peut-être pas encore un, mais peut en être le point de départ.",
            "The department helps to build an overall cultural project. A single event or building may not be "
            "one yet, but can be where it starts.",
        ),
        FORM.chosen("who/project/single"),
    )


def _kind_of_applicant() -> Block:
    labels = {
        "commune": t("Une commune", "A municipality (commune)"),
        "group": t("Un groupement de communes", "A group of municipalities"),
        "public": t("Un autre organisme public", "Another public body"),
        "association": t("Une association ou des habitants", "An association or residents"),
    }
    return ask("choice", "who", t("Qui êtes-vous ?", "Who are you?"), options=options(labels))


def _kind_of_project() -> Block:
    labels = {
        "area": t("Un projet culturel pour tout le territoire", "A cultural project for the whole area"),
        "single": t("Un seul événement ou un seul équipement", "A single event or a single building"),
        "open": t("Nous n’en sommes pas là", "We have not got that far"),
    }
    return ask("choice", "project", t("Qu’avez-vous en tête ?", "What do you have in mind?"), options=options(labels))


def _you(demo: Demo) -> Block:
    return step(
        "you",
        t("Votre collectivité", "Your municipality or group"),
        "",
        _organisation(),
        ask(
            "territory",
            "commune",
            t("La commune", "The municipality"),
            t(
                "Pour un groupement, celle de son siège. La liste, un extrait, est celle de la démonstration.",
                "For a group, the one of its seat. The list, an extract, is the demonstration’s own.",
            ),
            territories=demo.territories["manche"],
        ),
        ask(
            "number",
            "communes",
            t("Combien de communes compte le groupement ?", "How many municipalities belong to the group?"),
            unit=t("communes", "municipalities"),
            minimum="2",
            only_if=[FORM.chosen("who/who/group")],
        ),
        shared.name(),
        shared.role(),
        shared.email(),
        shared.phone(t("Le premier échange se fait au téléphone.", "The first talk is by phone.")),
        _moment(),
    )


def _organisation() -> Block:
    return ask(
        "organisation",
        "organisation",
        t("La collectivité qui demande l’appui", "Who asks for the support"),
        t("Le SIRET compte quatorze chiffres.", "A SIRET number has fourteen digits."),
        forms=("municipality", "intermunicipal", "public"),
        registers=("siret",),
        unregistered=False,
    )


def _moment() -> Block:
    labels = {
        "morning": t("Le matin", "In the morning"),
        "afternoon": t("L’après-midi", "In the afternoon"),
        "any": t("Peu importe", "It does not matter"),
    }
    return ask("choice", "moment", t("Quand vous appeler ?", "When should we call you?"), options=options(labels))


def _project() -> Block:
    labels = {
        "level-1": t("Niveau 1 : nous lançons la réflexion", "Level 1: we are starting to think"),
        "level-2": t("Niveau 2 : nous donnons forme au projet", "Level 2: we are giving the project its shape"),
        "level-3": t("Niveau 3 : nous préparons la mise en œuvre", "Level 3: we are preparing for action"),
    }
    return step(
        "project",
        t("Votre projet", "Your project"),
        "",
        ask(
            "choice",
            "level",
            t("Où en êtes-vous ?", "Where do you stand?"),
            t(
                "Choisissez le plus proche. Le service l’ajustera avec vous.",
                "Choose the nearest. The service will adjust it with you.",
            ),
            options=options(labels),
        ),
        _idea(),
        ask(
            "yes_no",
            "decided",
            t("Le conseil en a-t-il déjà discuté ?", "Has the council discussed it yet?"),
        ),
    )


def _idea() -> Block:
    return ask(
        "long_text",
        "idea",
        t("Racontez-nous le projet", "Tell us about the project"),
        t(
            "Ce que vous voulez pour les habitants, et les domaines concernés : patrimoine, lecture, pratique en "
            "amateur, social…",
            "What you want for the people who live there, and the fields concerned: heritage, reading, amateur "
            "practice, social policy…",
        ),
        limit=2000,
    )


def _progress() -> Block:
    return step(
        "progress",
        t("Vos besoins", "What you need"),
        p(
            "Vous avez déjà avancé : voyons de quoi vous avez besoin.",
            "You have come some way already: let us see what you need.",
        ),
        _second_level(),
        _third_level(),
        ask(
            "short_text",
            "partners",
            t("Qui travaille avec vous ?", "Who works with you?"),
            t("Communes voisines, associations, écoles…", "Neighbouring municipalities, associations, schools…"),
            required=False,
        ),
        _start(),
        _budget(),
        ask(
            "files",
            "documents",
            t("Vos documents", "Your documents"),
            t("Diagnostic, délibération, cahier des charges.", "Diagnosis, council decision, specifications."),
            groups=("documents", "spreadsheets"),
            max_files=5,
            required=False,
        ),
        only_if=[FORM.not_chosen("project/level/level-1")],
    )


def _start() -> Block:
    return ask(
        "date",
        "start",
        t("Quand voulez-vous commencer ?", "When do you want to begin?"),
        required=False,
        today="from",
        only_if=[FORM.chosen("project/level/level-3")],
    )


def _budget() -> Block:
    return ask(
        "money",
        "budget",
        t("Quel budget prévoyez-vous ?", "What budget do you plan?"),
        t(
            "L’accompagnement reste gratuit. Ce montant aide à chercher des financements avec vous.",
            "The support remains free of charge. The figure helps to look for funding with you.",
        ),
        required=False,
        within_call=False,
        only_if=[FORM.chosen("project/level/level-3")],
    )


def _second_level() -> Block:
    labels = {
        "diagnosis": t("Un diagnostic et des recommandations", "A diagnosis and recommendations"),
        "opinion": t("Un avis sur l’intérêt du projet", "A view on whether the project is worthwhile"),
        "players": t("Trouver et mobiliser les acteurs", "Finding and involving the players"),
        "contractor": t("Chercher un prestataire", "Looking for a contractor"),
        "similar": t("Rencontrer des projets proches du nôtre", "Meeting projects like ours"),
        "bids": t("Analyser les offres reçues", "Analysing the bids received"),
        "process": t("Structurer la démarche", "Structuring the process"),
        "aims": t("Fixer orientations et objectifs", "Setting directions and objectives"),
    }
    return ask(
        "choices",
        "second",
        t("De quoi avez-vous besoin d’abord ?", "What do you need first?"),
        options=options(labels),
        minimum=1,
        only_if=[FORM.chosen("project/level/level-2")],
    )


def _third_level() -> Block:
    labels = {
        "follow": t("Un suivi jusqu’à la réalisation", "Follow-up until completion"),
        "advice": t("Des conseils et des préconisations", "Advice and recommendations"),
        "lines": t("Des pistes d’actions", "Lines of action"),
        "funding": t("De l’aide pour trouver des financements", "Help in finding funding"),
    }
    return ask(
        "choices",
        "third",
        t("Qu’attendez-vous de l’appui ?", "What do you expect of the support?"),
        options=options(labels),
        minimum=1,
        only_if=[FORM.chosen("project/level/level-3")],
    )
