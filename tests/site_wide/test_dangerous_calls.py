"""What the project's own code never does, wherever it stands: a machine can see it, so it is looked for here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("applications", "events", "home", "offers", "site/portal", "site/users")
ABOVE_ALL = ("gunicorn.conf.py", "manage.py")
SCRIPTS = ("applications/static", "site/static")
DANGEROUS = {
    "commands": {"os.system", "os.popen", "os.execv", "subprocess.getoutput", "subprocess.getstatusoutput"},
    "code": {"eval", "exec", "compile", "builtins.eval", "builtins.exec"},
    "objects": {"pickle.load", "pickle.loads", "marshal.loads", "shelve.open", "yaml.load", "jsonpickle.decode"},
    "hashes": {"hashlib.md5", "hashlib.sha1", "hashlib.new"},
    "queries": {"RawSQL", "expressions.RawSQL"},
    "requests": {"urlopen", "request.urlopen", "urllib.request.urlopen", "requests.get", "requests.post", "httpx.get"},
    "chance": {f"random.{name}" for name in ("choice", "choices", "getrandbits", "randbytes", "randint", "random")},
}
METHODS = {"raw": "queries", "extra": "queries"}
# What makes content for a demonstration is no secret: the same seed makes the same.
INVENTED = {"chance": ("site/portal/demo", "site/portal/seed")}


def name_of(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def is_literal(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_constant(node: ast.AST | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value == value


def dangers_of(call: ast.Call) -> Iterator[str]:
    name, given = name_of(call.func), {one.arg: one.value for one in call.keywords}
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    yield from (danger for danger, names in DANGEROUS.items() if name in names)
    if method in METHODS:
        yield METHODS[method]
    if method == "execute" and not (call.args and is_literal(call.args[0])):
        yield "queries"
    if "shell" in given:
        yield "commands"
    if name.endswith("salted_hmac") and not is_constant(given.get("algorithm"), "sha256"):
        yield "hashes"


def dangers(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What is dangerous in a piece of code, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((danger, node.lineno) for danger in dangers_of(node))


def found(danger: str) -> list[str]:
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    paths += [ROOT / name for name in ABOVE_ALL]
    assert len(paths) > 400
    return [
        f"{path.relative_to(ROOT)}:{line}"
        for path in paths
        if not str(path.relative_to(ROOT)).startswith(INVENTED.get(danger, ("-",)))
        for kind, line in dangers(ast.parse(path.read_text("utf-8")))
        if kind == danger
    ]


def test_no_shell_is_called() -> None:
    assert found("commands") == []


def test_no_text_is_run_as_code() -> None:
    assert found("code") == []


def test_nothing_is_read_back_into_objects() -> None:
    assert found("objects") == []


def test_every_seal_and_fingerprint_is_sha_256() -> None:
    assert found("hashes") == []


def test_no_query_is_put_together_from_texts() -> None:
    assert found("queries") == []


def test_the_server_fetches_nothing_by_itself() -> None:
    """The robot check is asked by its package, at the one address that the settings name."""
    assert found("requests") == []


def test_nothing_secret_comes_from_a_generator_that_can_be_foreseen() -> None:
    assert found("chance") == []


@pytest.mark.parametrize(
    ("code", "danger"),
    [
        ("subprocess.run(line, shell=True)", "commands"),
        ("eval(typed)", "code"),
        ("pickle.loads(body)", "objects"),
        ("hashlib.md5(text)", "hashes"),
        ("salted_hmac('salt', text)", "hashes"),
        ("cursor.execute(f'SELECT {typed}')", "queries"),
        ("Page.objects.raw(typed)", "queries"),
        ("urllib.request.urlopen(typed)", "requests"),
        ("random.choice(letters)", "chance"),
    ],
)
def test_what_is_dangerous_would_be_found(code: str, danger: str) -> None:
    assert list(dangers(ast.parse(code))) == [(danger, 1)]


@pytest.mark.parametrize(
    "word", ["localStorage", "sessionStorage", "indexedDB", "document.cookie", "postMessage", '"message"', "__proto__"]
)
def test_scripts_keep_nothing_in_the_browser_and_listen_to_no_other_window(word: str) -> None:
    scripts = [path for folder in SCRIPTS for path in (ROOT / folder).rglob("*.js")]
    assert len(scripts) > 4
    assert [path.name for path in scripts if word in path.read_text("utf-8")] == []
