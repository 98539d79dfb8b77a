"""Listing: the cars on their way out, what each of them waits for, and what is due or late."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules import deadlines
from lifecycle_desk.stages.recycling.end.rules.deadlines import Due, State
from lifecycle_desk.stages.recycling.end.rules.status import Step
from lifecycle_desk.stages.recycling.end.tables import StoredEnd
from lifecycle_desk.stages.recycling.end.usecases.recording import car_of
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import lists as vehicle_rows

FOUND_AT_MOST = 500  # more than this nobody reads; more letters find fewer


@dataclass(frozen=True, slots=True)
class ListedEnd:
    """A car on its way out as the list shows it; `due` is the most pressing deadline that waits."""

    stored: StoredEnd
    plate: str
    name: str
    days: int
    due: Due | None

    @property
    def vin(self) -> str:
        """Its VIN."""
        return self.stored.vin


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cars are on their way out, and how many have a deadline that has passed."""

    count: int
    late: int


class EndsBy:
    """The cars whose end is told: those at one step, those that are through, or all; the longest waiting first."""

    tables = frozenset({"recycling_car", "vehicle", "event"})

    def __init__(self, user: UserSession, which: Step | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all cars on the list, or of the first ones."""
        with self.user.store.reading() as tx:
            closed = self.which is Step.CLOSED
            listed = tables.numbers(tx, self.which, None if self.text else first, closed=closed)
            if not self.text:
                return listed
            hits, _ = search.find(tx, self.text, FOUND_AT_MOST)
            found = set(vehicle_rows.numbers_among(tx, [each.ref for each in hits if each.kind == "vehicle"]))
        return array("q", (each for each in listed if each in found))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, ListedEnd]:
        """The summaries of some of them."""
        with self.user.store.reading() as tx:
            vehicles = {each.number: each for each in vehicle_rows.numbered(tx, keys)}
            return {each.number: _line(tx, each, vehicles[each.number]) for each in tables.some(tx, keys)}


def _line(tx: Transaction, row: StoredEnd, vehicle: object) -> ListedEnd:
    today = dealer_day.today(tx)
    waiting = [each for each in dues_of(tx, row.vin, today) if each.waits]
    name = named(*(str(getattr(vehicle, part)) for part in ("make", "model", "variant")))
    plate = str(getattr(vehicle, "plate", None) or "")
    return ListedEnd(row, plate, name, (today - row.since).days, waiting[0] if waiting else None)


def dues_of(tx: Transaction, vin: str, today: date) -> tuple[Due, ...]:
    """The deadlines of one car, the most pressing first."""
    of = car_of(life_rows.row(tx, vin), life_rows.told(tx, vin), today)
    market = dealership.dealer(tx).market
    return deadlines.dues(of.events, market, today, of.end.depolluted_on(of.open_items))


def counts(user: UserSession) -> tuple[dict[Step, int], int]:
    """How many cars stand at each step, those that are through among them; and how many there are."""
    with user.store.reading() as tx:
        found, closed = tables.counts(tx)
    return found | {Step.CLOSED: closed}, sum(found.values()) + closed


def pressing(user: UserSession) -> list[ListedEnd]:
    """The cars on their way out that wait for somebody, those with the nearest deadline first."""
    with user.store.reading() as tx:
        rows = tables.open_cars(tx)
        vehicles = {each.number: each for each in vehicle_rows.numbered(tx, [each.number for each in rows])}
        lines = [_line(tx, each, vehicles[each.number]) for each in rows]
    return sorted(
        lines, key=lambda each: (each.due is None, each.due.due_on if each.due else each.stored.since, each.vin)
    )


def waiting(user: UserSession) -> Waiting:
    """How many cars are on their way out, and how many are late."""
    lines = pressing(user)
    return Waiting(len(lines), sum(1 for each in lines if each.due and each.due.state is State.LATE))
