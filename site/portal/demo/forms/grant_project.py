"""The second and third steps of the micro-project application: what, where, when and with whom."""

from portal.demo.blocks import Block
from portal.demo.forms.blocks import Form, ask, options, step, theme
from portal.demo.texts import p, t

FORM = Form("grant")


def project() -> Block:
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


def when() -> Block:
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
