"""The workshop of Réseau Scènes and CERESO at the RIDEAU Forum of 2023."""

from datetime import date, time
from typing import Any

from portal.demo.blocks import Block, callout, embed, heading, organisations, rich_text, steps
from portal.demo.dates import session
from portal.demo.texts import link, p, rich, t
from portal.demo.tree import Demo, Values

SWAY = "https://sway.office.com/F2HekzfepCZYHRnL?ref=Link"
RESEAU = "http://reseauscenes.com/"


def build(demo: Demo) -> Values:
    when: dict[str, Any] = {"start_time": time(9, 45), "end_time": time(10, 45), "place": t("Québec", "Québec City")}
    return {
        "kind": "conference",
        "introduction": t(
            "Comment des diffuseurs ont cherché à mieux faire valoir leur travail auprès de leur municipalité et de "
            "leur région, et ce qu’une étude montre de ses effets.",
            "How presenters set out to show their municipality and their region what their work is worth, and what a "
            "study shows of its effects.",
        ),
        "thread": "orchil",
        "time_zone": "America/Toronto",
        "organiser": demo.organisations["rideau"],
        "audience": t(
            "Diffuseurs pluridisciplinaires et partenaires municipaux et régionaux",
            "Multidisciplinary presenters and their municipal and regional partners",
        ),
        "audiences": [demo.audiences["collectivites"], demo.audiences["organisations"]],
        "languages": t("Français", "French"),
        "sessions": [session(date(2023, 2, 13), note=t("Atelier 1 du Forum", "Forum workshop 1"), **when)],
        "schedule": _schedule(),
        "participants": [
            Block("participant", {"person": demo.people[key], "role": role}, key)
            for key, role in (("baril", "speaker"), ("beaudoin", "speaker"), ("perreault", "moderator"))
        ],
        "partners": organisations(*(demo.organisations[key] for key in ("reseau-scenes", "cereso", "calq"))),
        "body": _story() + _tools() + _links(),
    }


def _schedule() -> list[Block]:
    lines = (
        (
            time(9, 45),
            t("Conférence", "Talk"),
            p(
                "« Construire des partenariats durables entre diffuseurs pluri et les milieux municipal et "
                "régional » : la recherche, pas à pas, puis ses résultats.",
                "“Building lasting partnerships between multidisciplinary presenters and the municipal and regional "
                "worlds”: the research, step by step, then its results.",
            ),
        ),
        (time(10, 45), t("Fin de l’atelier", "End of the workshop"), ""),
    )
    return [Block("line", {"time": at, "title": title, "text": text}) for at, title, text in lines]


def _story() -> list[Block]:
    return [
        heading(t("2018 : un constat à partager", "2018: findings to share")),
        _findings(),
        heading(t("À la rencontre des municipalités", "Meeting the municipalities")),
        _meeting(),
        callout(
            t("Changer les perceptions", "Changing perceptions"),
            p(
                "Aux yeux d’un diffuseur, l’argent donné à la culture est un <b>investissement</b>. Aux yeux d’un "
                "élu, c’est souvent une <b>dépense</b>. Tout l’argumentaire doit servir à rapprocher ces deux "
                "regards.",
                "To a presenter, money given to culture is an <b>investment</b>. To an elected representative, it is "
                "often an <b>expense</b>. The whole case must serve to bring these two views closer.",
            ),
        ),
    ]


def _meeting() -> Block:
    return rich_text(
        rich(
            "<p>Un atelier de réflexion réunit alors des diffuseurs et des intervenants municipaux invités. On y "
            "découvre de l’intérieur comment marche une municipalité.</p>"
            "<p>La leçon : d’une ville à l’autre, les relais d’influence et les sources de financement varient "
            "beaucoup. Pour convaincre élus et intervenants, chaque diffuseur doit donc dresser sa propre carte.</p>",
            "<p>A workshop then brings presenters and invited municipal staff together to think. They discover from "
            "within how a municipality works.</p>"
            "<p>The lesson: from one town to the next, the channels of influence and the sources of funding vary "
            "greatly. To persuade elected representatives and staff, each presenter must therefore draw its own "
            "map.</p>",
        )
    )


def _findings() -> Block:
    return rich_text(
        rich(
            "<p>Cette année-là, les directions générales des membres de Réseau Scènes examinent leur relation "
            "d’affaires avec les municipalités et les régions : ce qu’elle permet, ce qui la freine.</p>"
            "<p>Il y est question d’argent, mais aussi de reconnaissance. Le rôle des diffuseurs est-il estimé à sa "
            "valeur ? Voit-on ce que leur travail apporte à l’économie, à la vie sociale et à la culture de leur "
            "communauté ? Ils comprennent qu’il leur manque peut-être les outils et les arguments pour le démontrer "
            "aux partenaires publics.</p>",
            "<p>That year, the general managers of the members of Réseau Scènes examine their business relationship "
            "with municipalities and regions: what it makes possible, what holds it back.</p>"
            "<p>It is about money, but about recognition too. Is the role of presenters valued as it should be? Do "
            "people see what their work brings to the economy, the social life and the culture of their community? "
            "They realise that they may lack the tools and the arguments to show it to public partners.</p>",
        )
    )


def _tools() -> list[Block]:
    return [
        _issues(),
        heading(t("Des outils taillés pour les diffuseurs", "Tools made for presenters")),
        _list_of_tools(),
        heading(t("Mesurer les effets sociaux et économiques", "Measuring social and economic effects")),
        rich_text(
            rich(
                "<p>Grâce aux indicateurs, on évalue ce que le travail d’un diffuseur change autour de lui, pour la "
                "société et pour l’économie. Un outil pédagogique guide les gestionnaires ; une formation pour les "
                "directions générales était prévue en fin de parcours.</p>",
                "<p>With these indicators, one can assess what a presenter’s work changes around it, for society and "
                "for the economy. A teaching tool guides managers; training for general managers was planned at the "
                "end of the process.</p>",
            )
        ),
        heading(t("Partager la démarche", "Sharing the approach")),
        _sharing(),
    ]


def _sharing() -> Block:
    return rich_text(
        rich(
            "<p>L’atelier raconte le cheminement de la recherche et en livre des résultats, sur des effets de toutes "
            "sortes : l’économie, la santé mentale, l’attrait du territoire, le sentiment d’appartenance, le "
            "vivre-ensemble…</p>"
            "<p>L’équipe de Réseau Scènes l’a préparé avec CERESO. Le programme porte aussi les marques du CALQ, du "
            "Centre de la culture et des arts de la région de Québec et du Canada.</p>",
            "<p>The workshop tells the story of the research and gives results on effects of all kinds: the economy, "
            "mental health, the appeal of a territory, the sense of belonging, living together…</p>"
            "<p>The Réseau Scènes team prepared it with CERESO. The programme also bears the marks of CALQ, of the "
            "Centre de la culture et des arts de la région de Québec and of Canada.</p>",
        )
    )


def _list_of_tools() -> Block:
    return rich_text(
        rich(
            "<p>Pour aider les directions générales dans leurs relations municipales et régionales, la démarche a "
            "produit :</p>"
            "<ul><li>une carte des influences ;</li>"
            "<li>une revue de la littérature ;</li>"
            "<li>un répertoire de données statistiques sur la culture ;</li>"
            "<li>un portrait du public visé ;</li>"
            "<li>une analyse de ce que les diffuseurs peuvent absorber, pour que les outils pédagogiques soient bien "
            "adoptés ;</li>"
            "<li>des indicateurs.</li></ul>",
            "<p>To help general managers in their municipal and regional relations, the project has produced:</p>"
            "<ul><li>a map of influences;</li>"
            "<li>a review of the literature;</li>"
            "<li>a directory of statistics on culture;</li>"
            "<li>a portrait of the target audience;</li>"
            "<li>an analysis of what presenters’ organisations can take on, so that the teaching tools are well "
            "adopted;</li>"
            "<li>indicators.</li></ul>",
        )
    )


def _issues() -> Block:
    return steps(
        t("Six enjeux sur lesquels s’appuyer", "Six issues to build on"),
        "",
        (t("Attirer et garder les citoyens", "Attracting and keeping citizens"), ""),
        (t("La diversité", "Diversity"), ""),
        (t("La revitalisation", "Revitalisation"), ""),
        (t("L’éducation", "Education"), ""),
        (t("Le bien-être des aînés", "The well-being of older people"), ""),
        (t("Le rayonnement de la municipalité", "The reputation of the municipality"), ""),
    )


def _links() -> list[Block]:
    return [
        embed(
            t("La présentation de la démarche", "The presentation of the project"),
            SWAY,
            t("Microsoft Sway, en français", "Microsoft Sway, in French"),
            t("Le support en ligne lié à l’atelier.", "The online material linked to the workshop."),
        ),
        rich_text(
            p(
                f"Pour connaître le réseau : {link(RESEAU, 'reseauscenes.com')}.",
                f"To get to know the network: {link(RESEAU, 'reseauscenes.com')}.",
            )
        ),
    ]
