"""Suppliers as a list and each on one card: what is outstanding there, who waits for it, and how long they take."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.folding import folded
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.purchasing.rules.purchases import Purchase, Supplier
from lifecycle_desk.stages.service.purchasing.tables import purchases as purchase_rows
from lifecycle_desk.stages.service.purchasing.tables import suppliers as rows
from lifecycle_desk.stages.service.purchasing.tables.suppliers import Outstanding
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRow, rows_of_supplier
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import currency_of, usual_days
from lifecycle_desk.store.store import Transaction

TABLES = frozenset({"part_supplier", "purchase_order", "purchase_line", "part_delivery"})
NOTHING_OUTSTANDING = Outstanding()


class SupplierList(LabeledEnum):
    """The lists of suppliers."""

    ON_ORDER = "on_order", C_("parts", "On order")
    LATE = "late", C_("parts", "Late")
    INACTIVE = "inactive", C_("supplier", "Inactive")


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier as the list shows them: the days that they usually take, and what is outstanding."""

    of: Supplier
    currency: str
    days: int | None
    outstanding: Outstanding


@dataclass(frozen=True, slots=True)
class SupplierCard:
    """A supplier as their page shows them: open purchase orders, and whoever waits for what is outstanding."""

    row: SupplierRow
    orders: tuple[Purchase, ...]
    waiting: tuple[PartRow, ...]
    today: date


class Suppliers:
    """The suppliers of a list by name; letters find names, customer numbers and e-mail."""

    tables = TABLES

    def __init__(self, user: UserSession, which: SupplierList | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all of them, or of the first ones."""
        with self.user.store.reading() as tx:
            open_of = rows.outstanding(tx, today(tx))
            found = [each for each in rows.every(tx) if _is_in(self.which, each, open_of) and _has(each, self.text)]
        return array("q", [each.number for each in found][:first])

    def rows(self, keys: Sequence[int]) -> dict[int, SupplierRow]:
        """Some of them."""
        with self.user.store.reading() as tx:
            open_of, found = rows.outstanding(tx, today(tx)), rows.some(tx, keys)
            return {number: _row(tx, each, open_of) for number, each in found.items()}


def _is_in(which: SupplierList | None, of: Supplier, open_of: Mapping[int, Outstanding]) -> bool:
    match which:
        case SupplierList.ON_ORDER:
            return of.number in open_of
        case SupplierList.LATE:
            return of.number in open_of and bool(open_of[of.number].late)
        case SupplierList.INACTIVE:
            return not of.active
    return True


def _has(of: Supplier, text: str) -> bool:
    return folded(text) in folded(f"{of.name} {of.ours} {of.email}")


def _row(tx: Transaction, of: Supplier, open_of: Mapping[int, Outstanding]) -> SupplierRow:
    return SupplierRow(of, currency_of(tx, of), usual_days(tx, of), open_of.get(of.number, NOTHING_OUTSTANDING))


def supplier_counts(user: UserSession) -> tuple[Mapping[SupplierList, int], int]:
    """How many each list has, and all."""
    with user.store.reading() as tx:
        known, open_of = rows.every(tx), rows.outstanding(tx, today(tx))
    counts = {which: sum(_is_in(which, each, open_of) for each in known) for which in SupplierList}
    return counts, len(known)


def supplier_card(user: UserSession, number: int) -> SupplierCard:
    """One supplier; refuses a number that there is not."""
    with user.store.reading() as tx:
        of, day = rows.supplier(tx, number), today(tx)
        orders, waiting = tuple(purchase_rows.open_of(tx, number)), rows_of_supplier(tx, of.name)
        return SupplierCard(_row(tx, of, rows.outstanding(tx, day)), orders, waiting, day)


@dataclass(frozen=True, slots=True)
class ListSuppliers:
    """The suppliers of parts; with `inactive`, those who are offered no more too."""

    inactive: bool = False


@dataclass(frozen=True, slots=True)
class SuppliersListed:
    """Suppliers by name."""

    suppliers: tuple[SupplierRow, ...]


@command(VIEW)
def list_suppliers(tx: Transaction, asked: ListSuppliers) -> SuppliersListed:
    """Suppliers of parts with their terms, the days that they usually take, and what is outstanding."""
    open_of = rows.outstanding(tx, today(tx))
    known = [each for each in rows.every(tx) if each.active or asked.inactive]
    return SuppliersListed(tuple(_row(tx, each, open_of) for each in known))


COMMANDS: tuple[Command[Any, Any], ...] = (list_suppliers,)
