"""What is ahead at the end of lives: what each car lacks, what the law asks, what lies apart, what was issued."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.batteries import tables as batteries
from lifecycle_desk.batteries.rules.genealogy import Battery
from lifecycle_desk.batteries.rules.words import Whereabouts
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules import deadlines, permits, status
from lifecycle_desk.stages.recycling.end.rules.deadlines import Deadline, Due
from lifecycle_desk.stages.recycling.end.rules.permits import Permit
from lifecycle_desk.stages.recycling.end.rules.status import Step
from lifecycle_desk.stages.recycling.end.usecases.recording import Car, car_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import effective_events
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import lists as vehicle_rows
from lifecycle_desk.vehicle.usecases.glance import place_in

TABLES = frozenset({"recycling_car", "recycling_permit", "battery", "vehicle", "event"})
MOST_CARS = 50  # whose lives are read for the cards under the list; the list itself has them all


@dataclass(frozen=True, slots=True)
class OfCar:
    """A car by its VIN, with how people call it."""

    vin: str
    name: str
    plate: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """A car's next step, since when it is on its way, and what stands in the way of its certificate."""

    car: OfCar
    step: Step
    days: int
    blocks: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """What is kept apart: a car in quarantine with its place, or a battery (`battery`) that was taken out."""

    car: OfCar | None
    days: int | None
    battery: Battery | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate of destruction of this month."""

    car: OfCar
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class Ahead:
    """The cards under the list.

    `rules` are what the law asks in this market, whichever cars there are; `permit` is the one in force, by which the
    dealer may issue certificates himself.
    """

    today: date
    market: str
    steps: tuple[NextStep, ...]
    dues: tuple[tuple[OfCar, Due], ...]
    rules: tuple[Deadline, ...]
    apart: tuple[Apart, ...]
    issued: tuple[Issued, ...]
    permit: Permit | None


def ahead(user: UserSession) -> Ahead:
    """What is ahead of the cars on their way out."""
    with user.store.reading() as tx:
        today, market = dealer_day.today(tx), dealership.dealer(tx).market
        steps, dues = [], []
        for row in tables.open_cars(tx)[:MOST_CARS]:
            found = car_of(life_rows.row(tx, row.vin), life_rows.told(tx, row.vin), today)
            of = _of_car(found.row)
            steps.append(NextStep(of, row.step, (today - row.since).days, _blocks(found)))
            on = found.end.depolluted_on(found.open_items)
            dues += [(of, each) for each in deadlines.dues(found.events, market, today, on) if each.waits]
        return Ahead(
            today,
            market,
            tuple(steps),
            tuple(sorted(dues, key=lambda each: (each[1].due_on, each[0].vin))),
            tuple(each for each in deadlines.rules_of(market) if each.holds_on(today)),
            _apart(tx, today),
            _issued(tx, today.replace(day=1)),
            permits.in_force(tables.permits(tx), today),
        )


def _of_car(row: object) -> OfCar:
    name = named(*(str(getattr(row, part) or "") for part in ("make", "model", "variant")))
    return OfCar(str(getattr(row, "vin", "")), name, str(getattr(row, "plate", None) or ""))


def _blocks(found: Car) -> tuple[Objection, ...]:
    return tuple(status.blocks(found.end, found.open_items, has_battery=found.has_battery))


def _apart(tx: Transaction, today: date) -> tuple[Apart, ...]:
    """Cars in quarantine and batteries that were taken out, those first that wait longest."""
    cars = [
        Apart(_of_car(row), _days_apart(tx, row.vin, today), place=_stands_at(tx, row.vin))
        for row in vehicle_rows.quarantined(tx)
    ]
    loose = batteries.at(tx, Whereabouts.OUT)
    rows = {row.vin: row for row in vehicle_rows.of_vins(tx, [each.vin for each in loose if each.vin])}
    taken = [
        Apart(_of_car(rows[each.vin]) if each.vin in rows else None, (today - each.moved_on).days, each)
        for each in loose
    ]
    return (*sorted(cars, key=lambda each: -(each.days or 0)), *taken)


def _stands_at(tx: Transaction, vin: str) -> str:
    """The bay or yard where a car stands, as far as the stage that has it knows."""
    found = place_in(tx, vin)
    return found.detail if found else ""


def _days_apart(tx: Transaction, vin: str, today: date) -> int | None:
    """For how many days a car has been in quarantine: since the last event that put it there."""
    put = [each.on for each in effective_events(life_rows.told(tx, vin)) if each.sets.quarantined]
    return (today - put[-1]).days if put else None


def _issued(tx: Transaction, since: date) -> tuple[Issued, ...]:
    found = [each for each in tables.certified(tx, since) if each.certificate]
    rows = {row.vin: row for row in vehicle_rows.of_vins(tx, [each.vin for each in found])}
    return tuple(
        Issued(_of_car(rows[each.vin]), each.certificate, each.destroyed_on)
        for each in found
        if each.certificate and each.destroyed_on
    )
