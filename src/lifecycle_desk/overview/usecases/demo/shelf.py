"""The example's parts store: filled on the first day, used by every order, filled up again and counted each quarter.

Parts go once a month for all visits since, in one go, so that years of movements take little time to tell.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from random import Random

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.money import rounded
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.overview.usecases.demo.catalogue import DANGEROUS_PARTS
from lifecycle_desk.overview.usecases.demo.lists import note
from lifecycle_desk.overview.usecases.demo.shop import OPENS, Shop
from lifecycle_desk.overview.usecases.demo.workshop import OnBoard, to_order
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, PayType, RepairOrder
from lifecycle_desk.stages.service.orders.rules.states import BOOKED, CANCELLED
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.shelf.rules.held import HeldKind
from lifecycle_desk.stages.service.shelf.rules.movements import ONE, NoneInStock, NotEnoughInStock
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard, quantity_of
from lifecycle_desk.stages.service.shelf.rules.reserved import ReservedForOthers
from lifecycle_desk.stages.service.shelf.tables import held as held_rows
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases.counting import count_parts
from lifecycle_desk.stages.service.shelf.usecases.holding import hold_part
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue
from lifecycle_desk.stages.service.shelf.usecases.parts import kept, save_stock_part
from lifecycle_desk.stages.service.shelf.usecases.receiving import receive
from lifecycle_desk.stages.service.shelf.usecases.requests import (
    Counted,
    CountParts,
    HoldPart,
    IssuePart,
    Receipt,
    ReservePart,
    SaveStockPart,
)
from lifecycle_desk.stages.service.shelf.usecases.reserving import reserve_part
from lifecycle_desk.store.store import Transaction

DAYS_BEFORE = 2  # today, that parts came for the cars that are on the board
PARTS = 60
COSTS = Fraction(62, 100)  # of its price
PLACES = 12
LEAST = (6, 12)  # of a part that has a minimum
FEW, ORDERED = 4_000, 0.8  # thousandths from which on a part is ordered again, and how often it is
A_MONTH, A_QUARTER = 30, 91  # days
RECENT, HELD = 60, 4  # orders whose old parts may be held, and how many are
DANGEROUS = tuple((code, key, Hazard.HV_BATTERY, 2) for code, key in DANGEROUS_PARTS.items())
ASKED_BACK = {PayType.GOODWILL, PayType.CAMPAIGN}  # of what the maker pays for without a claim, it may ask the old part
QUARANTINED, OLD_PARTS, NOTE = "Q-01", "R-01", "DN"


@dataclass
class _Clerk:
    """Who keeps the store: by which dice, and the last order whose parts were handed out.

    `soon` is what the cars on the board want of parts, in thousandths.
    """

    shop: Shop
    dice: Random
    last: int = 0
    entries: dict[str, CatalogueEntry] = field(default_factory=dict)
    soon: Counter[str] = field(default_factory=Counter)


def happen(shop: Shop, board: Sequence[OnBoard]) -> None:
    """Let the parts clerk have kept the store since the first day, and be ready for the cars on the board."""
    clerk = _Clerk(shop, Random(f"shelf {shop.pack.code}"))  # noqa: S311 (invented on purpose)
    for each in (line for on in board for job in on.jobs for line in job.lines if is_kept(line)):
        clerk.soon[tight(each.code)] += int((each.quantity or 1) * ONE)
    name = next(each.name for each in shop.members if each.role is Role.PARTS)
    shop.diary.note(shop.at(shop.opened_on, OPENS + 2), partial(_fill, clerk), name)
    for day in _every(shop, A_MONTH):
        shop.diary.note(shop.at(day, OPENS, 20), partial(_hand_out, clerk), name)
    for day in _every(shop, A_QUARTER):
        shop.diary.note(shop.at(day, OPENS, 50), partial(_fill_up, clerk), name)
    shop.diary.note(shop.at(shop.ago(DAYS_BEFORE), OPENS, 35), partial(_make_ready, clerk), name)
    shop.diary.note(shop.now, partial(_today, clerk), name)


def _every(shop: Shop, days: int) -> Iterator[date]:
    """A working day in each stretch of so many days."""
    day = shop.opened_on + timedelta(days=days)
    while day <= shop.today:
        yield min(shop.working(day), shop.today)
        day += timedelta(days=days)


def _fill(clerk: _Clerk, user: UserSession) -> None:
    """The first parts: those that the jobs of this shop name, and others of the catalogue."""
    shop, dice = clerk.shop, clerk.dice
    ordered = {to_order(job) for job in shop.example.jobs}
    lines = [line for job in shop.example.jobs for line in job.parts if line not in ordered]
    named = list({tight(line.number): line.number for line in lines})
    with user.writing() as tx:
        entries = clerk.entries = _parts(tx)
        rest = sorted(entries.keys() - set(named) - {tight(each.number) for each in ordered if each})
        chosen = [*(each for each in named if each in entries), *dice.sample(rest, max(0, PARTS - len(named)))]
        for at, key in enumerate(chosen):
            entry, many = entries[key], dice.choice((4, 6, 10, 20)) if key in named else dice.choice((1, 2, 4))
            place = f"{'ABC'[at % 3]}-{1 + at // 3 % (PLACES // 3):02}"
            receive(tx, _receipt(entry, many, place, dice))
    for code, key, hazard, many in DANGEROUS:
        text = note(shop.example, key)
        with user.writing() as tx:
            serials = tuple(f"{code}-{10_000 + each}" for each in range(many))
            cost = _cost(next(iter(entries.values()))) * 6
            given = Receipt(code=code, text=text, quantity=Decimal(many), unit_cost=cost, serials=serials, new=True)
            receive(tx, replace(given, place=QUARANTINED))
        save_stock_part(user, SaveStockPart(code=code, text=text, place=QUARANTINED, hazard=hazard))
    with user.store.reading() as tx:
        known = stock.by_keys(tx, named[::3])
    for each in known.values():
        asked = kept(each)
        save_stock_part(user, replace(asked, minimum=Decimal(dice.choice(LEAST))))


def _parts(tx: Transaction) -> dict[str, CatalogueEntry]:
    """The parts of the catalogue that have a price, by their numbers as numbers are compared."""
    numbers = entry_rows.listed(tx, LineKind.PART, None, withdrawn=False)
    return {each.key: each for each in entry_rows.by_numbers(tx, numbers).values() if each.prices}


def _receipt(entry: CatalogueEntry, many: int, place: str, dice: Random) -> Receipt:
    return Receipt(
        code=entry.code,
        quantity=Decimal(many),
        unit_cost=_cost(entry),
        place=place,
        reference=f"{NOTE}-{dice.randint(10_000, 99_999)}",
    )


def _cost(entry: CatalogueEntry) -> int:
    return max(1, rounded(entry.prices[-1].price * COSTS))


def _hand_out(clerk: _Clerk, user: UserSession) -> None:
    """Issue the parts of the visits since the last time, as far as there are enough."""
    with user.writing() as tx:
        keys = sorted(each for each in order_rows.keys(tx, None, None) if each > clerk.last)
        for order in order_rows.orders(tx, keys):
            for line in _lines(order) if order.state is not BOOKED else ():
                _issue(tx, order, line)
    clerk.last = max((clerk.last, *keys))


def _lines(order: RepairOrder) -> Sequence[Line]:
    return () if order.state is CANCELLED else [each for each in order.sheet.lines if is_kept(each)]


def is_kept(line: Line) -> bool:
    """Whether a line is of a part that the store has, or should have."""
    return line.kind is LineKind.PART and bool(line.code) and not line.awaited


def _issue(tx: Transaction, order: RepairOrder, line: Line) -> None:
    """Issue a line's part; what the store does not have came from elsewhere."""
    with suppress(NoneInStock, NotEnoughInStock, ReservedForOthers):
        issue(tx, IssuePart(code=line.code, quantity=line.quantity or Decimal(1), order=order.number, line=line.id))


def _fill_up(clerk: _Clerk, user: UserSession) -> None:
    """Order again what went, and count a place."""
    dice = clerk.dice
    with user.writing() as tx:
        figures = stock.all_figures(tx)
        for part in stock.every_part(tx):
            entry = clerk.entries.get(part.key)
            if entry and figures[part.number].thousandths < FEW and dice.random() < ORDERED:
                receive(tx, _receipt(entry, dice.choice((4, 6, 10)), part.place, dice))
        place = dice.choice([place for place, _ in stock.places(tx)])
        lying = {number: sum(lots.values()) for number, lots in stock.lots_at(tx, place).items()}
        parts = stock.by_numbers(tx, list(lying))
        serials = {number for number, lots in stock.lots_at(tx, place).items() if any(lot.serial for lot in lots)}
    lines = tuple(
        Counted(code=parts[number].code, quantity=quantity_of(_off(many, dice)))
        for number, many in sorted(lying.items())
        if number not in serials
    )
    if lines:
        count_parts(user, CountParts(place=place, lines=lines))


def _make_ready(clerk: _Clerk, user: UserSession) -> None:
    """Order in time what the cars that are here or come soon want, with what was not handed out yet."""
    with user.writing() as tx:
        keys = sorted(each for each in order_rows.keys(tx, None, None) if each > clerk.last)
        need = Counter(clerk.soon)
        for line in (line for order in order_rows.orders(tx, keys) for line in _lines(order)):
            need[tight(line.code)] += int((line.quantity or 1) * ONE)
        figures = stock.all_figures(tx)
        for part in stock.every_part(tx):
            entry = clerk.entries.get(part.key)
            while entry and figures[part.number].thousandths < need[part.key]:
                many = clerk.dice.choice((4, 6, 10))
                receive(tx, _receipt(entry, many, part.place, clerk.dice))
                need[part.key] -= many * ONE


def _off(many: int, dice: Random) -> int:
    """What a count finds: mostly what is there, now and then one less or more."""
    return max(0, many + dice.choice((0,) * 12 + (-1_000, 1_000)))


def _reserve(user: UserSession) -> None:
    """Reserve the parts of the cars that are booked in: they are handed out when the work begins."""
    with user.store.reading() as tx:
        booked = order_rows.orders(tx, order_rows.keys(tx, (BOOKED,), None))
    for order, line in ((each, line) for each in booked for line in _lines(each)):
        asked = ReservePart(code=line.code, quantity=line.quantity or Decimal(1), order=order.number, line=line.id)
        with suppress(NoneInStock, NotEnoughInStock, ReservedForOthers):
            reserve_part(user, asked)


def _today(clerk: _Clerk, user: UserSession) -> None:
    """Hand out for the visits of the last days, reserve for those that come next, and hold a few old parts."""
    _hand_out(clerk, user)
    _reserve(user)
    today, dice = clerk.shop.today, clerk.dice
    with user.store.reading() as tx:
        orders = order_rows.orders(tx, order_rows.keys(tx, None, RECENT))
        claimed = {(each.order_key, tight(each.code)) for each in held_rows.every(tx)}
    asked_back = [(order, line) for order in orders for line in _lines(order) if line.pays in ASKED_BACK]
    for order, line in [each for each in asked_back if (each[0].key, tight(each[1].code)) not in claimed][:HELD]:
        until = today + timedelta(days=dice.choice((-3, 6, 20, 60)))
        asked = HoldPart(
            kind=HeldKind.WARRANTY, code=line.code, text=line.text, order=order.number, place=OLD_PARTS, until=until
        )
        hold_part(user, asked)
