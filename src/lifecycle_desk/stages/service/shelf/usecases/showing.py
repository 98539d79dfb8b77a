"""One part of the store: what is there and where, how it must be stored, what orders want of it, and its ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.catalogue.rules.entries import read_in
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.shelf.rules.movements import Movement
from lifecycle_desk.stages.service.shelf.rules.reserved import Reserved, of_others
from lifecycle_desk.stages.service.shelf.rules.storage import StorageRule, rules_on
from lifecycle_desk.stages.service.shelf.rules.wanted import WantedLine
from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.tables.movements import NO_END
from lifecycle_desk.stages.service.shelf.tables.wanted import wanted_lines
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.stages.service.shelf.usecases.listing import StockRow, rows_of
from lifecycle_desk.stages.service.shelf.usecases.reserving import reservations
from lifecycle_desk.store.store import Transaction

PAGE = 50  # movements shown at once


@dataclass(frozen=True, slots=True)
class PartCard:
    """A part as its page shows it; `has_more` says that there are older movements."""

    row: StockRow
    ledger: tuple[Movement, ...]
    has_more: bool
    lines: tuple[WantedLine, ...]
    rules: tuple[StorageRule, ...]
    superseded_by: str
    today: date
    reserved: tuple[Reserved, ...] = ()

    def text_in(self, language: str, line: WantedLine) -> str:
        """What a line that wants it calls it, as a reader of a language has it."""
        return read_in(language, line.text, self.row.entry)

    def free_for(self, order_key: int, line: int) -> int:
        """How many thousandths are there for a line, once others have what they reserved."""
        held = sum(each.thousandths for each in of_others(self.reserved, order_key, line))
        return max(0, self.row.figure.thousandths - held)


def part_card(user: UserSession, code: str, most: int = PAGE) -> PartCard:
    """A part with its last movements; refuses one that was never there."""
    with user.store.reading() as tx:
        part = stock.part(tx, code)
        ledger = movements.of_part(tx, part.number, most + 1)
        followers = naming.followers(tx, part.code)
        on = today(tx)
        return PartCard(
            rows_of(tx, [part.number])[part.number],
            tuple(ledger[:most]),
            len(ledger) > most,
            tuple(each for each in wanted_lines(tx) if each.key == part.key and each.open),
            rules_on(part.hazard, on),
            followers[-1] if followers else "",
            on,
            tuple(reservations(tx, part)),
        )


def older(user: UserSession, code: str, before: int = NO_END) -> tuple[Movement, ...]:
    """The movements of a part before one of them."""
    with user.store.reading() as tx:
        return tuple(movements.of_part(tx, stock.part(tx, code).number, PAGE, before))


def is_known(user: UserSession, code: str) -> bool:
    """Whether a part was ever there."""
    with user.store.reading() as tx:
        return stock.maybe_part(tx, code) is not None


@dataclass(frozen=True, slots=True)
class LineShown:
    """A part line of an order as somebody chooses it: its own number and its words."""

    line: int
    code: str
    text: str
    thousandths: int
    issued: int


def lines_of(user: UserSession, order: str) -> tuple[LineShown, ...]:
    """The part lines of an order, with what was issued to each."""
    with user.store.reading() as tx:
        found = order_rows.order(tx, order)
        given = movements.on_lines(tx, [found.key])
        return tuple(
            LineShown(
                each.id or 0,
                each.code,
                each.text,
                int((each.quantity or 1) * 1_000),
                sum(many for many, _ in given.get((found.key, each.id), {}).values()),
            )
            for each in found.sheet.lines
            if each.kind is LineKind.PART
        )


def issued_of(tx: Transaction, order_key: int) -> Mapping[int, int]:
    """What the lines of an order hold, in thousandths, by the lines' own numbers: for who shows the order."""
    given = movements.on_lines(tx, [order_key])
    return {line: sum(many for many, _ in parts.values()) for (_, line), parts in given.items() if line is not None}


def currency_of(user: UserSession) -> str:
    """The currency in which parts are valued."""
    with user.store.reading() as tx:
        return market_in_force(tx).currency


def suggested(user: UserSession, code: str) -> str:
    """What the catalogue calls a part; empty where it does not know it."""
    with user.store.reading() as tx:
        entry = naming.entry(tx, code) if tight(code) else None
        return entry.text if entry else ""


def unknown_number(user: UserSession, code: str) -> Objection | None:
    """The question that a number raises which is neither in the store nor in the catalogue."""
    with user.store.reading() as tx:
        return naming.question(tx, code)
