"""Credits of suppliers as they are kept, and listed with the return that each is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select

from lifecycle_desk.stages.service.shelf.rules.credits import Credit, CreditUnknown
from lifecycle_desk.stages.service.shelf.rules.movements import Movement
from lifecycle_desk.stages.service.shelf.tables import movements
from lifecycle_desk.stages.service.shelf.tables.schema import CREDIT, MOVEMENT, PART
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction

_ROWS = Parts(CREDIT, Credit)
_NEW, _GONE = insert(CREDIT), delete(CREDIT).where(CREDIT.c.movement == bindparam("of"))
_ONE = select(CREDIT).where(CREDIT.c.movement == bindparam("of"))
_LISTED = (
    select(CREDIT, MOVEMENT.c.on, MOVEMENT.c.supplier, MOVEMENT.c.reference.label("mark"), PART.c.code, PART.c.text)
    .select_from(
        CREDIT.join(MOVEMENT, MOVEMENT.c.number == CREDIT.c.movement).join(PART, PART.c.number == MOVEMENT.c.part)
    )
    .order_by(MOVEMENT.c.on, CREDIT.c.movement)
)


@dataclass(frozen=True, slots=True)
class CreditListed:
    """A credit with the return that it is for: the part, the supplier and their mark, since when."""

    of: Credit
    since: date
    supplier: str
    mark: str
    code: str
    text: str


def save(tx: Transaction, of: Credit) -> None:
    """Save a credit, in place of the one for the same return."""
    drop(tx, of.movement)
    tx.write(_NEW, **_ROWS.row(of))


def drop(tx: Transaction, movement: int) -> None:
    """Expect no credit for a return any more."""
    tx.write(_GONE, of=movement)


def maybe_credit(tx: Transaction, movement: int) -> Credit | None:
    """The credit for a return; None where none is expected."""
    row = tx.ask(_ONE, of=movement).one_or_none()
    return _ROWS.made(row) if row else None


def credit(tx: Transaction, movement: int) -> tuple[Credit, Movement]:
    """The credit for a return, and the return; refuses where none is expected."""
    found = maybe_credit(tx, movement)
    if found is None:
        raise CreditUnknown(movement)
    return found, movements.movement(tx, movement)


def listed(tx: Transaction) -> list[CreditListed]:
    """All credits, those awaited longest first."""
    return [_listed(row) for row in tx.ask(_LISTED)]


def some(tx: Transaction, numbers: Sequence[int]) -> dict[int, CreditListed]:
    """The credits of some returns."""
    wanted = CREDIT.c.movement.in_(list(numbers))
    return {row.movement: _listed(row) for row in tx.ask(_LISTED.where(wanted))}


def _listed(row: Row[Any]) -> CreditListed:
    return CreditListed(_ROWS.made(row), row.on, row.supplier, row.mark, row.code, row.text)
