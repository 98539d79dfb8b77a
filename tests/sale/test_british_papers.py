"""Inspection and handover at a dealer in Britain: on his papers stand miles and psi."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sale_story import BUYER, VIN, arrival, contract, handing_over, pdi
from test_sale_papers import RECORD, SHEET, read

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.stages.sale.arrival.usecases import PutInStock, put_in_stock, receive_vehicle
from lifecycle_desk.stages.sale.contract.usecases.selling import sell_vehicle
from lifecycle_desk.stages.sale.handover.usecases import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.inspection.rules import ItemResult, Result
from lifecycle_desk.stages.sale.inspection.usecases import save_inspection
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.people import add_person


@pytest.fixture
def british(tmp_path):
    """Books in Britain with a car that was inspected with a gauge in psi and a dash in miles."""
    user = create(tmp_path / "desk.ldk", Dealer("Fosse Way Motors", "GB", "en"))
    add_person(user, BUYER)
    receive_vehicle(user, arrival(odometer=Distance(9, LengthUnit.MILES)))
    put_in_stock(user, PutInStock(VIN, date(2026, 9, 3), "Yard B"))
    asked = pdi()
    read_off = {"odometer": (Decimal(12), "mi"), "pressure_front": (Decimal(36), "psi")}
    results = [
        ItemResult(each.item, Result.PASS, *read_off.get(each.item, (each.value, each.unit))) for each in asked.results
    ]
    save_inspection(user, replace(asked, results=tuple(results)))
    yield user
    user.store.close()


def test_the_inspection_sheet_of_a_british_dealer_is_in_miles_and_psi(british):
    text = read(SHEET, british)
    for expected in ("12 mi", "0–124 mi", "36 psi", "29–49.3 psi"):
        assert expected in text
    assert " km" not in text
    assert "kPa" not in text
    with british.store.reading() as tx:
        assert life.told(tx, VIN)[-1].odometer == Distance(12, LengthUnit.MILES)


def test_the_handover_record_of_a_british_dealer_is_in_miles(british):
    sell_vehicle(british, contract(price=Money(2_899_500, "GBP")))
    register_vehicle(british, RegisterVehicle(VIN, date(2026, 9, 28), "LK26 XBD"))
    hand_over_vehicle(british, handing_over(odometer=Distance(16, LengthUnit.MILES)))
    text = read(RECORD, british)
    assert "16 mi" in text
    assert " km" not in text
