"""What is done in the workshop of the end: depollution by its list, and parts taken for re-use."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import END_OF_LIFE
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.recycling import tables
from lifecycle_desk.stages.recycling.rules import depollution
from lifecycle_desk.stages.recycling.rules.depollution import ItemDone
from lifecycle_desk.stages.recycling.rules.entries import check_named, check_texts
from lifecycle_desk.stages.recycling.rules.parts import PartTaken, check_parts, number_of
from lifecycle_desk.stages.recycling.rules.status import Happening
from lifecycle_desk.stages.recycling.tables import PartNumber
from lifecycle_desk.stages.recycling.usecases.recording import (
    EventRef,
    car_taken_over,
    check_after,
    check_documents,
    facts_of,
    record,
)
from lifecycle_desk.stages.recycling.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, check_day


@dataclass(frozen=True, slots=True)
class RecordDepollution:
    """What became of some items of the list, by whom; an item answered anew replaces its earlier answer."""

    vin: str
    on: date
    items: tuple[ItemDone, ...]
    by: str = ""
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeParts:
    """Parts taken from a car for re-use; each gets a number of its own."""

    vin: str
    on: date
    parts: tuple[PartTaken, ...]
    by: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartsTaken:
    """The numbers that the parts were given, in their order."""

    vin: str
    event: int
    numbers: tuple[str, ...]


@command(END_OF_LIFE, undo=undone)
def record_depollution(tx: Transaction, asked: RecordDepollution) -> EventRef:
    """Write down what became of items of the depollution list."""
    of = car_taken_over(tx, asked.vin)
    check_after(asked.on, of.end.taken_over_on)
    by = asked.by.strip() or tx.by or ""
    check_named([("by", by)])
    check_texts([("note", asked.note)])
    check_documents(tx, asked.documents)
    tx.note(*depollution.check_items(asked.items, of.used.items, of.energy, of.end.answered))
    facts = facts_of(asked) | {"by": by, "list": of.used.id}
    event = Event(of.vin, asked.on, Happening.DEPOLLUTED.value, facts, documents=asked.documents)
    return EventRef(of.vin, record(tx, event))


@command(END_OF_LIFE, undo=undone)
def take_parts(tx: Transaction, asked: TakeParts) -> PartsTaken:
    """Write down the parts that were taken for re-use, and number them."""
    of = car_taken_over(tx, asked.vin)
    check_after(asked.on, of.end.taken_over_on)
    check_day(asked.on, today(tx))
    check_parts(asked.parts)
    check_texts([("by", asked.by)])
    check_documents(tx, asked.documents)
    year = asked.on.year
    first = tables.next_part(tx, year)
    ordinals = range(first, first + len(asked.parts))
    numbers = tuple(number_of(year, each) for each in ordinals)
    facts = facts_of(asked) | {"by": asked.by.strip() or tx.by or "", "numbers": numbers}
    event = Event(of.vin, asked.on, Happening.PARTS_TAKEN.value, msgspec.to_builtins(facts), documents=asked.documents)
    seq = record(tx, event)
    kept = [PartNumber(name, of.vin, seq, year, each) for name, each in zip(numbers, ordinals, strict=True)]
    tables.keep_parts(tx, kept)
    return PartsTaken(of.vin, seq, numbers)


VERBS: tuple[Command[Any, Any], ...] = (record_depollution, take_parts)
