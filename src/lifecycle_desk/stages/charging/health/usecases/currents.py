"""AC or DC, said once for a source that does not tell it: a meter's energy says nothing of a battery without."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import One
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.charging.health import tables as figures
from lifecycle_desk.stages.charging.health.rules import with_currents
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent, SourceTold
from lifecycle_desk.stages.charging.sessions.rules.rights import CHARGING_EDIT
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session
from lifecycle_desk.stages.charging.sessions.rules.wording import flowed, source_of
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, as_recorded, effective_events
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import record_event

NoSuchSource = objection(
    "NoSuchSource", N_("The vehicle has no charging sessions from %(given)s."), "source", given=str
)


@dataclass(frozen=True, slots=True)
class TellCurrent:
    """The current in the sessions of a source that does not tell it itself; None takes the statement back."""

    vin: str
    source: str
    current: Annotated[Current | None, One(C_("charging", "Current"), terms=Current)]


TELLING = Step(
    TellCurrent,
    ChargingEvent.CURRENT_TOLD,
    "bolt",
    heading=N_("AC or DC"),
    done=N_("Set for all sessions from this source"),
    form="current",
    detail=(source_of, flowed),
)


@dataclass(frozen=True, slots=True)
class CurrentTold:
    """The event that keeps it, and what was told before."""

    vin: str
    event: int
    source: str
    before: Current | None


def _told_before(made: CurrentTold) -> tuple[Command[Any, Any], TellCurrent]:
    return tell_current, TellCurrent(made.vin, made.source, made.before)


@command(CHARGING_EDIT, _told_before)
def tell_current(tx: Transaction, asked: TellCurrent) -> CurrentTold:
    """Say once for a source of a car's charging sessions whether AC or DC flowed, where it does not tell."""
    vin = str(life.row(tx, vins.canonical(asked.vin)).vin)
    if not any(session.source == asked.source for _, session in batch_rows.sessions_of(tx, vin)):
        raise NoSuchSource(asked.source)
    before = currents(life.told(tx, vin)).get(asked.source)
    facts = {"source": asked.source, "current": asked.current.value if asked.current else None}
    seq = record_event(tx, Event(vin, today(tx), ChargingEvent.CURRENT_TOLD.value, facts))
    figures.make_stale(tx, vin)
    return CurrentTold(vin, seq, asked.source, before)


def currents(events: Sequence[RecordedEvent]) -> dict[str, Current]:
    """The last statement about each source."""
    said: dict[str, Current] = {}
    for each in sorted(map(as_recorded, effective_events(events)), key=lambda each: each.seq):
        if each.kind == ChargingEvent.CURRENT_TOLD:
            told = each.facts_as(SourceTold)
            said.pop(told.source, None)
            if told.current:
                said[told.source] = told.current
    return said


def as_said(sessions: Iterable[Session], events: Sequence[RecordedEvent]) -> list[Session]:
    """Sessions with what was said of their sources."""
    return with_currents(sessions, currents(events))


teach(TELLING)

COMMANDS: tuple[Command[Any, Any], ...] = (tell_current,)
