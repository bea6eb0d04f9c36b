"""The coaching request of the PIC menu: its call and its form."""

from django.contrib.auth.models import Group

from applications.models import Call
from portal.demo.blocks import Block
from portal.demo.texts import p, rich, same, t
from portal.demo.tree import Demo, Values
from users.roles import Role

CODE = "pic-coaching"


def load_calls(demo: Demo) -> None:
    """One call, always open. Its applications stay whatever happens to the demo."""
    call, _created = Call.objects.update_or_create(
        code=CODE,
        defaults={
            "kind": "coaching",
            "subject": demo.pages["menu"],
            "opens_at": None,
            "closes_at": None,
            "time_zone": "America/Toronto",
            "moderators": Group.objects.get(name=Role.MODERATORS.value),
        },
    )
    demo.calls["pic"] = call


def needs(demo: Demo) -> Values:
    return {"call": demo.calls["pic"], "action_label": t("Demander un accompagnement", "Ask for coaching")}


def build(demo: Demo) -> Values:
    return needs(demo) | {
        "introduction": t(
            "Dites-nous qui vous êtes et quelle question occupe votre quartier.",
            "Tell us who you are and which question is on your neighbourhood’s mind.",
        ),
        "thread": "woad",
        "steps": [_you(), _question(), _data()],
        "what_next": rich(
            "<p>Une personne de l’équipe lit votre demande, puis vous écrit à l’adresse indiquée pour commencer la "
            "démarche avec le partenaire qui vous convient.</p>"
            "<p>Gardez la référence : elle permet de retrouver votre demande.</p>",
            "<p>A member of the team reads your request, then writes to the address that you gave, to begin the "
            "process with the partner that suits you.</p>"
            "<p>Keep the reference: your request can be found by it.</p>",
        ),
        "contact": demo.people["pic"],
    }


def _question_block(kind: str, name: str, label: str, hint: str = "", **details: object) -> Block:
    return Block(kind, {"label": label, "hint": hint, "required": True, **details}, name)


def _step(name: str, title: str, introduction: str, *asked: Block) -> Block:
    return Block("step", {"title": title, "introduction": introduction, "questions": list(asked)}, name)


def _you() -> Block:
    return _step(
        "you",
        t("Vous et votre quartier", "You and your neighbourhood"),
        "",
        _question_block("short_text", "name", t("Votre nom", "Your name"), autocomplete="name"),
        _question_block(
            "email",
            "email",
            t("Votre adresse de courriel", "Your e-mail address"),
            t("C’est là que nous vous répondrons.", "This is where we will answer you."),
        ),
        _question_block(
            "short_text",
            "neighbourhood",
            t("Votre quartier", "Your neighbourhood"),
            t("Le quartier montréalais de votre initiative.", "The Montréal neighbourhood of your initiative."),
            autocomplete="",
        ),
    )


def _question() -> Block:
    kinds = _kinds()
    coaches = _coaches()
    return _step(
        "question",
        t("Votre question d’apprentissage", "Your learning question"),
        p(
            "Elle n’a pas besoin d’être parfaite : on la précise ensemble.",
            "It does not have to be perfect: we will sharpen it together.",
        ),
        _question_block(
            "choice", "kind", t("Que cherchez-vous ?", "What are you looking for?"), options=_options(kinds)
        ),
        _heart(),
        _question_block(
            "choice",
            "coach",
            t("Avec quel partenaire aimeriez-vous travailler ?", "Which partner would you like to work with?"),
            options=_options(coaches),
        ),
    )


def _heart() -> Block:
    return _question_block(
        "long_text",
        "heart",
        t(
            "Quelle question est au cœur de votre initiative ?",
            "Which question is at the heart of your initiative?",
        ),
        t(
            "Ce que vous voulez comprendre, et ce que la réponse vous permettrait de faire.",
            "What you want to understand, and what the answer would let you do.",
        ),
        limit=2000,
    )


def _coaches() -> dict[str, str]:
    return {
        "dynamo": same("Dynamo"),
        "niska": same("Niska"),
        "pezzini": same("Yann Pezzini"),
        "none": t("Pas de préférence", "No preference"),
    }


def _kinds() -> dict[str, str]:
    return {
        "clarity": t("Gagner en clarté stratégique", "Gaining strategic clarity"),
        "evaluation": t("Mener une évaluation", "Carrying out an evaluation"),
        "other": t("Une autre question de recherche", "Another research question"),
    }


def _options(labels: dict[str, str]) -> list[Block]:
    return [Block("item", label, name) for name, label in labels.items()]


def _data() -> Block:
    return _step(
        "data",
        t("Vos données", "Your data"),
        "",
        _question_block(
            "consent",
            "consent",
            t(
                "J’accepte que mes réponses servent à traiter ma demande.",
                "I agree that my answers are used to process my request.",
            ),
            text=t(
                "La Trame garde vos réponses pour traiter cette demande, et pour rien d’autre. Les personnes "
                "chargées du suivi les lisent ; elles sont effacées au plus tard deux ans après la dernière activité "
                "du dossier. Pour les consulter, les corriger ou les faire effacer, écrivez à contact@example.org.",
                "La Trame keeps your answers to process this request, and for nothing else. The people in charge of "
                "it read them; they are deleted at the latest two years after the last activity of the file. To see, "
                "correct or delete them, write to contact@example.org.",
            ),
        ),
    )
