"""Telling the life of charging: what each batch means for a vehicle, gathered row by row, and told as one event."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import tzinfo
from operator import attrgetter

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.charging.health import tables as health
from lifecycle_desk.stages.charging.sessions.rules.events import BatchTold, ChargingEvent, Recorded
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables.batches import Owed
from lifecycle_desk.stages.charging.sessions.tables.chunks import Part, Seal
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import record_event, refuse_closed

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
    """Tell lives of batches that count and were not told of yet, and correct what they tell of those that were undone.

    Gives how many lives that was.
    """
    return sum(tell_owed(tx, each) for each in batch_rows.untold(tx, most))


def tell_owed(tx: Transaction, owed: Owed) -> bool:
    """Tell a life what it is owed, which may have been read before the transaction; whether it still was.

    A life may have been closed meanwhile: it is still told what counted before.
    """
    if not batch_rows.owe_no_more(tx, owed):
        return False
    if recorded := owed.recorded:
        tell_batch(tx, recorded, owed.vin, owed=True)
    else:
        _take_back(tx, owed.batch, owed.vin)
    return True


def let_go(tx: Transaction, batch: int) -> None:
    """Let a batch count no more from now on; the lives that were told of it are to be corrected one after the other.

    A life that is closed already lets none be undone.
    """
    batch_rows.undo(tx, batch)
    if closed := batch_rows.closed_owed(tx, batch):
        refuse_closed(tx, closed)
    health.make_all_stale(tx, batch_rows.LIVES_OWED, of_batch=batch)


def _take_back(tx: Transaction, batch: int, vin: str) -> None:
    """Correct what a vehicle's life was told of a batch."""
    health.make_stale(tx, vin)
    for each in life.told(tx, vin):
        if each.kind != ChargingEvent.RECORDED or (told := each.facts_as(BatchTold)).batch != batch:
            continue
        facts = {"batch": batch, "sessions": told.sessions}
        event = Event(vin, today(tx), ChargingEvent.TAKEN_BACK.value, facts, corrects=each.seq)
        record_event(tx, event, owed=True)
