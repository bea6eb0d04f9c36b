"""The application for a citizens' micro-project: who it is for, and its five steps."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import (
    Form,
    ask,
    ask_in_group,
    eligibility,
    elsewhere,
    inform,
    options,
    perhaps,
    step,
    theme,
)
from portal.demo.texts import p, rich, t
from portal.demo.tree import Demo, Values

FORM = Form("grant")
OF_RESIDENTS = (FORM.chosen("who/who/residents"),)
OF_AN_ASSOCIATION = (FORM.chosen("who/who/association"),)
SHARE = 80


def needs(demo: Demo) -> Values:
    return FORM.needs(demo, t("Présenter notre projet", "Put forward our project"))


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Un groupe d’habitants ou une association, une idée pour le quartier : racontez-la avec vos mots. Tout "
            "est gardé au fur et à mesure.",
            "A group of residents or an association, an idea for the neighbourhood: tell it in your own words. "
            "Everything is kept as you go.",
        ),
        "thread": "weld",
        "steps": [_who(demo), _team(), _project(), _when(), _budget(), _agreement()],
        "what_next": _what_next(),
        "contact": demo.people["team"],
    }


def _what_next() -> str:
    french, english = shared.keep_the_reference()
    return rich(
        "<ul><li>L’association qui porte le fonds lit votre projet et vous appelle s’il manque quelque chose.</li>"
        "<li>Vous venez ensuite le présenter au comité d’attribution, qui décide.</li>"
        "<li>Une fois le projet mené, vous en remettez le bilan.</li></ul>"
        "<p>Dans cette démonstration, la réponse vient six semaines au plus après la clôture. Les documents du fonds "
        f"ne donnent pas de délai.</p>{french}",
        "<ul><li>The association that runs the fund reads your project and calls you if something is missing.</li>"
        "<li>You then come and present it to the allocation committee, which decides.</li>"
        "<li>Once the project has been carried out, you hand in a report.</li></ul>"
        "<p>In this demonstration, the answer comes at most six weeks after the closing date. The fund’s documents "
        f"set no time limit.</p>{english}",
    )


def _who(demo: Demo) -> Block:
    return eligibility(
        t("Ce fonds est-il pour vous ?", "Is this fund for you?"),
        p(
            "Trois questions rapides. Rien ne vous empêche de revenir sur vos réponses.",
            "Three quick questions. You can always change your answers.",
        ),
        [
            _applicant(),
            _place(),
            ask(
                "yes_no",
                "begun",
                t("Le projet a-t-il déjà commencé ?", "Has the project begun already?"),
                t("Se réunir pour en parler, ce n’est pas commencer.", "Meeting to talk about it does not count."),
            ),
        ],
        *_led_elsewhere(demo),
        perhaps(
            "outside",
            t(
                "Le fonds aide les quartiers de la politique de la ville et les quartiers de veille. Si votre projet "
                "réunit des habitants de l’un d’eux, présentez-le quand même.",
                "The fund helps the neighbourhoods of French urban policy and watch neighbourhoods. If your project "
                "brings together residents of one of them, put it forward all the same.",
            ),
            FORM.chosen("who/place/region"),
        ),
        _begun_rule(),
    )


def _begun_rule() -> Block:
    return perhaps(
        "begun",
        t(
            "Le fonds aide de nouveaux micro-projets à naître. Si une nouvelle partie commence bientôt, "
            "présentez-la : dites bien ce qui est fait et ce qui reste à faire.",
            "The fund helps new micro-projects to start. If a new part begins soon, put that forward: say clearly "
            "what is done and what is still to do.",
        ),
        FORM.says("who/begun", "yes"),
    )


def _applicant() -> Block:
    labels = {
        "residents": t("Un groupe d’habitants", "A group of residents"),
        "association": t("Une association du quartier", "A local association"),
        "town": t("Une commune ou un groupement de communes", "A municipality or group of municipalities"),
        "company": t("Une entreprise", "A company"),
    }
    return ask("choice", "who", t("Qui porte le projet ?", "Who leads the project?"), options=options(labels))


def _place() -> Block:
    labels = {
        "priority": t("Dans un quartier de la politique de la ville", "In a neighbourhood of French urban policy"),
        "watch": t("Dans un quartier de veille", "In a watch neighbourhood"),
        "unsure": t("Dans un quartier, sans savoir s’il est concerné", "In a neighbourhood that may be one of these"),
        "region": t("Ailleurs dans les Hauts-de-France", "Elsewhere in Hauts-de-France"),
        "away": t("Dans une autre région", "In another region"),
    }
    return ask(
        "choice",
        "place",
        t("Où le projet aura-t-il lieu ?", "Where will the project take place?"),
        t(
            "Votre mairie sait si le quartier est concerné. Dans le doute, continuez.",
            "Your town hall knows whether the neighbourhood is one of them. If in doubt, go on.",
        ),
        options=options(labels),
    )


def _led_elsewhere(demo: Demo) -> list[Block]:
    return [
        elsewhere(
            "town",
            t(
                "Ce fonds est réservé aux habitants et aux associations. Pour un projet culturel, les communes et "
                "leurs groupements peuvent obtenir des conseils gratuits.",
                "This fund is for residents and associations only. For a cultural project, municipalities and their "
                "groups can get advice free of charge.",
            ),
            FORM.chosen("who/who/town"),
            page=demo.pages["engineering"],
        ),
        elsewhere(
            "company",
            t(
                "Ce fonds est réservé aux habitants et aux associations. Voyez les autres offres, ou rejoignez une "
                "association du quartier qui porterait l’idée.",
                "This fund is for residents and associations only. See the other offers, or join a local association "
                "that could lead the idea.",
            ),
            FORM.chosen("who/who/company"),
            page=demo.pages["offers"],
        ),
        _away_rule(demo),
    ]


def _away_rule(demo: Demo) -> Block:
    return elsewhere(
        "away",
        t(
            "Ce fonds n’existe que dans les Hauts-de-France. D’autres offres couvrent d’autres territoires.",
            "This fund exists in Hauts-de-France only. Other offers cover other places.",
        ),
        FORM.chosen("who/place/away"),
        page=demo.pages["offers"],
    )


def _team() -> Block:
    return step(
        "you",
        t("Vous", "You"),
        p(
            "Une personne suffit pour les échanges. Les autres n’auront rien à remplir.",
            "One person is enough to be in touch. The others have nothing to fill in.",
        ),
        shared.name(),
        shared.email(),
        shared.phone(t("Pour vous appeler s’il manque une pièce.", "To call you if something is missing.")),
        *_of_residents(),
        *_of_association(),
    )


def _of_residents() -> list[Block]:
    return [
        _home(),
        ask(
            "group",
            "members",
            t("Les autres personnes du groupe", "The other people of the group"),
            t(
                "Une au moins (règle de la démonstration). Les prénoms suffisent.",
                "At least one (a rule of the demonstration). First names are enough.",
            ),
            item=t("Personne", "Person"),
            add_label=t("Ajouter une personne", "Add a person"),
            minimum=1,
            maximum=12,
            private=True,
            questions=[
                ask_in_group("short_text", "name", t("Son prénom", "Their first name")),
                ask_in_group(
                    "short_text",
                    "part",
                    t("Ce qu’elle fera dans le projet", "What they will do in the project"),
                    required=False,
                ),
            ],
            only_if=OF_RESIDENTS,
        ),
    ]


def _home() -> Block:
    return ask(
        "address",
        "home",
        t("Votre adresse", "Your address"),
        t("Elle montre que le groupe vit dans le quartier.", "It shows that the group lives in the neighbourhood."),
        private=True,
        only_if=OF_RESIDENTS,
    )


def _of_association() -> list[Block]:
    return [
        ask(
            "organisation",
            "association",
            t("Votre association", "Your association"),
            t(
                "Elle vient de naître ? Choisissez « Pas encore immatriculée ».",
                "Is it brand new? Choose “Not registered yet”.",
            ),
            forms=("association",),
            registers=("siret", "siren", "rna"),
            only_if=OF_AN_ASSOCIATION,
        ),
        shared.role(required=False, only_if=OF_AN_ASSOCIATION),
        ask("address", "seat", t("L’adresse de son siège", "The address of its seat"), only_if=OF_AN_ASSOCIATION),
    ]


def _project() -> Block:
    return step(
        "project",
        t("Votre projet", "Your project"),
        p(
            "Écrivez comme vous parlez : on juge l’idée, pas l’orthographe.",
            "Write as you speak: it is the idea that counts, not the spelling.",
        ),
        ask(
            "short_text",
            "title",
            t("Le nom du projet", "The name of the project"),
            t("Quelques mots. Vous pourrez changer.", "A few words. You can change it later."),
        ),
        ask(
            "theme",
            "theme",
            t("La thématique du projet", "The theme of the project"),
            t("S’il en touche plusieurs, la principale.", "If there are several, the main one."),
        ),
        _new(),
        _idea(),
        _change(),
        ask(
            "short_text",
            "place",
            t("Dans quel quartier et quelle ville ?", "In which neighbourhood and which town?"),
        ),
        _people(),
    )


def _new() -> Block:
    return ask(
        "short_text",
        "new",
        t("Qu’est-ce qui est nouveau ?", "What is new about it?"),
        only_if=[FORM.says("project/theme", theme("innovation"))],
    )


def _change() -> Block:
    return ask(
        "long_text",
        "change",
        t("Qu’est-ce que cela changera ?", "What will it change?"),
        t("Pour les habitants, pour le quartier.", "For the residents, for the neighbourhood."),
        limit=1000,
    )


def _people() -> Block:
    return ask(
        "number",
        "people",
        t("Combien de personnes en profiteront ?", "How many people will benefit?"),
        t("Une estimation suffit.", "An estimate is enough."),
        unit=t("personnes", "people"),
        minimum="1",
    )


def _idea() -> Block:
    return ask(
        "long_text",
        "idea",
        t("Que voulez-vous faire ?", "What do you want to do?"),
        t(
            "Par exemple : un atelier le mercredi, un jardin partagé, une fête des voisins.",
            "For example: a workshop on Wednesdays, a shared garden, a neighbours’ party.",
        ),
        limit=1500,
    )


def _when() -> Block:
    helpers = {
        "neighbours": t("Des voisins", "Neighbours"),
        "centre": t("Un centre social", "A community centre"),
        "school": t("Une école", "A school"),
        "associations": t("D’autres associations", "Other associations"),
        "town": t("La mairie", "The town hall"),
        "nobody": t("Personne pour l’instant", "Nobody for the moment"),
    }
    return step(
        "when",
        t("Quand, et avec qui", "When, and with whom"),
        "",
        _start(),
        ask("date", "end", t("Quand le projet finit-il ?", "When does the project end?"), today="from"),
        ask(
            "choices",
            "helpers",
            t("Qui vous aidera ?", "Who will help you?"),
            options=options(helpers),
            minimum=1,
        ),
        ask(
            "yes_no",
            "outdoors",
            t("A-t-il lieu dans la rue ou dans un parc ?", "Does it take place in the street or in a park?"),
        ),
        _permission(),
    )


def _permission() -> Block:
    return ask(
        "yes_no",
        "permission",
        t("En avez-vous parlé à la mairie ?", "Have you talked to the town hall about it?"),
        t("Elle doit souvent donner son accord.", "Its permission is often needed."),
        only_if=[FORM.says("when/outdoors", "yes")],
    )


def _start() -> Block:
    return ask(
        "date",
        "start",
        t("Quand le projet commence-t-il ?", "When does the project begin?"),
        t("À peu près, si ce n’est pas décidé.", "Roughly, if it is not decided."),
        today="from",
    )


def _budget() -> Block:
    return step(
        "budget",
        t("Votre budget", "Your budget"),
        p(
            "Ce que le projet coûte, et d’où vient l’argent. Les deux côtés doivent arriver au même total.",
            "What the project costs, and where the money comes from. Both sides must come to the same total.",
        ),
        _limits(),
        _table(),
        ask(
            "yes_no",
            "advance",
            t("Avez-vous besoin de l’argent avant de commencer ?", "Do you need the money before you begin?"),
        ),
        _receiver(),
        ask(
            "files",
            "quotes",
            t("Vos devis, si vous en avez", "Your quotations, if you have any"),
            t("Une photo prise avec le téléphone convient.", "A photo taken with your phone will do."),
            groups=("documents", "images"),
            max_files=5,
            required=False,
        ),
    )


def _limits() -> Block:
    return inform(
        "limits",
        t("Ce que vous pouvez demander", "What you may ask for"),
        rich(
            "<ul><li>De 300 à 3 000 €.</li><li>80 % des dépenses au plus.</li></ul>"
            "<p>Ces limites sont celles de la démonstration : les documents du fonds n’en donnent pas.</p>",
            "<ul><li>From €300 to €3,000.</li><li>80% of the expenses at most.</li></ul>"
            "<p>These limits are the demonstration’s own: the fund’s documents give none.</p>",
        ),
    )


def _table() -> Block:
    expenses = {
        "supplies": t("Achats et matériel", "Supplies and equipment"),
        "people": t("Intervenants rémunérés", "People paid to lead an activity"),
        "rent": t("Location", "Hire"),
        "travel": t("Transport", "Travel"),
        "print": t("Affiches et communication", "Posters and publicity"),
        "food": t("Goûter et repas", "Snacks and meals"),
        "other": t("Autres dépenses", "Other expenses"),
    }
    incomes = {
        "own": t("Votre participation", "Your own money"),
        "sales": t("Dons et ventes", "Donations and sales"),
        "town": t("Commune", "Municipality"),
        "other": t("Autres aides", "Other grants"),
    }
    return ask(
        "budget",
        "budget",
        t("Le budget du projet", "The budget of the project"),
        t(
            "Arrondissez. Le temps des bénévoles et le matériel prêté se notent à part.",
            "Round the figures. Volunteers’ time and what is lent are noted apart.",
        ),
        expense_categories=options(expenses),
        income_categories=options(incomes),
        in_kind=True,
        share=SHARE,
        within_call=True,
    )


def _receiver() -> Block:
    labels = {
        "association": t("Une association qui nous aide", "An association that helps us"),
        "person": t("Une personne du groupe", "A person of the group"),
        "unsure": t("Nous ne savons pas encore", "We do not know yet"),
    }
    return ask(
        "choice",
        "receiver",
        t("Qui recevrait l’argent ?", "Who would receive the money?"),
        t("Ne donnez pas de coordonnées bancaires ici.", "Do not give any bank details here."),
        options=options(labels),
        only_if=[FORM.chosen("who/who/residents")],
    )


def _agreement() -> Block:
    return step(
        "data",
        t("Pour finir", "To finish"),
        "",
        ask(
            "files",
            "statutes",
            t("Les statuts de l’association", "The statutes of the association"),
            t(
                "Si vous ne les avez pas sous la main, on vous les demandera plus tard.",
                "If you do not have them at hand, we will ask for them later.",
            ),
            groups=("documents", "images"),
            required=False,
            only_if=[FORM.chosen("who/who/association")],
        ),
        ask(
            "yes_no",
            "present",
            t(
                "Pourrez-vous présenter le projet au comité ?",
                "Will you be able to present the project to the committee?",
            ),
            t("Sans diaporama : on en parle ensemble.", "No slides needed: we just talk about it."),
        ),
        _help(),
        _report(),
        shared.consent(),
    )


def _report() -> Block:
    return ask(
        "consent",
        "report",
        t("Nous ferons un bilan du projet.", "We will report on the project."),
        text=t(
            "Une fois le projet mené, nous dirons à l’association ce qui s’est passé, ce que cela a changé et "
            "comment l’argent a été dépensé. Le bilan est ensuite présenté au comité d’attribution.",
            "Once the project has been carried out, we will tell the association what happened, what it changed "
            "and how the money was spent. The report is then presented to the allocation committee.",
        ),
    )


def _help() -> Block:
    return ask(
        "long_text",
        "help",
        t("De quoi auriez-vous besoin pour venir ?", "What would you need to come?"),
        t(
            "Un autre horaire, une garde d’enfants, un interprète, un accès sans marche…",
            "Another time, childcare, an interpreter, step-free access…",
        ),
        limit=500,
        required=False,
        private=True,
        only_if=[FORM.says("data/present", "no")],
    )
