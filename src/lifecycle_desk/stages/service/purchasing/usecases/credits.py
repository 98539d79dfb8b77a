"""Credits that suppliers owe for returns, as a list: awaited, to be chased, settled; and the reminder to a supplier."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.folding import folded, tight
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, read_in
from lifecycle_desk.stages.service.purchasing.rules.purchases import Supplier
from lifecycle_desk.stages.service.purchasing.tables import suppliers as supplier_rows
from lifecycle_desk.stages.service.shelf.tables import credits as rows
from lifecycle_desk.stages.service.shelf.tables.credits import CreditListed
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.store.store import Transaction


class CreditList(LabeledEnum):
    """The lists of credits."""

    AWAITED = "awaited", C_("supplier credit", "Expected")
    LATE = "late", C_("supplier credit", "To chase")
    SETTLED = "settled", C_("supplier credit", "Settled")


@dataclass(frozen=True, slots=True)
class CreditRow:
    """A credit as the list shows it: `days` since the return, and who owes it where they are a known supplier."""

    key: int
    listed: CreditListed
    amount: Money
    received: Money | None
    days: int
    is_late: bool
    owed_by: Supplier | None
    entry: CatalogueEntry | None = None

    def text_in(self, language: str) -> str:
        """What the part is called, as a reader of a language has it."""
        return read_in(language, self.listed.text, self.entry)

    @property
    def still_due(self) -> Money | None:
        """What is still expected; None of a credit that was settled, with whatever came."""
        return self.amount if self.received is None else None

    @property
    def on(self) -> date | None:
        """When it was settled."""
        return self.listed.of.settled_on


class Credits:
    """The credits of a list, those awaited longest first; letters find parts, suppliers and marks."""

    tables = frozenset({"shelf_credit", "part_supplier", "catalogue_entry"})

    def __init__(self, user: UserSession, which: CreditList | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The movements of all of them, or of the first ones."""
        with self.user.store.reading() as tx:
            found = [each for each in _rows(tx, rows.listed(tx)) if _is_in(self.which, each) and _has(each, self.text)]
        return array("q", [each.key for each in found][:first])

    def rows(self, keys: Sequence[int]) -> dict[int, CreditRow]:
        """Some of them."""
        with self.user.store.reading() as tx:
            return {each.key: each for each in _rows(tx, list(rows.some(tx, keys).values()))}


def _rows(tx: Transaction, listed: Sequence[CreditListed]) -> list[CreditRow]:
    day, currency = today(tx), market_in_force(tx).currency
    suppliers = {folded(each.name): each for each in supplier_rows.every(tx)}
    entries = naming.entries(tx, [each.code for each in listed])
    return [
        CreditRow(
            each.of.movement,
            each,
            Money(each.of.amount, currency),
            None if each.of.received is None else Money(each.of.received, currency),
            (day - each.since).days,
            each.of.is_late(each.since, day),
            suppliers.get(folded(each.supplier)),
            entries.get(tight(each.code)),
        )
        for each in listed
    ]


def _is_in(which: CreditList | None, row: CreditRow) -> bool:
    match which:
        case CreditList.AWAITED:
            return row.received is None
        case CreditList.LATE:
            return row.is_late
        case CreditList.SETTLED:
            return row.received is not None
    return True


def _has(row: CreditRow, text: str) -> bool:
    of = row.listed
    return tight(text) in tight(f"{of.code}{of.mark}{of.of.reference}") or folded(text) in folded(
        f"{of.supplier} {of.text}"
    )


def credit_counts(user: UserSession) -> tuple[Mapping[CreditList, int], int]:
    """How many each list has, and all."""
    with user.store.reading() as tx:
        found = _rows(tx, rows.listed(tx))
    return {which: sum(_is_in(which, each) for each in found) for which in CreditList}, len(found)


@dataclass(frozen=True, slots=True)
class ListCredits:
    """The credits that suppliers owe; with `settled`, those that came too."""

    settled: bool = False


@dataclass(frozen=True, slots=True)
class CreditsListed:
    """Credits, those awaited longest first."""

    credits: tuple[CreditListed, ...]


@command(VIEW)
def list_credits(tx: Transaction, asked: ListCredits) -> CreditsListed:
    """Credits that suppliers owe for returned parts, since when, and what came of them."""
    return CreditsListed(tuple(each for each in rows.listed(tx) if asked.settled or each.of.received is None))


COMMANDS: tuple[Command[Any, Any], ...] = (list_credits,)
