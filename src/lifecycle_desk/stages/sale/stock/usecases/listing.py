"""Listing: the stock by list and by a few letters, with plate and buyer, and how many cars wait for something."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.stages.sale.contract.rules import Agreed
from lifecycle_desk.stages.sale.stock import tables
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.usecases.showing import Stock, StockSummary
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import contracts, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import lists as vehicle_rows

FOUND_AT_MOST = 500  # more than this nobody reads; more letters find fewer


@dataclass(frozen=True, slots=True)
class ListedCar:
    """A car in stock with its plate, and its buyer's name where it is sold."""

    line: StockSummary
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

    def __init__(self, user: UserSession, which: StockList = StockList.ALL, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()
        self._stock = Stock(user, which)

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all cars on the list, or of the first ones."""
        if not self.text:
            return self._stock.keys(first)
        with self.user.store.reading() as tx:
            hits, _ = search.find(tx, self.text, FOUND_AT_MOST)
            found = set(vehicle_rows.numbers_among(tx, [each.ref for each in hits if each.kind == "vehicle"]))
        listed = self._stock.keys()
        return array("q", (each for each in listed if each in found))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, ListedCar]:
        """The summaries of some of them."""
        lines = self._stock.rows(keys)
        with self.user.store.reading() as tx:
            plates = {each.number: each.plate or "" for each in vehicle_rows.numbered(tx, keys)}
            return {number: ListedCar(line, plates.get(number, ""), _buyer(tx, line)) for number, line in lines.items()}


def _buyer(tx: Transaction, line: StockSummary) -> str:
    signed = contracts.contract(tx, line.contract) if line.contract else None
    found = life_rows.event(tx, signed.event) if signed else None
    buyer = people.maybe_person(tx, found[0].facts_as(Agreed).buyer) if found else None
    return buyer.name if buyer else ""


def waiting(user: UserSession) -> Waiting:
    """How many cars wait for something."""
    with user.store.reading() as tx:
        today = dealer_day.today(tx)
        overdue = tables.count(tx, StockList.CHECK_DUE, today - timedelta(days=1))
        return Waiting(tables.count(tx, StockList.WAITING, today), overdue)
