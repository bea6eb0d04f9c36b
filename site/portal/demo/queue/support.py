"""Requests for coaching and for engineering support."""

from portal.demo.queue.stories import S, Story, en, fr

QUESTION, GOING, PROJECT = "question/heart", "support/situation", "project/idea"

COACHING: tuple[Story, ...] = (
    fr(
        "Inès",
        "Table de quartier du Métier",
        S.RECEIVED,
        3,
        {QUESTION: "À quoi voit-on que les voisins se connaissent mieux depuis que la ruelle est verte ?"},
        chosen={"hours/hours": "12"},
    ),
    en(
        "Sam",
        "North Loom Round Table",
        S.RECEIVED,
        7,
        {QUESTION: "Which of our five actions on food actually reach families who do not come to meetings?"},
        chosen={"hours/hours": "20"},
        writes="Could we begin before the school holidays?",
    ),
    fr(
        "Thaïs",
        "Concertation de la Chaîne",
        S.IN_REVIEW,
        13,
        {QUESTION: "Que devient un comité de citoyens quand l’intervenante s’en va ?"},
        chosen={"hours/hours": "31"},
        note="À rapprocher de la demande de l’an dernier.",
    ),
    fr(
        "Éden",
        "Table de quartier du Métier",
        S.READY,
        21,
        {QUESTION: "Nos projets réduisent-ils l’isolement des aînés, ou seulement leur ennui ?"},
        chosen={"hours/hours": "24"},
        is_decided=True,
    ),
    en(
        "Kim",
        "Harbour Weave",
        S.WAITING_APPLICANT,
        19,
        {QUESTION: "How do we know that young people decide, and are not only consulted?"},
        chosen={"hours/hours": "18"},
        remark="Which young people do you mean, and since when do they take part?",
    ),
    fr(
        "Zoé",
        "Quartier en Trame",
        S.ACCEPTED,
        45,
        {QUESTION: "Quels effets d’un budget participatif au bout de deux ans ?"},
        chosen={"hours/hours": "30"},
    ),
    en(
        "Max",
        "The Fabric of Verdun East",
        S.UNDER_WAY,
        110,
        {QUESTION: "What keeps volunteers after the first year?"},
        talk=("Could you send us the list of last year’s volunteers?", "With pleasure, we bring it on Monday."),
        chosen={"hours/hours": "26"},
    ),
    fr(
        "Lise",
        "Concertation de la Chaîne",
        S.UNDER_WAY,
        150,
        {QUESTION: "Comment raconter un changement qui prend dix ans à ceux qui financent pour un an ?"},
        chosen={"hours/hours": "40"},
    ),
    fr(
        "Paule",
        "Atelier des Possibles",
        S.DECLINED,
        60,
        {QUESTION: "Pouvez-vous évaluer notre festival d’été ?"},
        chosen={"hours/hours": "8"},
        remark="Un festival isolé n’entre pas dans la démarche du projet. L’équipe peut vous orienter vers une "
        "autre offre.",
    ),
    en(
        "Dana",
        "Southside Threads",
        S.CLOSED,
        260,
        {QUESTION: "Did the new bus line change who uses the community centre?"},
        chosen={"hours/hours": "22"},
    ),
)

MORE: tuple[Story, ...] = (
    fr(
        "Maël",
        "Table de quartier du Métier",
        S.RECEIVED,
        4,
        {
            GOING: "Deux organismes ne se parlent plus depuis le partage des locaux. Nous voudrions une personne "
            "extérieure pour reprendre la conversation."
        },
    ),
    en(
        "Riley",
        "North Loom Round Table",
        S.IN_REVIEW,
        11,
        {GOING: "We have forty ideas from the assembly and no way to choose between them."},
    ),
    fr(
        "Yaël",
        "Maison des familles du Canal",
        S.READY,
        20,
        {GOING: "Un projet de cuisine collective, trois quartiers, et personne pour animer la première rencontre."},
        is_decided=True,
    ),
    fr(
        "Léo",
        "Coopérative La Navette",
        S.ACCEPTED,
        50,
        {GOING: "Nous écrivons notre charte de décision et butons sur le droit de veto."},
    ),
    en(
        "Pat",
        "Laneway Collective",
        S.UNDER_WAY,
        90,
        {GOING: "Our steering group doubled in size. Meetings take three hours."},
    ),
    fr(
        "Anouk",
        "Quartier en Trame",
        S.UNDER_WAY,
        75,
        {GOING: "Nous cherchons une façon simple de suivre nos engagements d’un mois à l’autre."},
    ),
    en("Jess", "The Corner Kitchen", S.CLOSED, 200, {GOING: "Planning the first year of the shared kitchen."}),
    fr(
        "Solène",
        "Centre du Moulin",
        S.CLOSED,
        170,
        {GOING: "Préparer une journée de réflexion avec les partenaires de la Ville."},
    ),
    en(
        "Toni",
        "Harbour Weave",
        S.WITHDRAWN,
        33,
        {GOING: "A conversation with our funders about the coming year."},
        remark="Our board decided to wait until spring.",
    ),
    fr(
        "Aimé",
        "Concertation de la Chaîne",
        S.WAITING_LIST,
        2,
        {GOING: "Nous aimerions être accompagnés pour fusionner deux comités."},
    ),
)

ENGINEERING: tuple[Story, ...] = (
    fr(
        "Martial",
        "Commune d’Agneaux",
        S.RECEIVED,
        2,
        {PROJECT: "Ouvrir la médiathèque sur le parc et en faire un lieu où l’on reste."},
    ),
    fr(
        "Odile",
        "Communauté de communes du Fil d’Argent",
        S.RECEIVED,
        10,
        {PROJECT: "Écrire un projet culturel de territoire avec douze communes."},
        is_late=True,
        is_mail_lost=True,
    ),
    fr(
        "Gaëlle",
        "Commune de Barfleur",
        S.IN_REVIEW,
        17,
        {PROJECT: "Installer une résidence d’artistes dans l’ancien phare, deux mois par an."},
        note="Visite prévue avec le service du patrimoine.",
    ),
    en(
        "Harper",
        "Municipality of Avranches",
        S.IN_REVIEW,
        22,
        {
            PROJECT: "We would like to twin our music school with one across the Channel, and need advice on the "
            "contract."
        },
    ),
    fr(
        "Fabrice",
        "Commune de Brécey",
        S.WAITING_APPLICANT,
        28,
        {PROJECT: "Un festival des métiers du textile tous les deux ans."},
        remark="Le conseil municipal en a-t-il délibéré depuis ?",
    ),
    fr(
        "Nadège",
        "Commune de Bourgvallées",
        S.READY,
        30,
        {PROJECT: "Réhabiliter la salle des fêtes en salle de spectacle, sans la rendre intimidante."},
    ),
    fr(
        "Roland",
        "Commune d’Agon-Coutainville",
        S.ACCEPTED,
        65,
        {PROJECT: "Un parcours d’œuvres sur le littoral, qui supporte les marées."},
    ),
    fr(
        "Maud",
        "Communauté de communes du Fil d’Argent",
        S.UNDER_WAY,
        130,
        {PROJECT: "Mutualiser un poste de coordination culturelle entre cinq communes."},
        talk=(
            "Bonjour, le rendez-vous du 12 vous convient-il toujours ?",
            "Oui, et l’élue de Brécey se joindra à nous.",
            "Parfait. Nous apportons le diagnostic de départ.",
        ),
    ),
    fr(
        "Thierry",
        "Commune de Blainville-sur-Mer",
        S.DECLINED,
        85,
        {PROJECT: "Financer le feu d’artifice du 14 juillet."},
        remark="L’offre porte sur des projets culturels de territoire. Une manifestation ponctuelle n’en fait pas "
        "partie.",
    ),
    fr(
        "Régine",
        "Commune de Barneville-Carteret",
        S.CLOSED,
        300,
        {PROJECT: "Un diagnostic des pratiques culturelles des jeunes."},
    ),
)
