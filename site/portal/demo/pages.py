"""The pages of the demo in the order of the tree. Parents come before their children."""

from applications.models import FormPage
from events.models import EventPage, EventsPage
from home.models import ContentPage, HomePage
from offers.models import EngineeringOfferPage, FundPage, MenuPage, OffersPage, ProgramPage
from portal.demo import activities, content, engineering, forms, forum, fund, home, indexes, menu, pivo, statements
from portal.demo.tree import PageSpec

PAGES: tuple[PageSpec, ...] = (
    PageSpec("home", HomePage, "", ("Accueil", "Home"), "accueil", home.build),
    PageSpec("offers", OffersPage, "home", ("Offres", "Offers"), "offres", indexes.offers),
    PageSpec("pivo", ProgramPage, "offers", ("PIVO", "PIVO"), "pivo", pivo.build),
    PageSpec(
        "menu",
        MenuPage,
        "offers",
        ("Menu des possibles du PIC", "PIC menu of possibilities"),
        "menu-pic",
        menu.build,
    ),
    PageSpec(
        "request",
        FormPage,
        "menu",
        ("Demande d’accompagnement-conseil", "Coaching request"),
        "demande",
        forms.build,
        forms.needs,
    ),
    PageSpec(
        "engineering",
        EngineeringOfferPage,
        "offers",
        ("Ingénierie pour un projet culturel de territoire", "Engineering support for a local cultural project"),
        "ingenierie-culturelle",
        engineering.build,
    ),
    PageSpec(
        "fund",
        FundPage,
        "offers",
        ("Fonds des projets d’initiative citoyenne", "Citizens’ initiative fund"),
        "initiatives-citoyennes",
        fund.build,
    ),
    PageSpec("events", EventsPage, "home", ("Agenda", "Events"), "agenda", indexes.events),
    PageSpec(
        "collective-impact",
        EventPage,
        "events",
        ("Formation Impact collectif", "Collective impact training"),
        "impact-collectif",
        activities.collective_impact,
    ),
    PageSpec(
        "learning",
        EventPage,
        "events",
        ("Formation Captation des apprentissages", "Training: capturing what you learn"),
        "apprentissages",
        activities.learning,
    ),
    PageSpec(
        "decision",
        EventPage,
        "events",
        ("Atelier Prise de décision collective", "Workshop on collective decision-making"),
        "decision-collective",
        activities.decision,
    ),
    PageSpec(
        "festival",
        EventPage,
        "events",
        ("Festival de l’impact collectif", "Collective Impact Festival"),
        "festival",
        activities.festival,
    ),
    PageSpec(
        "practices",
        EventPage,
        "events",
        ("Ateliers Échanges de pratiques", "Exchange of practices workshops"),
        "echanges-de-pratiques",
        activities.practices,
    ),
    PageSpec(
        "forum",
        EventPage,
        "events",
        ("Forum RIDEAU 2023 : des partenariats durables", "RIDEAU Forum 2023: lasting partnerships"),
        "forum-rideau-2023",
        forum.build,
    ),
    PageSpec("about", ContentPage, "home", ("À propos", "About"), "a-propos", content.about),
    PageSpec(
        "accessibility",
        ContentPage,
        "home",
        ("Déclaration d’accessibilité", "Accessibility statement"),
        "accessibilite",
        statements.accessibility,
    ),
    PageSpec(
        "legal",
        ContentPage,
        "home",
        ("Mentions légales", "Legal notice"),
        "mentions-legales",
        content.legal,
    ),
    PageSpec(
        "privacy",
        ContentPage,
        "home",
        ("Données personnelles", "Personal data"),
        "donnees-personnelles",
        statements.privacy,
    ),
)
