"""Listing: the cars on their way out, what each of them waits for, and what is due or late."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.stages.recycling import tables
from lifecycle_desk.stages.recycling.rules import deadlines
from lifecycle_desk.stages.recycling.rules.deadlines import Due, State
from lifecycle_desk.stages.recycling.rules.standing import Step
from lifecycle_desk.stages.recycling.tables import Kept
from lifecycle_desk.stages.recycling.usecases.telling import car_of
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import life as kept

FOUND_AT_MOST = 500  # more than this nobody reads; more letters find fewer


@dataclass(frozen=True, slots=True)
class ListedEnd:
    """A car on its way out as the list shows it; `due` is the most pressing deadline that waits."""

    kept: Kept
    plate: str
    name: str
    days: int
    due: Due | None

    @property
    def vin(self) -> str:
        """Its VIN."""
        return self.kept.vin


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cars are on their way out, and how many have a deadline that has passed."""

    count: int
    late: int


class EndsBy:
    """The cars whose end is told: those at one step, those that are through, or all; the longest waiting first."""

    tables = frozenset({"recycling_car", "vehicle", "event"})

    def __init__(self, seat: Seat, which: Step | None = None, text: str = "") -> None:
        self.seat, self.which, self.text = seat, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all cars on the list, or of the first ones."""
        with self.seat.store.reading() as work:
            closed = self.which is Step.CLOSED
            listed = tables.numbers(work, self.which, None if self.text else first, closed=closed)
            if not self.text:
                return listed
            hits, _ = search.find(work, self.text, FOUND_AT_MOST)
            found = set(kept.numbers_among(work, [each.ref for each in hits if each.kind == "vehicle"]))
        return array("q", (each for each in listed if each in found))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, ListedEnd]:
        """What is shown of some of them."""
        with self.seat.store.reading() as work:
            vehicles = {each.number: each for each in kept.numbered(work, keys)}
            return {each.number: _line(work, each, vehicles[each.number]) for each in tables.some(work, keys)}


def _line(work: Work, row: Kept, vehicle: object) -> ListedEnd:
    today = dealer_day.today(work)
    waiting = [each for each in dues_of(work, row.vin, today) if each.waits]
    name = named(*(str(getattr(vehicle, part)) for part in ("make", "model", "variant")))
    plate = str(getattr(vehicle, "plate", None) or "")
    return ListedEnd(row, plate, name, (today - row.since).days, waiting[0] if waiting else None)


def dues_of(work: Work, vin: str, today: date) -> tuple[Due, ...]:
    """What is due of one car, the most pressing first."""
    of = car_of(kept.row(work, vin), kept.told(work, vin), today)
    market = dealership.dealer(work).market
    return deadlines.dues(of.events, market, today, of.end.depolluted_on(of.open_items))


def counts(seat: Seat) -> tuple[dict[Step, int], int]:
    """How many cars stand at each step, those that are through among them; and how many there are."""
    with seat.store.reading() as work:
        found, closed = tables.counts(work)
    return found | {Step.CLOSED: closed}, sum(found.values()) + closed


def pressing(seat: Seat) -> list[ListedEnd]:
    """The cars on their way out that wait for somebody, those with the nearest deadline first."""
    with seat.store.reading() as work:
        rows = tables.open_cars(work)
        vehicles = {each.number: each for each in kept.numbered(work, [each.number for each in rows])}
        lines = [_line(work, each, vehicles[each.number]) for each in rows]
    return sorted(
        lines, key=lambda each: (each.due is None, each.due.due_on if each.due else each.kept.since, each.vin)
    )


def waiting(seat: Seat) -> Waiting:
    """How many cars are on their way out, and how many are late."""
    lines = pressing(seat)
    return Waiting(len(lines), sum(1 for each in lines if each.due and each.due.state is State.LATE))
