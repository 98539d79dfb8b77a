"""Tariffs as they are kept: dated data of the dealer, each whole as JSON."""

from typing import Any

import msgspec
from sqlalchemy import Index, TypedColumns, bindparam, delete, func, insert, select

from lifecycle_desk.stages.charging.tariffs.rules.plain import plain, tariff_from
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Tariff
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import TOLD, day, table, whole, words


class TariffRow(TypedColumns):
    """One tariff of a place, from a day on."""

    number = whole(primary_key=True)
    place = words()
    valid_from = day()
    said = words()


TARIFF = table("charging_tariff", TariffRow, **{TOLD: True})
Index("ix_charging_tariff_place_valid_from", TARIFF.c.place, TARIFF.c.valid_from)

_NEXT = select(func.coalesce(func.max(TARIFF.c.number), 0) + 1)
_NEW, _GONE = insert(TARIFF), delete(TARIFF).where(TARIFF.c.number == bindparam("which"))
_ALL = select(TARIFF).order_by(TARIFF.c.place, TARIFF.c.valid_from.desc(), TARIFF.c.number.desc())
_ONE = select(TARIFF).where(TARIFF.c.number == bindparam("which"))


def save(tx: Transaction, tariff: Tariff, number: int | None = None) -> int:
    """Keep a tariff; gives its number."""
    number = number or tx.ask(_NEXT).scalar_one()
    said = msgspec.json.encode(plain(tariff)).decode()
    tx.write(_NEW, number=number, place=tariff.place, valid_from=tariff.valid_from, said=said)
    return number


def drop(tx: Transaction, number: int) -> None:
    """Keep a tariff no longer."""
    tx.write(_GONE, which=number)


def tariff(tx: Transaction, number: int) -> Tariff | None:
    """A tariff."""
    found = tx.ask(_ONE, which=number).one_or_none()
    return _read(found.said) if found else None


def tariffs(tx: Transaction) -> list[tuple[int, Tariff]]:
    """All tariffs with their numbers, by place, the latest first."""
    return [(row.number, _read(row.said)) for row in tx.ask(_ALL)]


def _read(said: str) -> Tariff:
    given: Any = msgspec.json.decode(said)
    return tariff_from(given)
