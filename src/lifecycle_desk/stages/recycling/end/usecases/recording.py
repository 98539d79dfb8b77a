"""Telling of the end: an event, and the row of the car that follows from its whole life."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.checklist_items import Checklist
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.stages.recycling.depollution.rules import depollution
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules import ways_out
from lifecycle_desk.stages.recycling.end.rules.entries import DayBefore
from lifecycle_desk.stages.recycling.end.rules.status import EndOfLife, folded
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life, vin
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import findable
from lifecycle_desk.vehicle.usecases.recording import record_event


@dataclass(frozen=True, slots=True)
class Car:
    """A car with its life, where it stands on its way out, and the items of its list that are open."""

    row: Any
    events: list[RecordedEvent]
    end: EndOfLife
    used: Checklist

    @property
    def vin(self) -> str:
        """Its VIN."""
        return str(self.row.vin)

    @property
    def energy(self) -> str | None:
        """The car's energy, if it is known."""
        return self.row.energy  # type: ignore[no-any-return]  # the row's columns are not typed here

    @property
    def has_battery(self) -> bool:
        """Whether it is driven by a traction battery; one of which nobody knows it is treated as if it were."""
        return self.energy is None or Energy.of(self.energy).has_traction_battery

    @property
    def open_items(self) -> tuple[str, ...]:
        """The mandatory items of its depollution list without an answer."""
        return depollution.open_items(self.used.items, self.energy, self.end.answered)


def car(tx: Transaction, given: str) -> Car:
    """A car by its VIN."""
    row = life_rows.row(tx, vin.canonical(given))
    return car_of(row, life_rows.told(tx, row.vin), today(tx))


def car_of(row: Any, events: list[RecordedEvent], today: date) -> Car:
    """A car from its row and its life; the list is the one that was begun with, else that in force."""
    end = folded(events)
    version = end.list_version.rpartition("-")[2] if end.list_version else None
    return Car(row, events, end, checklist(depollution.LIST, end.taken_over_on or today, version))


def car_here(tx: Transaction, given: str) -> Car:
    """A car that can still go somewhere: refuses one that is destroyed or has left the market."""
    found = car(tx, given)
    if found.end.certificate and found.end.destroyed_on:
        raise ways_out.CertificateIssued(found.end.certificate, found.end.destroyed_on)
    if found.end.exported_on:
        raise ways_out.HasLeft(found.end.exported_on)
    return found


def car_taken_over(tx: Transaction, given: str) -> Car:
    """The same; refuses one that has not been taken over for scrapping."""
    found = car_here(tx, given)
    if found.end.taken_over_on is None:
        raise ways_out.NotTakenOver
    return found


def check_after(on: date, since: date | None) -> None:
    """Refuse a day before that of what something rests on."""
    if since is not None and on < since:
        raise DayBefore(on, since)


def check_last_stage(found: Car, on: date) -> None:
    """Refuse a day before the last event that says at which stage the car is: the later one would win."""
    check_after(on, max((each.on for each in life.effective_events(found.events) if each.sets.stage), default=None))


def record(tx: Transaction, event: Event) -> int:
    """Tell an event of the end and keep the car's row; gives its number."""
    seq = record_event(tx, event)
    follow(tx, str(event.vin))
    return seq


def follow(tx: Transaction, of: str) -> None:
    """Let what is kept of a car follow from its life, after every event of this part of life."""
    found = car(tx, of)
    row = tables.row_of(of, found.row.number, found.end, found.open_items, has_battery=found.has_battery)
    tables.save(tx, of, row)
    findable(tx, of)
