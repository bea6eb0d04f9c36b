"""The questions that several of the demo's forms ask in the same words."""

from typing import Any

from portal.demo.blocks import Block
from portal.demo.forms.blocks import ask, step
from portal.demo.texts import t


def name() -> Block:
    return ask("short_text", "name", t("Votre nom", "Your name"), autocomplete="name")


def role(**details: Any) -> Block:
    label = t("Votre fonction", "Your role")
    return ask("short_text", "role", label, autocomplete="organization-title", **details)


def email() -> Block:
    return ask(
        "email",
        "email",
        t("Votre adresse de courriel", "Your e-mail address"),
        t("C’est là que nous vous répondrons.", "This is where we will answer you."),
    )


def phone(hint: str = "", **details: Any) -> Block:
    """Private: nobody needs it once the decision is made."""
    return ask("phone", "phone", t("Votre numéro de téléphone", "Your phone number"), hint, private=True, **details)


def call_back() -> str:
    return t("Si vous préférez qu’on vous appelle.", "If you would rather be called.")


def consent() -> Block:
    return ask(
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
    )


def data() -> Block:
    """The last step: what becomes of the answers."""
    return step("data", t("Vos données", "Your data"), "", consent())


def keep_the_reference() -> tuple[str, str]:
    """The last paragraph of what happens next, in both languages."""
    return (
        "<p>Gardez la référence : elle permet de retrouver votre demande.</p>",
        "<p>Keep the reference: your request can be found by it.</p>",
    )
