"""What made-up applicants write, in both languages. It names nobody."""

import random

SENTENCES = {
    "fr": (
        "Nous voulons ouvrir un jardin partagé au pied des immeubles.",
        "Le projet réunit des habitants qui ne se connaissent pas encore.",
        "Une fête de quartier permettra de le faire connaître.",
        "Les ateliers auront lieu le mercredi après-midi, à la maison des habitants.",
        "La commune prête une salle et du matériel.",
        "Nous cherchons un accompagnement pour écrire un plan d’action.",
        "Deux associations voisines participent à la préparation.",
        "Les enfants de l’école construiront eux-mêmes les bacs à légumes.",
        "Un four à pain sera remis en service pour des cuissons collectives.",
        "Nous aimerions savoir comment évaluer ce qui change pour les participants.",
        "La médiation culturelle est nouvelle pour notre équipe.",
        "Le budget repose surtout sur du bénévolat et du matériel de récupération.",
        "Un atelier de réparation de vélos ouvrira une fois par mois.",
        "Des interprètes seront présents pour les personnes qui parlent peu français.",
        "Le théâtre accueille une résidence et ouvre ses répétitions.",
        "Nous souhaitons rencontrer d’autres territoires qui ont mené la même expérience.",
    ),
    "en": (
        "We want to open a shared garden at the foot of the buildings.",
        "The project brings together residents who do not know one another yet.",
        "A street party will make it known in the neighbourhood.",
        "Workshops are held on Wednesday afternoons at the community centre.",
        "The municipality lends a room and equipment.",
        "We are looking for coaching to write an action plan.",
        "Two nearby organisations help with the preparation.",
        "The children of the school will build the raised beds themselves.",
        "A bread oven will be repaired for baking together.",
        "We would like to learn how to assess what changes for those who take part.",
        "Cultural outreach is new to our team.",
        "The budget relies mostly on volunteers and second-hand equipment.",
        "A bicycle repair workshop will open once a month.",
        "Interpreters will be there for people who speak little French.",
        "The theatre hosts a residency and opens its rehearsals.",
        "We wish to meet other regions that have tried the same thing.",
    ),
}
TITLES = {
    "fr": ("Jardin partagé", "Four à pain", "Atelier vélo", "Fête de quartier", "Théâtre ouvert", "Mémoire des lieux"),
    "en": ("Shared garden", "Bread oven", "Bicycle workshop", "Street party", "Open theatre", "Memory of places"),
}
TOWNS = (("38000", "Grenoble"), ("38400", "Saint-Martin-d’Hères"), ("38130", "Échirolles"), ("H2X 1Y4", "Montréal"))
STREETS = {"fr": ("rue du Métier", "place de la Trame"), "en": ("Loom Street", "Weaver Square")}
ROLES = {"fr": ("coordination", "direction", "médiation"), "en": ("coordination", "management", "outreach")}
REMARKS = {
    "fr": "Pouvez-vous préciser cette réponse ? Il nous manque un élément pour avancer.",
    "en": "Could you make this answer more precise? We miss one thing to go on.",
}
REASONS = {
    "fr": "Le projet ne répond pas aux critères de cet appel.",
    "en": "The project does not meet the criteria of this call.",
}
LINES = {"fr": ("Bois et visserie", "Semences", "Location"), "en": ("Wood and screws", "Seeds", "Rental")}


def paragraph(rng: random.Random, language: str, limit: int) -> str:
    """One to six sentences, within a limit of characters."""
    sentences = rng.sample(SENTENCES[language], rng.randint(1, 6))
    while len(sentences) > 1 and sum(map(len, sentences)) + len(sentences) > limit:
        sentences.pop()
    return " ".join(sentences)[:limit]
