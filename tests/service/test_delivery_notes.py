"""Delivery notes from files: known by what they show, each row held against what is on order, repeat-safe."""

from decimal import Decimal
from pathlib import Path

import pytest
from command_line import Desk
from hypothesis import given
from hypothesis import strategies as st
from shelving import at_hand
from test_catalogue import workbook
from test_purchasing import NOW, SAIC, line_of, ordered, waiting_order

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.files.days import days_of
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.lists import Cells
from lifecycle_desk.stages.service.catalogue.interchange.lists import PARTS_READER
from lifecycle_desk.stages.service.orders.rules.states import IN_WORK
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.purchasing.interchange.delivery_notes import READER, note_row
from lifecycle_desk.stages.service.purchasing.rules.purchases import ARRIVED, BACK_ORDER, MOST_QUANTITY
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartOrdered, SaveSupplier
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import save_supplier
from lifecycle_desk.stages.service.shelf.rules.movements import Lot, SerialMissing
from lifecycle_desk.stages.service.shelf.tables import stock

CELL = st.text(alphabet="0123456789.,-+ eE٣abc", max_size=9)


@pytest.fixture
def parts(own_shop: UserSession, stopped_clock) -> UserSession:
    stopped_clock(NOW)
    save_supplier(own_shop, SAIC)
    return own_shop


def table(folder: Path, text: str, name: str = "note.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def taken(user: UserSession, path: Path, **how: object) -> Taken:
    return drained(READER.take_in(user, path, Choices(**how))).value


@given(quantity=CELL, price=CELL, day=CELL, code=CELL)
def test_whatever_stands_in_a_row_is_read_exactly_or_refused_at_its_column(quantity, price, day, code):
    cells = Cells(2, {"part_number": code, "quantity": quantity, "price": price, "delivered_on": day})
    days = days_of([], "dmy")
    try:
        found = note_row(cells, lambda text: days.read(text, NOW.date()), "THB", "a note")
    except Fault:
        return
    assert 0 < found.quantity <= MOST_QUANTITY
    assert found.quantity == Decimal(quantity.strip().replace(",", "."))
    assert found.code == " ".join(code.split())


def test_a_note_serves_the_orders_and_the_same_note_again_changes_nothing(parts, tmp_path):
    number = waiting_order(parts)
    ordered(parts)
    path = table(tmp_path, "delivery_note,part_number,quantity,price\nLS-9,1104-6127,1,1200\n")
    assert READER.knows(path, "TH") > PARTS_READER.knows(path, "TH")
    assert taken(parts, path, dry_run=True).new == 1
    assert not line_of(parts).arrived
    done = taken(parts, path)
    assert (done.written, done.new, done.known, done.refused) == (True, 1, 0, [])
    assert line_of(parts).state is ARRIVED
    assert order(parts, number).order.state is IN_WORK
    again = taken(parts, path)
    assert (again.new, again.known) == (0, 1)
    assert line_of(parts).arrived == 1


def test_a_note_without_a_number_is_known_again_by_the_file(parts, tmp_path):
    ordered(parts, PartOrdered(code="B-1", quantity=Decimal(4)))
    path = table(tmp_path, "part_number,quantity\nB-1,1\n")
    assert [taken(parts, path).new, taken(parts, path).known] == [1, 1]
    assert line_of(parts).state is BACK_ORDER


def test_rows_that_do_not_match_are_told_with_their_line_and_nothing_is_written(parts, tmp_path):
    save_supplier(parts, SaveSupplier(name="Bosch"))
    ordered(parts, PartOrdered(code="A", quantity=Decimal(2)), PartOrdered(code="C"))
    ordered(parts, PartOrdered(code="C"), supplier=2)
    text = "part_number,quantity,supplier\nA,1,\nX,1,\nA,2,\nC,1,\nC,1,Bosch\n,1,\nA,0,\n"
    done = taken(parts, table(tmp_path, text))
    faults = {each.line: (each.field, type(each.why).__name__) for each in done.refused}
    assert faults == {
        3: ("part_number", "NotOrdered"),
        4: ("quantity", "MoreThanOpen"),
        5: ("purchase_order", "SeveralOrders"),
        7: ("part_number", "PartNumberMissing"),
        8: ("quantity", "QuantityOutOfRange"),
    }
    assert not done.written
    assert not line_of(parts).arrived
    assert taken(parts, table(tmp_path, text), skip_refused=True).written
    assert line_of(parts).arrived == 1
    assert line_of(parts, 1, "PO-2026-0002").arrived == 1


def test_a_workbook_comes_in_as_well_and_another_number_is_named(parts, tmp_path):
    ordered(parts)
    rows = [("part_number", "ordered_number", "quantity"), ("11046128", "11046127", "1")]
    done = taken(parts, workbook(tmp_path / "note.xlsx", rows))
    assert (done.new, done.written) == (1, True)
    assert line_of(parts).state is ARRIVED


def test_a_note_says_place_batch_serial_numbers_and_cost_in_the_dealers_currency(parts, tmp_path):
    ordered(parts, PartOrdered(code="INV-7", price=5_000), PartOrdered(code="INV-7", price=5_000), currency="CNY")
    rows = [
        ("part_number", "quantity", "unit_cost", "storage_place", "batch", "serial_numbers"),
        ("INV-7", "2", "262.50", "B-2", "L-9", "S-1; S-2"),
    ]
    done = taken(parts, workbook(tmp_path / "note.xlsx", rows))
    assert (done.new, done.refused, at_hand(parts, "INV-7")) == (1, [], (2, 52_500))
    with parts.store.reading() as tx:
        lots = stock.on_hand(tx, stock.part(tx, "INV-7").number).lots
    assert set(lots) == {Lot("B-2", "L-9", "S-1"), Lot("B-2", "L-9", "S-2")}
    ordered(parts, PartOrdered(code="INV-7", price=5_000))
    (refused,) = taken(parts, table(tmp_path, "part_number,quantity\nINV-7,1\n")).refused
    assert isinstance(refused.why, SerialMissing)


def test_the_command_line_takes_a_note_in_and_lists_the_kind(parts, tmp_path):
    ordered(parts)
    desk = Desk(parts.store.where)
    path = table(tmp_path, "part_number,quantity\n11046127,1\n")
    assert desk("import", "delivery-note", path, "--json").json["new"] == 1
    assert line_of(parts).state is ARRIVED
