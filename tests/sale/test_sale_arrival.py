"""Arrivals and stock: what is noted, what is refused with its place, and that a refusal leaves nothing behind."""

from dataclasses import replace
from datetime import date

import pytest
from sale_story import VIN, arrival, contract, handing_over, pdi

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.request import RequestNotUnderstood, understood
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.sale.arrival.rules import Damage, DamageKind
from lifecycle_desk.stages.sale.arrival.usecases import (
    MoveStock,
    PutInStock,
    Quarantine,
    ReceiveVehicle,
    StorageCheck,
    log_storage_check,
    move_stock,
    panels,
    put_in_stock,
    quarantine_vehicle,
    receive_vehicle,
)
from lifecycle_desk.stages.sale.contract.usecases.selling import sell_vehicle
from lifecycle_desk.stages.sale.handover.usecases import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.inspection.usecases import save_inspection
from lifecycle_desk.stages.sale.room import ROOM as OF_SALE
from lifecycle_desk.stages.sale.stock.usecases.showing import sale_page
from lifecycle_desk.vehicle.usecases.life import Description
from lifecycle_desk.vehicle.usecases.showing import page

CHECKS = tuple(OF_SALE.offered("checks"))
COMMANDS = tuple(OF_SALE.offered("commands"))

LONG = "x" * 2_001
DAY = date(2026, 9, 12)


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        ({}, []),
        ({"twelve_volt_mv": 12_399}, ["twelve_volt_weak"]),
        ({"twelve_volt_mv": 12_400}, []),
        ({"twelve_volt_mv": 11_601}, ["twelve_volt_weak"]),
        ({"twelve_volt_mv": 11_600}, ["twelve_volt_flat"]),
        ({"twelve_volt_mv": None, "soc_percent": None}, []),
        ({"soc_percent": 19}, ["charge_unfit"]),
        ({"soc_percent": 61}, ["charge_unfit"]),
        ({"soc_percent": 10}, ["charge_almost_gone"]),
    ],
)
def test_the_state_of_the_batteries_is_noted_by_the_checklist(own_user, more, rules):
    assert [each.rule for each in receive_vehicle(own_user, arrival(**more)).warnings] == rules


def test_the_tyres_and_the_charge_of_a_stored_car_are_noted(ready):
    done = log_storage_check(ready, StorageCheck(VIN, DAY, 12_700, 29, 229))

    assert [(each.rule, each.at) for each in done.warnings] == [
        ("charge_unfit", "soc_percent"),
        ("tyre_pressure_unfit", "tyre_kpa"),
    ]


def test_transit_damage_is_kept_with_its_panel(own_user):
    damages = (Damage("left_front_door", DamageKind.SCRATCH, "4 cm, <b>to the metal</b>"),)
    receive_vehicle(own_user, arrival(damages=damages))

    assert sale_page(own_user, VIN).arrival.said.damages == damages
    assert {"roof", "underbody"} <= set(panels(checklist("arrival", DAY)))


def test_a_model_of_the_catalogue_describes_the_car(own_user):
    asked = arrival(description=Description(colour="Red"), catalogue_model="mg  MG4 electric 64 kwh")
    receive_vehicle(own_user, asked)

    described = page(own_user, VIN).description
    assert (described["make"], described["chemistry"], described["usable_wh"]) == ("MG", "NMC", 61_700)


BAD = [
    (receive_vehicle, arrival(vin="LSJWH4095PN00000O"), "vin_has_wrong_letter", "vin"),
    (receive_vehicle, arrival(), "vehicle_known", "vin"),
    (receive_vehicle, arrival(vin="LGXCE4CC6S0010005", on=date(2027, 1, 1)), "day_in_the_future", "on"),
    (receive_vehicle, arrival(vin="LGXCE4CC6S0010005", keys=21), "out_of_range", "keys"),
    (receive_vehicle, arrival(vin="LGXCE4CC6S0010005", keys=-1), "out_of_range", "keys"),
    (receive_vehicle, arrival(vin="LGXCE4CC6S0010005", soc_percent=101), "out_of_range", "soc_percent"),
    (receive_vehicle, arrival(vin="LGXCE4CC6S0010005", twelve_volt_mv=20_001), "out_of_range", "twelve_volt_mv"),
    (receive_vehicle, arrival(vin="LGXCE4CC6S0010005", vessel=LONG), "text_too_long", "vessel"),
    (receive_vehicle, arrival(vin="LGXCE4CC6S0010005", odometer=Distance(-1)), "odometer_out_of_range", "odometer_km"),
    (receive_vehicle, arrival(vin="LGXCE4CC6S0010005", documents=("ab",)), "document_missing", "documents[0]"),
    (
        receive_vehicle,
        arrival(vin="LGXCE4CC6S0010005", damages=(Damage("roof", DamageKind.DENT), Damage("moon", DamageKind.DENT))),
        "unknown_panel",
        "damages[1].panel",
    ),
    (
        receive_vehicle,
        arrival(vin="LGXCE4CC6S0010005", damages=(Damage("roof", DamageKind.DENT, LONG),)),
        "text_too_long",
        "damages[0].note",
    ),
    (
        receive_vehicle,
        arrival(vin="LGXCE4CC6S0010005", catalogue_model="Trabant 601"),
        "unknown_model",
        "catalogue_model",
    ),
    (put_in_stock, PutInStock("LGXCE4CC6S0010005", DAY, "Yard"), "unknown_vehicle", "vin"),
    (put_in_stock, PutInStock(VIN, DAY, " "), "text_missing", "location"),
    (put_in_stock, PutInStock(VIN, date(2999, 1, 1), "Yard"), "day_in_the_future", "on"),
    (log_storage_check, StorageCheck(VIN, DAY, tyre_kpa=1_001), "out_of_range", "tyre_kpa"),
    (log_storage_check, StorageCheck(VIN, DAY, note=LONG), "text_too_long", "note"),
    (move_stock, MoveStock(VIN, DAY, ""), "text_missing", "location"),
    (quarantine_vehicle, Quarantine(VIN, DAY, ""), "text_missing", "why"),
    (save_inspection, replace(pdi(), on=date(2027, 1, 1)), "day_in_the_future", "on"),
    (save_inspection, replace(pdi(), checklist="arrival-1"), "no_checklist", "checklist"),
    (sell_vehicle, contract(price=Money(0, "THB")), "price_not_positive", "price"),
    (sell_vehicle, contract(note=LONG), "text_too_long", "note"),
    (sell_vehicle, contract(on=date(2999, 1, 1)), "day_in_the_future", "on"),
    (register_vehicle, RegisterVehicle(VIN, DAY, "  "), "text_missing", "plate"),
    (register_vehicle, RegisterVehicle(VIN, DAY, "3กข 4821", LONG), "text_too_long", "authority"),
    (hand_over_vehicle, handing_over(), "not_sold", "vin"),
]


def found_in(user) -> tuple[bool, int, int, str]:
    checked = books.check(user, CHECKS)
    return checked.sound, checked.vehicles, checked.events, checked.head


@pytest.mark.parametrize(("verb", "asked", "rule", "at"), BAD)
def test_bad_input_is_refused_at_its_place_and_leaves_nothing_behind(refusing, verb, asked, rule, at):
    before = found_in(refusing)
    with pytest.raises(Objection) as refused:
        verb(refusing, asked)

    assert (refused.value.rule, refused.value.at) == (rule, at)
    assert found_in(refusing) == before
    assert before[0]


@pytest.fixture(scope="module")
def under_contract(refusing):
    """The same books, with the car sold: comes after all requests that need it unsold."""
    sell_vehicle(refusing, contract())
    return refusing


@pytest.mark.parametrize(
    ("more", "rule", "at"),
    [
        ({"keys": 0}, "out_of_range", "keys"),
        ({"soc_percent": 101}, "out_of_range", "soc_percent"),
        ({"accessories": ("Mats", LONG)}, "text_too_long", "accessories[1]"),
        ({"accessories": ("Mat",) * 101}, "out_of_range", "accessories"),
        ({"signature": (((-1, 0),),)}, "signature_unreadable", "signature"),
        ({"signature": ((((1, 1),) * 20_001),)}, "signature_unreadable", "signature"),
        ({"signature": (((1, 1),),) * 501}, "signature_unreadable", "signature"),
        ({"on": date(2027, 1, 1)}, "day_in_the_future", "on"),
    ],
)
def test_a_handover_that_cannot_be_is_refused_at_its_place(under_contract, more, rule, at):
    with pytest.raises(Objection) as refused:
        hand_over_vehicle(under_contract, handing_over(**more))

    assert (refused.value.rule, refused.value.at) == (rule, at)
    assert page(under_contract, VIN).figures.owner is None


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"vin": VIN}, "$"),
        ({"vin": VIN, "on": "25.11.2026"}, "$.on"),
        ({"vin": VIN, "on": "2026-09-01", "damages": [{"panel": "roof", "kind": "eaten"}]}, "$.damages[0].kind"),
        ({"vin": VIN, "on": "2026-09-01", "signs": ["fog"]}, "$.signs[0]"),
        ({"vin": VIN, "on": "2026-09-01", "keys": "two"}, "$.keys"),
        ({"vin": VIN, "on": "2026-09-01", "ship": "Trigger"}, "$.ship"),
    ],
)
def test_a_request_that_does_not_fit_is_refused_with_the_path(given, where):
    with pytest.raises(RequestNotUnderstood) as refused:
        understood(given, ReceiveVehicle)
    assert refused.value.where == where


def test_an_inspection_comes_as_json_with_exact_values():
    verb = next(each for each in COMMANDS if each.name == "save_inspection")
    given = {"vin": VIN, "on": "2026-09-10", "results": [{"item": "voltage_12v", "result": "pass", "value": "12.50"}]}

    assert str(understood(given, verb.takes).results[0].value) == "12.50"


def test_the_rooms_offer_what_the_sale_can_do():
    names = {each.name for each in offered("commands")}

    assert {"receive_vehicle", "save_inspection", "sell_vehicle", "hand_over_vehicle"} <= names
    assert set(CHECKS) <= set(offered("checks"))
    assert {"pdi-sheet", "handover-protocol"} <= {each.kind for each in offered("reports")}
    assert all(each.summary.endswith(".") for each in COMMANDS)
