"""A window with the pages of the sale, and bare ones where these lead to; for tests of screens."""

from dataclasses import replace
from datetime import date

from hands import HOSTILE, elsewhere, opened
from sale_story import VIN, arrival, contract, handing_over, pdi

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.sale.arrival.rules import Damage, DamageKind
from lifecycle_desk.stages.sale.arrival.usecases import (
    PutInStock,
    StorageCheck,
    log_storage_check,
    put_in_stock,
    receive_vehicle,
)
from lifecycle_desk.stages.sale.contract.usecases.selling import sell_vehicle
from lifecycle_desk.stages.sale.handover.usecases import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.inspection.rules import Result
from lifecycle_desk.stages.sale.inspection.usecases import save_inspection
from lifecycle_desk.stages.sale.pages import PAGES
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import Description
from lifecycle_desk.vehicle.usecases.people import add_person

FAILED, GONE, SUSPECT = "LGXCE4CB7R0000001", "LSJWH4099PN000002", "LGXCE4CB7R0000003"
ELSEWHERE = elsewhere("vehicle", "reports", "settings", "import")


def fill(user: UserSession) -> None:
    """A sold car, one whose inspection failed, one in quarantine, and one that is its owner's."""
    number = add_person(user, Person(HOSTILE, phone="090 555 0100")).value.number
    built = Description("MG", HOSTILE, "64 kWh", 2026, Energy.BEV, colour=HOSTILE)
    damage = Damage("bonnet", DamageKind.DENT, HOSTILE)
    for vin in (VIN, FAILED, GONE, SUSPECT):
        apart = {"damages": (Damage("underbody", DamageKind.CRACK, HOSTILE),)} if vin == SUSPECT else {}
        receive_vehicle(
            user, arrival(vin=vin, description=built, vessel=HOSTILE, port=HOSTILE, **{"damages": (damage,)} | apart)
        )
    for vin in (VIN, FAILED, GONE):
        put_in_stock(user, PutInStock(vin, date(2026, 9, 3), HOSTILE))
    log_storage_check(user, StorageCheck(FAILED, date(2026, 10, 1), 12_700, 50, 260))
    save_inspection(user, replace(pdi(paint=Result.FAIL), vin=FAILED))
    for vin in (VIN, GONE):
        save_inspection(user, replace(pdi(), vin=vin))
        sell_vehicle(user, contract(vin=vin, buyer=number))
    register_vehicle(user, RegisterVehicle(GONE, date(2026, 9, 25), "1กข 4821", HOSTILE, HOSTILE, HOSTILE))
    hand_over_vehicle(user, handing_over(vin=GONE))


def stock_window(user: UserSession) -> Window:
    """A window on the books, at the list of stock."""
    made = opened(user, (*PAGES, *ELSEWHERE))
    made.go(Place("sale"))
    return made
