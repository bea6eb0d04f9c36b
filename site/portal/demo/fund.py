"""The citizens' initiative fund of Hauts-de-France (PIC)."""

from portal.demo.blocks import Block, callout, key_figures, organisations, point, questions
from portal.demo.texts import link, p, rich, same, t
from portal.demo.tree import Demo, Values

ADDRESS = "https://www.hautsdefrance.fr/pic"


def build(demo: Demo) -> Values:
    return {
        "label": t("Fonds de micro-projets", "Micro-project fund"),
        "introduction": _introduction(),
        "thread": "weld",
        "audiences": [demo.audiences["habitants"], demo.audiences["organisations"]],
        "support_kinds": [demo.support_kinds["financement"], demo.support_kinds["accompagnement"]],
        "organiser": demo.organisations["hauts-de-france"],
        "who_for": t(
            "Groupes d’habitants et associations de proximité des quartiers de la politique de la ville",
            "Groups of residents and local associations in the neighbourhoods of French urban policy",
        ),
        "area": t("Hauts-de-France, quartiers de veille compris", "Hauts-de-France, watch neighbourhoods included"),
        "more_url": ADDRESS,
        "amounts": t("De 300 à 3 000 € (montants de démonstration)", "€300 to €3,000 (demonstration amounts)"),
        "purpose": _purpose(),
        "goals": _goals(),
        "themes": _themes(),
        "governance": _governance(),
        "process_title": t(
            "Comment l’association s’y prend, en neuf étapes", "How the association goes about it, in nine steps"
        ),
        "process": _process(),
        "rules": _rules(),
        "results": _results(),
        "funders": organisations(demo.organisations["hauts-de-france"], demo.organisations["territoires"]),
        "body": _body(demo),
    }


def _introduction() -> str:
    return t(
        "Une idée pour votre quartier ? Le fonds des Projets d’initiative citoyenne (PIC) finance les micro-projets "
        "que des habitants et des associations de proximité font naître en Hauts-de-France.",
        "An idea for your neighbourhood? The citizens’ initiative fund (PIC) finances the micro-projects that "
        "residents and local associations start in Hauts-de-France.",
    )


def _purpose() -> str:
    return rich(
        "<p>Le fonds est géré par une association. Il soutient les petits projets des habitants et des associations "
        "d’un quartier relevant de la politique de la ville.</p>"
        "<p>Son ambition : que chacun devienne <b>citoyen actif</b> dans son quartier. Une association présente sur "
        "le terrain anime la démarche, avec l’appui des collectivités ; un comité d’attribution fait participer tout "
        "le monde aux décisions.</p>",
        "<p>The fund is managed by an association. It supports the small projects of residents and associations in a "
        "neighbourhood covered by French urban policy (<i>politique de la ville</i>).</p>"
        "<p>Its ambition: that everybody becomes an <b>active citizen</b> of the neighbourhood. An association that "
        "is present on the ground leads the process, backed by local authorities; an allocation committee lets "
        "everybody take part in decisions.</p>",
    )


def _goals() -> list[Block]:
    return [
        point(
            t("Impulser", "Give impetus"),
            p(
                "Dans la lignée de ce que la politique de la ville a fait pour la citoyenneté active, la Région "
                "soutient l’énergie des quartiers : des micro-projets, financés par un budget participatif.",
                "In line with what urban policy has done for active citizenship, the Region supports the energy of "
                "neighbourhoods: micro-projects, financed by a participatory budget.",
            ),
        ),
        point(
            t("Observer", "Observe"),
            p(
                "Les initiatives sont nombreuses. Les suivre de près permet de connaître leurs thèmes et ce qu’elles "
                "changent : la citoyenneté, l’engagement des habitants et des associations.",
                "There are many initiatives. Following them closely shows their themes and what they change: "
                "citizenship, the involvement of residents and associations.",
            ),
        ),
        point(
            t("Valoriser", "Bring out the value"),
            p(
                "À travers dix thématiques, on montre ce que les micro-projets apportent aux quartiers prioritaires "
                "et à la participation citoyenne.",
                "Through ten themes, what micro-projects bring to priority neighbourhoods and to citizens’ "
                "participation is made visible.",
            ),
        ),
    ]


def _themes() -> list[Block]:
    names = {
        "circuits": t("Circuits courts", "Short supply chains"),
        "isolement": t("Lutte contre l’isolement", "Overcoming isolation"),
        "illettrisme": t("Lutte contre l’illettrisme", "Overcoming illiteracy"),
        "savoirs": t("Échanges de savoirs", "Exchange of knowledge"),
        "patrimoine": t("Valorisation du patrimoine", "Showing the value of heritage"),
        "creativite": t("Créativité artistique", "Artistic creativity"),
        "insertion": t("Insertion par l’économique", "Inclusion through work and economic activity"),
        "innovation": t("Innovation sociale", "Social innovation"),
        "numerique": t("Démocratie numérique", "Digital democracy"),
        "transition": t("Transition énergétique et écologique", "Energy and ecological transition"),
    }
    return [Block("theme", {"name": name}, key) for key, name in names.items()]


def _governance() -> str:
    return rich(
        "<p>Un <b>comité d’attribution</b> attribue l’argent, puis suit le bilan de chaque micro-projet. Celles et "
        "ceux qui portent un projet viennent le lui présenter.</p>"
        "<p>La Région Hauts-de-France et les collectivités territoriales financent le fonds et accompagnent "
        "l’association qui le gère.</p>",
        "<p>An <b>allocation committee</b> grants the money, then follows the report on each micro-project. Those "
        "who lead a project come and present it.</p>"
        "<p>The Hauts-de-France Region and local authorities finance the fund and support the association that "
        "manages it.</p>",
    )


def _process() -> list[Block]:
    lines = (
        _application(),
        (t("Créer un comité d’attribution", "Set up an allocation committee"), ""),
        (t("Écrire un règlement intérieur", "Write internal rules"), ""),
        (
            t("Faire connaître le fonds", "Make the fund known"),
            p("Auprès des habitants et des associations.", "To residents and associations."),
        ),
        (
            t("Donner les informations utiles", "Give the information needed"),
            p("À toute personne qui porte un projet.", "To everybody who leads a project."),
        ),
        (t("Accompagner les porteurs de projets", "Support the project leaders"), ""),
        _committee(),
        (
            t("Recevoir les bilans", "Receive the reports"),
            p("Ils sont ensuite présentés au comité.", "They are then presented to the committee."),
        ),
        _annual_report(),
    )
    return [Block("step", {"title": title, "text": text}) for title, text in lines]


def _committee() -> tuple[str, str]:
    return (
        t("Animer le comité d’attribution", "Run the allocation committee"),
        p(
            "Les porteurs présentent leurs projets, le comité décide.",
            "Project leaders present their projects, the committee decides.",
        ),
    )


def _application() -> tuple[str, str]:
    return (
        t("Demander la subvention", "Apply for the grant"),
        p(
            "L’association porteuse répond à l’appel à projets « politique de la ville ».",
            "The managing association answers the urban policy call for projects.",
        ),
    )


def _annual_report() -> tuple[str, str]:
    return (
        t("Dresser le bilan de l’année", "Draw up the annual report"),
        p(
            "Un bilan financier et moral des aides accordées, qui mesure ce que les micro-projets changent dans les "
            "quartiers.",
            "A financial report and a report on activities, covering the aid granted: they measure what the "
            "micro-projects change in the neighbourhoods.",
        ),
    )


def _rules() -> str:
    return rich(
        "<ul><li>Le projet est porté par un groupe d’habitants ou une association de proximité.</li>"
        "<li>Il a lieu dans un quartier de la politique de la ville ou un quartier de veille, en "
        "Hauts-de-France.</li>"
        "<li>Une fois le projet mené, ses porteurs en remettent le bilan à l’association.</li></ul>",
        "<ul><li>The project is led by a group of residents or a local association.</li>"
        "<li>It takes place in a neighbourhood of French urban policy or a watch neighbourhood, in "
        "Hauts-de-France.</li>"
        "<li>Once the project has been carried out, its leaders hand in a report to the association.</li></ul>",
    )


def _results() -> str:
    return rich(
        "<p>Chaque année, l’association rend compte des aides accordées et de leurs effets sur les quartiers.</p>",
        "<p>Every year, the association reports on the aid granted and its effects on the neighbourhoods.</p>",
    )


def _body(demo: Demo) -> list[Block]:
    return [
        key_figures(
            t("Le fonds en bref", "The fund in brief"),
            (same("10"), t("thématiques", "themes")),
            (same("9"), t("étapes, de la demande au bilan", "steps, from application to report")),
            (same("3"), t("buts : impulser, observer, valoriser", "goals: give impetus, observe, bring out the value")),
        ),
        callout(
            t("Un fonds souple", "A flexible fund"),
            p(
                "L’association connaît les habitants et les associations du quartier : ce lien direct aide de "
                "nouveaux micro-projets à démarrer. Tout collectif peut lui confier son idée et la voir devenir un "
                "micro-projet.",
                "The association knows the residents and associations of the neighbourhood: this direct tie helps "
                "new micro-projects to start. Any group can bring it an idea and see it become a micro-project.",
            ),
        ),
        _questions(demo),
    ]


def _questions(demo: Demo) -> Block:
    return questions(
        t("Questions fréquentes", "Frequently asked questions"),
        (
            t("À qui s’adresser pour déposer une idée ?", "Whom do we talk to about an idea?"),
            p(
                "À l’association qui porte le fonds dans votre quartier, ou par "
                + demo.page_link("grant", "le formulaire en ligne")
                + ". Pour en savoir plus : "
                + link(ADDRESS, "www.hautsdefrance.fr/pic")
                + ".",
                "The association that runs the fund in your neighbourhood, or by "
                + demo.page_link("grant", "the online form")
                + ". To find out more: "
                + link(ADDRESS, "www.hautsdefrance.fr/pic")
                + ".",
            ),
        ),
        (
            t("Faut-il être une association ?", "Do we have to be an association?"),
            p(
                "Non : un collectif d’habitants peut proposer son projet.",
                "No: a group of residents can put forward its project.",
            ),
        ),
    )
