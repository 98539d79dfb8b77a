"""Contracts of sale as they are kept: a number and the event that stands for it, of new cars and used ones alike."""

from dataclasses import dataclass

from sqlalchemy import Index, TypedColumns, bindparam, func, insert, select, update

from lifecycle_desk.store.store import Work
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
_CONTRACTS = select(CONTRACT).order_by(CONTRACT.c.year, CONTRACT.c.ordinal, CONTRACT.c.number)
_LAST = select(func.max(CONTRACT.c.ordinal)).where(CONTRACT.c.year == bindparam("year"))


def next_ordinal(work: Work, year: int) -> int:
    """The next of our own contract numbers; no gaps, because only one writes at a time."""
    return (work.ask(_LAST, year=year).scalar_one() or 0) + 1


def contract(work: Work, number: str) -> Contract | None:
    """A contract by its number."""
    row = work.ask(_CONTRACT, which=number).one_or_none()
    return Contract(*row) if row else None


def contracts(work: Work) -> list[Contract]:
    """All contracts, by year and number."""
    return [Contract(*row) for row in work.ask(_CONTRACTS)]


def keep_contract(work: Work, signed: Contract) -> None:
    """Keep a contract's number."""
    work.write(_SIGN, **{name: getattr(signed, name) for name in Contract.__slots__})


def cancel_contract(work: Work, event: int, by_event: int) -> None:
    """Mark the contract of an event as cancelled; its number stays taken."""
    work.write(_CANCEL, which=event, by_event=by_event)
