"""``docs/security.md`` has every requirement once, names tests that exist, and says what the settings say."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from django.conf import settings

from applications.questions.registry import KINDS
from applications.uploads.archives import MAX_ENTRIES, MAX_UNPACKED
from applications.uploads.types import TYPES
from bin import lockfiles
from tests.site_wide.addresses import addresses
from users.roles import Role
from users.sign_in import BY_NETWORK, EVERYWHERE, HERE

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/security.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
# How many requirements of levels 1 and 2 each section of OWASP ASVS 5.0 has. They are numbered from 1 without a gap.
SECTIONS = """
1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1
5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1
8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3
12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
17.1:1 17.2:4 17.3:2
"""
COUNTS = [(part, int(count)) for part, count in re.findall(r"([\d.]+):(\d+)", SECTIONS)]
NUMBERS = [f"V{part}.{number}" for part, count in COUNTS for number in range(1, count + 1)]
ROWS = re.findall(r"^\| (V[\d.]+) \| (.+?) \| (.+) \|$", TEXT, re.MULTILINE)
A_TEST = r"`tests/[\w/]+\.py::test_\w+`"
VERDICTS = (
    rf"met: {A_TEST}(, {A_TEST})*(; .{{10,}})?",
    r"not applicable: .{12,}",
    r"open \((high|medium|low|no test|operator)\): .{20,}",
)


@cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def section(title: str) -> str:
    return TEXT.partition(f"### {title}\n")[2].partition("\n#")[0]


def test_every_requirement_stands_in_the_table_once_and_in_order() -> None:
    assert len(NUMBERS) == 253
    assert [number for number, _, _ in ROWS] == NUMBERS


def test_every_verdict_has_its_proof_or_its_reason() -> None:
    assert [number for number, _, said in ROWS if not any(re.fullmatch(one, said) for one in VERDICTS)] == []
    assert Counter(said.partition(" ")[0] for _, _, said in ROWS)["met:"] > 100


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)
    assert len(named) > 150
    assert [f"{path}::{name}" for path, name in named if not (ROOT / path).is_file()] == []
    assert [f"{path}::{name}" for path, name in named if name not in functions_of(path)] == []


def test_every_file_that_is_named_exists() -> None:
    named = re.findall(r"`([a-z]+/[\w./]+\.(?:py|txt))`", TEXT)
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_the_readme_leads_there() -> None:
    assert "](docs/security.md)" in README


def test_limits_are_written_as_they_are_set() -> None:
    assert re.findall(r"^\| (.+) \| (\d.*) \|$", section("Limits"), re.MULTILINE) == [
        (name, limit.replace(";", ", ")) for name, limit in settings.RATE_LIMITS.items()
    ]
    written = re.findall(r"^\| .+ \| (\d+) \| (\d+) minutes \|$", section("Doors"), re.MULTILINE)
    limits = (HERE, EVERYWHERE, BY_NETWORK)
    assert written == [(str(one.free), str(int(one.longest.total_seconds() // 60))) for one in limits]
    assert {one.first.total_seconds() for one in limits} == {30}


def test_kinds_and_sizes_of_files_are_written() -> None:
    written = section("Files")
    kinds = {extension for kind in TYPES for extension in kind.extensions}
    kinds |= {*settings.WAGTAILDOCS_EXTENSIONS, *settings.WAGTAILIMAGES_EXTENSIONS}
    assert set(re.findall(r"`([a-z]+)`", written)) == kinds
    for most in (f"{settings.ATTACHMENT_MAX_MB} MB each", f"{settings.ATTACHMENTS_MAX_MB} MB in all"):
        assert most in written
    assert f"{settings.ATTACHMENT_MAX_PIXELS // 1_000_000} million" in written
    assert f"{MAX_ENTRIES} entries and {MAX_UNPACKED // 1024**2} MB unpacked" in written


def test_what_the_environment_sets_is_written() -> None:
    """Whatever the settings read from the environment has its place in one of the two texts."""
    files = (ROOT / "site/portal/settings").glob("*.py")
    read = {
        name for file in files for name in re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", file.read_text(encoding="utf-8"))
    }
    assert {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "RECAPTCHA_DOMAIN"} <= read
    assert [name for name in sorted(read) if f"`{name}`" not in TEXT] == []
    talked_to = section("Whom the portal talks to")
    assert [name for name in sorted(read) if name.endswith(("_URL", "_DOMAIN")) and name not in talked_to] == [
        "WAGTAILADMIN_BASE_URL"
    ]


def test_every_door_is_written() -> None:
    written = re.findall(r"`/([\w/]+/)`", section("Doors"))
    doors = [one.route for one in addresses() if re.search(r"login|password|authenticate|sign.?in", one.route)]
    assert len(doors) > 5
    assert [route for route in doors if not any(door in route for door in written)] == []


def test_every_role_is_written() -> None:
    assert [role for role in Role if f"*{role}*" not in section("Who may what")] == []


def test_every_kind_of_question_is_written() -> None:
    written = re.findall(r"`(\w+)`", section("What is typed"))
    assert sorted(written) == sorted(KINDS)


def test_every_package_is_pinned_by_its_hash() -> None:
    assert lockfiles.faults() == []
