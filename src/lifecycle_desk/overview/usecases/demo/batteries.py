"""Batteries of the example dealer: one pack with its modules and cells, and one that found a second life."""

from collections.abc import Sequence
from datetime import date, timedelta

from lifecycle_desk.batteries.rules.codes import SECOND_LIFE_LENGTH, ProductType
from lifecycle_desk.batteries.rules.words import BatteryFacts, BatteryPart, BatteryStatus
from lifecycle_desk.batteries.usecases.moves import (
    GiveSecondLife,
    KnowBattery,
    TakeOutBattery,
    give_second_life,
    know_battery,
    take_out_battery,
)
from lifecycle_desk.batteries.usecases.replacing import ReplaceBattery, replace_battery
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.overview.usecases.demo.cars import Car, battery_code
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.lists import note
from lifecycle_desk.overview.usecases.demo.shop import Shop

MODULES, CELLS = 8, 12
LONG_AGO = timedelta(days=120)
G_A_KWH = 6_200  # g of a pack for a kWh: some 160 Wh a kg


def happen(shop: Shop, cars: Sequence[tuple[Car, date]]) -> None:
    """Let one car's pack be described, and another's be exchanged and used again."""
    old = [(car, begins) for car, begins in cars if car.battery and shop.today - begins > LONG_AGO]
    for (car, begins), tell in zip(old, (_described, _used_again), strict=False):
        tell(shop, car, begins + (shop.today - begins) / 2)


def _pack(car: Car, on: date) -> KnowBattery:
    """A pack with its modules and cells, all of one making."""
    wh = car.description.usable_wh
    parts = [BatteryPart(_part(car, "M", module, ProductType.MODULE)) for module in range(MODULES)]
    parts += [
        BatteryPart(_part(car, "C", module * CELLS + cell, ProductType.CELL), parts[module].battery.code)
        for module in range(MODULES)
        for cell in range(CELLS)
    ]
    pack = BatteryFacts(
        car.battery or "",
        ProductType.PACK,
        car.description.chemistry,
        wh,
        wh * G_A_KWH // 1_000_000 * 1000 if wh else None,
        passport=f"urn:example:{car.vin[-6:]}",
    )
    return KnowBattery(on=on, battery=pack, parts=tuple(parts), vin=car.vin)


def _part(car: Car, letter: str, number: int, kind: ProductType) -> BatteryFacts:
    code = car.battery or ""
    return BatteryFacts(f"{code[:3]}{letter}{code[4:17]}{number + 1:07}", kind, car.description.chemistry)


def _described(shop: Shop, car: Car, on: date) -> None:
    shop.diary.note(shop.at(on, 10), doing(know_battery, _pack(car, on)), shop.somebody(Role.TECHNICIAN))


def _used_again(shop: Shop, car: Car, on: date) -> None:
    """A pack that was exchanged, lost a module, and is coded anew for a store of solar power."""
    who, code = shop.somebody(Role.ADVISER), car.battery or ""
    told = _pack(car, on)
    remade = code[:7] + code[14:24] + "RP"
    new = battery_code(f"new {code}", car.description.chemistry, on)
    exchange = ReplaceBattery(car.vin, new, on + timedelta(days=3), note(shop.example, "battery_exchange"))
    damaged = TakeOutBattery(on=on + timedelta(days=12), code=told.parts[2].battery.code)
    made = BatteryFacts(remade[:SECOND_LIFE_LENGTH], passport=f"urn:example:{car.vin[-6:]}r")
    second = GiveSecondLife(on=on + timedelta(days=30), codes=(code,), status=BatteryStatus.REPURPOSED, made=(made,))
    shop.diary.note(shop.at(on, 11), doing(know_battery, told), who)
    shop.diary.note(shop.at(exchange.on, 11), doing(replace_battery, exchange), who)
    shop.diary.note(shop.at(damaged.on, 11), doing(take_out_battery, damaged), who)
    shop.diary.note(shop.at(second.on, 11), doing(give_second_life, second), who)
