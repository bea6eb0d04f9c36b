"""The kinds of mail: what is kept in databases stays, and each kind stands in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from applications.mail import kinds
from applications.mail.kinds import (
    LetterKind,
    MailKind,
    Variable,
    arrival_letter,
    letter_kind,
    letter_kinds,
    mail_kind,
    register_kinds,
)
from applications.models import Letter, OutgoingEmail
from applications.statuses import Status

ROOT = Path(__file__).resolve().parents[3]
EVERYDAY_WORDS = {
    *("accepted", "corrections", "declined", "message", "receipt", "registered", "waiting_list", "withdrawn"),
}
"""Codes that are also statuses, keys of contexts and the like, and stand in other modules with that meaning."""

Places = dict[str, tuple[Path, str]]
"""By code: the module of a kind's row, and its name there."""


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for folder in ("applications", "events", "home", "offers", "site"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def rows() -> Places:
    found: Places = {}
    for path, tree in sources():
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                value = getattr(module_of(path), node.targets[0].id, None) if is_call(node.value) else None
                if isinstance(value, MailKind):
                    assert value.code not in found
                    found[value.code] = (path, node.targets[0].id)
    return found


def is_call(node: ast.expr) -> bool:
    """Of one of the types of kinds, or of what makes one of them."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.lower().endswith(ENDINGS)


ENDINGS = ("kind", "letter", "mail")


def module_of(path: Path) -> object:
    name = str(path.relative_to(ROOT).with_suffix("")).removeprefix("site/").replace("/", ".")
    return __import__(name, fromlist=["*"])


def test_what_databases_keep_stays_what_it_was() -> None:
    letters = [
        *("receipt", "corrections", "correction_reminder", "message", "accepted", "declined", "waiting_list"),
        *("place_free", "reopened", "withdrawn"),
        *("registered", "place_offered", "offer_lapsed", "session_reminder", "session_changed"),
    ]
    others = ["draft_link", "draft_reminder", "follow_links", "staff_notice", "call_closed"]
    assert [code for code, _label in Letter._meta.get_field("occasion").flatchoices] == letters
    assert {code for code, _label in OutgoingEmail._meta.get_field("occasion").flatchoices} >= {*letters, *others}
    assert [mail_kind(code).is_for_staff for code in others] == [False, False, False, True, True]
    for code in others:
        with pytest.raises(KeyError):
            letter_kind(code)


def test_each_kind_has_one_row_and_its_code_stands_nowhere_else() -> None:
    places = rows()
    assert set(places) == {code for code, _label in OutgoingEmail._meta.get_field("occasion").flatchoices}
    for path, tree in sources():
        for node in ast.walk(tree):
            code = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if code in places and code not in EVERYDAY_WORDS:
                assert places[code][0] == path, f"{path}:{node.lineno} has the code of {places[code][1]}"


def test_no_row_is_asked_for_by_a_literal() -> None:
    for path, tree in sources():
        for node in ast.walk(tree):
            asked: list[ast.expr] = []
            if isinstance(node, ast.keyword) and (node.arg or "").startswith("occasion"):
                asked = [node.value]
            elif isinstance(node, ast.Compare) and getattr(node.left, "attr", "") == "occasion":
                asked = node.comparators
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("letter_kind", "mail_kind"):
                asked = node.args
            constants = [each for one in asked for each in ast.walk(one) if isinstance(each, ast.Constant)]
            assert not constants, f"{path}:{node.lineno}" if hasattr(node, "lineno") else str(path)


def test_no_second_table_of_kinds_exists() -> None:
    """Outside the modules of the rows nothing lists them: what depends on the kind is asked of the row."""
    places = rows()
    homes, names = {path for path, _name in places.values()}, {name for _path, name in places.values()}
    for path, tree in sources():
        imported = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module and file_of(node.module) in homes
            for alias in node.names
            if alias.name in names
        }
        if path in homes or not imported:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict | ast.Set | ast.List | ast.Tuple | ast.ClassDef):
                listed = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} & imported
                assert len(listed) < 2, f"{path}:{node.lineno} is a table of {sorted(listed)}"


def file_of(module: str) -> Path:
    path = ROOT / module.replace(".", "/")
    return path.with_suffix(".py")


@pytest.fixture
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(kinds, "_variables", dict(kinds._variables))


def test_two_rows_do_not_share_a_code_or_the_name_of_a_variable(own_registry: None) -> None:
    receipt = letter_kind("receipt")
    register_kinds(receipt)
    assert letter_kinds().count(receipt) == 1
    with pytest.raises(ValueError, match="receipt"):
        register_kinds(MailKind(code="receipt", label="another"))
    amount = Variable("amount", "Another amount", lambda _case: "")
    with pytest.raises(ValueError, match="amount"):
        register_kinds(
            LetterKind(code="new", label="new", when="", standard=receipt.standard, variables=(amount,), needed=amount)
        )


def test_an_arrival_is_confirmed_by_one_letter() -> None:
    codes = {status: arrival_letter(status).code for status in (Status.RECEIVED, Status.WAITING_LIST, Status.ACCEPTED)}
    assert list(codes.values()) == ["receipt", "receipt", "registered"]
    confirmed = [status for kind in letter_kinds() for status in kind.arrival]
    assert len(confirmed) == len(set(confirmed)) == 3
