"""What a life tells of a sale: every fact that was asked, in its order, and what travels of it."""

from datetime import date

from sale_story import VIN, arrival, contract, handing_over

from lifecycle_desk.base.quantities import Pressure
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.sale.arrival.rules import DangerSign
from lifecycle_desk.stages.sale.arrival.usecases import (
    MoveStock,
    StorageCheck,
    log_storage_check,
    move_stock,
    receive_vehicle,
)
from lifecycle_desk.stages.sale.contract.usecases.selling import CancelSale, cancel_sale, sell_vehicle
from lifecycle_desk.stages.sale.handover.usecases import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.vehicle.rules.travel import travelling
from lifecycle_desk.vehicle.rules.wording import Worded, worded
from lifecycle_desk.vehicle.tables import life

NAMES = {1: "Siriporn"}


def last(user: UserSession, kind: Happening):
    with user.store.reading() as tx:
        return [each for each in life.told(tx, VIN) if each.kind == kind][-1]


def told(user: UserSession, kind: Happening) -> Worded:
    """The last event of a kind, as people read it."""
    return worded(last(user, kind), NAMES)


def labels(said: Worded) -> list[str]:
    return [label.rpartition("\x04")[2] for label, _ in said.facts]


def test_an_arrival_tells_its_papers_its_state_and_the_code_of_the_battery(own_user):
    receive_vehicle(own_user, arrival(location="Yard B", battery_code="08Z", signs=(DangerSign.HEAT,), note="wet"))

    said = told(own_user, Happening.RECEIVED)
    assert labels(said) == [
        *("Vessel", "Port", "Bill of lading", "Location", "Keys", "12 V battery", "State of charge"),
        *("Battery code", "Signs of danger at the high-voltage battery", "Note"),
    ]
    assert said.detail == ("Höegh Trigger", "Laem Chabang")
    assert said.state == ("vehicle\x04Quarantined", "danger")
    assert "keys" not in travelling(last(own_user, Happening.RECEIVED)).facts


def test_a_storage_check_tells_the_pressure_as_one_and_that_the_car_was_moved(ready):
    log_storage_check(ready, StorageCheck(VIN, date(2026, 10, 1), 12_700, 50, 260, moved=True, note="dusty"))

    said = told(ready, Happening.CHECKED)
    assert labels(said) == [
        *("12 V battery", "State of charge", "Tyre pressure"),
        *("Vehicle moved to prevent tyre flat spots", "Note"),
    ]
    assert said.facts[2][1] == Pressure(260)


def test_a_move_tells_both_places(ready):
    move_stock(ready, MoveStock(VIN, date(2026, 10, 1), "Hall 2"))

    assert dict(told(ready, Happening.MOVED).facts) == {
        "stock\x04Location": "Hall 2",
        "Previous location": "Yard B, row 4",
    }


def test_a_contract_tells_its_sums_in_their_order_and_its_cancelling_the_number(ready):
    sell_vehicle(ready, contract(note="by phone", seller="Niran"))
    assert labels(told(ready, Happening.SOLD)) == ["Contract", "Buyer", "Price", "Total", "Seller", "Note"]

    cancel_sale(ready, CancelSale(VIN, date(2026, 9, 21), " no money "))
    said = told(ready, Happening.CANCELLED)
    assert said.detail == ("SC-2026-0001", "no money")
    assert labels(said) == ["Contract", "Reason"]
    assert not travelling(last(ready, Happening.SOLD)).facts


def test_a_registration_tells_the_plate_as_people_say_it(ready):
    asked = RegisterVehicle(VIN, date(2026, 9, 25), "1กข 4821", "DLT", place="กรุงเทพมหานคร")
    register_vehicle(ready, asked)

    said = told(ready, Happening.REGISTERED)
    assert said.facts[:2] == (("vehicle\x04Plate", "1กข 4821 กรุงเทพมหานคร"), ("Authority", "DLT"))
    assert labels(said)[2:] == ["First registered"]
    assert set(travelling(last(ready, Happening.REGISTERED)).facts) == {"first_registered_on", "warranty"}


def test_a_handover_tells_what_was_explained_and_neither_who_received_it_nor_the_signature(ready):
    sell_vehicle(ready, contract())
    hand_over_vehicle(ready, handing_over(receiver="Her brother", note="in the rain"))

    said = told(ready, Happening.HANDED_OVER)
    assert labels(said) == [
        *("Owner", "Keys", "State of charge", "Charging cables and adapters", "Documents handed over", "Accessories"),
        *("Explained to the buyer", "Warranty from", "Note"),
    ]
    assert {"receiver", "signature"}.isdisjoint(last(ready, Happening.HANDED_OVER).facts)
