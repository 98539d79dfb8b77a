"""The odometer of one vehicle: every reading with its evidence, and the verdict over its whole life."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import dash
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.odometer import km_per_day
from lifecycle_desk.vehicle.rules.odometer_verdict import OdometerVerdict, evidence, judged
from lifecycle_desk.vehicle.tables import clusters, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.documents import Document
from lifecycle_desk.vehicle.usecases.recording import readings


@dataclass(frozen=True, slots=True)
class OdometerPage:
    """The page of a vehicle's odometer: the verdict, the recent daily distance in km, the documents by hash."""

    vin: str
    name: str
    plate: str | None
    verdict: OdometerVerdict
    km_per_day: float | None
    documents: dict[str, Document]


def odometer_now(tx: Transaction, vin: str) -> Odometer | None:
    """Where a vehicle's odometer stands; None without a reading."""
    return dash.last_read(*readings(tx, vin))


def odometers_now(tx: Transaction, whole_km: Mapping[str, int | None]) -> dict[str, Odometer | None]:
    """The same of some vehicles, by VIN, in one question; given is what each has run, as its row keeps it."""
    new = clusters.replaced(tx, list(whole_km))
    return {vin: dash.of_row(vin, km, new) for vin, km in whole_km.items()}


def distance_run(tx: Transaction, vin: str, read_km: int, on: date) -> int:
    """The distance that a vehicle had run when its dash showed so many km on a day: cover goes by that."""
    return dash.distance_run(read_km, on, *readings(tx, vin))


def verdict_of(tx: Transaction, vin: str, on: date) -> OdometerVerdict:
    """The verdict on a vehicle's odometer, as its life tells it on a day."""
    row = life_rows.row(tx, vin)
    told = [each for each in life_rows.told(tx, vin) if each.on <= on]
    numbers = {each.seq for each in told}
    found, offsets = readings(tx, vin)
    known = [each for each in found if each.seq in numbers]
    return judged(evidence(told, known, offsets), row.first_registered_on or row.handed_over_on, on)


def odometer_verdict(user: UserSession, given: str, on: date | None = None) -> OdometerVerdict:
    """The verdict on a vehicle's odometer, on a day or today."""
    with user.store.reading() as tx:
        vin = str(life_rows.row(tx, vins.canonical(given)).vin)
        return verdict_of(tx, vin, on or today(tx))


def odometer_page(user: UserSession, given: str) -> OdometerPage:
    """All that the page of a vehicle's odometer shows today."""
    with user.store.reading() as tx:
        row = life_rows.row(tx, vins.canonical(given))
        vin = str(row.vin)
        verdict = verdict_of(tx, vin, today(tx))
        pace = km_per_day(*readings(tx, vin))
        digests = dict.fromkeys(digest for each in verdict.readings for digest in each.documents)
        found = {digest: document for digest in digests if (document := people.document(tx, digest))}
    return OdometerPage(
        vin,
        named(row.make, row.model, row.variant),
        row.plate,
        verdict,
        float(pace) if pace is not None else None,
        {digest: Document(digest, *each) for digest, each in found.items()},
    )
