"""The diary as it is looked at: days with their hours, what is known of one appointment, what its form begins with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today, zone
from lifecycle_desk.stages.service.diary.rules.appointments import Appointment
from lifecycle_desk.stages.service.diary.rules.load import DayLoad, overlapping
from lifecycle_desk.stages.service.diary.rules.opening import DaySaid, Opening, Span
from lifecycle_desk.stages.service.diary.rules.resources import Resource, ResourceKind
from lifecycle_desk.stages.service.diary.tables import appointments as rows
from lifecycle_desk.stages.service.diary.tables import resources
from lifecycle_desk.stages.service.diary.usecases import days
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER
from lifecycle_desk.stages.service.orders.tables.lists import states_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import people

TABLES = frozenset(
    {
        "appointment",
        "diary_resource",
        "diary_weekday",
        "diary_day",
        "repair_order",
        "technician_hours",
        "staff",
        "vehicle",
        "person",
    }
)
MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class AppointmentShown:
    """An appointment with the names that people know: the car, its plate, the customer and how to call them.

    `meets` is whether its technician or bay has another at the same time, `no_shows` how often the customer stayed
    away, `order` the repair order that its arrival opened. `model` is the car's name without its variant. `has_left` is
    whether that order was handed over: what is told of the appointment since is where the car stands.
    """

    of: Appointment
    plate: str
    name: str
    customer: str
    phone: str
    meets: bool = False
    no_shows: int = 0
    model: str = ""
    has_left: bool = False

    @property
    def number(self) -> int:
        """Its number."""
        return self.of.number

    @property
    def order(self) -> str:
        """The number of its repair order; empty where there is none."""
        return number_of(self.of.order_key) if self.of.order_key else ""

    @property
    def car(self) -> str:
        """The car, in the shortest words that tell it apart."""
        return self.plate or self.name or self.of.car or (self.of.vin or "")


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """A day of the diary: when it is open, what is booked, and how full that makes it."""

    on: date
    opening: Opening
    shown: tuple[AppointmentShown, ...]
    load: DayLoad


@dataclass(frozen=True, slots=True)
class DiaryDays:
    """Some days of the diary, the dealer's day of now, and the minute of it."""

    days: tuple[DiaryDay, ...]
    today: date
    minute: int


@dataclass(frozen=True, slots=True)
class AppointmentCard:
    """All that is needed to call about one appointment, and to write to the customer in their language."""

    shown: AppointmentShown
    owner: Person | None
    dealer: Dealer
    zone: str
    calling_code: str
    today: date

    @property
    def language(self) -> str:
        """The language that the customer wants, else the dealer's own."""
        return (self.owner.language if self.owner else None) or self.dealer.language


@dataclass(frozen=True, slots=True)
class BookingForm:
    """What the form of an appointment begins with: the appointment where it is known, and what can be chosen."""

    today: date
    technicians: tuple[str, ...]
    bays: tuple[str, ...]
    courtesy_cars: tuple[str, ...]
    known: AppointmentShown | None = None
    customer: Person | None = None


@dataclass(frozen=True, slots=True)
class DiarySetup:
    """What the diary is divided into, the dealer's own hours, and the usual ones of the market by weekday."""

    resources: tuple[Resource, ...]
    weekdays: Mapping[int, Span]
    days: Mapping[date, DaySaid]
    usual: Mapping[int, Span]


def diary_setup(user: UserSession) -> DiarySetup:
    """What the diary is divided into."""
    with user.store.reading() as tx:
        table, day = days.timetable(tx), today(tx)
        week = [day + timedelta(days=each) for each in range(7)]
        usual = {each.isoweekday(): table.usual(each) for each in week}
        return DiarySetup(tuple(resources.resources(tx)), table.weekdays, table.days, usual)


def diary_days(user: UserSession, first: date, count: int = 1) -> DiaryDays:
    """Some days of the diary, from one on."""
    with user.store.reading() as tx:
        wanted = [first + timedelta(days=each) for each in range(max(1, min(count, MOST_DAYS)))]
        table, booked = days.timetable(tx), rows.between(tx, wanted[0], wanted[-1])
        shown = shown_of(tx, booked)
        now = tx.at.astimezone(zone(tx))
        made = tuple(_day(tx, each, table.on(each), [one for one in shown if one.of.on == each]) for each in wanted)
        return DiaryDays(made, today(tx), now.hour * 60 + now.minute)


def _day(tx: Transaction, on: date, opening: Opening, shown: Sequence[AppointmentShown]) -> DiaryDay:
    return DiaryDay(on, opening, tuple(shown), days.load(tx, on, opening, [each.of for each in shown]))


def shown_of(tx: Transaction, some: Sequence[Appointment]) -> list[AppointmentShown]:
    """Appointments with the names that people know."""
    cars = rows.cars_of(tx, some)
    known = people.some(tx, sorted({each.customer for each in some if each.customer}))
    missed = rows.no_shows(tx, [each.customer for each in some if each.customer])
    by_day: dict[date, list[Appointment]] = {}
    for each in some:
        by_day.setdefault(each.on, []).append(each)
    orders = states_of(tx, {each.order_key for each in some if each.order_key})
    meeting = frozenset[int]().union(*(overlapping(each) for each in by_day.values()))
    found = []
    for each in some:
        car, person = cars.get(each.vin or ""), known.get(each.customer or 0)
        found.append(
            AppointmentShown(
                each,
                (car.plate or "") if car else "",
                named(car.make, car.model, car.variant) if car else "",
                person.name if person else "",
                person.phone if person else "",
                each.number in meeting,
                missed.get(each.customer or 0, 0),
                named(car.make, car.model) if car else "",
                orders.get(each.order_key or 0) is HANDED_OVER,
            )
        )
    return found


def appointment_card(user: UserSession, number: int) -> AppointmentCard:
    """All that is known of one appointment; refuses a number that there is not."""
    with user.store.reading() as tx:
        return _cards(tx, [rows.appointment(tx, number)])[0]


def expected_cards(user: UserSession, numbers: Sequence[int]) -> list[AppointmentCard]:
    """All that is known of those of some appointments that are still to come, by day and time."""
    with user.store.reading() as tx:
        found = [each for each in rows.some(tx, numbers) if each.is_expected]
        return _cards(tx, sorted(found, key=lambda of: (of.on, of.start, of.number)))


def _cards(tx: Transaction, some: Sequence[Appointment]) -> list[AppointmentCard]:
    owners = people.some(tx, sorted({each.customer for each in some if each.customer}))
    dealer = dealership.dealer(tx)
    code, place, day = market_in_force(tx).calling_code, zone(tx).key, today(tx)
    return [
        AppointmentCard(each, owners.get(each.of.customer or 0), dealer, place, code, day)
        for each in shown_of(tx, some)
    ]


def booking_form(user: UserSession, number: int | None = None, customer: int | None = None) -> BookingForm:
    """What the form of a new appointment begins with, perhaps of a customer, or of one that is known."""
    with user.store.reading() as tx:
        of, known = resources.resources(tx), rows.appointment(tx, number) if number else None
        return BookingForm(
            today(tx),
            tuple(days.technicians(tx)),
            resources.active(of, ResourceKind.BAY),
            resources.active(of, ResourceKind.COURTESY_CAR),
            shown_of(tx, [known])[0] if known else None,
            people.maybe_person(tx, known.customer if known else customer),
        )


def appointments_of_car(user: UserSession, vin: str) -> tuple[AppointmentShown, ...]:
    """The appointments of a car, the latest first."""
    with user.store.reading() as tx:
        return tuple(shown_of(tx, rows.of_car(tx, vin)))
