"""What no linter of others knows: the house's own rules for its code, its texts and its files."""

import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest
import third_party
from house import HOUSE
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CODE = sorted((HOUSE / "src/lifecycle_desk").rglob("*.py"))
SCRIPTS = sorted([*HOUSE.glob("tests/**/*.py"), *HOUSE.glob("packaging/*.py")])
OF_ROOMS = frozenset(CODE)
MARKERS = {"N_", "C_", "NN_"}

type Nodes = Iterator[ast.AST]


@lru_cache(1)
def sorted_out(tree: ast.AST) -> dict[type[ast.AST], list[ast.AST]]:
    """All nodes of a tree by their kinds; each file is walked once for all rules."""
    found: dict[type[ast.AST], list[ast.AST]] = {}
    for node in ast.walk(tree):
        found.setdefault(type(node), []).append(node)
    return found


def nodes[Kind: ast.AST](tree: ast.AST, *kinds: type[Kind]) -> Iterator[Kind]:
    """The nodes of some kinds."""
    return chain.from_iterable(sorted_out(tree).get(kind, ()) for kind in kinds)


def called(node: ast.AST) -> str:
    """The bare name of what is called: `box` for box(), desk.box() and self.desk.box()."""
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return ""


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    return (node for node in nodes(tree, ast.Call) if called(node) in names)


def imported(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Every module and every name of a module that is imported, dotted."""
    for node in nodes(tree, ast.Import):
        yield from ((each.name, node) for each in node.names)
    for node in nodes(tree, ast.ImportFrom):
        yield from ((f"{node.module}.{each.name}", node) for each in node.names if not node.level)


def text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def docstrings(tree: ast.AST) -> set[ast.AST]:
    return {
        node.body[0].value
        for node in nodes(tree, ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        if node.body and isinstance(node.body[0], ast.Expr)
    }


def guessing_labels(tree: ast.AST) -> Nodes:
    """QLabel guesses markup: a customer named <img src=...> would draw a file. The desktop's own labels do not."""
    return (node for node in calls(tree, "QLabel") if node.args and not text(node.args[0]))


def tool_tips(tree: ast.AST) -> Nodes:
    """Tool tips and the like guess markup too."""
    return calls(tree, "setToolTip", "setWhatsThis")


def markup(tree: ast.AST) -> Nodes:
    """Text from people is never markup, on screen or on paper."""
    yield from calls(tree, "setHtml", "insertHtml", "appendHtml", "setMarkdown", "Paragraph")
    names = {"QMessageBox", "QErrorMessage", "QTextBrowser", "Paragraph", "RichText", "MarkdownText", "AutoText"}
    for node in nodes(tree, ast.Name, ast.Attribute, ast.alias):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name) if name in names:
                yield node


def _says(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and called(node) in MARKERS | {"language", "_language", "words", "sentence"}


def glued_words(tree: ast.AST) -> Nodes:
    """Words are put together by a message with named facts, as other languages have another order."""
    for node in nodes(tree, ast.JoinedStr, ast.BinOp, ast.Call):
        match node:
            case ast.JoinedStr(values=parts) if any(_says(part) for value in parts for part in ast.walk(value)):
                if any(text(part) and any(map(str.isalpha, part.value)) for part in parts):
                    yield node
            case ast.BinOp(op=ast.Add(), left=left, right=right) if _says(left) or _says(right):
                yield node
            case ast.Call(func=ast.Attribute(value=value, attr="format")) if text(value) or _says(value):
                yield node


def unmarked_words(tree: ast.AST) -> Nodes:
    """A marker takes plain text, or attributes that hold data's, or the translators never meet it.

    A language takes what was marked.
    """
    for node in calls(tree, *MARKERS):
        of_data = all(isinstance(argument, ast.Attribute) for argument in node.args)
        if not (node.args and (of_data or all(map(text, node.args)))):
            yield node
    for node in calls(tree, "language", "_language", "set_message"):
        if any(text(argument) and any(map(str.isalpha, argument.value)) for argument in node.args):
            yield node


def dangerous(tree: ast.AST) -> Nodes:
    """Nothing that runs what it reads, and no second SQLite library, which would drop the first one's locks."""
    names = ("pickle", "marshal", "shelve", "dill", "yaml", "sqlite3", "PySide6.QtSql")
    yield from (node for name, node in imported(tree) if name.startswith(names))
    runs = {"eval", "exec", "compile", "__import__"}
    for node in nodes(tree, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id in runs:
            yield node


def pumped_events(tree: ast.AST) -> Nodes:
    """Long work yields steps; pumping events lets a second click in while the first is half done."""
    return calls(tree, "processEvents")


_SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|BEGIN|WITH|VACUUM)\b[ \w]")


def sql(tree: ast.AST) -> Nodes:
    """Outside the store nothing knows SQL, or which database it is: the same code serves SQLite and PostgreSQL."""
    yield from calls(tree, "exec_driver_sql")
    hidden = ("sqlalchemy.text", "sqlalchemy.sql.text", "sqlalchemy.dialects", "sqlcipher3", "psycopg", "alembic")
    yield from (node for name, node in imported(tree) if name.startswith(hidden))
    told = docstrings(tree)
    for node in nodes(tree, ast.Constant, ast.keyword, ast.Attribute):
        match node:
            case ast.Constant(value=str() as value) if node not in told and _SQL.match(value):
                yield node
            case ast.keyword(arg=str() as name) if name.startswith(("sqlite_", "postgresql_")):
                yield node
            case ast.Attribute(attr="dialect"):
                yield node


RULES: list[tuple[Callable[[ast.AST], Nodes], tuple[str, ...], list[str]]] = [
    (guessing_labels, ("desktop",), ["QLabel(name)", "QtWidgets.QLabel(f'{a}')"]),
    (tool_tips, ("desktop",), ["button.setToolTip(name)"]),
    (
        markup,
        (),
        [
            "x.setHtml(a)",
            "QMessageBox.warning(a)",
            "from reportlab.platypus import Paragraph",
            "a(Qt.TextFormat.RichText)",
        ],
    ),
    (
        glued_words,
        (),
        [
            "f'{language(A)} of {b}'",
            "language(A) + b",
            "N_('a').format(b)",
            "'{}'.format(b)",
            "a = b + self.language(A)",
        ],
    ),
    (
        unmarked_words,
        (),
        ["N_(f'{a}')", "C_('a', b)", "N_(a)", "language('Ready')", "set_message(label.setText, 'Ready')"],
    ),
    (
        dangerous,
        (),
        ["import pickle", "from yaml import load", "eval(a)", "exec(a)", "import sqlite3", "from PySide6 import QtSql"],
    ),
    (pumped_events, (), ["QApplication.processEvents()", "app.processEvents()"]),
    (
        sql,
        ("store",),
        [
            "from sqlalchemy import text",
            "c.exec_driver_sql(a)",
            "a('SELECT 1')",
            "a('PRAGMA foreign_keys')",
            "Index(a, sqlite_where=b)",
            "from sqlalchemy.dialects.sqlite import insert",
            "engine.dialect.name",
        ],
    ),
]


class Pieces(NamedTuple):
    """What of a file breaks which rule, and what it imports."""

    broken: list[str]
    imports: set[str]


@cache
def taken_to_pieces(path: Path) -> Pieces:
    """Read once for all tests: to parse the files takes longer than to look at what was parsed."""
    tree = ast.parse(path.read_bytes())
    room = path.relative_to(HOUSE / "src/lifecycle_desk").parts[0] if path in OF_ROOMS else ""
    kept = [rule for rule, rooms, _ in RULES if room and room not in rooms]
    return Pieces(
        [
            f"{path.relative_to(HOUSE)}:{getattr(node, 'lineno', '?')}: {rule.__doc__}"
            for rule in kept
            for node in rule(tree)
        ],
        {name for name, _ in imported(tree)},
    )


@pytest.mark.parametrize(("rule", "rooms", "plants"), RULES, ids=[rule.__name__ for rule, *_ in RULES])
def test_a_house_rule_sees_what_it_forbids(rule, rooms, plants):
    for plant in plants:
        assert list(rule(ast.parse(plant))), f"{rule.__name__} misses {plant}"


def test_the_code_keeps_the_house_rules():
    assert [each for path in CODE for each in taken_to_pieces(path).broken] == []


EXCUSE = re.compile(r"noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w, -]+\])?")


def excuses_without_reason(path: Path) -> Iterator[str]:
    if not EXCUSE.search(path.read_text("utf-8")):
        return  # most have none, and taking a file to pieces is slow
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT and EXCUSE.search(token.string):
                reason = EXCUSE.sub("", token.string)
                if len(re.findall(r"\w+", reason)) < 2:
                    yield f"{path.name}:{token.start[0]}: {token.string}"


def test_every_exception_to_a_rule_gives_its_reason(tmp_path):
    plant = tmp_path / "plant.py"
    plant.write_text(
        f"a = 1  # {'no'}qa: E501\nb = 2  # {'type'}: ignore[misc]\nc = 3  # {'no'}qa: E501 (a long table)\n"
    )
    assert len(list(excuses_without_reason(plant))) == 2

    assert not [found for path in [*CODE, *SCRIPTS] for found in excuses_without_reason(path)]


def test_no_file_outgrows_a_reader():
    long = {str(path.relative_to(HOUSE)): path.read_text("utf-8").count("\n") for path in [*CODE, *SCRIPTS]}
    assert not {path: lines for path, lines in long.items() if lines > 450}


def tracked() -> list[str]:
    told = subprocess.run(["git", "ls-files", "-z"], cwd=HOUSE, text=True, capture_output=True, check=True)
    return [name for name in told.stdout.split("\0") if name and (HOUSE / name).exists()]


def written(name: str) -> str:
    """A file's text; nothing where it is none."""
    content = (HOUSE / name).read_bytes()
    return "" if b"\0" in content[:8000] else content.decode("utf-8", "replace")


# Beside each pattern what every find of it holds: to look for a piece takes a hundredth of a pattern's time.
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
REGISTRIES = (
    r"(files\.pythonhosted|pypi(\.python)?|registry\.npmjs|(deb|security|snapshot)\.debian|archive\.ubuntu)\.(org|com)"
)
PLACES = re.compile(rf"(?<![\w.~])/(work|root|home/\w+|Users/\w+)/|\b{REGISTRIES}\b|--(extra-)?index-url|--find-links")

IN_PLACES = ("/work/", "/root/", "/home/", "/Users/", "pythonhosted.", "pypi.", "npmjs.", "debian.", "ubuntu.")

OF_OTHERS = "resources/verify/source/third_party/"  # kept as it was published


@pytest.mark.parametrize(
    ("unwanted", "pieces", "plants"),
    [
        (UNFINISHED, ("TODO", "FIXME", "XXX", "HACK"), ("# TODO later", "HACK")),
        (
            PLACES,
            (*IN_PLACES, "index-url", "--find-links"),
            ("see /home/somchai/x", "https://pypi.org/simple", "a --index-url b"),
        ),
    ],
    ids=["unfinished", "of one machine"],
)
def test_no_file_holds_what_is_unfinished_or_of_one_machine(unwanted, pieces, plants):
    def found_in(text: str) -> re.Match[str] | None:
        return unwanted.search(text) if any(each in text for each in pieces) else None

    assert all(map(found_in, plants))

    names = [name for name in tracked() if HOUSE / name != Path(__file__) and not name.startswith(OF_OTHERS)]
    assert not [(name, found[0]) for name in names if (found := found_in(written(name)))]


def test_the_top_level_holds_what_every_repository_has_and_nothing_else():
    ours = {"pyproject.toml", "README.md", "src", "resources", "translations", "tests", "packaging"}
    usual = {"LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "docs", ".ci", ".gitignore"}
    assert {Path(name).parts[0] for name in tracked()} - ours == usual & {Path(name).parts[0] for name in tracked()}


PIN = re.compile(r"([a-z0-9-]+)==([\w.]+)(?: ; [^\\\n]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)")


def declared(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for: for the program, with the extras, and for the build."""
    told = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    optional = chain.from_iterable(told["project"]["optional-dependencies"][each] for each in extras)
    return [
        Requirement(each) for each in [*told["project"]["dependencies"], *optional, *told["build-system"]["requires"]]
    ]


def test_every_package_is_pinned_with_its_hashes_and_no_address():
    pins = (HOUSE / "packaging/constraints.txt").read_text("utf-8")

    assert not PIN.sub("", pins).partition("\n")[2].strip()
    version = {name: number for name, number, _ in PIN.findall(pins)}
    for requirement in declared("dev", "postgres"):
        assert requirement.specifier.contains(version[canonicalize_name(requirement.name)]), requirement


def test_the_work_of_others_is_named_with_its_licence():
    assert third_party.text() == (HOUSE / "docs/third-party.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("files", "extras"),
    [(CODE, ["postgres", "parquet"]), (SCRIPTS, ["postgres", "parquet", "dev"])],
    ids=["src", "tests"],
)
def test_nothing_is_imported_that_is_not_asked_for(files, extras):
    asked = {canonicalize_name(requirement.name) for requirement in declared(*extras)}
    bring = packages_distributions()
    own = {"lifecycle_desk"} | {path.stem for path in SCRIPTS}
    names = {name.partition(".")[0]: path for path in files for name in taken_to_pieces(path).imports}
    foreign = names.keys() - sys.stdlib_module_names - own

    assert not {
        f"{name} in {names[name]}" for name in foreign if asked.isdisjoint(map(canonicalize_name, bring.get(name, [])))
    }
