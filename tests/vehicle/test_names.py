"""Makes are not doubled, wherever a car is named: lists, orders, search, the catalogue of models."""

import re
from datetime import date

import pytest
from house import HOUSE

from lifecycle_desk.stages.sale.arrival.usecases import ReceiveVehicle, receive_vehicle
from lifecycle_desk.stages.sale.stock.usecases.showing import Stock
from lifecycle_desk.stages.service.orders.usecases.orders import OpenRepairOrder, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.showing import board, order
from lifecycle_desk.vehicle.rules.models import catalogue, named, renamed
from lifecycle_desk.vehicle.usecases.life import Description
from lifecycle_desk.vehicle.usecases.showing import look_for
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

VIN = "LSJWH4095PN000001"
DOUBLED = re.compile(r"\b(\w{2,}) \1", re.IGNORECASE)


@pytest.mark.parametrize(
    ("make", "model", "name"),
    [
        ("MG", "MG4 Electric", "MG4 Electric"),
        ("MG", "MGS5 EV", "MGS5 EV"),
        ("GAC Aion", "Aion Y", "GAC Aion Y"),
        ("BYD", "BYD Dolphin", "BYD Dolphin"),
        ("BYD", "Dolphin", "BYD Dolphin"),
        ("ora", "ORA 07", "ORA 07"),
    ],
)
def test_a_car_is_named_without_a_word_twice(make, model, name):
    assert named(make, model) == name
    assert renamed(f"RO-2026-0001 {make} {model}") == f"RO-2026-0001 {name}"


def test_no_model_of_the_catalogue_has_its_make_twice():
    assert [each.name for each in catalogue() if DOUBLED.search(each.name)] == []


def test_lists_orders_board_and_search_name_a_car_once(own_user):
    described = Description("MG", "MG4 Electric", "64 kWh")
    receive_vehicle(own_user, ReceiveVehicle(VIN, date(2026, 1, 2), description=described))
    number = open_repair_order(own_user, OpenRepairOrder(vin=VIN)).value.number
    stock, cars = Stock(own_user), Vehicles(own_user)
    names = {each.name for each in stock.rows(stock.keys()).values()}
    names |= {each.name for each in cars.rows(cars.keys()).values()}
    names |= {card.line.model for lane in board(own_user) for card in lane.cards}
    names |= {order(own_user, number).car.name}
    names |= {each.label for each in look_for(own_user, "0001").hits}

    assert len(names) >= 3
    assert [each for each in names if DOUBLED.search(each)] == []


def test_no_code_joins_make_and_model_but_the_one_rule():
    joined = re.compile(r'" "\.join\([^\n]*\.make\b|\{[\w.]*make\} \{[\w.]*model\}')
    found = [path.name for path in (HOUSE / "src").rglob("*.py") if joined.search(path.read_text("utf-8"))]
    typed = ["entries.py", "entry.py"]  # hours by model as they are typed, to be read back in parts
    assert sorted(found) == [*typed, "life.py", "models.py", "tree.py"]  # a plate before a name; what is found by
