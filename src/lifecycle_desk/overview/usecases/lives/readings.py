"""The odometer of a life: every reading that counts, as it was read and as the distance run, and which are odd."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.overview.rules.buyers import Verdict
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import CLUSTER_REPLACED, Part, RecordedEvent
from lifecycle_desk.vehicle.rules.odd_readings import OddReading
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.rules.odometer_verdict import Evidence, Integrity, OdometerVerdict, source_told
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.odometer import verdict_of


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
    """The readings of a life, the first first, what they say together, and where the cluster was replaced.

    `remarks` are what is to be known of all of them: from when to when they rise, a replaced cluster, a gap.
    """

    readings: tuple[ReadingTold, ...]
    verdict: Verdict
    clusters: tuple[date, ...]
    remarks: tuple[Said, ...] = ()

    @property
    def odd(self) -> tuple[ReadingTold, ...]:
        """The readings that do not go with the others."""
        return tuple(each for each in self.readings if each.is_odd)


def odometer_of(tx: Transaction, vin: str, events: Sequence[RecordedEvent], on: date) -> OdometerTold:
    """The odometer of a life, as it is judged on a day."""
    judged = verdict_of(tx, vin, on)
    by_seq = {each.seq: each for each in events}
    told = tuple(_told(each, by_seq[each.reading.seq]) for each in judged.readings if each.reading.seq in by_seq)
    clusters = tuple(
        each.on
        for each in events
        if each.kind == CLUSTER_REPLACED and each.corrects is None and not life_rows.is_corrected(tx, each.seq)
    )
    verdict = _verdict(judged, clusters)
    return OdometerTold(told, verdict, clusters, () if verdict is Verdict.TOO_FEW else judged.remarks)


def _told(found: Evidence, event: RecordedEvent) -> ReadingTold:
    return ReadingTold(event.seq, event.on, found.distance, found.true_km, source_of(event), found.odd)


def _verdict(judged: OdometerVerdict, clusters: Sequence[date]) -> Verdict:
    if judged.integrity is Integrity.TOO_LITTLE:
        return Verdict.TOO_FEW
    if any(each.odd for each in judged.readings):
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
