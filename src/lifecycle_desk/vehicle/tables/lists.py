"""Lists of vehicles: the numbers of all that belong there, and the rows of those that are painted."""

from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, desc, func, literal, select

from lifecycle_desk.store.columns import columns_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import Flag
from lifecycle_desk.vehicle.tables.life import VEHICLE
from lifecycle_desk.vehicle.tables.people import PERSON

_NUMBERS = select(VEHICLE.c.number).order_by(desc(VEHICLE.c.last_event_on), desc(VEHICLE.c.number))
_NUMBERS_AT = _NUMBERS.where(VEHICLE.c.stage == bindparam("at"))
_NUMBERED = select(VEHICLE).where(VEHICLE.c.number.in_(bindparam("numbers", expanding=True)))
_OF_VINS = select(VEHICLE).where(VEHICLE.c.vin.in_(bindparam("vins", expanding=True)))
_AMONG = select(VEHICLE.c.number, VEHICLE.c.stage).where(VEHICLE.c.vin.in_(bindparam("vins", expanding=True)))
_AMONG = _AMONG.order_by(desc(VEHICLE.c.last_event_on), desc(VEHICLE.c.number))
_OF_ALL: dict[str, Any] = {
    "plate": select(VEHICLE.c.number, VEHICLE.c.plate),
    "name": select(VEHICLE.c.number, VEHICLE.c.make, VEHICLE.c.model, VEHICLE.c.variant),
    "vin": select(VEHICLE.c.number, VEHICLE.c.vin),
    "stage": select(VEHICLE.c.number, VEHICLE.c.stage, VEHICLE.c.quarantined),
    "owner": select(VEHICLE.c.number, PERSON.c.name).join(PERSON, PERSON.c.number == VEHICLE.c.owner),
    "odometer": select(VEHICLE.c.number, VEHICLE.c.odometer_km),
    "last_event": select(VEHICLE.c.number, VEHICLE.c.last_event_on),
}
_APART = select(VEHICLE).where(VEHICLE.c.quarantined == literal(True, Flag())).order_by(VEHICLE.c.number)
_BY_STAGE = select(VEHICLE.c.stage, func.count()).group_by(VEHICLE.c.stage)


def numbers(tx: Transaction, stage: str | None, first: int | None) -> "array[int]":
    """The numbers of all vehicles, or those at a stage, the last touched first; or only the first ones."""
    asked = _NUMBERS if stage is None else _NUMBERS_AT
    told_of = {} if stage is None else {"at": stage}
    if first:
        return array("q", tx.ask(asked.limit(first), **told_of).scalars())
    (found,) = columns_of(tx, asked, **told_of)
    return array("q", found)


def numbers_among(tx: Transaction, vins: Sequence[str], stage: str | None = None) -> "array[int]":
    """The numbers of some vehicles, or of those of them at a stage, the last touched first."""
    rows = tx.ask(_AMONG, vins=list(vins)).all()
    return array("q", (number for number, at in rows if stage is None or at == stage))


def numbered(tx: Transaction, wanted: Sequence[int]) -> list[Row[Any]]:
    """The rows of some vehicles."""
    return list(tx.ask(_NUMBERED, numbers=list(wanted)).all())


def of_vins(tx: Transaction, vins: Sequence[str]) -> list[Row[Any]]:
    """The rows of the vehicles among some VINs."""
    return list(tx.ask(_OF_VINS, vins=list(vins)).all())


def of_all(tx: Transaction, column: str) -> list[list[Any]]:
    """The numbers of all vehicles, and beside them what they hold in a column of their list."""
    return columns_of(tx, _OF_ALL[column])


def quarantined(tx: Transaction) -> list[Row[Any]]:
    """The rows of the vehicles that are kept apart."""
    return list(tx.ask(_APART).all())


def by_stage(tx: Transaction) -> dict[str, int]:
    """How many vehicles stand at each stage."""
    return {stage: count for stage, count in tx.ask(_BY_STAGE) if stage}
