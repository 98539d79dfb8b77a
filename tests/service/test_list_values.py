"""What a list asks of a column in one statement is what its rows say, on both engines; so sorting is the same."""

from array import array
from dataclasses import replace
from datetime import date

import pytest
from workshop import LOGGED, OPENED, opened, with_car

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.desktop.collating import collator
from lifecycle_desk.desktop.column_values import ColumnValues, HasValues, TextOrders, sorted_by
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.stages.service.board.screens import listing as orders
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.showing import Orders
from lifecycle_desk.vehicle.rules.people import Person, PersonKind
from lifecycle_desk.vehicle.screens import customers, vehicles
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.people_shown import People
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

pytestmark = pytest.mark.usefixtures("qapp")
LISTS = {"vehicles": (Vehicles, vehicles), "customers": (People, customers), "orders": (Orders, orders)}


@pytest.fixture
def filled(stocked_anywhere):
    """A shop with cars, owners, and orders of several days and states."""
    return stocked_anywhere(_filled)


def _filled(user):
    shop = with_car(user)
    for number, (name, plate) in enumerate((("อนันต์ วงศ์สกุล", "9กค 18"), ("Zoë", None), ("赵伟", "AB 2"))):
        owner = add_person(shop, Person(name, PersonKind.COMPANY if number else PersonKind.PERSON, phone=f"08{number}"))
        vin, built = f"LGXCE4CC{number}S001000{number}", Description("BYD", "Seal" * (number + 1))
        add_vehicle(shop, AddVehicle(vin, date(2024, 1, 2), built, plate, Distance(5 + number), owner.value.number))
        opened(shop, replace(OPENED, vin=vin, odometer_in=Distance(90 + number)))
    log_repair_order(shop, replace(LOGGED, on=date(2025, 12, 31)))
    erase_person(shop, ErasePerson(2, "asked for"))


@pytest.mark.parametrize("name", LISTS)
def test_a_column_at_once_is_what_each_row_says(filled, name):
    make, page = LISTS[name]
    listing = make(filled)
    assert isinstance(listing, HasValues)
    keys = listing.keys()
    rows = listing.rows(keys)
    assert len(rows) > 1
    asked = 0
    for at, column in enumerate(page.COLUMNS):
        at_once = listing.values(column.key)
        if at_once is None:
            continue
        asked += 1
        of = sorted_by(page.COLUMNS, at, page.cells)
        assert {key: at_once.get(key) or None for key in keys} == {key: of(rows[key]) or None for key in keys}, (
            column.key
        )
    assert asked > len(page.COLUMNS) // 2


@pytest.mark.parametrize("name", LISTS)
def test_every_column_sorts_and_loses_no_row(filled, name):
    make, page = LISTS[name]
    listing = make(filled)
    values = ColumnValues(page.cells, TextOrders(lambda: collator("th")))
    for column in page.COLUMNS:
        for down in (False, True):
            found = values.arranged(listing, page.COLUMNS, (Order(column.key, down),))
            assert sorted(found) == sorted(listing.keys())


def test_a_long_list_asks_once_and_a_short_one_reads_its_rows(filled, monkeypatch):
    asked = []
    monkeypatch.setattr(Vehicles, "values", lambda _, column: asked.append(column) or {1: "x"})
    values = ColumnValues(vehicles.cells, TextOrders(lambda: collator("th")))
    few = Vehicles(filled).keys()
    assert values.values(Vehicles(filled), vehicles.COLUMNS, 0, few)[1] != "x"
    assert asked == []
    many = array("q", range(1, 5_000))
    found = values.values(Vehicles(filled), vehicles.COLUMNS, 0, many)
    assert (asked, found[1], found[4_999]) == (["plate"], "x", None)
    values.values(Vehicles(filled), vehicles.COLUMNS, 0, many)
    assert asked == ["plate"]
