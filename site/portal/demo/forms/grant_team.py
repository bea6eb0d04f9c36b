"""The first step of the micro-project application: a group of residents, or an association."""

from portal.demo.blocks import Block
from portal.demo.forms import shared
from portal.demo.forms.blocks import Form, ask, ask_in_group, step
from portal.demo.texts import p, t

FORM = Form("grant")
OF_RESIDENTS = (FORM.chosen("who/who/residents"),)
OF_AN_ASSOCIATION = (FORM.chosen("who/who/association"),)


def team() -> Block:
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
