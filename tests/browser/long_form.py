"""A long form with a question of nearly every kind, conditions and eligibility, in both languages."""

import uuid
from typing import Any

from tests.builders import items, stream

Words = tuple[str, str]


def key(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"states/{name}"))


class Wording:
    """The long form in one language; ids do not depend on it."""

    def __init__(self, language: str) -> None:
        self.language = language

    def t(self, french: str, english: str) -> str:
        return french if self.language == "fr" else english

    def ask(
        self, kind: str, name: str, label: tuple[str, str], hint: tuple[str, str] = ("", ""), **details: Any
    ) -> Any:
        value = {"label": self.t(*label), "hint": self.t(*hint), "required": True, "private": False, "conditions": []}
        return stream(kind, {**value, **details}, key(name))

    def options(self, name: str, *labels: tuple[str, str]) -> list[dict[str, Any]]:
        return [
            {"type": "item", "value": self.t(*label), "id": key(f"{name}-{index}")}
            for index, label in enumerate(labels)
        ]

    def step(self, kind: str, name: str, title: Words, *questions: Any, **details: Any) -> Any:
        value = {"title": self.t(*title), "introduction": "", "questions": list(questions), **details}
        return stream(kind, value, key(name))

    def steps(self, offer: int) -> list[Any]:
        return [self.eligibility(offer), self.people(), self.project(), self.money()]

    def eligibility(self, offer: int) -> Any:
        rules = items(
            {
                "conditions": items(condition("lives", "is", "no")),
                "outcome": "no",
                "message": self.t(
                    "Ce fonds soutient les habitants des deux vallées. Une autre offre vous attend.",
                    "This fund supports those who live in the two valleys. Another offer is there for you.",
                ),
                "page": offer,
            },
            {
                "conditions": items(condition("people", "less", "3")),
                "outcome": "unlikely",
                "message": self.t(
                    "Le comité préfère les groupes d’au moins trois personnes.",
                    "The committee prefers groups of at least three people.",
                ),
                "page": None,
            },
        )
        people = self.t("personnes", "people")
        return self.step(
            "eligibility",
            "who",
            ("Est-ce pour vous ?", "Is it for you?"),
            self.ask("yes_no", "lives", ("Habitez-vous les deux vallées ?", "Do you live in the two valleys?")),
            self.ask("number", "people", ("Combien êtes-vous ?", "How many are you?"), unit=people),
            rules=rules,
        )

    def people(self) -> Any:
        kinds = ("Un groupe d’habitants", "A group of residents"), ("Une association", "An association")
        return self.step(
            "step",
            "group",
            ("Votre groupe", "Your group"),
            self.ask("short_text", "name", ("Votre nom", "Your name"), autocomplete="name"),
            self.ask(
                "email",
                "email",
                ("Votre adresse électronique", "Your e-mail address"),
                ("C’est là que nous vous répondrons.", "This is where we answer you."),
            ),
            self.ask("phone", "phone", ("Votre téléphone", "Your phone"), required=False),
            self.ask("choice", "form", ("Vous êtes", "You are"), options=self.options("form", *kinds)),
            self.ask(
                "organisation",
                "organisation",
                ("Votre association", "Your association"),
                conditions=items(condition("form", "is", key("form-1"))),
            ),
            self.ask("address", "address", ("Adresse", "Address"), required=False),
        )

    def project(self) -> Any:
        themes = self.options(
            "theme",
            ("Mémoire et patrimoine", "Memory and heritage"),
            ("Lecture et récits", "Reading and stories"),
            ("Musique et fête", "Music and festivities"),
            ("Image, son et radio", "Image, sound and radio"),
            ("Nature et paysage", "Nature and landscape"),
            ("Un autre thème", "Another theme"),
        )
        public = self.options("public", ("Enfants", "Children"), ("Jeunes", "Young people"), ("Aînés", "Elders"))
        text = self.t(
            "<p>Le comité lit d’abord la description.</p>", "<p>The committee reads the description first.</p>"
        )
        return self.step(
            "step",
            "project",
            ("Votre projet", "Your project"),
            stream("information", {"label": "", "text": text, "conditions": []}, key("note")),
            self.ask(
                "short_text",
                "title",
                ("Titre du projet", "Title of the project"),
                ("Court et parlant.", "Short and telling."),
                autocomplete="",
            ),
            self.ask("choice", "theme", ("Thème principal", "Main theme"), options=themes),
            self.ask(
                "short_text",
                "other",
                ("Quel thème ?", "Which theme?"),
                conditions=items(condition("theme", "is", key("theme-5"))),
                autocomplete="",
            ),
            self.ask("choices", "public", ("Pour qui ?", "For whom?"), options=public, minimum=1, maximum=2),
            self.ask(
                "long_text",
                "idea",
                ("Que voulez-vous faire, avec qui et où ?", "What do you want to do, with whom and where?"),
                ("Une idée simple suffit.", "A simple idea is enough."),
                limit=900,
            ),
            self.ask("date", "start", ("Première action", "First action"), required=False),
            self.ask(
                "short_text",
                "season",
                ("Pourquoi attendre 2030 ?", "Why wait until 2030?"),
                conditions=items(condition("start", "more", "2029-12-31")),
                autocomplete="",
            ),
            self.ask("files", "drawing", ("Un dessin, un plan", "A drawing, a plan"), required=False, max_files=2),
        )

    def money(self) -> Any:
        label = {"label": self.t("Nom", "Name"), "hint": "", "required": True, "autocomplete": ""}
        role = {"label": self.t("Rôle", "Role"), "hint": "", "required": False, "autocomplete": ""}
        members = [stream("short_text", label, key("member")), stream("short_text", role, key("role"))]
        return self.step(
            "step",
            "money",
            ("Budget et équipe", "Budget and team"),
            self.ask(
                "budget",
                "budget",
                ("Budget", "Budget"),
                expense_categories=self.options("expense", ("Matériel", "Equipment"), ("Déplacements", "Travel")),
                income_categories=self.options("income", ("Dons", "Gifts")),
                in_kind=True,
                share=80,
                within_call=True,
            ),
            self.ask(
                "group",
                "team",
                ("Votre équipe", "Your team"),
                item=self.t("Membre", "Member"),
                add_label=self.t("Ajouter un membre", "Add a member"),
                minimum=1,
                maximum=6,
                questions=members,
            ),
            self.ask(
                "consent",
                "consent",
                ("Vos données", "Your data"),
                text=self.t(
                    "Mes réponses servent à étudier la demande ; elles sont effacées après 24 mois.",
                    "My answers are used to study the application; they are deleted after 24 months.",
                ),
            ),
        )


def condition(question: str, operator: str, value: str) -> dict[str, str]:
    return {"question": key(question), "operator": operator, "value": value}
