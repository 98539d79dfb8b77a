"""Viewing: whose sessions of a car are shown, and whose names of cards and accounts end when it changes hands."""

from collections.abc import Iterator
from datetime import date, timedelta

from lifecycle_desk.base.objections import NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.stages.charging.sessions.rules.view import View, view_of
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables import endings
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.owners import periods
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

A_DAY = timedelta(days=1)


def view(tx: Transaction, vin: str) -> View:
    """The sessions of a car that its present owner may be shown."""
    return view_of(periods(life.told(tx, vin)), zone(tx).key)


def end_names(tx: Transaction, vin: str, on: date, event: int) -> None:
    """End the names of cards and accounts that were the earlier owner's, the day before the new owner's first."""
    endings.end(tx, endings.held(tx, vin, on), event, on - A_DAY)


def foresee(tx: Transaction, vin: str, on: date) -> Iterator[Said]:
    """The ends that a change of owner on a day would bring: names no longer this car's, sessions no longer shown."""
    names = len(endings.held(tx, vin, on))
    if names:
        yield Said(
            NN_(
                "%(n)s charging card or account of the previous owner ends.",
                "%(n)s charging cards or accounts of the previous owner end.",
            ),
            n=names,
        )
    sessions = len(batch_rows.numbers_of(tx, vin))
    if sessions:
        yield Said(
            NN_(
                "%(n)s earlier charging session is only counted for the new owner: without location, time or cost.",
                "%(n)s earlier charging sessions are only counted for the new owner: without location, time or cost.",
            ),
            n=sessions,
        )


def endings_agree(tx: Transaction) -> Iterator[Finding]:
    """Every name was ended by an event that made its car another's, on the day before that owner's first."""
    for each in endings.endings(tx):
        found = life.event(tx, each.event)
        sets = found[0].sets if found and found[1] == each.vin else None
        if found is None or sets is None or sets.owner is None:
            yield Finding("charging", each.vin, f"a name was ended by event {each.event}, which changes no owner")
        elif (sets.owner_since or found[0].on) - A_DAY != each.until:
            yield Finding("charging", each.vin, f"event {each.event} ended a name on another day")


CHECKS: tuple[Check, ...] = (endings_agree,)
