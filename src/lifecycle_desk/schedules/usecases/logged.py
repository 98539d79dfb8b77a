"""A logbook's entries about a car: visits to workshops elsewhere, and readings of its odometer.

A logbook may be taken in again and again. Each entry has a key of its source, which the event stores; an entry taken
in before is not told again, a changed one is taken back and told anew, and one that a person here took back stays
out.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.kinds import LONGEST_TEXT, TextTooLong
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.schedules.rules import SERVICED
from lifecycle_desk.store.slices import within_slice
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life, odometer
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, VehicleEvent
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import TakeBack, take_back
from lifecycle_desk.vehicle.usecases.recording import record_event, refuse_closed

TOLD_ANEW = "told otherwise by its logbook"

EntryWithoutReading = objection("EntryWithoutReading", N_("The entry has no odometer reading."), "odometer")


class Outcome(Enum):
    """The outcome of an entry."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a logbook: a visit elsewhere, or else only a reading.

    `source` and `key` are by what it is known again; `cost` is what its writer paid, and none of our amounts.
    """

    vin: str
    source: str
    key: str
    on: date
    is_visit: bool
    odometer: Distance | None = None
    note: str = ""
    workshop: str = ""
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class LogbookKey:
    """An entry of a logbook by its source and its key there."""

    source: str
    key: str


@dataclass(frozen=True, slots=True)
class LoggedTold:
    """An event that came from a logbook."""

    logbook: LogbookKey | None = None


def check_entry(tx: Transaction, entry: Entry) -> None:
    """Refuse an entry that cannot be told; `at` of the refusal is on, odometer, note or workshop."""
    try:
        life.check_day(entry.on, today(tx))
    except Objection as why:
        raise why.at_field("on") from None
    if entry.odometer is None and not entry.is_visit:
        raise EntryWithoutReading
    if entry.odometer:
        try:
            odometer.kilometres(entry.odometer)
        except Objection as why:
            raise why.at_field("odometer") from None
    for name in ("note", "workshop"):
        if len(getattr(entry, name)) > LONGEST_TEXT:
            raise TextTooLong(len(getattr(entry, name)), LONGEST_TEXT).at_field(name)
    refuse_closed(tx, entry.vin)


def take_in_entries(
    user: UserSession, entries: Sequence[Entry], *, dry_run: bool = False
) -> Steps[Result[list[Outcome]]]:
    """Take in entries that have been checked, in transactions short enough for others to save between; gives outcomes.

    An intake that is cut off in the middle goes on where it stopped when the same logbook comes again.
    """
    became: list[Outcome] = []
    notes: dict[str, Objection] = {}
    coming = iter(entries)
    while len(became) < len(entries):
        with user.store.writing(user.staff) as tx:
            user.authorise(tx, IMPORT)
            before = dict[str, dict[tuple[str, str], list[RecordedEvent]]]()
            for entry in within_slice(tx, coming):
                if entry.vin not in before:
                    before[entry.vin] = _logged(tx, entry.vin)
                became.append(_take_in(tx, entry, before[entry.vin]))
            if dry_run:
                tx.undo()
            notes |= {each.rule: each for each in tx.warnings}
        yield Step(len(became), len(entries))
        user.store.give_way()
    return Result(became, tuple(notes.values()))


def _logged(tx: Transaction, vin: str) -> dict[tuple[str, str], list[RecordedEvent]]:
    """The events that came from logbooks, the oldest first, by source and key."""
    found: dict[tuple[str, str], list[RecordedEvent]] = {}
    for each in sorted(life_rows.told(tx, vin), key=lambda told: told.seq):
        if said := each.facts_as(LoggedTold).logbook:
            found.setdefault((said.source, said.key), []).append(each)
    return found


def _take_in(tx: Transaction, entry: Entry, before: dict[tuple[str, str], list[RecordedEvent]]) -> Outcome:
    events = before.setdefault((entry.source, entry.key), [])
    if any(_says(each, entry) for each in events):
        return Outcome.KNOWN
    standing = events[-1] if events else None
    if standing and life_rows.is_corrected(tx, standing.seq):
        return Outcome.KNOWN  # a person took it back, or put it right
    if standing:
        take_back.does(tx, TakeBack(standing.seq, TOLD_ANEW))
    event = _event(entry)
    seq = record_event(tx, event)
    events.append(RecordedEvent(seq, event.on, event.kind, event.facts, odometer=event.odometer))
    return Outcome.CHANGED if standing else Outcome.NEW


def _event(entry: Entry) -> Event:
    facts: dict[str, Any] = {"note": entry.note.strip()} | asdict(LoggedTold(LogbookKey(entry.source, entry.key)))
    if not entry.is_visit:
        facts |= {"source": ReadingSource.OWNER.value}
        return Event(entry.vin, entry.on, VehicleEvent.READ.value, facts, odometer=entry.odometer)
    facts |= {"serviced": []}  # a logbook does not tell which items of a schedule were done
    facts |= {"workshop": entry.workshop.strip()} if entry.workshop.strip() else {}
    facts |= {"cost": {"minor": entry.cost.minor, "currency": entry.cost.currency}} if entry.cost else {}
    return Event(entry.vin, entry.on, SERVICED, facts, odometer=entry.odometer)


def _says(told: RecordedEvent, entry: Entry) -> bool:
    """Whether an event tells an entry just so; words that were erased with their person tell nothing else."""
    event = _event(entry)
    erased = {name for name in told.sealed if name not in told.facts}
    same = {name: value for name, value in event.facts.items() if name not in erased}
    return (
        (told.on, told.kind, told.odometer) == (event.on, event.kind, event.odometer)
        and same == {name: told.facts.get(name) for name in same}
        and {name for name in told.facts if name in {"workshop", "cost"}} <= event.facts.keys()
    )
