"""Single cars of a region: those of a dealer, and one wherever it was, with its life across dealers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import Row

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.region.tables import looking
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.models import named


@dataclass(frozen=True, slots=True)
class CarShort:
    """A car at a dealer, as the dealer described it last."""

    dealer: str
    dealer_name: str
    vin: str
    make: str
    model: str
    variant: str
    model_year: int | None
    stage: str
    odometer_km: int | None
    first_registered_on: date | None
    last_event_on: date | None
    soh: Decimal | None
    soh_on: date | None
    climate: str

    @property
    def name(self) -> str:
        """Make, model and variant."""
        return named(self.make, self.model, self.variant)


@dataclass(frozen=True, slots=True)
class LifeLine:
    """A record of a car at a dealer, as far as dealers let it travel; one that was corrected or voided is void."""

    dealer: str
    dealer_name: str
    told: RecordedEvent
    is_void: bool


@dataclass(frozen=True, slots=True)
class FoundCar:
    """A car wherever it was: at each dealer that has it, where it was last seen first, and its records."""

    vin: str
    at: tuple[CarShort, ...]
    life: tuple[LifeLine, ...]


def car_short(row: Row[Any]) -> CarShort:
    """A car from its row, which a statement has joined to others."""
    soh = None if row.soh_tenths is None else Decimal(row.soh_tenths) / 10
    return CarShort(
        row.dealer,
        row.name,
        row.vin,
        row.make,
        row.model,
        row.variant,
        row.model_year,
        row.stage,
        row.odometer_km,
        row.first_registered_on,
        row.last_event_on,
        soh,
        row.soh_on,
        row.climate,
    )


def cars_of(user: UserSession, dealer: str) -> Sequence[CarShort]:
    """The cars of a dealer, by VIN; no more than a list can hold."""
    with user.store.reading() as tx:
        return [car_short(row) for row in looking.cars_of(tx, dealer)]


def find_car(user: UserSession, typed: str) -> FoundCar:
    """A car by its VIN, wherever it was: its dealers are found first, and asked then."""
    vin = "".join(typed.split()).upper()
    with user.store.reading() as tx:
        at = looking.homes(tx, vin)
        cars = [car_short(row) for row in looking.car_at(tx, vin, at)] if at else []
        rows = looking.life_at(tx, vin, at) if at else ()
    voided = {(row.dealer, row.corrects) for row in rows if row.corrects is not None}
    life = (LifeLine(row.dealer, row.name, _told(row), (row.dealer, row.seq) in voided) for row in rows)
    return FoundCar(vin, tuple(cars), tuple(life))


def _told(row: Any) -> RecordedEvent:
    """A record with the facts that travelled."""
    facts = msgspec.json.decode(row.told).get("facts") or {}
    return RecordedEvent(row.seq, row.on, row.kind, facts, corrects=row.corrects, at=row.at.isoformat())


def cars_read(
    user: UserSession, make: str, model: str, years: int, market: str = "", climate: str = ""
) -> Sequence[CarShort]:
    """The cars of a model and an age whose battery was read, the weakest first; no more than a list can hold."""
    with user.store.reading() as tx:
        return [car_short(row) for row in looking.cars_read(tx, make, model, years, market, climate)]
