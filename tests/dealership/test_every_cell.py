"""Every cell of the table of rights: each role at each right, through the books, the window, the command line, a file.

What is asked for is never right, so that what a role may do fails later, for another reason than the role.
"""

import json
import sys
from array import array
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.confirming import SecondPerson
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.rights import IMPORT, REPORT, SIGN_IN_OFF
from lifecycle_desk.dealership.rules.roles import NobodyMay, NotAllowed, SecondPersonNeeded
from lifecycle_desk.dealership.rules.secrets import SecretKind
from lifecycle_desk.dealership.tables import StoredSecret
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_export import copying, exporting
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.shown_rows import shown_rows
from lifecycle_desk.language import Language
from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.screens.customers import COLUMNS, cells
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.people_shown import People

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
from command_line import Desk

REFUSED = (NotAllowed, NobodyMay)
EVERY_ROLE = pytest.mark.parametrize("role", list(Role))
CAR = "vin,plate,make,model,model_year\nLC0CE4CB3P0012345,1AB,BYD,Atto 3,2023\n"


@dataclass(frozen=True)
class Nothing:
    """A request of nothing, which no command can do anything with."""


@pytest.fixture
def staffed(own_user):
    """Books where sign-in is on, with somebody of each role, called by it; nobody has a PIN."""
    for role in Role:
        take_on(own_user, Member(role.value, role.name.title(), role))
    switch_sign_in(own_user, SignIn(on=True))
    return own_user


def acting(user, role, second=None):
    return replace(user, staff=role.value, second=second)


def expected(role):
    """Whether each command refuses the role."""
    return {each.name: role not in each.right.roles for each in offered("commands") if each.right != SIGN_IN_OFF}


def refused_by(does):
    """Whether the role was refused, whatever else there was to refuse."""
    try:
        does()
    except REFUSED:
        return True
    except Exception:  # noqa: BLE001 (a request of nothing fails in some way or other)
        return False
    return False


@EVERY_ROLE
def test_the_books_refuse_each_command_to_who_lacks_its_right_and_to_nobody_else(staffed, role):
    user = acting(staffed, role)
    found = {each.name: refused_by(lambda each=each: each(user, Nothing())) for each in offered("commands")}
    assert {name: found[name] for name in expected(role)} == expected(role)


@EVERY_ROLE
def test_the_window_refuses_the_same(staffed, role, qtbot):
    app, facts = AppContext(acting(staffed, role)), {}
    try:
        for each in offered("commands"):
            app.do(each, Nothing(), lambda _, name=each.name: facts.update({name: None}), _noting(facts, each.name))
        qtbot.waitUntil(lambda: len(facts) == len({each.name for each in offered("commands")}))
    finally:
        app.close()
    assert {name: isinstance(facts[name], REFUSED) for name in expected(role)} == expected(role)


def _noting(facts, name):
    return lambda fact: facts.update({name: fact})


@EVERY_ROLE
def test_the_command_line_refuses_the_same(staffed, role, tmp_path):
    asked = tmp_path / "asked.jsonl"
    commands = [each for each in offered("commands") if each.name in expected(role)]
    asked.write_text("".join(json.dumps({"do": each.name} | a_request(each.takes)) + "\n" for each in commands))

    said = Desk(str(staffed.store.where))("--as", role.value, "do", "--lines", asked, "--keep-going")

    rules = [json.loads(line).get("refused", {}).get("rule") for line in said.out.splitlines()]
    assert len(rules) == len(commands)
    assert [line for line in said.out.splitlines() if "request_not_understood" in line] == []
    told = dict(zip([each.name for each in commands], rules, strict=True))
    assert {name: rule in {"not_allowed", "nobody_may"} for name, rule in told.items()} == expected(role)


@EVERY_ROLE
def test_a_file_is_taken_in_for_whoever_may_import_and_for_nobody_else(staffed, role, tmp_path):
    file = tmp_path / "cars.csv"
    file.write_text(CAR)
    said = Desk(str(staffed.store.where))("--as", role.value, "import", "vehicles", file)
    assert (said.code == 0) == (role in IMPORT.roles), said


@EVERY_ROLE
def test_a_file_goes_out_for_whoever_may_export_and_for_nobody_else(staffed, role):
    said = Desk(str(staffed.store.where))("--as", role.value, "export", "vehicles")
    assert (said.code == 0) == (role in EXPORT.roles), said


def test_a_list_goes_out_of_the_window_for_whoever_may_export_and_for_nobody_else(staffed, tmp_path, qtbot):
    app = AppContext(staffed)
    table = LongTable("Customers", People(staffed), COLUMNS, cells, app)
    table.long.show_keys(array("q", [1]))
    try:
        for role in Role:
            app.user = acting(staffed, role)
            asked = shown_rows(table, array("q", [1]), Language("en"))
            ways = {
                "copied": lambda asked=asked: asked.text(),
                "copied beside": lambda asked=asked: drained(copying(asked)),
                **{
                    form: lambda asked=asked, form=form: drained(exporting(asked, tmp_path / f"a.{form}", form, "a"))
                    for form in ("csv", "xlsx")
                },
            }
            found = {name: not refused_by(way) for name, way in ways.items()}
            assert found == dict.fromkeys(ways, role in EXPORT.roles), role
    finally:
        app.close()


def test_every_format_and_the_tables_for_other_programs_go_out_only_for_who_may(staffed):
    asked = {"vin": "LC0CE4CB3P0012345", "person": "1", "claim": "1", "table": ["vehicle"], "format": "csv"}
    asked |= {"quality_task": "00000000-0000-4000-8000-000000000000", "campaign": "x", "mapping": "x"}
    public = {"key", "verifier"}  # what proves papers is for everybody

    def refuses(writer, role):
        return refused_by(lambda: list(writer.write(acting(staffed, role), asked)))

    refusing = {each.kind for each in offered("writers") if refuses(each, Role.TECHNICIAN)}
    assert refusing == {each.kind for each in offered("writers")} - public
    tables = next(each for each in offered("writers") if each.kind == "tables")
    assert [role for role in Role if not refuses(tables, role)] == [role for role in Role if role in REPORT.roles]


@pytest.mark.parametrize("reader", offered("readers"), ids=lambda each: each.kind)
def test_no_reader_writes_anything_for_an_auditor(staffed, reader, tmp_path):
    file = tmp_path / "file.csv"
    file.write_text(CAR)
    if reader.founds:
        pytest.skip("makes books of its own")
    before = _sealed(staffed)
    with suppress(Exception):
        for _ in reader.take_in(acting(staffed, Role.AUDITOR), file, {}):
            pass
    assert _sealed(staffed) == before


def _sealed(user):
    with user.store.reading() as tx:
        return list(chain.seals(tx))


@pytest.fixture
def proving(staffed):
    """The same books, where everybody could prove who they are."""
    with staffed.store.writing() as tx:
        for each in Role:
            tables.save_secret(tx, each.value, StoredSecret(SecretKind.PIN, b"salt" * 4, b"proof" * 6 + b"of"))
    return staffed


@EVERY_ROLE
def test_a_right_for_two_is_refused_to_one_and_given_to_two(proving, role):
    user = acting(proving, role)
    for right in [each for each in offered("rights") if each.paired]:
        found = {second: _tried(user, right, second) for second in (None, *Role)}
        assert found == {second: _of_two(right, role, second) for second in (None, *Role)}, right.name


def _tried(user, right, second):
    with user.store.writing(user.staff) as tx:
        tx.commits = False
        if second:
            tx.known[SecondPerson] = SecondPerson(second.value)
        try:
            user.authorise(tx, right)
        except REFUSED:
            return "refused"
        except SecondPersonNeeded as needed:
            return "needs oneself" if user.staff in needed.facts["names"].split(", ") else "needs another"
    return "done"


def _of_two(right, role, second):
    if role not in right.roles:
        return "refused"
    confirms = second not in {None, role} and second in right.roles | right.confirm
    return "done" if confirms or role not in right.paired else "needs another"


def test_who_only_looks_whether_they_may_is_not_asked_for_a_second_person(proving):
    assert all(acting(proving, Role.MANAGER).may(each) for each in offered("rights") if Role.MANAGER in each.roles)


def a_request(takes: Any) -> dict[str, Any]:
    """A request that can be read: what its schema asks for, and nothing that is so."""
    schema = msgspec.json.schema(takes)
    made = _value(schema, schema.get("$defs", {}))
    assert isinstance(made, dict)
    return made


def _value(schema: dict[str, Any], known: dict[str, Any]) -> Any:  # noqa: PLR0911 (one for each kind)
    if ref := schema.get("$ref"):
        return _value(known[ref.rpartition("/")[2]], known)
    if choices := schema.get("anyOf"):
        return _value(choices[0], known)
    if options := schema.get("enum"):
        return options[0]
    match schema.get("type"):
        case "object":
            parts = schema.get("properties", {})
            return {name: _value({"format": _looks(name)} | parts[name], known) for name in schema.get("required", [])}
        case "array":
            return [_value(schema.get("items", {}), known)] * schema.get("minItems", 0)
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case "string":
            return {"date": "2026-01-02", "date-time": "2026-01-02T03:04:05Z", "decimal": "1", "byte": ""}.get(
                schema.get("format", ""), "x"
            )
    return None


def _looks(name: str) -> str:
    """The format of a text that its schema leaves open: a moment without a zone, as meters tell it."""
    return "date-time" if name == "at" or name.endswith("_at") else ""
