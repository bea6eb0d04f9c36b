"""Messages to the team, topics for exchanges, and interest in PIVO."""

from portal.demo.queue.stories import S, Story, en, fr

TEAM, TOPIC, WHY, PIVO = "message/message", "topic/topic", "topic/why", "aims/change"

CONTACT: tuple[Story, ...] = (
    fr(
        "Camille",
        "",
        S.RECEIVED,
        0,
        {TEAM: "La page du fonds ne dit pas si une école peut porter un projet. Le peut-elle ?"},
    ),
    en(
        "Robin",
        "",
        S.RECEIVED,
        1,
        {TEAM: "With my screen reader the calendar of the agenda is read twice. Otherwise a very clear site."},
        chosen={"message/about": 1},
    ),
    fr(
        "Claude",
        "",
        S.RECEIVED,
        6,
        {TEAM: "Pourriez-vous m’envoyer une copie de ce que vous gardez sur moi ?"},
        chosen={"message/about": 2},
        is_late=True,
    ),
    en(
        "Alex",
        "",
        S.IN_REVIEW,
        4,
        {TEAM: "Our borough would like to present its programme on your agenda. Whom do we talk to?"},
        note="Vu avec l’équipe : la rubrique agenda convient.",
    ),
    fr(
        "Dominique",
        "",
        S.WAITING_APPLICANT,
        8,
        {TEAM: "Il manque une commune dans la liste du formulaire d’ingénierie."},
        chosen={"message/about": 3},
        remark="De quelle commune s’agit-il ?",
    ),
    fr(
        "Maxime",
        "",
        S.CLOSED,
        40,
        {TEAM: "Merci pour l’atelier de mardi. Les supports seront-ils publiés ?"},
        chosen={"message/about": 4},
    ),
    en("Sasha", "", S.CLOSED, 120, {TEAM: "Is the menu open to organisations outside Montréal?"}),
    fr(
        "Andrea",
        "",
        S.WITHDRAWN,
        70,
        {TEAM: "Je n’arrive pas à joindre mon devis."},
        remark="C’est réglé, le fichier était trop lourd.",
    ),
)

TOPICS: tuple[Story, ...] = (
    fr(
        "Lou",
        "Table de quartier des Deux-Rives",
        S.RECEIVED,
        2,
        {
            TOPIC: "Tenir une assemblée où l’on rit",
            WHY: "Nos assemblées sont longues et les mêmes personnes y parlent. Nous avons essayé le théâtre-forum "
            "et cela a tout changé.",
        },
    ),
    en(
        "Charlie",
        "The Corner Kitchen",
        S.RECEIVED,
        5,
        {
            TOPIC: "Feeding a meeting without a budget",
            WHY: "People come when there is soup. We would like to hear how others share the cost and the work.",
        },
        writes="We could also bring the soup.",
    ),
    fr(
        "Ariel",
        "Maison des familles du Canal",
        S.IN_REVIEW,
        12,
        {
            TOPIC: "Associer les parents qui travaillent de nuit",
            WHY: "La moitié des familles du quartier travaille en horaires décalés : aucune de nos réunions ne leur "
            "convient.",
        },
    ),
    en(
        "Jo",
        "Laneway Collective",
        S.IN_REVIEW,
        15,
        {
            TOPIC: "When the funded year ends",
            WHY: "Three of our projects stop in June. What did others do with what had begun?",
        },
    ),
    fr(
        "Sacha",
        "Coopérative La Navette",
        S.WAITING_APPLICANT,
        18,
        {
            TOPIC: "Mesurer sans questionnaire",
            WHY: "Les gens n’en peuvent plus des questionnaires. Nous comptons autrement : les vélos, les tasses, "
            "les sourires.",
        },
        remark="Pouvez-vous dire combien de temps il vous faudrait ?",
    ),
    fr(
        "Noa",
        "Centre du Moulin",
        S.CLOSED,
        95,
        {
            TOPIC: "Parler d’argent sans se fâcher",
            WHY: "Le partage du budget entre quatre organismes a failli nous séparer.",
        },
    ),
)

INTEREST: tuple[Story, ...] = (
    fr(
        "Morgan",
        "Ville de Val-des-Fils",
        S.RECEIVED,
        1,
        {
            PIVO: "Notre centre-ville se vide. Nous voulons y ramener des ateliers d’artistes et que la culture "
            "soit la raison d’y venir.",
            "community/population": "8400",
        },
    ),
    fr(
        "Gabrielle",
        "MRC des Trois-Trames",
        S.RECEIVED,
        9,
        {
            PIVO: "Onze municipalités, une seule salle. Nous cherchons comment la faire voyager.",
            "community/population": "31200",
        },
        is_late=True,
    ),
    en(
        "Frances",
        "Borough of Weaver’s Quay",
        S.IN_REVIEW,
        16,
        {
            PIVO: "We want newcomers to find their place through music, and our libraries to open in the evening.",
            "community/population": "52000",
        },
        note="Très proche de la cohorte de l’an dernier.",
    ),
    fr(
        "Élie",
        "Municipalité de Saint-Métier",
        S.IN_REVIEW,
        23,
        {
            PIVO: "La politique culturelle date de 2009. Nous souhaitons la refaire avec les habitants, rue par rue.",
            "community/population": "2150",
        },
    ),
    en(
        "Leslie",
        "Spindle Lake Community Council",
        S.WAITING_APPLICANT,
        26,
        {
            PIVO: "Two languages, one stage: a programme that both communities build together.",
            "community/population": "1900",
        },
        remark="Please tell us how many people would follow the path.",
    ),
    fr(
        "Swann",
        "Agence culturelle des Lisières",
        S.CLOSED,
        140,
        {PIVO: "Accompagner six villages qui n’ont pas de service culturel.", "community/population": "6300"},
    ),
    fr(
        "Alix",
        "Ville de Port-la-Laine",
        S.CLOSED,
        180,
        {PIVO: "Transformer l’ancienne filature en lieu de fabrique partagé.", "community/population": "14700"},
    ),
)
