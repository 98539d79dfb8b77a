"""Correcting an entry: what was written by mistake is taken back and told again as it was meant, in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

import msgspec

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import WHY, Km, Text
from lifecycle_desk.commands.request import understood
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import VehicleEvent
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.first_sale import FIRST_SOLD, record_first_sale
from lifecycle_desk.vehicle.usecases.life import (
    NOTED,
    PLATED,
    READ,
    TakeBack,
    note_event,
    read_odometer,
    record_plate,
    take_back,
)
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.steps import plainly_told, told_as

type Meant = Mapping[str, Any]

_RECORDED: dict[str, Command[Any, Any]] = {}  # what tells an entry anew, by its kind


def may_be_corrected[Asked](step: Step[Asked], by: Command[Asked, EventRef]) -> None:
    """Let the entries of a step, which `take_back` takes back, be corrected: the command tells them anew."""
    _RECORDED[step.event.value] = by


may_be_corrected(READ, read_odometer)
may_be_corrected(NOTED, note_event)
may_be_corrected(PLATED, record_plate)
may_be_corrected(FIRST_SOLD, record_first_sale)


@dataclass(frozen=True, slots=True)
class CorrectEntry:
    """An entry by its number, what was meant instead by the names of its request, and why; the rest of it stays."""

    seq: int
    meant: dict[str, Any]
    why: Annotated[str, Text(WHY, needed=True, refuses=life.ReasonMissing)]


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The number of a reading that was mistyped, the figure that was meant, and how one knows."""

    seq: int
    odometer: Annotated[Distance, Km(N_("Intended reading"), needed=True)]
    why: Annotated[str, Text(WHY, needed=True, refuses=life.ReasonMissing)]


READ_AGAIN = Step(  # told as the reading that was meant
    ReadAgain,
    VehicleEvent.READ,
    "gauge",
    heading=N_("A different reading was meant"),
    done=N_("Reading corrected"),
    form="odometer why:2",
)


CORRECTION = Step(  # told as the entry that was meant
    CorrectEntry,
    VehicleEvent.TAKEN_BACK,
    "pencil",
    heading=N_("Correct the entry"),
    done=N_("The entry is corrected."),
    form="why",
)


def entry_as_told(vin: str, told: life.RecordedEvent) -> Any:
    """The request by which an entry was told; None where it cannot be corrected, or its words were erased."""
    by = _RECORDED.get(told.kind)
    if by is None:
        return None
    try:
        return told_as(by.takes, vin, told)
    except msgspec.ValidationError:
        return None


def as_meant(asked: CorrectEntry, anew: object) -> CorrectEntry:
    """The correction of an entry that should have been told as another request tells it."""
    return replace(asked, meant=msgspec.to_builtins(anew))


@command(EVENT_CORRECT)
def correct_entry(tx: Transaction, asked: CorrectEntry) -> EventRef:
    """Correct an entry: it stays readable with the reason, and what was meant counts in its place."""
    return _corrected(tx, asked.seq, asked.meant, asked.why, _RECORDED)


@command(EVENT_CORRECT)
def read_again(tx: Transaction, asked: ReadAgain) -> EventRef:
    """Put a mistyped reading right: it stays readable, and the figure that was meant counts in its place."""
    meant = {"odometer": msgspec.to_builtins(asked.odometer)}
    return _corrected(tx, asked.seq, meant, asked.why, {VehicleEvent.READ: read_odometer})


def _corrected(tx: Transaction, seq: int, meant: Meant, why: str, by: Mapping[str, Command[Any, Any]]) -> EventRef:
    found = life_rows.event(tx, seq)
    if found is None or found[1] is None:
        raise life.UnknownEvent(seq)
    told, of = found[0], found[1]
    if told.kind not in by:
        raise life.CorrectedWhereItWasMade
    records = by[told.kind]
    anew = understood({**plainly_told(records.takes, of, told), **meant, "vin": of}, records.takes)
    take_back.does(tx, TakeBack(seq, why))
    made: EventRef = records.does(tx, anew)  # type: ignore[assignment]  # no command of steps
    return made


COMMANDS: tuple[Command[Any, Any], ...] = (correct_entry, read_again)
