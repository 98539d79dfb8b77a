"""The odometer of a life: every reading that counts, as it was read and as the distance run, and which are odd."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.overview.rules.buyers import Verdict
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import odometer
from lifecycle_desk.vehicle.rules.life import CLUSTER_REPLACED, Part, RecordedEvent
from lifecycle_desk.vehicle.rules.odd_readings import OddReading
from lifecycle_desk.vehicle.rules.odometer import Reading, ReadingSource
from lifecycle_desk.vehicle.rules.odometer_verdict import source_told
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import readings

ENOUGH = 2  # readings, below which there is nothing to compare


@dataclass(frozen=True, slots=True)
class ReadingTold:
    """A reading of a life: `shown` as its source gave it, `km` the distance run, None where a cluster hides it."""

    seq: int
    on: date
    shown: Distance
    km: int | None
    source: ReadingSource | None
    odd: OddReading | None

    @property
    def is_odd(self) -> bool:
        """Whether it does not go with the others."""
        return self.odd is not None


@dataclass(frozen=True, slots=True)
class OdometerTold:
    """The readings of a life, the first first, what they say together, and where the cluster was replaced."""

    readings: tuple[ReadingTold, ...]
    verdict: Verdict
    clusters: tuple[date, ...]


def odometer_of(tx: Transaction, vin: str, events: Sequence[RecordedEvent]) -> OdometerTold:
    """The odometer of a life."""
    found, offsets = readings(tx, vin)
    odd = {reading.seq: note for reading, note in odometer.odd_readings(found, offsets)}
    by_seq = {each.seq: each for each in events}
    told = tuple(
        _told(each, by_seq[each.seq], odometer.true_reading(each, offsets), odd.get(each.seq))
        for each in odometer.in_time(found)
        if each.seq in by_seq
    )
    clusters = tuple(
        each.on
        for each in events
        if each.kind == CLUSTER_REPLACED and each.corrects is None and not life_rows.is_corrected(tx, each.seq)
    )
    return OdometerTold(told, _verdict(told, clusters), clusters)


def _told(reading: Reading, event: RecordedEvent, true: Reading | None, odd: OddReading | None) -> ReadingTold:
    shown = event.odometer or Distance(reading.km)
    return ReadingTold(event.seq, event.on, shown, true.km if true else None, source_of(event), odd)


def _verdict(told: Sequence[ReadingTold], clusters: Sequence[date]) -> Verdict:
    if len(told) < ENOUGH:
        return Verdict.TOO_FEW
    if any(each.odd for each in told):
        return Verdict.ODD
    return Verdict.EXPLAINED if clusters else Verdict.CONSISTENT


def source_of(told: RecordedEvent) -> ReadingSource | None:
    """Where a reading comes from: as it says itself, else by the part of life in which it was taken."""
    if said := source_told(told):
        return said
    if told.kind.endswith("inspected"):
        return ReadingSource.INSPECTION
    parts = {
        Part.SERVICE: ReadingSource.SERVICE,
        Part.SALE: ReadingSource.SALE,
        Part.TRANSFER: ReadingSource.SALE,
        Part.CHARGING: ReadingSource.TELEMATICS,
    }
    return parts.get(told.part)
