"""The parts store as lists: all parts, those to order, those below minimum, those of high voltage; and as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.rules.matching import wanted_of as words_of
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.catalogue.tables import index
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.shelf.rules import worth
from lifecycle_desk.stages.service.shelf.rules.movements import Lot
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard, StockPart, StockUnit, quantity_of
from lifecycle_desk.stages.service.shelf.rules.proposing import Need, Why, is_below, to_order, why
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.tables.stock import StockFigure
from lifecycle_desk.stages.service.shelf.usecases.coming import coming_tables
from lifecycle_desk.stages.service.shelf.usecases.wanting import needs, proposals, wanted
from lifecycle_desk.store.store import Transaction

if TYPE_CHECKING:
    from array import array

FOUND_AT_MOST = 500  # more than this nobody reads; more letters find fewer
TABLES = frozenset({"shelf_part", "shelf_movement", "shelf_reserved", "catalogue_entry", "repair_order"})
NO_FIGURE = StockFigure(0, 0, date.min)


def shown_tables() -> frozenset[str]:
    """The tables that a row shows something of, with those of what is on order."""
    return TABLES | coming_tables()


class StockList(LabeledEnum):
    """The lists of the parts store."""

    TO_ORDER = "to_order", C_("stock", "Stock to order")
    BELOW = "below", C_("stock", "Below minimum")
    HIGH_VOLTAGE = "high_voltage", C_("stock", "High voltage")


@dataclass(frozen=True, slots=True)
class StockRow:
    """A part as the list shows it."""

    number: int
    part: StockPart
    entry: CatalogueEntry | None
    lots: Mapping[Lot, int]
    figure: StockFigure
    need: Need
    currency: str

    @property
    def places(self) -> tuple[str, ...]:
        """Where it lies, or would lie."""
        found = sorted({lot.place for lot, many in self.lots.items() if many > 0})
        return tuple(found or [self.part.place])

    @property
    def moved_on(self) -> date | None:
        """When it moved last; None for a part that never did."""
        return self.figure.moved_on if self.figure is not NO_FIGURE else None

    @property
    def counted_on(self) -> date | None:
        """When it was counted last."""
        return self.figure.counted_on

    @property
    def minimum(self) -> Decimal:
        """The least that should be there."""
        return quantity_of(self.part.minimum)

    @property
    def average(self) -> int:
        """The average cost of one, in minor units."""
        return worth.average(self.figure.value, self.figure.thousandths)

    @property
    def is_below(self) -> bool:
        """Whether less is there than should be."""
        return is_below(self.need)

    @property
    def to_order(self) -> int:
        """How many thousandths should be ordered."""
        return to_order(self.need, self.part.unit)

    @property
    def why(self) -> Why:
        """What makes more be ordered, where anything should be."""
        return why(self.need)

    def text_in(self, language: str | None) -> str:
        """What the part is called: by the catalogue in a language, else as it was called when it came."""
        return self.entry.text_in(language) if self.entry else self.part.text


class Stock:
    """The parts of the store by number; letters find numbers and the words of the catalogue."""

    def __init__(self, user: UserSession, which: StockList | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    @property
    def tables(self) -> frozenset[str]:
        """The tables that a row shows something of."""
        return shown_tables()

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all of them, or of the first ones."""
        with self.user.store.reading() as tx:
            among = _found(tx, self.text) if self.text else None
            if self.which in _NARROWED:
                those = _NARROWED[self.which](tx)
                among = those if among is None else [each for each in among if each in set(those)]
            dangerous = self.which is StockList.HIGH_VOLTAGE
            return stock.listed(tx, dangerous=dangerous, numbers=among, first=first)

    def rows(self, keys: Sequence[int]) -> dict[int, StockRow]:
        """Some of them."""
        with self.user.store.reading() as tx:
            return rows_of(tx, keys)


def rows_of(tx: Transaction, numbers: Sequence[int]) -> dict[int, StockRow]:
    """Some parts as lists show them, in a handful of statements."""
    parts = stock.by_numbers(tx, numbers)
    entries = entry_rows.by_keys(tx, [each.key for each in parts.values()])
    found = needs(tx, list(parts.values()), wanted(tx))
    lots, figures = stock.lots_of(tx, numbers), stock.figures(tx, numbers)
    currency = market_in_force(tx).currency
    return {
        number: StockRow(
            number,
            part,
            entries[LineKind.PART.value, part.key][1] if (LineKind.PART.value, part.key) in entries else None,
            lots.get(number, {}),
            figures.get(number, NO_FIGURE),
            found[number],
            currency,
        )
        for number, part in parts.items()
    }


def _below(tx: Transaction) -> list[int]:
    """The parts of which less is there than their minimum, once open orders have taken what they want."""
    wanted_of = wanted(tx)
    asked = stock.by_keys(tx, wanted_of)
    parts = stock.by_numbers(tx, stock.short(tx, [each.number for each in asked.values()]))
    found = needs(tx, list(parts.values()), wanted_of)
    return [number for number, need in found.items() if is_below(need)]


def _to_order(tx: Transaction) -> list[int]:
    """The parts of which some should be ordered."""
    return [each.part.number for each in proposals(tx)]


_NARROWED: Mapping[StockList | None, Callable[[Transaction], list[int]]] = {
    StockList.TO_ORDER: _to_order,
    StockList.BELOW: _below,
}


def _found(tx: Transaction, text: str) -> list[int]:
    """The parts whose number, or whose name in the catalogue, some letters begin."""
    words, number = words_of(text)
    entries = entry_rows.by_numbers(tx, index.found(tx, words, number, FOUND_AT_MOST)) if words or number else {}
    named = stock.by_keys(tx, [each.key for each in entries.values() if each.kind is LineKind.PART])
    return sorted({each.number for each in named.values()} | set(stock.found(tx, text)))


def stock_counts(user: UserSession) -> tuple[Mapping[StockList, int], int]:
    """How many parts each list has, and all."""
    with user.store.reading() as tx:
        found = {which: len(narrowed(tx)) for which, narrowed in _NARROWED.items() if which}
        return found | {StockList.HIGH_VOLTAGE: stock.count(tx, dangerous=True)}, stock.count(tx)


def below_minimum(user: UserSession) -> int:
    """How many parts are below what should be there: what the badge counts."""
    with user.store.reading() as tx:
        return len(_below(tx))


def most_moved(user: UserSession, most: int) -> list[str]:
    """The numbers of the parts that moved last."""
    with user.store.reading() as tx:
        return stock.moved_last(tx, most)


def fullest_place(user: UserSession) -> str:
    """The place where most lies."""
    with user.store.reading() as tx:
        return max(stock.places(tx), key=lambda each: each[1], default=("", 0))[0]


@dataclass(frozen=True, slots=True)
class ListStoredParts:
    """The parts of the store: all, those `below` their minimum, or those at a place."""

    below: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class LotListed:
    """Pieces of a part as other programs list them."""

    place: str
    batch: str
    serial: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class StockListed:
    """A part as other programs list it; money in minor units of the dealer's currency."""

    code: str
    text: str
    unit: StockUnit
    hazard: Hazard
    on_hand: Decimal
    wanted: Decimal
    minimum: Decimal
    on_order: Decimal
    to_order: Decimal
    average: int
    value: int
    lots: tuple[LotListed, ...]


@dataclass(frozen=True, slots=True)
class WholeStockListed:
    """The parts of a list, and what all of them are worth."""

    parts: tuple[StockListed, ...]
    value: int
    currency: str


@command(VIEW)
def list_stored_parts(tx: Transaction, asked: ListStoredParts) -> WholeStockListed:
    """The parts store: what is on hand of each part and where, its value, and what should be ordered."""
    numbers = list(stock.lots_at(tx, asked.place)) if asked.place else None
    if asked.below:
        below = _below(tx)
        numbers = below if numbers is None else [each for each in numbers if each in set(below)]
    keys = stock.listed(tx, numbers=numbers)
    rows = rows_of(tx, keys)
    made = tuple(_listed(rows[each]) for each in keys)
    return WholeStockListed(made, sum(each.value for each in made), market_in_force(tx).currency)


def _listed(row: StockRow) -> StockListed:
    lots = tuple(
        LotListed(lot.place, lot.batch, lot.serial, quantity_of(many)) for lot, many in sorted(row.lots.items()) if many
    )
    return StockListed(
        code=row.part.code,
        text=row.text_in(None),
        unit=row.part.unit,
        hazard=row.part.hazard,
        on_hand=quantity_of(row.figure.thousandths),
        wanted=quantity_of(row.need.wanted),
        minimum=quantity_of(row.part.minimum),
        on_order=quantity_of(row.need.coming),
        to_order=quantity_of(row.to_order),
        average=row.average,
        value=row.figure.value,
        lots=lots,
    )


COMMANDS: tuple[Command[Any, Any], ...] = (list_stored_parts,)
