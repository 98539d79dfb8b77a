"""Correcting a reading: what was written by mistake is taken back and told again as it was meant, in one go."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import WHY, Km, Text
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import VehicleEvent
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import ReadOdometer, TakeBack, read_odometer, take_back
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.steps import told_as


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The number of a reading that was mistyped, the figure that was meant, and how one knows."""

    seq: int
    odometer: Annotated[Distance, Km(N_("The figure that was meant"), needed=True)]
    why: Annotated[str, Text(WHY, needed=True, refuses=life.ReasonMissing)]


READ_AGAIN = Step(  # told as the reading that was meant
    ReadAgain,
    VehicleEvent.READ,
    "gauge",
    heading=N_("Another figure was meant"),
    done=N_("The reading is put right."),
    form="odometer why:2",
)


@command(EVENT_CORRECT)
def read_again(tx: Transaction, asked: ReadAgain) -> EventRef:
    """Put a mistyped reading right: it stays readable, and the figure that was meant counts in its place."""
    found = life_rows.event(tx, asked.seq)
    if found is None or found[1] is None:
        raise life.UnknownEvent(asked.seq)
    told, of, _ = found
    if told.kind != VehicleEvent.READ:
        raise life.CorrectedWhereItWasMade
    take_back.does(tx, TakeBack(asked.seq, asked.why))
    meant = replace(told_as(ReadOdometer, str(of), told), odometer=asked.odometer)
    return read_odometer.does(tx, meant)  # type: ignore[return-value]  # no verb of steps


COMMANDS: tuple[Command[Any, Any], ...] = (read_again,)
