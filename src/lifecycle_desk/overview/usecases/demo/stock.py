"""The example's stock: cars that arrive, wait, are inspected, sold, registered and handed over, or not yet."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.market.checklist_items import Item, ItemKind, concerned
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.market.examples import invented_plate
from lifecycle_desk.market.market import PriceCustom
from lifecycle_desk.market.taxes import Taxed
from lifecycle_desk.overview.usecases.demo.cars import AT_THE_PLANT, Car
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.handwriting import signature
from lifecycle_desk.overview.usecases.demo.pictures import photo
from lifecycle_desk.overview.usecases.demo.shop import Shop
from lifecycle_desk.stages.sale.arrival.rules import Damage, DamageKind, DangerSign
from lifecycle_desk.stages.sale.arrival.usecases import (
    PutInStock,
    ReceiveVehicle,
    RecordPurchase,
    StorageCheck,
    log_storage_check,
    put_in_stock,
    receive_vehicle,
    record_purchase,
)
from lifecycle_desk.stages.sale.contract.usecases.selling import SellVehicle, sell_vehicle
from lifecycle_desk.stages.sale.handover.rules import Cable, Explained, HandedPaper
from lifecycle_desk.stages.sale.handover.usecases import (
    HandOverVehicle,
    RegisterVehicle,
    hand_over_vehicle,
    register_vehicle,
)
from lifecycle_desk.stages.sale.inspection.rules import ItemResult, Result
from lifecycle_desk.stages.sale.inspection.usecases import (
    PDI_LIST,
    Reinspection,
    SaveInspection,
    reinspect,
    save_inspection,
)
from lifecycle_desk.vehicle.usecases.documents import attach

INVOICED = (86, 93)  # of a hundred of the price without tax
A_MONTH = timedelta(days=30)  # between two looks at a car in stock
ROWS = "ABCDE"
TRANSPORT_DAMAGE, FAILS_FIRST, A_DISCOUNT = 0.15, 0.2, 0.4  # how often
MAY_FAIL = ("tpms", "wipers_horn", "paint", "climate", "screens", "charging_cable")
PANELS = ("front_bumper", "left_front_door", "right_rear_door", "rear_bumper", "bonnet")


class Destiny(StrEnum):
    """How far an invented car's life has come."""

    IN_USE = "in_use"
    OWN = "own"  # a customer's own car, which came to the workshop only
    IN_STOCK = "in_stock"
    CHECK_DUE = "check_due"
    PDI_OPEN = "pdi_open"
    PDI_FAILED = "pdi_failed"
    QUARANTINED = "quarantined"
    ARRIVED = "arrived"
    SOLD = "sold"
    TO_HAND_OVER = "to_hand_over"


ROUND = (  # of twenty cars; a shop with fewer has the first of them
    Destiny.IN_USE,
    Destiny.IN_STOCK,
    Destiny.IN_USE,
    Destiny.OWN,
    Destiny.TO_HAND_OVER,
    Destiny.PDI_FAILED,
    Destiny.IN_USE,
    Destiny.QUARANTINED,
    Destiny.IN_USE,
    Destiny.ARRIVED,
    Destiny.IN_USE,
    Destiny.CHECK_DUE,
    Destiny.IN_USE,
    Destiny.OWN,
    Destiny.IN_USE,
    Destiny.PDI_OPEN,
    Destiny.IN_USE,
    Destiny.SOLD,
    Destiny.IN_USE,
    Destiny.IN_USE,
)
DAYS_HERE = {  # since the arrival, of cars that are still here
    Destiny.IN_STOCK: 48,
    Destiny.CHECK_DUE: 96,
    Destiny.PDI_OPEN: 9,
    Destiny.PDI_FAILED: 14,
    Destiny.QUARANTINED: 3,
    Destiny.ARRIVED: 1,
    Destiny.SOLD: 40,
    Destiny.TO_HAND_OVER: 52,
}


@dataclass(frozen=True, slots=True)
class Sold:
    """A sale: the day of the contract, of the registration and of the handover, as far as it has come."""

    signed_on: date
    registered_on: date | None = None
    handed_over_on: date | None = None


def driven_car(shop: Shop, car: Car, arrived_on: date) -> date | None:
    """A car that was sold and handed over; gives the day of the handover, if it has come."""
    _arrives(shop, car, arrived_on)
    inspected_on = shop.day(arrived_on + timedelta(days=2), arrived_on + timedelta(days=8))
    _checked(shop, car, arrived_on, inspected_on)
    _inspected(shop, car, inspected_on)
    signed_on = shop.day(inspected_on + timedelta(days=2), inspected_on + timedelta(days=70))
    registered_on = shop.day(signed_on + timedelta(days=3), signed_on + timedelta(days=9))
    handed_over_on = shop.day(registered_on + timedelta(days=1), registered_on + timedelta(days=4))
    car.since = handed_over_on
    _sold(shop, car, Sold(signed_on, registered_on, handed_over_on))
    return handed_over_on


def waiting_car(shop: Shop, car: Car, destiny: Destiny) -> None:
    """A car that is still here, as far as its destiny has brought it."""
    arrived_on = shop.ago(DAYS_HERE[destiny] + shop.dice.randint(0, 3))
    car.since = shop.today + timedelta(days=1)
    if destiny is Destiny.QUARANTINED:
        _arrives(shop, car, arrived_on, signs=(DangerSign.SMELL,))
        return
    _arrives(shop, car, arrived_on)
    if destiny is Destiny.ARRIVED:
        return
    last_check = shop.today - (timedelta(days=43) if destiny is Destiny.CHECK_DUE else timedelta(days=4))
    _checked(shop, car, arrived_on, last_check)
    inspected_on = shop.day(arrived_on + timedelta(days=3), arrived_on + timedelta(days=7))
    match destiny:
        case Destiny.PDI_OPEN:
            _inspection_begun(shop, car, shop.ago(1))
        case Destiny.PDI_FAILED:
            _inspected(shop, car, inspected_on, fails=True, again=False)
        case Destiny.SOLD:
            _inspected(shop, car, inspected_on)
            _sold(shop, car, Sold(shop.day(shop.today - timedelta(days=5), shop.today - timedelta(days=2))))
        case Destiny.TO_HAND_OVER:
            _inspected(shop, car, inspected_on)
            signed_on = shop.ago(12)
            _sold(shop, car, Sold(signed_on, shop.ago(3)))


def _arrives(shop: Shop, car: Car, on: date, signs: tuple[DangerSign, ...] = ()) -> None:
    dice, example, who = shop.dice, shop.example, shop.somebody(Role.SALES, Role.MANAGER)
    damaged = dice.random() < TRANSPORT_DAMAGE
    panel, picture = dice.choice(PANELS), photo(dice, shop.paint_of(car.description))
    asked = ReceiveVehicle(
        vin=car.vin,
        on=on,
        description=car.description,
        vessel=dice.choice(example.vessels),
        port=dice.choice(example.ports_of_arrival),
        bill_of_lading=f"BL{dice.randrange(10**7, 10**8)}",
        customs_document=f"{shop.pack.code}{on.year % 100}-{dice.randrange(10**5, 10**6)}",
        location=_place(shop),
        keys=2,
        odometer=Distance(AT_THE_PLANT),
        twelve_volt_mv=dice.randrange(12_420, 12_810, 10),
        soc_percent=dice.randint(32, 58) if car.energy.has_traction_battery else None,
        battery_code=car.battery,
        signs=signs,
    )

    def receive(user: UserSession) -> None:
        damages = (Damage(panel, DamageKind.SCRATCH, documents=(attach(user, *picture).sha256,)),) if damaged else ()
        receive_vehicle(user, replace(asked, damages=damages))

    moment = shop.diary.note(shop.sometime(on), receive, who)
    _invoiced(shop, car, moment, on)
    if not signs:
        place = PutInStock(car.vin, on, _place(shop), keys=2)
        shop.diary.after(moment, 45, doing(put_in_stock, place), who)


def _invoiced(shop: Shop, car: Car, moment: datetime, on: date) -> None:
    """The importer's invoice, by dice of its own."""
    dice = Random(f"invoice {car.vin}")  # noqa: S311 (invented on purpose)
    tax = sum((each.percent for each in shop.pack.tax_on(on, Taxed.VEHICLES)), Decimal(0))
    net = Decimal(car.price) * 100 / (100 + tax)
    price = Money(int(net * dice.randint(*INVOICED) / 100) // 100_00 * 100_00, shop.pack.currency)
    who = next(each.name for each in shop.members if each.role is Role.MANAGER)
    asked = RecordPurchase(car.vin, on, price, f"{on:%y}-{dice.randint(10_000, 99_999)}")
    shop.diary.after(moment, 30, doing(record_purchase, asked), who)


def _place(shop: Shop) -> str:
    return f"{shop.dice.choice(ROWS)}-{shop.dice.randint(1, 24):02}"


def _checked(shop: Shop, car: Car, arrived_on: date, until: date) -> None:
    """Looks at a car in stock, each month."""
    on = shop.working(arrived_on + A_MONTH)
    while on < until:
        asked = StorageCheck(
            car.vin,
            on,
            twelve_volt_mv=shop.dice.randrange(12_410, 12_760, 10),
            soc_percent=shop.dice.randint(34, 57) if car.energy.has_traction_battery else None,
            tyre_kpa=shop.dice.randrange(235, 300, 5),
            moved=True,
        )
        who = shop.somebody(Role.TECHNICIAN)
        shop.diary.note(shop.sometime(on), doing(log_storage_check, asked), who)
        on = shop.working(on + A_MONTH)


def _inspected(shop: Shop, car: Car, on: date, *, fails: bool = False, again: bool = True) -> None:
    """An inspection before delivery; what fails is looked at again some days later, unless that is still to come."""
    who = shop.somebody(Role.TECHNICIAN)
    results = _results(shop, car, on)
    failed = _failing(shop, results) if fails or shop.dice.random() < FAILS_FIRST else None
    if failed:
        results = tuple(failed if each.item == failed.item else each for each in results)
    asked = SaveInspection(car.vin, on, results, inspector=who)
    shop.diary.note(shop.at(on, 15, shop.dice.randrange(0, 60, 5)), doing(save_inspection, asked), who)
    if failed and again:
        later = shop.day(on + timedelta(days=1), on + timedelta(days=2))
        fixed = Reinspection(car.vin, later, (ItemResult(failed.item, Result.FIXED),), inspector=who)
        shop.diary.note(shop.at(later, 16), doing(reinspect, fixed), who)


def _inspection_begun(shop: Shop, car: Car, on: date) -> None:
    """An inspection of which half is done."""
    results, who = _results(shop, car, on), shop.somebody(Role.TECHNICIAN)
    asked = SaveInspection(car.vin, on, results[: len(results) // 2], inspector=who, draft=True)
    shop.diary.note(shop.at(on, 16, 20), doing(save_inspection, asked), who)


def _results(shop: Shop, car: Car, on: date) -> tuple[ItemResult, ...]:
    items = concerned(checklist(PDI_LIST, on).items, car.energy)
    return tuple(ItemResult(item.id, Result.PASS, _measured(shop, item)) for item in items)


def _measured(shop: Shop, item: Item) -> Decimal | None:
    """A value within the limits of an item, somewhat to the good side."""
    if item.kind is not ItemKind.MEASURE:
        return None
    if item.id == "odometer":
        return Decimal(AT_THE_PLANT)
    low = item.minimum if item.minimum is not None else (item.maximum or Decimal(1)) / 2
    high = item.maximum if item.maximum is not None else low * 2
    share = Decimal(shop.dice.randint(35, 75)) / 100
    step = Decimal("0.1") if high < 20 else Decimal(1)  # noqa: PLR2004 (volts and degrees are read to a tenth)
    return (low + (high - low) * share).quantize(step)


def _failing(shop: Shop, results: tuple[ItemResult, ...]) -> ItemResult:
    item = shop.dice.choice([each.item for each in results if each.item in MAY_FAIL])
    return ItemResult(item, Result.FAIL)


def _sold(shop: Shop, car: Car, sale: Sold) -> None:
    """A contract, and what has followed from it."""
    buyer, who = shop.buyer(), shop.somebody(Role.SALES)
    car.owner = buyer
    moment = shop.sometime(sale.signed_on)
    shop.meet(buyer, moment, who)
    currency, discount = shop.pack.currency, None
    if shop.dice.random() < A_DISCOUNT:
        discount = Money(car.price * shop.dice.randint(1, 4) // 100, currency)
    deposit = None if sale.handed_over_on else Money(car.price // 10, currency)

    def sign(user: UserSession) -> None:
        price = Money(car.price, currency)
        asked = SellVehicle(
            car.vin, sale.signed_on, buyer.number or 0, price, discount, deposit, PriceCustom.INCLUSIVE, seller=who
        )
        sell_vehicle(user, asked)

    moment = shop.diary.after(moment, 30, sign, who)
    if sale.registered_on:
        moment = _registered(shop, car, max(moment, shop.at(sale.registered_on, 11)), sale.registered_on, who)
    if sale.handed_over_on:
        _handed_over(shop, car, max(moment, shop.at(sale.handed_over_on, 14)), sale.handed_over_on, who)


def _registered(shop: Shop, car: Car, moment: datetime, on: date, who: str) -> datetime:
    spec = shop.example.plate
    car.plate = invented_plate(spec, shop.dice, on)
    place = shop.dice.choice(spec.places) if spec.places else ""
    asked = RegisterVehicle(car.vin, on, car.plate, place=place)
    return shop.diary.after(moment, 5, doing(register_vehicle, asked), who)


def _handed_over(shop: Shop, car: Car, moment: datetime, on: date, who: str) -> None:
    electric = car.energy.has_traction_battery
    papers = (HandedPaper.REGISTRATION, HandedPaper.INVOICE, HandedPaper.MANUAL, HandedPaper.WARRANTY_BOOKLET)
    asked = HandOverVehicle(
        car.vin,
        on,
        odometer=Distance(AT_THE_PLANT),
        keys=2,
        soc_percent=shop.dice.randint(80, 98) if electric else None,
        cables=(Cable.MODE_2, Cable.MODE_3) if electric else (),
        papers=papers,
        explained=tuple(
            each for each in Explained if electric or each not in {Explained.CHARGING, Explained.BATTERY_CARE}
        ),
        signature=signature(car.owner.person.name if car.owner else car.vin),
    )
    shop.diary.after(moment, 20, doing(hand_over_vehicle, asked), who)
