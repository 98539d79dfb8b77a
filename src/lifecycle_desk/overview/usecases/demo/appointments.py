"""The example's diary: who came in three years and who did not, who came this morning, and who is booked in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.market.examples import ExampleJob, invented_plate
from lifecycle_desk.overview.usecases.demo.campaigns import HOURS, RECALL
from lifecycle_desk.overview.usecases.demo.cars import Car
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.lists import note
from lifecycle_desk.overview.usecases.demo.maintenance import CARRIED_OUT
from lifecycle_desk.overview.usecases.demo.shop import CLOSES, OPENS, Shop
from lifecycle_desk.overview.usecases.demo.workshop import OnBoard, hours_of
from lifecycle_desk.stages.service.diary.rules.appointments import WorkKind
from lifecycle_desk.stages.service.diary.rules.resources import ResourceKind
from lifecycle_desk.stages.service.diary.usecases.arriving import mark_arrived
from lifecycle_desk.stages.service.diary.usecases.booking import (
    book_appointment,
    cancel_appointment,
    confirm_appointment,
    mark_no_show,
)
from lifecycle_desk.stages.service.diary.usecases.requests import (
    BookAppointment,
    CancelAppointment,
    ConfirmAppointment,
    MarkArrived,
    MarkNoShow,
)
from lifecycle_desk.stages.service.diary.usecases.setup import SaveResource, save_resource
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.vehicle.rules.models import named

BEFORE, AHEAD = 3 * 365, 21  # days
LATELY = 42  # days of which the diary still tells everybody who did not come
A_DAY, LATER = 3, 7  # appointments of a day, and after how many days there is one less
BAYS, COURTESY_CARS = 4, 2
NEW, WALKS_IN = 0.2, 0.15  # how often somebody comes with a car that nobody knows yet, and of these leaves no name
A_YEAR, BOOKED, BOOKED_BEFORE = 395, 0.85, 0.35  # days of which most visits stand in the diary, and how often
LENT, CONFIRMED = 0.15, 0.55
MISSED, MISSED_BEFORE = 0.2, 0.03  # how often somebody did not come on a day
AGAIN = 14  # days between two visits
HALF_AN_HOUR, LUNCH = 30, 12 * 60
FIRST, EVENING, LAST = OPENS * 60, 14 * 60, 16 * 60  # minutes of the day at which cars come
KINDS = {  # of work, by the letters with which the codes of its operations begin
    "WH": WorkKind.TYRES,
    "BO": WorkKind.BODY,
    "PA": WorkKind.BODY,
    "SW": WorkKind.DIAGNOSIS,
    "HV01": WorkKind.DIAGNOSIS,
    "CM": WorkKind.CAMPAIGN,
}
NOT_BOOKED = ("recall_belt", "accessories")  # jobs for which nobody calls


@dataclass(frozen=True, slots=True)
class _For:
    """What a car comes for: its work, how many tenths of an hour that takes, and what the customer says."""

    work: WorkKind
    tenths: int
    says: str = ""
    campaign: str = ""

    @property
    def minutes(self) -> int:
        """The same in minutes."""
        return self.tenths * 6


@dataclass
class _Book:
    """What all appointments of the example share; numbers are given in the order in which they are booked.

    `taken` says for which minutes of a day each technician is booked.
    """

    shop: Shop
    dice: Random
    technicians: tuple[str, ...]
    bays: tuple[str, ...]
    lent: tuple[str, ...]
    taken: dict[tuple[date, str], list[tuple[int, int]]] = field(default_factory=dict)

    def takes(self, day: date, technician: str, start: int, work: _For) -> None:
        """Take a technician's time."""
        self.taken.setdefault((day, technician), []).append((start, start + work.minutes))


@dataclass
class _Booked:
    """An appointment whose number is known once it was booked, and when that is."""

    moment: datetime
    number: int = 0


def happen(
    shop: Shop,
    driven: Sequence[tuple[Car, list[date]]],
    road: Sequence[Car],
    here: Sequence[OnBoard],
    recalled: Sequence[Car],
) -> None:
    """Let the dealer have kept a diary for three years, and have booked cars for the next weeks."""
    book = _opened(shop, len(road))
    dice, first = book.dice, shop.today - timedelta(days=BEFORE)
    for car, days in driven:
        for day in days:
            often = BOOKED if (shop.today - day).days < A_YEAR else BOOKED_BEFORE
            if day >= first and dice.random() < often and (car.vin, day) in shop.came:
                _came(book, car, day)
    lately = shop.today - timedelta(days=LATELY)
    for day in _days(shop, first, shop.today - timedelta(days=1)):
        known = [car for car, days in driven if _may_miss(car, days, day)]
        if known and dice.random() < (MISSED if day >= lately else MISSED_BEFORE):
            _missed(book, dice.choice(known), day)
    for each in here:
        if each.came and each.opened >= shop.at(shop.today, OPENS):
            _brought(book, each)
    expected = [_expected(book, each) for each in here if not each.came]
    _weeks_to_come(book, road, here, recalled, expected)


def _opened(shop: Shop, cars: int) -> _Book:
    """The diary with its bays and courtesy cars."""
    dice = Random(f"diary {shop.pack.code} {cars}")  # noqa: S311 (invented on purpose)
    lent = tuple(invented_plate(shop.example.plate, dice, shop.opened_on) for _ in range(COURTESY_CARS))
    names = tuple(each.full_name for each in shop.members if each.role is Role.TECHNICIAN)
    bays = tuple(f"{note(shop.example, 'bay')} {number}" for number in range(1, BAYS + 1))
    first = shop.at(shop.ago(BEFORE), OPENS)
    for kind, those in ((ResourceKind.BAY, bays), (ResourceKind.COURTESY_CAR, lent)):
        for name in those:
            shop.diary.note(first, doing(save_resource, SaveResource(kind, name)))
    return _Book(shop, dice, names, bays, lent)


def _days(shop: Shop, first: date, last: date) -> Iterator[date]:
    """The days of the shop between two."""
    for place in range((last - first).days + 1):
        day = first + timedelta(days=place)
        if shop.is_open(day):
            yield day


def _came(book: _Book, car: Car, day: date) -> None:
    """A visit that is over, and was booked before."""
    came = book.shop.came[car.vin, day]
    full = book.shop.full_name(came.technician)
    start = book.dice.randrange(FIRST, LUNCH, HALF_AN_HOUR)
    booked = _booked(book, car, came.received_on, start, _work_of(came.jobs), full)

    def arrived(user: UserSession) -> None:
        with user.store.reading() as tx:
            there = order_rows.orders(tx, order_rows.keys_of(tx, car.vin))
        found = next((each.number for each in there if each.opened_on == came.received_on), "")
        if found:
            mark_arrived(user, MarkArrived(booked.number, order=found))

    book.shop.diary.note(book.shop.at(came.received_on, CLOSES), arrived, _adviser(book))


def _may_miss(car: Car, days: Sequence[date], day: date) -> bool:
    """Whether a car is known for long on a day on which it does not come, and is its owner's still."""
    known = bool(days) and (day - days[0]).days > AGAIN and bool(car.owner)
    return known and (car.gone is None or day < car.gone) and all(abs((day - each).days) > AGAIN for each in days)


def _missed(book: _Book, car: Car, day: date) -> None:
    """Somebody who did not come, or called that they would not."""
    start = book.dice.randrange(FIRST, LAST, HALF_AN_HOUR)
    booked = _booked(book, car, day, start, _asked_for(book, car), book.dice.choice(book.technicians))
    calls = book.dice.random() < CONFIRMED

    def ended(user: UserSession) -> None:
        if calls:
            cancel_appointment(user, CancelAppointment(booked.number))
        else:
            mark_no_show(user, MarkNoShow(booked.number))

    book.shop.diary.note(book.shop.at(day, CLOSES - 1, 45), ended, _adviser(book))


def _brought(book: _Book, there: OnBoard) -> None:
    """A car that came this morning, as it was booked."""
    shop = book.shop
    full, work = shop.full_name(there.technician), _work_of(there.jobs[:1])
    start = max((until for _, until in book.taken.get((shop.today, full), ())), default=FIRST)
    book.takes(shop.today, full, start, work)
    booked = _booked(book, there.car, shop.today, start, work, full)

    def arrived(user: UserSession) -> None:
        mark_arrived(user, MarkArrived(booked.number, order=there.number[0]))

    shop.diary.after(there.opened, 5, arrived, _adviser(book))


def _expected(book: _Book, there: OnBoard) -> date | None:
    """A car whose order is opened already, and which comes as soon as who has it is free; gives the day."""
    shop, full, work = book.shop, book.shop.full_name(there.technician), _work_of(there.jobs[:1])
    for day in _days(shop, shop.today, shop.today + timedelta(days=AHEAD)):
        for start, technician in _slots(book, day, work):
            if technician == full and shop.at(day, *divmod(start, 60)) > shop.now:
                book.takes(day, full, start, work)
                _booked(book, there.car, day, start, work, full)
                return day
    return None


def _weeks_to_come(
    book: _Book,
    road: Sequence[Car],
    here: Sequence[OnBoard],
    recalled: Sequence[Car],
    expected: Sequence[date | None],
) -> None:
    """The appointments of today and of three weeks, beside those expected: fewer, the further away; each car once."""
    shop, dice = book.shop, book.dice
    inside = [each.car for each in here]
    lately = [car for car in road if (car.vin, shop.today) in shop.came or car in inside]
    free = [car for car in road if car not in lately and car not in recalled]
    called = [car for car in recalled if car not in lately]
    soon, later = dice.sample(free, len(free)), dice.sample(lately, len(lately))
    for day in _days(shop, shop.today, shop.today + timedelta(days=AHEAD)):
        away = (day - shop.today).days
        for _ in range(max(1, A_DAY - away // LATER - expected.count(day))):
            coming = soon or later if away > AGAIN // 2 else soon
            is_new = away > 0 and dice.random() < NEW
            car: Car | None
            if called and away:
                work, car = _For(WorkKind.CAMPAIGN, _rounded(int(HOURS * 10)), campaign=RECALL), called.pop()
            elif is_new or coming:
                car = None if is_new else coming.pop()
                work = _asked_for(book, car)
            else:
                continue
            if slots := list(_slots(book, day, work)):
                start, technician = dice.choice(slots)
                book.takes(day, technician, start, work)
                _to_come(book, car, day, start, work, technician)


def _slots(book: _Book, day: date, work: _For) -> Iterator[tuple[int, str]]:
    """When a piece of work may begin on a day, and who is free for it: today from the next hour on."""
    shop, soonest = book.shop, FIRST
    if day == shop.today:
        soonest = min(
            max(FIRST, (shop.now.astimezone(shop.zone).hour + 1) * 60), EVENING
        )  # in the evening they are late
    for start in range(soonest, LAST, HALF_AN_HOUR):
        for name in book.technicians:
            ends = start + work.minutes
            if all(ends <= begins or start >= until for begins, until in book.taken.get((day, name), ())):
                yield start, name


def _to_come(book: _Book, car: Car | None, day: date, start: int, work: _For, technician: str) -> None:
    booked = _booked(book, car, day, start, work, technician)
    if book.dice.random() < CONFIRMED:

        def confirm(user: UserSession) -> None:
            confirm_appointment(user, ConfirmAppointment(booked.number))

        book.shop.diary.after(booked.moment, 30, confirm, _adviser(book))


def _asked_for(book: _Book, car: Car | None) -> _For:
    """What somebody says by telephone that is to be done."""
    jobs = [each for each in book.shop.example.jobs if each.id not in NOT_BOOKED and _fits(each, car)]
    job = book.dice.choice([*jobs, *(each for each in jobs if each.id in CARRIED_OUT)])
    codes = tuple(each.code for each in job.labour)
    tenths = sum(each.tenths for each in job.labour)
    return _For(_kind(codes, regular=job.id in CARRIED_OUT and job.pay == "customer"), _rounded(tenths), job.complaint)


def _fits(job: ExampleJob, car: Car | None) -> bool:
    """Whether a car may need a job; of one that nobody knows, only what any car may need."""
    return not job.energies or (car is not None and car.energy in job.energies)


def _work_of(jobs: Sequence[Job]) -> _For:
    """What an order says that a car came for."""
    codes = tuple(line.code for line in jobs[0].lines)
    kind = _kind(codes, regular=bool(jobs[0].service))
    return _For(kind, _rounded(int(hours_of(jobs) * 10)), jobs[0].complaint)


def _kind(codes: Sequence[str], *, regular: bool) -> WorkKind:
    found = (kind for letters, kind in KINDS.items() if codes and codes[0].startswith(letters))
    return WorkKind.MAINTENANCE if regular else next(found, WorkKind.REPAIR)


def _rounded(tenths: int) -> int:
    """A time as it is booked: in half hours."""
    return max(-(-tenths // 5) * 5, 5)


def _booked(book: _Book, car: Car | None, day: date, start: int, work: _For, technician: str) -> _Booked:
    """Let somebody book some days before."""
    shop, dice = book.shop, book.dice
    stranger = None if car or dice.random() < WALKS_IN else shop.customer(dice).person
    place = book.technicians.index(technician) if technician in book.technicians else 0
    asked = BookAppointment(
        on=day,
        start=start,
        tenths=work.tenths,
        work=work.work,
        vin=car.vin if car else None,
        car="" if car else _unknown(book),
        customer=stranger,
        technician=technician,
        bay=book.bays[place % len(book.bays)],
        courtesy_car=dice.choice(book.lent) if dice.random() < LENT else "",
        campaign=work.campaign,
        note=work.says,
    )
    on = shop.working(min(day - timedelta(days=dice.randint(2, 12)), shop.last_day), forward=False)
    moment = shop.at(on, dice.randrange(OPENS, CLOSES - 1), dice.randrange(0, 60, 5))
    if day == shop.today == on:
        moment = min(moment, shop.at(shop.working(day - timedelta(days=1), forward=False), CLOSES - 1))
    booked = _Booked(moment)

    def book_it(user: UserSession) -> None:
        booked.number = book_appointment(user, asked).value.number

    booked.moment = shop.diary.note(moment, book_it, _adviser(book))
    return booked


def _unknown(book: _Book) -> str:
    """A car that nobody knows yet, as somebody tells it by telephone."""
    model = book.dice.choice(book.shop.example.models)
    return (
        f"{invented_plate(book.shop.example.plate, book.dice, book.shop.opened_on)} · {named(model.make, model.model)}"
    )


def _adviser(book: _Book) -> str:
    return book.dice.choice([each.name for each in book.shop.members if each.role is Role.ADVISER])
