"""Contracts of sale as they are kept: a number and the event that stands for it, of new cars and used ones alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Index, TypedColumns, bindparam, func, insert, select, update

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import maybe_whole, of_vehicle, table, whole, words


class ContractRow(TypedColumns):
    """A contract's number and its event; `ordinal` counts our own numbers of a year, `cancelled` names an event."""

    number = words(primary_key=True)
    vin = of_vehicle()
    event = whole(unique=True)
    year = whole()
    ordinal = maybe_whole()
    cancelled = maybe_whole()


CONTRACT = table("sale_contract", ContractRow)
Index("uq_sale_contract_year_ordinal", CONTRACT.c.year, CONTRACT.c.ordinal, unique=True)


@dataclass(frozen=True, slots=True)
class Contract:
    """A number and what it stands for."""

    number: str
    vin: str
    event: int
    year: int
    ordinal: int | None
    cancelled: int | None


_SIGN = insert(CONTRACT)
_CANCEL = update(CONTRACT).where(CONTRACT.c.event == bindparam("which")).values(cancelled=bindparam("by_event"))
_CONTRACT = select(CONTRACT).where(CONTRACT.c.number == bindparam("which"))
_STANDING = select(CONTRACT).where(
    CONTRACT.c.vin.in_(bindparam("vins", expanding=True)), CONTRACT.c.cancelled.is_(None)
)
_CONTRACTS = select(CONTRACT).order_by(CONTRACT.c.year, CONTRACT.c.ordinal, CONTRACT.c.number)
_LAST = select(func.max(CONTRACT.c.ordinal)).where(CONTRACT.c.year == bindparam("year"))


def next_ordinal(tx: Transaction, year: int) -> int:
    """The next of our own contract numbers; no gaps, because only one writes at a time."""
    return (tx.ask(_LAST, year=year).scalar_one() or 0) + 1


def contract(tx: Transaction, number: str) -> Contract | None:
    """A contract by its number."""
    row = tx.ask(_CONTRACT, which=number).one_or_none()
    return Contract(*row) if row else None


def standing(tx: Transaction, vins: Sequence[str]) -> list[Contract]:
    """The contracts of some cars that were not cancelled, the earliest first."""
    rows = tx.ask(_STANDING.order_by(CONTRACT.c.event), vins=list(vins)) if vins else ()
    return [Contract(*row) for row in rows]


def contracts(tx: Transaction) -> list[Contract]:
    """All contracts, by year and number."""
    return [Contract(*row) for row in tx.ask(_CONTRACTS)]


def save_contract(tx: Transaction, signed: Contract) -> None:
    """Keep a contract's number."""
    tx.write(_SIGN, **{name: getattr(signed, name) for name in Contract.__slots__})


def cancel_contract(tx: Transaction, event: int, by_event: int) -> None:
    """Mark the contract of an event as cancelled; its number stays taken."""
    tx.write(_CANCEL, which=event, by_event=by_event)
