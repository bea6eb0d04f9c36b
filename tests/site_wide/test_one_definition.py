"""A rule has one definition: what a machine can see of a second one is found here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from applications.questions.registry import KINDS
from offers.sessions import SessionState

ROOT = Path(__file__).parents[2]
PACKAGES = ("applications", "events", "home", "offers", "site/portal", "site/users")
STATES = set(SessionState.values)


def modules(*, but: str = "") -> list[Path]:
    """The Python modules of the project, without migrations, and without the one module where a rule is defined."""
    found = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return [path for path in found if "migrations" not in path.parts and path != ROOT / but]


def templates() -> list[Path]:
    folders = (*PACKAGES, "site/templates")
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.html"))]


def places(path: Path, pattern: str) -> Iterator[str]:
    """Where a pattern stands in a file, for a person who is to look there."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if re.search(pattern, line):
            yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


def literals(node: ast.AST) -> list[object]:
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]


def compared_states(tree: ast.Module) -> Iterator[int]:
    """The lines in which something is compared with the literal of a state, or a query or a call is given one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            # “"removed" in changes” asks for a key of a dictionary
            sides = [side for side in (node.left, *node.comparators) if side is not node.left or len(node.ops) > 1]
        elif isinstance(node, ast.keyword) and (node.arg or "").endswith(("state", "state__in")):
            sides = [node.value]
        else:
            continue
        if STATES.intersection(value for side in sides for value in literals(side) if isinstance(value, str)):
            yield getattr(node, "lineno", 0)


def test_states_of_sessions_are_no_literals() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules(but="offers/sessions.py")
        for line in compared_states(ast.parse(path.read_text("utf-8")))
    ]
    in_templates = rf"(==|!=)\s*[\"']({'|'.join(STATES)})[\"']"
    found += [place for path in templates() for place in places(path, in_templates)]
    assert found == [], "ask SessionState, or what has a state: is_cancelled, takes_place …"


@pytest.mark.parametrize("code", ['x.state == "cancelled"', 'f(session_state="removed")', 'x in ("", "confirmed")'])
def test_a_literal_of_a_state_would_be_found(code: str) -> None:
    assert list(compared_states(ast.parse(code))) == [1]


def test_what_a_call_knows_of_its_session_has_one_writer() -> None:
    columns = "starts_at|ends_at|state|facts"
    pattern = rf"\.session_({columns})\s*=[^=]|\.session_({columns})\s*,.*[^=!<>]=[^=]"
    assert [place for path in modules(but="applications/models/calls.py") for place in places(path, pattern)] == []


ADDRESSES = r"(e?mail|address|\bto\b)\w*(\(\))?(\.strip\(\))?\.(lower|casefold)\(\)|(email|\bto)__iexact\b"


def test_an_email_address_is_folded_in_one_place() -> None:
    assert [place for path in modules(but="site/users/email_addresses.py") for place in places(path, ADDRESSES)] == []


@pytest.mark.parametrize(
    "code", ["email.to.lower()", "new.email().lower()", "email.strip().lower()", "filter(contact_email__iexact=email)"]
)
def test_another_way_to_fold_an_address_would_be_found(code: str) -> None:
    assert re.search(ADDRESSES, code)


@pytest.mark.parametrize(
    ("pattern", "where"),
    [
        (r"\b303\b", "applications/public/responses.py"),
        (r"Retry-After", "site/users/throttle.py"),
        (r"text/calendar|filename=.*\.ics", "home/calendar_files.py"),
    ],
    ids=["see other", "try again", "files for calendars"],
)
def test_answers_of_one_kind_are_made_in_one_place(pattern: str, where: str) -> None:
    assert [place for path in modules(but=where) for place in places(path, pattern)] == []
    assert list(places(ROOT / where, pattern)) != []


KIND_OF_QUESTION = re.compile(r"\b(spec|answer|question|asked|other|one)(\.spec)?\.kind\b")
OF_QUESTIONS = ("applications/questions/", "applications/templates/applications/questions/")
MADE_UP = ("site/portal/demo", "site/portal/seed")
"""What fills in forms by itself knows each kind."""


def named_kinds(tree: ast.Module) -> Iterator[int]:
    """The lines that say the kind of a question by its name: compared, looked up, or in a set of names."""
    for node in ast.walk(tree):
        found: set[object] = set()
        if isinstance(node, ast.Compare) and _says_kind(node):
            found = set(literals(node))
        elif isinstance(node, ast.Set | ast.Tuple | ast.List) and len(node.elts) > 1:
            names = {getattr(element, "value", None) for element in node.elts}
            found = names if names <= set(KINDS) else set()
        elif isinstance(node, ast.Subscript | ast.Call):
            looked_into = ast.unparse(node.value if isinstance(node, ast.Subscript) else node.func)
            found = set(literals(node)) if re.search(r"KINDS\b|by_kind\b", looked_into) else set()
        if set(KINDS) & found:
            yield node.lineno


def _says_kind(node: ast.Compare) -> bool:
    text = " ".join(ast.unparse(side) for side in (node.left, *node.comparators))
    return "['kind']" in text or "get('kind'" in text or KIND_OF_QUESTION.search(text) is not None


def is_outside(path: Path) -> bool:
    return not str(path.relative_to(ROOT)).startswith((*OF_QUESTIONS, *MADE_UP))


def test_kinds_of_question_are_asked_not_named() -> None:
    """What depends on a kind is said by the kind: see ``applications.questions.base.Question``."""
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in filter(is_outside, modules())
        for line in named_kinds(ast.parse(path.read_text("utf-8")))
    ]
    in_templates = rf"kind\s*(==|!=|in)\s*[\"']({'|'.join(KINDS)})[\"']"
    found += [place for path in filter(is_outside, templates()) for place in places(path, in_templates)]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'spec["kind"] == "choices"',
        'answer.spec.kind in ("files", x)',
        'WIDE = frozenset({"long_text", "budget"})',
        'form.by_kind.get("email", ())',
        'KINDS["group"]',
    ],
)
def test_a_named_kind_would_be_found(code: str) -> None:
    assert 1 in named_kinds(ast.parse(code))


OTHER_ENDS = ("site/users/throttle.py", "site/users/sign_in.py")
"""Of the time that one waits after too many tries."""
ONE_PLACE = {
    "has begun, is over": (
        r"\b(session_)?(starts|ends)(_at)?(__[lg]te?=|\s*[<>]=?\s*)\(?(now|timezone)",
        ("offers/sessions.py", "applications/models/calls.py", "events/models/dates.py", *OTHER_ENDS),
    ),
    "is open, has closed": (
        r"(\b|__)(opens|closes)_at(__[lg]te?\b|\s*[<>]=?\s*\(?(now|soon|timezone))|\b(now|soon)\b\s*[<>]=?\s*[\w.]*(opens|closes)_at",
        ("applications/models/calls.py",),
    ),
    "a held seat has lapsed": (
        r"\bheld_until(__[lg]te?\b|\s*[<>]=?\s)|[<>]=?\s*[\w.]*\bheld_until\b",
        ("applications/dossiers/capacity.py",),
    ),
    "days and hours of a session in words": (
        r"clock\(.*–.*clock\(|\b1er\b|DATE_FORMAT.*–.*DATE_FORMAT",
        ("offers/session_words.py", "applications/questions/date.py"),  # the latter reads what people type
    ),
    "the decision that stands, and the announced one": (
        r"released_at(__isnull| is (not )?None|=None)|get_verdict_display|Status\(\w+\.verdict\)",
        ("applications/models/decisions.py", "applications/dossiers/standing_decisions.py"),
    ),
    "overdue": (
        r"\.due_on <|\bdue_on__lte?\b(?!.*SOON)",
        ("applications/models/applications.py", "applications/models/corrections.py"),
    ),
    "the live page of a form in a language": (
        r"key=lambda \w+: .*locale_id.*(language|active_locale)",
        ("applications/forms/live_pages.py",),
    ),
}


@pytest.mark.parametrize("rule", ONE_PLACE)
def test_a_rule_stands_in_one_place(rule: str) -> None:
    pattern, where = ONE_PLACE[rule]
    defined = {ROOT / each for each in where}
    found = {path for path in modules() if list(places(path, pattern))}
    assert sorted(str(path.relative_to(ROOT)) for path in found - defined) == []
    assert found & defined


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("is open, has closed", "filter(call__closes_at__gt=now)"),
        ("is open, has closed", "if call.closes_at and call.closes_at <= now:"),
        ("is open, has closed", "return now < call.opens_at"),
        ("a held seat has lapsed", "filter(held_until__lte=now)"),
        ("a held seat has lapsed", "if timezone.now() >= application.held_until:"),
    ],
)
def test_another_comparison_would_be_found(rule: str, code: str) -> None:
    assert re.search(ONE_PLACE[rule][0], code)
