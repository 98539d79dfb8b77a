"""Summaries of a life's rows, as each stage that has any gives them: a month of charging."""

from collections.abc import Callable, Iterable

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.vehicle.rules.folding import Summary

type Sums = Callable[[UserSession, str], Iterable[Summary]]

_SUMS: list[Sums] = []
_TABLES: set[str] = set()


def on_summaries(sums: Sums, *tables: str) -> None:
    """A room sums up groups of a life: called with the VIN; `tables` are those whose change makes one ask anew."""
    _SUMS.append(sums)
    _TABLES.update(tables)


def summary_tables() -> frozenset[str]:
    """The tables that summaries come from."""
    return frozenset(_TABLES)


def summaries(user: UserSession, vin: str) -> tuple[Summary, ...]:
    """What the stages sum up of a vehicle's life."""
    return tuple(each for sums in _SUMS for each in sums(user, vin))
