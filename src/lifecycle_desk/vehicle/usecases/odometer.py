"""The odometer of one vehicle: every reading with its evidence, and the verdict over its whole life."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules import dash
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.odometer import km_per_day
from lifecycle_desk.vehicle.rules.odometer_verdict import OdometerVerdict, evidence, judged
from lifecycle_desk.vehicle.tables import clusters, people
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.usecases.documents import Document
from lifecycle_desk.vehicle.usecases.telling import readings


@dataclass(frozen=True, slots=True)
class OdometerPage:
    """What the page of a vehicle's odometer shows: the verdict, the pace of late in km a day, the documents by hash."""

    vin: str
    name: str
    plate: str | None
    verdict: OdometerVerdict
    km_per_day: float | None
    documents: dict[str, Document]


def odometer_now(work: Work, vin: str) -> Odometer | None:
    """Where a vehicle's odometer stands; None without a reading."""
    return dash.last_read(*readings(work, vin))


def odometers_now(work: Work, whole_km: Mapping[str, int | None]) -> dict[str, Odometer | None]:
    """The same of some vehicles, by VIN, in one question; given is what each has run, as its row keeps it."""
    new = clusters.replaced(work, list(whole_km))
    return {vin: dash.of_row(vin, km, new) for vin, km in whole_km.items()}


def distance_run(work: Work, vin: str, read_km: int, on: date) -> int:
    """What a vehicle had run when its dash showed so many km on a day: cover goes by that, and not by the cluster."""
    return dash.distance_run(read_km, on, *readings(work, vin))


def verdict_of(work: Work, vin: str, on: date) -> OdometerVerdict:
    """The verdict on a vehicle's odometer, as its life tells it on a day."""
    row = kept.row(work, vin)
    told = [each for each in kept.told(work, vin) if each.on <= on]
    numbers = {each.seq for each in told}
    found, offsets = readings(work, vin)
    known = [each for each in found if each.seq in numbers]
    return judged(evidence(told, known, offsets), row.first_registered_on or row.handed_over_on, on)


def odometer_verdict(seat: Seat, given: str, on: date | None = None) -> OdometerVerdict:
    """The verdict on a vehicle's odometer, on a day or today."""
    with seat.store.reading() as work:
        vin = str(kept.row(work, vins.canonical(given)).vin)
        return verdict_of(work, vin, on or today(work))


def odometer_page(seat: Seat, given: str) -> OdometerPage:
    """All that the page of a vehicle's odometer shows today."""
    with seat.store.reading() as work:
        row = kept.row(work, vins.canonical(given))
        vin = str(row.vin)
        verdict = verdict_of(work, vin, today(work))
        pace = km_per_day(*readings(work, vin))
        digests = dict.fromkeys(digest for each in verdict.readings for digest in each.documents)
        found = {digest: kept_file for digest in digests if (kept_file := people.document(work, digest))}
    return OdometerPage(
        vin,
        named(row.make, row.model, row.variant),
        row.plate,
        verdict,
        float(pace) if pace is not None else None,
        {digest: Document(digest, *each) for digest, each in found.items()},
    )
