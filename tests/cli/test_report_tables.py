"""The tables for other programs: one meaning on both engines, exact in every format, without people, safe to open."""

import csv
import io
import json
import tracemalloc
from decimal import Decimal

import pytest
from command_line import Desk
from examples import copy_example
from sqlalchemy import text

from lifecycle_desk.base.inert import ACTS
from lifecycle_desk.files.workbooks import sheets_of
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.reporting import MINOR, Kind, exact_rows, views

CAR = "LSJWH4095PN000001"
NAMES = [each.name for each in views()]


def written(value):
    """A value as CSV and JSON write it."""
    if isinstance(value, bool) or value is None or isinstance(value, (int, Decimal, str)):
        return value
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if hasattr(value, "hour") else value.isoformat()


def all_of(view):
    return text(f"SELECT * FROM {view.name}")  # noqa: S608 (our own names)


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Desk:
    """The example dealer's books."""
    return Desk(str(copy_example(tmp_path_factory.mktemp("tables") / "desk.ldk")))


@pytest.fixture(scope="module")
def stored(filled):
    """All rows of all views, exact."""
    store = open_store(filled.where)
    with store.reading() as tx:
        yield {each.name: list(exact_rows(tx, each)) for each in views()}
    store.close()


def test_the_example_dealer_fills_nearly_every_table(stored):
    empty = {name for name, rows in stored.items() if not rows}
    assert empty <= {"report_worked_time"}
    assert len(NAMES) >= 17


def test_a_view_gives_what_is_stored_with_amounts_in_minor_units_beside(filled, stored):
    store = open_store(filled.where)
    with store.reading() as tx:
        for view in views():
            found = {name: [] for name in [each.name for each in view.columns]}
            for row in tx.connection.execute(all_of(view)).mappings():
                for each in view.columns:
                    found[each.name].append(row[each.name])
            for at, each in enumerate(view.columns):
                exact = sorted((str(written(row[at])) for row in stored[view.name]), key=str)
                if each.kind in (Kind.EXACT, Kind.AMOUNT):
                    near = sorted(round(value, 6) for value in found[each.name] if value is not None)
                    assert near == sorted(round(float(row[at]), 6) for row in stored[view.name] if row[at] is not None)
                elif each.kind is not Kind.FLAG:
                    assert sorted(map(str, found[each.name])) == exact, (view.name, each.name)
    store.close()


def test_both_engines_give_the_same(any_desk):
    any_desk.do("add_vehicle", vin=CAR, on="2026-11-01", description={"make": "MG", "model": "MG4", "usable_wh": 61700})
    store = open_store(any_desk.where)
    with store.reading() as tx:
        (row,) = tx.connection.execute(text("SELECT * FROM report_vehicle")).mappings().all()
        told = tx.connection.execute(text("SELECT * FROM report_event ORDER BY event")).mappings().all()
        for each in views():
            tx.connection.execute(all_of(each)).all()
    store.close()
    assert (row["vin"], row["make"], bool(row["has_owner"])) == (CAR, "MG", False)
    assert Decimal(str(row["battery_usable_kwh"])) == Decimal("61.7")
    assert [each["kind"] for each in told] == ["vehicle.added"]
    assert str(told[0]["happened_on"]) == "2026-11-01"


def test_csv_and_json_lines_are_read_back_as_they_are_stored(filled, stored, tmp_path):
    for form in ("csv", "jsonl"):
        folder = tmp_path / form
        folder.mkdir()
        said = filled("export", "tables", "--format", form, "-o", folder)
        assert said.code == 0
        assert str(len(NAMES)) in said.err
        assert {each.name for each in folder.iterdir()} == {f"{name}.{form}" for name in NAMES}
    for view in views():
        names = [each.name for each in view.columns]
        lines = (tmp_path / "jsonl" / f"{view.name}.jsonl").read_text("utf-8").splitlines()
        found = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]
        assert [[each[name] for name in names] for each in found] == [
            [written(value) for value in row] for row in stored[view.name]
        ], view.name
        with (tmp_path / "csv" / f"{view.name}.csv").open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert head == names
        assert len(rows) == len(stored[view.name])
        texts = [at for at, each in enumerate(view.columns) if each.kind is Kind.TEXT]
        for row, own in zip(rows, stored[view.name], strict=True):
            exact = ["" if value is None else str(written(value)) for value in own]
            assert [each.lower() for at, each in enumerate(row) if at not in texts] == [
                each.lower() for at, each in enumerate(exact) if at not in texts
            ]


def test_parquet_has_decimals_days_and_moments_and_no_floats(filled, stored, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    said = filled("export", "tables", "--format", "parquet", "-o", tmp_path)
    assert said.code == 0
    for view in views():
        table = parquet.read_table(tmp_path / f"{view.name}.parquet")
        assert [each.name for each in table.schema] == [each.name for each in view.columns]
        assert not [each for each in table.schema if "float" in str(each.type) or "double" in str(each.type)]
        columns = [table.column(each.name).to_pylist() for each in view.columns]
        rows = [tuple(row) for row in zip(*columns, strict=True)]
        assert rows == stored[view.name], view.name


def test_a_workbook_has_a_sheet_for_each_table(filled, stored, tmp_path):
    target = tmp_path / "tables.xlsx"
    assert filled("export", "tables", "-o", target).code == 0
    assert list(sheets_of(target)) == NAMES


def test_a_name_without_an_ending_becomes_a_folder(filled, tmp_path):
    assert filled("export", "tables", "--format", "csv", "-o", tmp_path / "tables").code == 0
    assert (tmp_path / "tables" / "report_vehicle.csv").exists()


def test_one_file_holds_one_table(filled, tmp_path):
    assert filled("export", "tables", "--format", "csv", "-o", tmp_path / "x.csv").rule == "one_table_needed"
    assert (
        filled("export", "tables", "--format", "csv", "--table", "nothing", "-o", tmp_path / "x.csv").rule
        == "unknown_table"
    )
    said = filled(
        "export", "tables", "--format", "csv", "--table", "claim", "--table", "sale", "-o", tmp_path / "x.csv"
    )
    assert said.code == 1
    assert not (tmp_path / "x.csv").exists()
    assert filled("export", "tables", "--format", "csv", "--table", "claim", "-o", "-").out.startswith("claim,vin,")


def words_of(tx, query):
    return [str(each) for (each,) in tx.connection.execute(text(query)) if each]


def test_no_person_stands_in_any_table(filled, stored):
    store = open_store(filled.where)
    with store.reading() as tx:
        people = [word for each in ("name", "phone", "email") for word in words_of(tx, f"SELECT {each} FROM person")]  # noqa: S608 (of these three)
        people += words_of(tx, "SELECT plate FROM vehicle") + words_of(tx, "SELECT name FROM staff")
    store.close()
    assert len(people) > 20
    told = "\n".join(str(value) for rows in stored.values() for row in rows for value in row if isinstance(value, str))
    assert [each for each in people if each in told] == []


def test_no_cell_of_csv_acts_in_a_spreadsheet(desk):
    desk.do("add_vehicle", vin=CAR, on="2026-11-01", description={"make": "=1+1", "model": "@cmd"})
    said = desk("export", "tables", "--format", "csv", "--table", "vehicle", "-o", "-")
    _, row = csv.reader(io.StringIO(said.out))
    assert not [each for each in row if ACTS.match(each) and not each.startswith("'")]
    assert row[1:3] == ["'=1+1", "'@cmd"]


def test_only_whoever_sees_the_whole_dealership_may_have_them(desk):
    desk.do("take_on", name="malee", full_name="Malee", role="manager")
    desk.do("take_on", name="nok", full_name="Nok", role="technician")
    desk.do("switch_sign_in", on=True)
    asked = ("export", "tables", "--format", "csv", "--table", "claim", "-o", "-")
    assert desk("--as", "nok", *asked).rule == "not_allowed"
    assert desk("--as", "malee", *asked).code == 0


def test_memory_does_not_grow_with_the_rows(filled, stored):
    """A thousand rows more are not kept: what is alive at the highest stays far below what was given out."""
    store = open_store(filled.where)
    view = next(each for each in views() if each.name == "report_event")
    with store.reading() as tx:
        tracemalloc.start()
        given = sum(len(str(row)) for _ in range(20) for row in exact_rows(tx, view))
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    store.close()
    assert highest < max(given, 4_000_000)


def test_minor_units_are_what_an_amount_is_made_of(filled):
    seen = 0
    store = open_store(filled.where)
    with store.reading() as tx:
        for view in views():
            for each in (each for each in view.columns if each.kind is Kind.AMOUNT):
                for row in tx.connection.execute(all_of(view)).mappings():
                    minor, value, currency = row[each.name + MINOR], row[each.name], row["currency"]
                    assert currency in (None, "THB")
                    assert value is None or round(value * 100) == minor
                    seen += value is not None and value != minor
    assert seen > 50
    store.close()
