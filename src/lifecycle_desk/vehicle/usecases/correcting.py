"""Correcting a reading: what was written by mistake is taken back and told again as it was meant, in one go."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import EVENT_CORRECT
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.usecases.life import (
    READ,
    Happened,
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


@verb(EVENT_CORRECT)
def read_again(work: Work, asked: ReadAgain) -> Happened:
    """Put a mistyped reading right: it stays readable, and the figure that was meant counts in its place."""
    found = kept.event(work, asked.seq)
    if found is None or found[1] is None:
        raise life.UnknownEvent(asked.seq)
    told, of, _ = found
    if told.kind != READ:
        raise life.CorrectedWhereItWasMade
    take_back.does(work, TakeBack(asked.seq, asked.why))
    source = ReadingSource.of(told.facts["source"])
    meant = ReadOdometer(str(of), told.on, asked.odometer, source, told.facts.get("note", ""), told.documents)
    return read_odometer.does(work, meant)  # type: ignore[return-value]  # no verb of steps


VERBS: tuple[Verb[Any, Any], ...] = (read_again,)
