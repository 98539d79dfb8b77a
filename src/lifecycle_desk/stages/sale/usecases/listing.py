"""Listing: the stock by list and by a few letters, with plate and buyer, and how many cars wait for something."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.stages.sale import tables
from lifecycle_desk.stages.sale.rules.standing import StockList
from lifecycle_desk.stages.sale.usecases.showing import Stock, StockLine
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.tables import contracts, people
from lifecycle_desk.vehicle.tables import life as kept

FOUND_AT_MOST = 500  # more than this nobody reads; more letters find fewer


@dataclass(frozen=True, slots=True)
class ListedCar:
    """A car in stock with its plate, and its buyer's name where it is sold."""

    line: StockLine
    plate: str
    buyer: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cars in stock wait for something, and how many have a storage check overdue."""

    count: int
    overdue: int


class StockBy:
    """The stock, the longest here first: one list of it, or those cars of the list that a few letters find."""

    tables = Stock.tables | {"person", "sale_contract"}

    def __init__(self, seat: Seat, which: StockList = StockList.ALL, text: str = "") -> None:
        self.seat, self.which, self.text = seat, which, text.strip()
        self._stock = Stock(seat, which)

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all cars on the list, or of the first ones."""
        if not self.text:
            return self._stock.keys(first)
        with self.seat.store.reading() as work:
            hits, _ = search.find(work, self.text, FOUND_AT_MOST)
            found = set(kept.numbers_among(work, [each.ref for each in hits if each.kind == "vehicle"]))
        listed = self._stock.keys()
        return array("q", (each for each in listed if each in found))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, ListedCar]:
        """What is shown of some of them."""
        lines = self._stock.rows(keys)
        with self.seat.store.reading() as work:
            plates = {each.number: each.plate or "" for each in kept.numbered(work, keys)}
            return {
                number: ListedCar(line, plates.get(number, ""), _buyer(work, line)) for number, line in lines.items()
            }


def _buyer(work: Work, line: StockLine) -> str:
    signed = contracts.contract(work, line.contract) if line.contract else None
    found: Any = kept.event(work, signed.event) if signed else None
    buyer = people.maybe_person(work, found[0].facts["buyer"]) if found else None
    return buyer.name if buyer else ""


def waiting(seat: Seat) -> Waiting:
    """How many cars wait for something."""
    with seat.store.reading() as work:
        today = dealer_day.today(work)
        overdue = tables.count(work, StockList.CHECK_DUE, today - timedelta(days=1))
        return Waiting(tables.count(work, StockList.WAITING, today), overdue)
