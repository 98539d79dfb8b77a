"""Listing: second-hand cars by list and by a few letters."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.stages.transfer.trade_in import tables
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList, listed_on
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import lists as vehicle_rows
from lifecycle_desk.vehicle.usecases.odometer import odometers_now

FOUND_AT_MOST = 500  # more than this nobody reads; more letters find fewer


@dataclass(frozen=True, slots=True)
class TradeSummary:
    """A second-hand car as the list shows it; `days` are counted from the day on which it was taken in or seen."""

    number: int
    vin: str
    name: str
    plate: str
    odometer: Odometer | None
    which: TradeList
    grade: str
    sheet_begun: bool
    location: str
    since: date
    days: int
    price: Money | None
    agreed: bool

    @property
    def days_in_stock(self) -> int | None:
        """The days since it was taken in; of a car that is not bought yet, or has gone, there are none."""
        return None if self.which in {TradeList.OFFERED, TradeList.ALL} else self.days


class TradeCars:
    """Second-hand cars, the longest here first: one list of them, or those that a few letters find."""

    tables = frozenset({"transfer_trade", "transfer_condition_sheet", "vehicle", "person"})

    def __init__(self, user: UserSession, which: TradeList = TradeList.ALL, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all cars on the list, or of the first ones."""
        with self.user.store.reading() as tx:
            if not self.text:
                return tables.numbers(tx, self.which, first)
            hits, _ = search.find(tx, self.text, FOUND_AT_MOST)
            found = set(vehicle_rows.numbers_among(tx, [each.ref for each in hits if each.kind == "vehicle"]))
            return array("q", (each for each in tables.numbers(tx, self.which) if each in found))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, TradeSummary]:
        """The summaries of some of them."""
        with self.user.store.reading() as tx:
            return shown(tx, keys)


def shown(tx: Transaction, keys: Sequence[int]) -> dict[int, TradeSummary]:
    """The summaries of some cars."""
    found = tables.ROWS.some(tx, keys)
    cars = {each.number: each for each in vehicle_rows.numbered(tx, keys)}
    dashes = odometers_now(tx, {each.vin: each.odometer_km for each in cars.values()})
    begun = tables.SHEETS.begun(tx, [each.vin for each in found])
    today = dealer_day.today(tx)
    made = {}
    for each in found:
        car, since = cars[each.number], each.taken_in_on or each.seen_on
        made[each.number] = TradeSummary(
            each.number,
            each.vin,
            named(car.make, car.model, car.variant),
            car.plate or "",
            dashes[each.vin],
            listed_on(TradeList.of(each.which), _stage(car)) if each.here else TradeList.ALL,
            each.grade,
            each.vin in begun,
            each.location,
            since,
            (today - since).days,
            each.price,
            each.agreed is not None,
        )
    return made


def _stage(car: Any) -> Stage | None:
    return Stage.of(car.stage) if car.stage else None


def trade_counts(user: UserSession) -> dict[TradeList, int]:
    """How many cars are on each list."""
    with user.store.reading() as tx:
        return counts_in(tx)


def counts_in(tx: Transaction) -> dict[TradeList, int]:
    """The same, within a transaction."""
    return {which: tables.count(tx, which) for which in TradeList}


def to_inspect(user: UserSession) -> int:
    """How many cars that were taken in nobody has looked at yet."""
    with user.store.reading() as tx:
        return tables.count(tx, TradeList.TO_INSPECT)
