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
from lifecycle_desk.stages.service.purchasing.usecases.ordering import order_parts, ship_parts
from lifecycle_desk.stages.service.purchasing.usecases.receiving import receive_parts
from lifecycle_desk.stages.service.purchasing.usecases.requests import (
    OrderParts,
    PartOrdered,
    PartReceived,
    ReceiveParts,
    ShipParts,
    WantPart,
)
from lifecycle_desk.stages.service.purchasing.usecases.wanting import all_wanted, want_part

EVERY, QUICKEST, SLOWEST = 45, 6, 24  # days between two orders for the shelf; how long a supplier takes
ASKED, ORDERED, LATE_BY, EARLY_BY = 26, 24, 5, 9  # days ago that customers asked and parts were ordered, and their days
MOST_SUPPLIERS, WAITING = 3, 4


@dataclass(frozen=True)
class _Trade:
    """What all purchases of the example share."""

    shop: Shop
    dice: Random
    parts: tuple[PartLine, ...]
    suppliers: int

    @property
    def clerk(self) -> str:
        """Who orders the parts."""
        roles = (Role.PARTS, Role.MANAGER)
        return next(each.name for role in roles for each in self.shop.members if each.role is role)


def happen(shop: Shop, driven: Sequence[tuple[Car, list[date]]], road: Sequence[Car]) -> None:
    """Let the dealer have ordered parts from the beginning, and have some on order today."""
    dice = Random(f"purchasing {shop.pack.code} {len(road)}")  # noqa: S311 (invented on purpose)
    parts = {line.number: line for job in shop.example.jobs for line in job.parts}
    makes = list(dict.fromkeys(each.make for each in shop.example.models))[:MOST_SUPPLIERS]
    if not parts or not makes:
        return
    trade = _Trade(shop, dice, tuple(parts.values()), len(makes))
    suppliers.happen(shop, makes, trade.parts, trade.clerk)
    day = shop.opened_on + timedelta(days=EVERY)
    while day < shop.today - timedelta(days=EVERY):
        _for_the_shelf(trade, day)
        day += timedelta(days=EVERY)
    long_known = shop.today - timedelta(days=ASKED * 2)
    known = [car for car, days in driven if days and days[0] < long_known and car in road]
    _for_customers(trade, known)
    _for_the_board(trade)


def _for_the_shelf(trade: _Trade, day: date) -> None:
    """An order for the shelf that came whole."""
    shop, dice = trade.shop, trade.dice
    chosen = dice.sample(trade.parts, min(len(trade.parts), dice.randint(1, 2)))
    on, came = shop.working(day), shop.working(day + timedelta(days=dice.randint(QUICKEST, SLOWEST)))
    lines = tuple(_line(each, dice.randint(1, 4), on + timedelta(days=14)) for each in chosen)
    supplier = dice.randint(1, trade.suppliers)
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


def _for_customers(trade: _Trade, cars: Sequence[Car]) -> None:
    """Parts that customers asked for: on the way, and the first of them late."""
    shop, dice = trade.shop, trade.dice
    asked, ordered = (shop.ago(each) for each in (ASKED, ORDERED))
    for place, car in enumerate(dice.sample(list(cars), min(WAITING, len(cars)))):
        part = dice.choice(trade.parts)
        promised = shop.today + timedelta(days=EARLY_BY) if place % 2 else shop.ago(LATE_BY)
        want = WantPart(code=part.number, text=part.what, vin=car.vin)
        shop.diary.note(shop.at(asked, OPENS + 1, place), doing(want_part, want), trade.clerk)
        number: list[str] = []

        def order(user: UserSession, part: PartLine = part, day: date = promised, number: list[str] = number) -> None:
            lines = (_line(part, 1, day),)
            number.append(order_parts(user, OrderParts(supplier=1, lines=lines)).value.number)

        def ship(user: UserSession, number: list[str] = number) -> None:
            ship_parts(user, ShipParts(number=number[0], tracking=f"CN{number[0][-4:]}8841"))

        moment = shop.diary.note(shop.at(ordered, OPENS + 2, place), order, trade.clerk)
        if place % 2:
            shop.diary.after(moment, 3 * 24 * 60, ship, trade.clerk)


def _for_the_board(trade: _Trade) -> None:
    """The part that the oldest order on the board waits for is ordered; what the others want is still to be."""

    def order(user: UserSession) -> None:
        with user.store.reading() as tx:
            wanted = [each for each in all_wanted(tx) if each.order_key]
        for each in wanted[:1]:
            line = PartOrdered(code=each.code, text=each.text, quantity=each.quantity)
            order_parts(user, OrderParts(supplier=1, lines=(line,)))

    trade.shop.diary.note(trade.shop.now, order, trade.clerk)


def _line(part: PartLine, count: int, promised: date) -> PartOrdered:
    return PartOrdered(
        code=part.number,
        text=part.what,
        quantity=Decimal(count),
        price=suppliers.cost_of(part),
        promised=promised,
    )
