"""Correcting a reading: what was written by mistake is taken back and told again as it was meant, in one go."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import EVENT_CORRECT
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import (
    READ,
    EventRef,
    ReadOdometer,
    TakeBack,
    read_odometer,
    take_back,
)


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The number of a reading that was mistyped, the figure that was meant, and how one knows."""

    seq: int
    odometer: Distance
    why: str


@command(EVENT_CORRECT)
def read_again(tx: Transaction, asked: ReadAgain) -> EventRef:
    """Put a mistyped reading right: it stays readable, and the figure that was meant counts in its place."""
    found = life_rows.event(tx, asked.seq)
    if found is None or found[1] is None:
        raise life.UnknownEvent(asked.seq)
    told, of, _ = found
    if told.kind != READ:
        raise life.CorrectedWhereItWasMade
    take_back.does(tx, TakeBack(asked.seq, asked.why))
    source = ReadingSource.of(told.facts["source"])
    meant = ReadOdometer(str(of), told.on, asked.odometer, source, told.facts.get("note", ""), told.documents)
    return read_odometer.does(tx, meant)  # type: ignore[return-value]  # no verb of steps


VERBS: tuple[Command[Any, Any], ...] = (read_again,)
