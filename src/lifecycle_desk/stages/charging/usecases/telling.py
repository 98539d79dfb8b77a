"""Telling the life of charging: what each batch means for a vehicle, gathered row by row, and told as one event."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.stages.charging.rules.events import ChargingEvent, Recorded
from lifecycle_desk.stages.charging.rules.sessions import OWN_IDS, Session
from lifecycle_desk.stages.charging.tables import batches as kept
from lifecycle_desk.stages.charging.tables import health
from lifecycle_desk.stages.charging.tables.prints import Seal, known_by, said, sealed_line
from lifecycle_desk.stages.charging.tables.sessions import columns_of
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.telling import tell


@dataclass(slots=True)
class Share:
    """What a batch means for one vehicle, gathered row by row."""

    seal: Seal = field(default_factory=Seal)
    sessions: int = 0
    replaced: int = 0
    energy_wh: int = 0
    first: datetime | None = None
    last: datetime | None = None
    reading: tuple[datetime, Distance] | None = None
    paid: Counter[str] = field(default_factory=Counter)

    def add(self, session: Session, line: bytes) -> None:
        """A row more."""
        self.seal.add(line)
        self.sessions += 1
        self.energy_wh += session.energy_wh
        start = session.started_at
        if self.first is None or start < self.first:
            self.first = start
        if self.last is None or start > self.last:
            self.last = start
        if session.odometer and (self.reading is None or start > self.reading[0]):
            self.reading = (start, session.odometer)
        if session.cost:
            self.paid[session.cost.currency] += session.cost.minor

    def recorded(self, batch: int, kind: str) -> Recorded:
        """What the life is told of it."""
        currency, paid = next(iter(self.paid.items())) if len(self.paid) == 1 else (None, None)
        at, reading = self.reading or (None, None)
        return Recorded(
            batch,
            kind,
            self.sessions,
            self.replaced,
            self.energy_wh,
            self.seal.hex(),
            self.first.date() if self.first else None,
            self.last.date() if self.last else None,
            reading.value if reading else None,
            reading.unit.value if reading else None,
            at.date() if at else None,
            paid,
            currency,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A session as it is written: what it is known by, what it says, and what is sealed of it."""

    session: Session
    vin: str | None
    columns: tuple[Any, ...]
    line: bytes
    known_by: int
    content: int

    def values(self, number: int, batch: int, vin: str | None) -> tuple[Any, ...]:
        """The whole row, in the order of its columns."""
        own = self.session
        return (number, batch, vin, own.source, own.key, self.known_by, self.content, *self.columns)


def row_of(session: Session, vin: str | None) -> Row:
    """A session as it is written; where the source's ids are its own, the car is part of what it is known by."""
    columns = columns_of(session)
    line = sealed_line(session.source, session.key, columns)
    car = (vin or f"?{session.whose[0] if session.whose else ''}") if session.source in OWN_IDS else ""
    return Row(session, vin, columns, line, known_by(session.source, car, session.key), said(line, columns))


def tell_batch(work: Work, recorded: Recorded, vin: str) -> int:
    """Tell a vehicle's life of a batch, on the day of the last session, and none that is still to come."""
    on = min(recorded.last_on or work.at.date(), work.at.date())
    odometer = None
    if recorded.odometer is not None and recorded.odometer_on is not None:
        odometer = Distance(recorded.odometer, LengthUnit.of(recorded.odometer_unit or LengthUnit.KM))
        on = min(recorded.odometer_on, on)  # the day of the reading: it is judged beside the others
    paid = Money(recorded.paid, recorded.currency) if recorded.paid is not None and recorded.currency else None
    health.make_stale(work, vin)
    return tell(work, Event(vin, on, ChargingEvent.RECORDED.value, recorded.facts(), odometer=odometer, paid=paid))


def tell_some(work: Work, most: int) -> int:
    """Tell lives of batches that count and were not told of yet; gives how many were told."""
    told = 0
    for batch, vin, facts in kept.untold(work, most):
        tell_batch(work, msgspec.convert(facts, Recorded), vin)
        kept.was_told(work, batch, vin)
        told += 1
    return told


def take_back(work: Work, batch: int, vins: Iterable[str], on: date) -> None:
    """Correct what the lives of some vehicles were told of a batch."""
    for vin in vins:
        events = [
            each
            for each in life.told(work, vin)
            if each.kind == ChargingEvent.RECORDED and each.facts.get("batch") == batch
        ]
        health.make_stale(work, vin)
        for each in events:
            facts = {"batch": batch, "sessions": each.facts["sessions"]}
            tell(work, Event(vin, on, ChargingEvent.TAKEN_BACK.value, facts, corrects=each.seq))
