"""The example's suppliers: parts ordered for the shelf, and parts that customers wait for, some of them late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.market.examples import PartLine
from lifecycle_desk.overview.usecases.demo import suppliers
from lifecycle_desk.overview.usecases.demo.cars import Car
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.shop import OPENS, Shop
from lifecycle_desk.overview.usecases.demo.workshop import OnBoard, to_order
from lifecycle_desk.stages.service.orders.rules.orders import key_of as order_key_of
from lifecycle_desk.stages.service.purchasing.usecases.ordering import order_parts, ship_parts
from lifecycle_desk.stages.service.purchasing.usecases.receiving import receive_parts
from lifecycle_desk.stages.service.purchasing.usecases.requests import (
    OrderParts,
    PartOrdered,
    PartReceived,
    ReceiveParts,
    ShipParts,
    WaitsFor,
    WantPart,
)
from lifecycle_desk.stages.service.purchasing.usecases.showing import shelf_proposals
from lifecycle_desk.stages.service.purchasing.usecases.wanting import all_wanted, want_part

EVERY, QUICKEST, SLOWEST = 45, 6, 24  # days between two orders for the shelf; how long a supplier takes
ASKED, ORDERED, LATE_BY, EARLY_BY = 26, 24, 5, 9  # days ago that customers asked and parts were ordered, and their days
ASKED_LATELY = 1  # days ago that the last of them asked: nobody has ordered that part yet
MOST_SUPPLIERS, WAITING = 3, 5
NOTICED = 4 * 60  # minutes after an order was opened that what it waits for is ordered
BOARD_LATE_BY, BOARD_EARLY_BY = 2, (6, 3)  # days: what the first car on the board waits for is late, the others’ comes


@dataclass(frozen=True)
class _Trade:
    """What all purchases of the example share."""

    shop: Shop
    dice: Random
    kept: tuple[PartLine, ...]
    for_cars: tuple[PartLine, ...]
    makes: tuple[str, ...]

    def supplier(self, car: Car) -> int:
        """Who delivers the parts of a car: the supplier of its make, else the first."""
        make = car.description.make
        return 1 + self.makes.index(make) if make in self.makes else 1

    @property
    def clerk(self) -> str:
        """Who orders the parts."""
        roles = (Role.PARTS, Role.MANAGER)
        return next(each.name for role in roles for each in self.shop.members if each.role is role)


def happen(shop: Shop, driven: Sequence[tuple[Car, list[date]]], road: Sequence[Car], board: Sequence[OnBoard]) -> None:
    """Let the dealer have ordered parts from the beginning, and have some on order today.

    Customers whose car is on the `road` asked for some; the cars on the `board` wait for others.
    """
    dice = Random(f"purchasing {shop.pack.code} {len(road)}")  # noqa: S311 (invented on purpose)
    parts = {line.number: line for job in shop.example.jobs for line in job.parts}
    makes = list(dict.fromkeys(each.make for each in shop.example.models))[:MOST_SUPPLIERS]
    if not parts or not makes:
        return
    for_cars = tuple(part for job in shop.example.jobs if (part := to_order(job)))
    kept = tuple(each for each in parts.values() if each not in for_cars)
    trade = _Trade(shop, dice, kept, for_cars, tuple(makes))
    suppliers.happen(shop, makes, tuple(parts.values()), trade.clerk)
    day = shop.opened_on + timedelta(days=EVERY)
    while day < shop.today - timedelta(days=EVERY):
        _for_the_shelf(trade, day)
        day += timedelta(days=EVERY)
    long_known = shop.today - timedelta(days=ASKED * 2)
    known = [car for car, days in driven if days and days[0] < long_known and car in road]
    _for_customers(trade, known)
    _for_the_board(trade, board)
    _what_lacks(trade)


def _for_the_shelf(trade: _Trade, day: date) -> None:
    """An order for the shelf that came whole."""
    shop, dice = trade.shop, trade.dice
    chosen = dice.sample(trade.kept, min(len(trade.kept), dice.randint(1, 2)))
    on, came = shop.working(day), shop.working(day + timedelta(days=dice.randint(QUICKEST, SLOWEST)))
    lines = tuple(_line(each, dice.randint(1, 4), on + timedelta(days=14)) for each in chosen)
    supplier = dice.randint(1, len(trade.makes))
    number: list[str] = []

    def order(user: UserSession) -> None:
        asked = OrderParts(supplier=supplier, lines=lines, for_wanted=False)
        number.append(order_parts(user, asked).value.number)

    def receive(user: UserSession) -> None:
        parts = tuple(
            PartReceived(order=number[0], line=at, quantity=each.quantity) for at, each in enumerate(lines, 1)
        )
        receive_parts(user, ReceiveParts(parts=parts, note=f"LS-{came:%y%m%d}-{supplier}"))

    shop.diary.note(shop.at(on, OPENS + 1, 15), order, trade.clerk)
    shop.diary.note(shop.at(came, OPENS + 2, 10), receive, trade.clerk)


def _what_lacks(trade: _Trade) -> None:
    """Some of what the shelf lacked yesterday is on order for it; the rest is still to be."""
    shop = trade.shop
    promised = shop.working(shop.today + timedelta(days=EARLY_BY))
    costs = {each.number: suppliers.cost_of(each) for each in trade.kept}

    def order(user: UserSession) -> None:
        lines = tuple(
            PartOrdered(
                code=each.code, text=each.text, quantity=each.quantity, price=costs.get(each.code), promised=promised
            )
            for each in shelf_proposals(user)[::2]
        )
        if lines:
            order_parts(user, OrderParts(supplier=1, lines=lines, for_wanted=False))

    shop.diary.note(shop.at(shop.last_day, OPENS + 1, 50), order, trade.clerk)


def _for_customers(trade: _Trade, cars: Sequence[Car]) -> None:
    """Parts that customers asked for: on the way, the first of them late, the last still to be ordered."""
    shop, dice = trade.shop, trade.dice
    ordered = shop.ago(ORDERED)
    for place, car in enumerate(dice.sample(list(cars), min(WAITING, len(cars))) if trade.for_cars else ()):
        is_new = place == WAITING - 1
        part, asked = dice.choice(trade.for_cars), shop.ago(ASKED_LATELY if is_new else ASKED)
        promised = shop.today + timedelta(days=EARLY_BY) if place % 2 else shop.ago(LATE_BY)
        want = WantPart(code=part.number, text=part.what, vin=car.vin)
        shop.diary.note(shop.at(asked, OPENS + 1, place), doing(want_part, want), trade.clerk)
        if is_new:
            continue
        number: list[str] = []
        lines, supplier = (_line(part, 1, promised),), trade.supplier(car)

        def order(
            user: UserSession,
            lines: tuple[PartOrdered, ...] = lines,
            supplier: int = supplier,
            number: list[str] = number,
        ) -> None:
            number.append(order_parts(user, OrderParts(supplier=supplier, lines=lines)).value.number)

        def ship(user: UserSession, number: list[str] = number) -> None:
            ship_parts(user, ShipParts(number=number[0], tracking=f"CN{number[0][-4:]}8841"))

        moment = shop.diary.note(shop.at(ordered, OPENS + 2, place), order, trade.clerk)
        if place % 2:
            shop.diary.after(moment, 3 * 24 * 60, ship, trade.clerk)


def _for_the_board(trade: _Trade, board: Sequence[OnBoard]) -> None:
    """What the cars on the board wait for is ordered for them; the part of the one that is here longest is late."""
    shop = trade.shop
    waits = [on for on in board if any(line.awaited for job in on.jobs for line in job.lines)]
    for place, on in enumerate(sorted(waits, key=lambda each: each.opened)):
        ordered_on = min(on.opened + timedelta(minutes=NOTICED), shop.now).astimezone(shop.zone).date()
        day = shop.working(shop.today + timedelta(days=BOARD_EARLY_BY[place % len(BOARD_EARLY_BY)]))
        if not place:
            day = max(ordered_on, shop.working(shop.today - timedelta(days=BOARD_LATE_BY), forward=False))

        def order(user: UserSession, on: OnBoard = on, promised: date = day) -> None:
            key = order_key_of(on.number[0])
            with user.store.reading() as tx:
                wanted = [each for each in all_wanted(tx) if each.order_key == key]
            costs = {each.number: suppliers.cost_of(each) for each in trade.for_cars}
            lines = tuple(
                PartOrdered(
                    code=each.code,
                    text=each.text,
                    quantity=each.quantity,
                    price=costs.get(each.code),
                    promised=promised,
                    waiting=(WaitsFor(quantity=each.quantity, order=on.number[0], line=each.line_id),),
                )
                for each in wanted
            )
            if lines:
                order_parts(user, OrderParts(supplier=trade.supplier(on.car), lines=lines))

        shop.diary.after(on.opened, NOTICED, order, trade.clerk)


def _line(part: PartLine, count: int, promised: date) -> PartOrdered:
    return PartOrdered(
        code=part.number,
        text=part.what,
        quantity=Decimal(count),
        price=suppliers.cost_of(part),
        promised=promised,
    )
