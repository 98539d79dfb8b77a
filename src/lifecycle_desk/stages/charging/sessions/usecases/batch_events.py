"""Telling the life of charging: what each batch means for a vehicle, gathered row by row, and told as one event."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, tzinfo
from operator import attrgetter

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.charging.health import tables as health
from lifecycle_desk.stages.charging.sessions.rules.events import BatchTold, ChargingEvent, Recorded
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables.chunks import Part, Seal
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import record_event

_BEGUN = attrgetter("started_at")


@dataclass(slots=True)
class Share:
    """A batch's share of one vehicle, gathered chunk by chunk."""

    seal: Seal = field(default_factory=Seal)
    sessions: int = 0
    replaced: int = 0
    energy_wh: int = 0
    first: Packed | None = None
    last: Packed | None = None
    reading: Packed | None = None
    paid: Counter[str] = field(default_factory=Counter)

    def add(self, part: Part) -> None:
        """Some rows more."""
        self.seal.add(part.lines)
        self.sessions += part.sessions
        self.energy_wh += part.energy_wh
        self.first = min(filter(None, (self.first, part.first)), key=_BEGUN)
        self.last = max(filter(None, (self.last, part.last)), key=_BEGUN)
        self.reading = max(filter(None, (self.reading, part.reading)), key=_BEGUN, default=None)
        self.paid.update(part.paid)

    def recorded(self, batch: int, kind: str, zone: tzinfo) -> Recorded:
        """The batch as the life is told of it, its days by the clocks of its place, else by the dealer's."""
        currency, paid = next(iter(self.paid.items())) if len(self.paid) == 1 else (None, None)
        return Recorded(
            batch,
            kind,
            self.sessions,
            self.replaced,
            self.energy_wh,
            self.seal.hex(),
            self.first.day_in(zone) if self.first else None,
            self.last.day_in(zone) if self.last else None,
            self.reading.odometer if self.reading else None,
            self.reading.odometer_unit if self.reading else None,
            self.reading.day_in(zone) if self.reading else None,
            paid,
            currency,
        )


def tell_batch(tx: Transaction, recorded: Recorded, vin: str, *, owed: bool = False) -> int:
    """Tell a vehicle's life of a batch, on the day of the last session, and none that is still to come."""
    on = min(recorded.last_on or today(tx), today(tx))
    odometer = None
    if recorded.odometer is not None and recorded.odometer_on is not None:
        odometer = Distance(recorded.odometer, LengthUnit(recorded.odometer_unit or LengthUnit.KM))
        on = min(recorded.odometer_on, on)  # the day of the reading: it is judged beside the others
    paid = Money(recorded.paid, recorded.currency) if recorded.paid is not None and recorded.currency else None
    health.make_stale(tx, vin)
    event = Event(vin, on, ChargingEvent.RECORDED.value, recorded.facts(), odometer=odometer, paid=paid)
    return record_event(tx, event, owed=owed)


def tell_some(tx: Transaction, most: int) -> int:
    """Tell lives of batches that count and were not told of yet; gives how many were told.

    A life may have been closed meanwhile: it is still told what counted before.
    """
    told = 0
    for vin, recorded in batch_rows.untold(tx, most):
        tell_batch(tx, recorded, vin, owed=True)
        batch_rows.was_told(tx, recorded.batch, vin)
        told += 1
    return told


def take_back(tx: Transaction, batch: int, vins: Iterable[str], on: date) -> None:
    """Correct what the lives of some vehicles were told of a batch."""
    for vin in vins:
        events = [each for each in life.told(tx, vin) if each.kind == ChargingEvent.RECORDED]
        health.make_stale(tx, vin)
        for each in events:
            told = each.facts_as(BatchTold)
            if told.batch == batch:
                facts = {"batch": batch, "sessions": told.sessions}
                record_event(tx, Event(vin, on, ChargingEvent.TAKEN_BACK.value, facts, corrects=each.seq))
