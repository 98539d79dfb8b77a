"""The story that the tests of the sale tell: one car, its papers, its buyer."""

from datetime import date
from decimal import Decimal

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.market.checklist_items import Checklist, concerned
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.stages.sale.arrival.usecases import PutInStock, ReceiveVehicle, put_in_stock, receive_vehicle
from lifecycle_desk.stages.sale.contract.usecases.selling import SellVehicle
from lifecycle_desk.stages.sale.handover.rules import Cable, Explained, HandedPaper
from lifecycle_desk.stages.sale.handover.usecases import HandOverVehicle
from lifecycle_desk.stages.sale.inspection.rules import ItemResult, Result
from lifecycle_desk.stages.sale.inspection.usecases import SaveInspection, save_inspection
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import Description
from lifecycle_desk.vehicle.usecases.people import add_person

VIN = "LSJWH4095PN000001"
SIGNATURE = (((0, 40), (20, 0), (40, 40), (60, 5)), ((10, 20), (50, 20)))
BUYER = Person("สมชาย ใจดี", phone="089 555 0177", language="th")


def arrival(**more) -> ReceiveVehicle:
    given = {
        "vin": VIN,
        "on": date(2026, 9, 1),
        "description": Description("MG", "MG4 Electric", "64 kWh", 2026, Energy.BEV, colour="Arctic White"),
        "vessel": "Höegh Trigger",
        "port": "Laem Chabang",
        "bill_of_lading": "SHA-88213",
        "keys": 2,
        "odometer": Distance(18),
        "twelve_volt_mv": 12_600,
        "soc_percent": 42,
    }
    return ReceiveVehicle(**given | more)


def fitting(item) -> Decimal | None:
    """A value that an item passes with."""
    if item.kind != "measure":
        return None
    if item.id == "odometer":
        return Decimal(20)
    return item.minimum if item.minimum is not None else item.maximum


def results(used: Checklist, energy: str | None = "BEV", **failing: Result) -> tuple[ItemResult, ...]:
    """All items passed, but for those that are named."""
    return tuple(
        ItemResult(
            item.id,
            found := failing.get(item.id, Result.PASS),
            None if found in {Result.NOT_APPLICABLE, Result.FAIL} else fitting(item),
            note="as agreed" if found is Result.NOT_APPLICABLE else "",
        )
        for item in concerned(used.items, energy)
    )


def pdi(on: date = date(2026, 9, 10), energy: str | None = "BEV", **failing: Result) -> SaveInspection:
    return SaveInspection(VIN, on, results(checklist("pdi", on), energy, **failing), inspector="Niran K.")


def contract(**more) -> SellVehicle:
    given = {"vin": VIN, "on": date(2026, 9, 20), "buyer": 1, "price": Money(98_990_000, "THB")}
    return SellVehicle(**given | more)


def handing_over(**more) -> HandOverVehicle:
    given = {
        "vin": VIN,
        "on": date(2026, 10, 1),
        "odometer": Distance(25),
        "keys": 2,
        "soc_percent": 90,
        "cables": (Cable.MODE_2, Cable.MODE_3),
        "papers": (HandedPaper.MANUAL, HandedPaper.WARRANTY_BOOKLET, HandedPaper.CHARGING_CARD),
        "accessories": ("Floor mats", "Warning triangle"),
        "explained": (Explained.CHARGING, Explained.ASSISTANCE, Explained.WARRANTY),
        "signature": SIGNATURE,
    }
    return HandOverVehicle(**given | more)


def made_ready(user: UserSession) -> None:
    """A car that has arrived, is in stock and inspected, and a customer who may buy it."""
    add_person(user, BUYER)
    receive_vehicle(user, arrival())
    put_in_stock(user, PutInStock(VIN, date(2026, 9, 3), "Yard B, row 4"))
    save_inspection(user, pdi())
