"""Sources of the figures of charging: the sessions of a car, and readings of its battery."""

from collections.abc import Iterator

from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.figures.rules.figure import Contribution
from lifecycle_desk.figures.usecases.sources import CarOf, Source
from lifecycle_desk.stages.charging.health.rules import counted
from lifecycle_desk.stages.charging.health.rules.climate import Climate, climate_of
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables import charged
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event

_TOLD = frozenset({ChargingEvent.RECORDED.value, ChargingEvent.TAKEN_BACK.value})


def _changed(event: Event) -> Iterator[str]:
    if event.vin and event.kind in _TOLD:
        yield event.vin


def _of_car(car: CarOf, vin: str) -> Iterator[Contribution]:
    return counted.energy(charged.charged(car.tx, vin, zone(car.tx)))


def _changes_health(event: Event) -> Iterator[str]:
    """A reading, and the sessions that tell in which climate the car is charged."""
    if event.vin and (event.corrects is not None or event.kind in _TOLD or counted.reads_health(event)):
        yield event.vin


def _health(car: CarOf, vin: str) -> Iterator[Contribution]:
    def climate() -> Climate:
        return climate_of(charged.temperatures(car.tx, vin), market_in_force(car.tx).code)

    return counted.readings(car.life, climate)


def _is_settled(tx: Transaction, vin: str) -> bool:
    """Whether the life was told of all batches that count."""
    return not batch_rows.untold_of(tx, vin)


SOURCES = (
    Source(
        name="charged",
        changed_by=_changed,
        of_car=lambda _tx, vin: (vin,),
        contributes=_of_car,
        is_settled=_is_settled,
    ),
    Source(
        name="health",
        version=2,
        changed_by=_changes_health,
        of_car=lambda _tx, vin: (vin,),
        contributes=_health,
        is_settled=_is_settled,
    ),
)
