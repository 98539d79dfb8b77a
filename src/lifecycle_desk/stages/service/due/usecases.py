"""Due services over all cars: listed by the day on which they are expected, and booked as a filled-in order."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from typing import Any

from lifecycle_desk.base.objections import CONTEXT, N_, objection
from lifecycle_desk.base.quantities import LengthUnit
from lifecycle_desk.base.said import InARow
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.schedules import tables as schedule_rows
from lifecycle_desk.schedules.rules import By, Due, DueList, Schedule, StoredDue, planned
from lifecycle_desk.schedules.usecases.due import Servicing, servicing
from lifecycle_desk.stages.service.due.rules.booking import Say, jobs_of
from lifecycle_desk.stages.service.due.rules.reminding import Sender, reminder
from lifecycle_desk.stages.service.orders.rules.orders import Job, number_of
from lifecycle_desk.stages.service.orders.tables import lists as orders
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder, OrderDone
from lifecycle_desk.stages.service.orders.usecases.transitions import taken_back
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.tables import lists as vehicle_rows
from lifecycle_desk.vehicle.usecases.odometer import odometers_now

SOON = timedelta(days=30)
MOST_LISTED = 1_000
FOUND_AT_MOST = 500  # more than this nobody reads; more letters find fewer

NothingDue = objection("NothingDue", N_("No maintenance schedule applies to this vehicle."), "vin")


@dataclass(frozen=True, slots=True)
class BookService:
    """A service that is booked by the schedule, opened on a day (None: today).

    `items` are those that are meant, `jobs` what the order is to say; without them, all that is done together on that
    day, in English.
    """

    vin: str
    on: date | None = None
    items: tuple[str, ...] = ()
    jobs: tuple[Job, ...] = ()


@dataclass(frozen=True, slots=True)
class ListDue:
    """A list of what is due (None: all that has a day), no more than `most` cars of it."""

    which: DueList | None = None
    most: int = 100


@dataclass(frozen=True, slots=True)
class DueListed:
    """A car of which something is due: what, by which day and km, when that is expected, in how many days, why."""

    vin: str
    plate: str | None
    name: str
    owner: str | None
    phone: str
    what: str
    on: date | None
    at_km: int | None
    expected_on: date | None
    days: int
    by: By
    snoozed_until: date | None
    order: str | None
    no_reminders: bool = False


@dataclass(frozen=True, slots=True)
class DueFound:
    """The cars of a list, the soonest first and the snoozed ones last, and how many each list has."""

    cars: tuple[DueListed, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class DueSummary:
    """A car in the list of what is due; `days` until it is due, below 0 once it is over; `order` is one that is open.

    `put_off` is the day until which nobody is to be reminded, where that has not come; whoever wants `no_reminders` is
    never to be.
    """

    due: StoredDue
    plate: str | None
    name: str
    owner: str | None
    phone: str
    odometer: Odometer | None
    days: int
    order: str | None
    put_off: date | None
    no_reminders: bool = False

    @property
    def vin(self) -> str:
        """Its VIN."""
        return self.due.vin


@dataclass(frozen=True, slots=True)
class DueCar:
    """All that is needed to call about one car: who, in which language, what comes due, and what would be done."""

    line: DueSummary
    owner: Person | None
    schedule: Schedule
    dues: tuple[Due, ...]
    plan: tuple[Due, ...]
    today: date
    dealer: Dealer
    unit: LengthUnit

    def message(self, say: Say) -> str:
        """The message to the owner, in the words of a language."""
        return reminder(
            self.schedule,
            self.plan,
            car=f"{self.line.name} ({self.line.plate})" if self.line.plate else self.line.name,
            name=self.owner.name if self.owner else "",
            sender=Sender(self.dealer.name, self.dealer.phone, self.unit),
            today=self.today,
            say=say,
            odometer=self.line.odometer,
        )

    @property
    def language(self) -> str:
        """The language that the owner wants, else the dealer's own."""
        return (self.owner.language if self.owner else None) or self.dealer.language

    def jobs(self, say: Say) -> tuple[Job, ...]:
        """The jobs of an order that does it, in the words of a language."""
        return jobs_of(self.schedule, self.plan, say, priced=self.dealer.labour_rate is not None)


class DueCars:
    """The cars of which something is due, the soonest first: of one list, or all, the snoozed ones last.

    Letters narrow them to those that they find.
    """

    tables = frozenset({"vehicle_due", "vehicle", "person", "repair_order"})

    def __init__(self, user: UserSession, which: DueList | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all cars of the list, or of the first ones."""
        with self.user.store.reading() as tx:
            today = dealer_context(tx).today
            listed = schedule_rows.numbers(tx, self.which, today, today + SOON, None if self.text else first)
            if not self.text:
                return listed
            hits, _ = search.find(tx, self.text, FOUND_AT_MOST)
            found = set(vehicle_rows.numbers_among(tx, [each.ref for each in hits if each.kind == "vehicle"]))
        return array("q", (each for each in listed if each in found))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, DueSummary]:
        """The summaries of some of them."""
        with self.user.store.reading() as tx:
            return {each.due.number: each for each in _lines(tx, keys)}


def _lines(tx: Transaction, keys: Sequence[int]) -> list[DueSummary]:
    today, found = dealer_context(tx).today, schedule_rows.some(tx, keys)
    owners = people.some(tx, [row.owner for _, row in found if row.owner])
    opened = orders.open_among(tx, [each.vin for each, _ in found])
    dashes = odometers_now(tx, {each.vin: row.odometer_km for each, row in found})
    return [
        _line(each, row, owners.get(row.owner), today, opened.get(each.vin), dashes[each.vin]) for each, row in found
    ]


def _line(
    each: StoredDue, row: Any, owner: Person | None, today: date, order: int | None, read: Odometer | None
) -> DueSummary:
    return DueSummary(
        each,
        row.plate or None,
        named(row.make, row.model, row.variant),
        owner.name if owner else None,
        owner.phone if owner else "",
        read,
        (each.forecast_on - today).days if each.forecast_on else 0,
        number_of(order) if order else None,
        each.snoozed_until if each.snoozed_until and each.snoozed_until > today else None,
        bool(owner and owner.no_reminders),
    )


def due_counts(user: UserSession) -> Mapping[DueList, int]:
    """How many cars each list has."""
    with user.store.reading() as tx:
        today = dealer_context(tx).today
        return schedule_rows.counts(tx, today, today + SOON)


def overdue(user: UserSession) -> int:
    """How many cars are overdue: what the badge counts."""
    with user.store.reading() as tx:
        today = dealer_context(tx).today
        return schedule_rows.count(tx, DueList.OVERDUE, today, today + SOON)


def due_car(user: UserSession, given: str) -> DueCar | None:
    """All that is needed to call about one car; None where nobody is to be reminded of anything."""
    with user.store.reading() as tx:
        vin = str(life.row(tx, vins.canonical(given)).vin)
        row = schedule_rows.due(tx, vin)
        found = servicing(tx, vin)
        if row is None or found.schedule is None:
            return None
        of = dealer_context(tx)
        line = _lines(tx, [row.number])[0]
        owner = people.maybe_person(tx, life.row(tx, vin).owner)
        return DueCar(
            line,
            owner,
            found.schedule,
            found.dues,
            planned(found.schedule, found.dues, of.today),
            of.today,
            of.dealer,
            of.market.distance_unit,
        )


@command(VIEW)
def list_due(tx: Transaction, asked: ListDue) -> DueFound:
    """The due services over all cars in use: overdue, within 30 days, later, or put off; whom to call, and when."""
    today = dealer_context(tx).today
    until = today + SOON
    wanted = schedule_rows.numbers(tx, asked.which, today, until, max(1, min(asked.most, MOST_LISTED)))
    found = {each.due.number: each for each in _lines(tx, wanted)}
    counted = {which.value: number for which, number in schedule_rows.counts(tx, today, until).items()}
    return DueFound(tuple(_listed(found[each]) for each in wanted if each in found), counted)


def _listed(line: DueSummary) -> DueListed:
    due = line.due
    return DueListed(
        line.vin,
        line.plate,
        line.name,
        line.owner,
        line.phone,
        due.item,
        due.due_on,
        due.due_km,
        due.forecast_on,
        line.days,
        due.by,
        due.snoozed_until,
        line.order,
        line.no_reminders,
    )


@command(ORDER_EDIT, undo=taken_back)
def book_service(tx: Transaction, asked: BookService) -> OrderDone:
    """Open a repair order for the service that is due: its items, parts, hours and torques filled in."""
    vin = str(life.row(tx, vins.canonical(asked.vin)).vin)
    jobs = asked.jobs or _jobs(tx, servicing(tx, vin), asked)
    if not jobs:
        raise NothingDue
    return open_repair_order.does(tx, OpenRepairOrder(vin=vin, on=asked.on, jobs=jobs))  # type: ignore[return-value]  # no verb of steps


def _jobs(tx: Transaction, found: Servicing, asked: BookService) -> tuple[Job, ...]:
    if found.schedule is None:
        return ()
    of = dealer_context(tx)
    plan = planned(found.schedule, found.dues, asked.on or of.today)
    if asked.items:
        plan = tuple(each for each in found.dues if each.code in asked.items)
    return jobs_of(found.schedule, plan, in_english, priced=of.dealer.labour_rate is not None)


def in_english(message: str, **facts: object) -> str:
    """A message as it stands, with its facts: what other programs book is written in English."""
    return _bare(message) % {name: _fact(each) for name, each in facts.items()}


def _fact(value: object) -> str:
    match value:
        case LabeledEnum(label=label):
            return _bare(label)
        case InARow(parts=parts, by=by) if parts:
            return reduce(lambda one, other: in_english(by, one=one, other=other), map(_fact, parts))
    return str(value or "")


def _bare(message: str) -> str:
    return message.rpartition(CONTEXT)[2]


COMMANDS: tuple[Command[Any, Any], ...] = (list_due, book_service)
