"""Every kind of event that concerns the dealer alone has words for people, whichever room tells it."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

from harness import know_all_rooms

import lifecycle_desk
from lifecycle_desk.proof.usecases.rows_told import told_tables
from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.rules import wording
from lifecycle_desk.vehicle.rules.dealer_wording import settings_called
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import worded

HOUSE = Path(lifecycle_desk.__file__).parent
RIGHTS = {each.name for each in offered("rights")}
KIND = re.compile(r"dealer\.[a-z_]+")


def module_of(path: Path) -> str:
    return ".".join(("lifecycle_desk", *path.relative_to(HOUSE).with_suffix("").parts)).removesuffix(".__init__")


def named_in(path: Path) -> Iterator[ast.expr]:
    """The expressions of a module that name a kind of event of the dealer's, but for bare texts."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name("Event"), args=[ast.Constant(None), _, kind, *_]):
                named = kind.value if isinstance(kind, ast.Attribute) else kind
                if not (isinstance(named, ast.Name) and named.id.islower()):  # an argument: its caller names the kind
                    yield kind
            case ast.Call(func=ast.Name("of_dealer"), args=[ast.Name() as kind]) if kind.id.isupper():
                yield node
            case ast.Call(func=ast.Attribute(attr="of_dealer"), args=[_, kind]):
                yield kind


def kinds() -> dict[str, str]:
    """Every kind of event of the dealer's in the code, with a module that names it."""
    found: dict[str, str] = {}
    for path in sorted(HOUSE.rglob("*.py")):
        text, name = path.read_text("utf-8"), module_of(path)
        for node in ast.walk(ast.parse(text)) if "dealer." in text else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KIND.fullmatch(node.value):
                found.setdefault(node.value, name)
        for node in named_in(path) if "of_dealer(" in text or "Event(" in text else ():
            said = eval(ast.unparse(node), vars(importlib.import_module(name)))  # noqa: S307 (our own code)
            found.setdefault(said, name)
    return {kind: name for kind, name in found.items() if kind not in RIGHTS}


def test_every_kind_of_event_of_the_dealer_in_the_code_has_words_for_people():
    know_all_rooms()
    found = kinds()
    assert {"dealer.restored", "dealer.paper_issued", "charging.tariff_kept", "recycling.permit_recorded"} <= {*found}
    assert {kind: name for kind, name in found.items() if kind not in wording._KNOWN} == {}


def test_every_table_of_settings_whose_changes_are_told_has_a_name():
    know_all_rooms()
    assert [each.name for each in told_tables() if settings_called(each.name) is None] == []


def test_an_event_of_the_dealer_that_a_later_version_told_is_a_line_and_no_fault():
    from datetime import date

    said = worded(RecordedEvent(1, date(2026, 1, 2), "dealer.something_new", {}))
    assert (said.title.message, said.detail) == ("Dealership record", ("something new",))
