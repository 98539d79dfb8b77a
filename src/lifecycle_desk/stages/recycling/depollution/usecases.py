"""The workshop of the end: depollution by its list, and parts taken for re-use."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.said import WITH_ASIDE, Piece, Said
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Documents, Note, On, Own
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.recycling.depollution.rules import depollution
from lifecycle_desk.stages.recycling.depollution.rules.depollution import ItemDone
from lifecycle_desk.stages.recycling.depollution.rules.parts import Numbered, PartTaken, check_parts, number_of
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules.entries import check_named
from lifecycle_desk.stages.recycling.end.rules.measures import DoneBy
from lifecycle_desk.stages.recycling.end.rules.rights import END_OF_LIFE
from lifecycle_desk.stages.recycling.end.rules.status import Happening
from lifecycle_desk.stages.recycling.end.tables import PartNumber
from lifecycle_desk.stages.recycling.end.usecases.recording import car_taken_over, check_after, record
from lifecycle_desk.stages.recycling.end.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import wording
from lifecycle_desk.vehicle.rules.life import RecordedEvent, check_day
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names, Worded
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.steps import check, event_of


@dataclass(frozen=True, slots=True)
class RecordDepollution:
    """The outcomes of some items of the list, by whom; an item answered anew replaces its earlier answer."""

    vin: str
    on: On
    items: Annotated[tuple[ItemDone, ...], Own("")]
    by: DoneBy = ""
    note: Note = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class Depolluted:
    """The list by which a car was depolluted, with its version."""

    list: str


@dataclass(frozen=True, slots=True)
class _Counted:
    """Of a depollution, here or elsewhere: its items, which are counted alone."""

    items: tuple[Any, ...] = ()


def _items(told: RecordedEvent, _: Names) -> Piece | None:
    n = len(told.facts_as(_Counted).items)
    return Said(NN_("%(n)s item of the list", "%(n)s items of the list"), n=n)


DEPOLLUTED = Step(
    RecordDepollution,
    Happening.DEPOLLUTED,
    "droplet-off",
    heading=N_("Depollution list"),
    done=N_("Depollution saved"),
    form="by:2 on note:3 / items / documents",
    adds=Depolluted,
    detail=(_items, "by"),
    travels=("list", "items"),
    rests_on=(Happening.TAKEN_OVER,),
)


@command(END_OF_LIFE, undo=undone)
def record_depollution(tx: Transaction, asked: RecordDepollution) -> EventRef:
    """Write down what became of items of the depollution list."""
    of = car_taken_over(tx, asked.vin)
    check_after(asked.on, of.end.taken_over_on)
    told = replace(asked, by=asked.by.strip() or tx.by or "")
    check_named([("by", told.by)])
    check(tx, told)
    tx.note(*depollution.check_items(asked.items, of.used.items, of.energy, of.end.answered))
    return EventRef(of.vin, record(tx, event_of(DEPOLLUTED, told, of.vin, Depolluted(of.used.id))))


@dataclass(frozen=True, slots=True)
class TakeParts:
    """Parts taken from a car for re-use; each gets a number of its own."""

    vin: str
    on: On
    parts: Annotated[tuple[PartTaken, ...], Own("")]
    by: DoneBy = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class PartsTaken:
    """The numbers that the parts were given, in their order."""

    vin: str
    event: int
    numbers: tuple[str, ...]


PARTED = Step(
    TakeParts,
    Happening.PARTS_TAKEN,
    "package",
    heading=N_("Remove parts for reuse"),
    done=N_("Parts saved; labels can be printed"),
    form="parts / by on / documents",
    adds=Numbered,
    travels=("parts", "numbers"),
    rests_on=(Happening.TAKEN_OVER,),
)


@dataclass(frozen=True, slots=True)
class _NamedPart:
    name: str
    grade: str


@dataclass(frozen=True, slots=True)
class _NamedParts:
    """Of parts that were taken, here or elsewhere: how each is called."""

    parts: tuple[_NamedPart, ...] = ()
    numbers: tuple[str, ...] = ()


def _parts(told: RecordedEvent, names: Names) -> Worded:
    """Parts are told each by its number, which no field has as its label."""
    taken, told_as = told.facts_as(_NamedParts), PARTED.worded(told, names)
    count = Said(NN_("%(n)s part", "%(n)s parts"), n=len(taken.parts))
    named = filter(None, (each.name for each in taken.parts[:3]))
    facts = (
        (number, Said(WITH_ASIDE, what=part.name, aside=part.grade))
        for number, part in zip(taken.numbers, taken.parts, strict=False)
    )
    return replace(told_as, detail=(count, *named), facts=(*facts, *told_as.facts))


@command(END_OF_LIFE, undo=undone)
def take_parts(tx: Transaction, asked: TakeParts) -> PartsTaken:
    """Write down the parts that were taken for re-use, and number them."""
    of = car_taken_over(tx, asked.vin)
    check_after(asked.on, of.end.taken_over_on)
    check_day(asked.on, today(tx))
    check_parts(asked.parts)
    check(tx, asked)
    year = asked.on.year
    first = tables.next_part(tx, year)
    ordinals = range(first, first + len(asked.parts))
    numbers = tuple(number_of(year, each) for each in ordinals)
    told = replace(asked, by=asked.by.strip() or tx.by or "")
    seq = record(tx, event_of(PARTED, told, of.vin, Numbered(numbers)))
    kept = [PartNumber(name, of.vin, seq, year, each) for name, each in zip(numbers, ordinals, strict=True)]
    tables.save_parts(tx, kept)
    return PartsTaken(of.vin, seq, numbers)


teach(DEPOLLUTED, PARTED)
wording.teach({Happening.PARTS_TAKEN.value: _parts})

COMMANDS: tuple[Command[Any, Any], ...] = (record_depollution, take_parts)
