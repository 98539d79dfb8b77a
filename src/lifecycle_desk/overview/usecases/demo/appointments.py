"""The example's diary: who came in three years and who did not, who comes today, and who is booked in for later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.market.examples import invented_plate
from lifecycle_desk.overview.usecases.demo.cars import Car
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.lists import note
from lifecycle_desk.overview.usecases.demo.shop import CLOSES, OPENS, Shop, working
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
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.vehicle.rules.models import named

BEFORE, AHEAD = 3 * 365, 21  # days
LATELY = 42  # days of which the diary still tells everybody who did not come
A_DAY = 6  # appointments
BAYS, COURTESY_CARS = 4, 2
ALONE = 0.2  # how often somebody comes with a car that nobody knows yet
BOOKED, MISSED, LENT, CONFIRMED = 0.85, 0.06, 0.15, 0.55
MISSED_BEFORE = 0.01
WORKS = (
    (WorkKind.MAINTENANCE, (10, 15, 20)),
    (WorkKind.MAINTENANCE, (15, 25)),
    (WorkKind.REPAIR, (10, 30, 45)),
    (WorkKind.DIAGNOSIS, (5, 10)),
    (WorkKind.TYRES, (5, 8)),
    (WorkKind.BODY, (30, 60)),
    (WorkKind.CAMPAIGN, (5, 12)),
)
COME_FOR = WORKS[:5]  # those who came had a service or something small


@dataclass
class _Book:
    """What all appointments of the example share; numbers are given in the order in which they are booked."""

    shop: Shop
    dice: Random
    technicians: tuple[str, ...]
    bays: tuple[str, ...]
    lent: tuple[str, ...]


@dataclass
class _Booked:
    """An appointment whose number is known once it was booked, and when that is."""

    moment: datetime
    number: int = 0


def happen(shop: Shop, driven: Sequence[tuple[Car, list[date]]], road: Sequence[Car], here: Sequence[Car]) -> None:
    """Let the dealer have kept a diary for three years, and have booked cars for the next weeks."""
    dice = Random(f"diary {shop.pack.code} {len(road)}")  # noqa: S311 (invented on purpose)
    lent = tuple(invented_plate(shop.example.plate, dice, shop.opened_on) for _ in range(COURTESY_CARS))
    names = tuple(each.full_name for each in shop.members if each.role is Role.TECHNICIAN)
    bays = tuple(f"{note(shop.example, 'bay')} {number}" for number in range(1, BAYS + 1))
    book = _Book(shop, dice, names, bays, lent)
    first = shop.today - timedelta(days=BEFORE)
    for kind, those in ((ResourceKind.BAY, bays), (ResourceKind.COURTESY_CAR, lent)):
        for name in those:
            shop.diary.note(shop.at(working(first), OPENS), doing(save_resource, SaveResource(kind, name)))
    for car, days in driven:
        for day in days:
            if day >= first and dice.random() < BOOKED:
                _came(book, car, day)
    free = [car for car in road if car not in here]
    lately = shop.today - timedelta(days=LATELY)
    for day in _days(first, shop.today - timedelta(days=1)):
        if dice.random() < (MISSED if day >= lately else MISSED_BEFORE) * A_DAY:
            _missed(book, day)
    coming = dice.sample(free, len(free))
    for day in _days(shop.today, shop.today + timedelta(days=AHEAD)):
        _to_come(book, coming, day)


def _days(first: date, last: date) -> Iterator[date]:
    """The days of the shop between two."""
    for place in range((last - first).days + 1):
        day = first + timedelta(days=place)
        if working(day) == day:
            yield day


def _came(book: _Book, car: Car, day: date) -> None:
    """A visit that is over, and was booked before."""
    booked = _booked(book, car, day, book.dice.randrange(OPENS * 60, 12 * 60, 30), COME_FOR)

    def arrived(user: UserSession) -> None:
        with user.store.reading() as tx:
            there = order_rows.orders(tx, order_rows.keys_of(tx, car.vin))
        found = next((each.number for each in there if each.opened_on == day), "")
        if found:
            mark_arrived(user, MarkArrived(booked.number, order=found))

    book.shop.diary.note(book.shop.at(day, CLOSES), arrived, _adviser(book))


def _missed(book: _Book, day: date) -> None:
    """Somebody who did not come, or called that they would not."""
    booked = _booked(book, None, day, book.dice.randrange(OPENS * 60, 16 * 60, 30))
    calls = book.dice.random() < CONFIRMED

    def ended(user: UserSession) -> None:
        if calls:
            cancel_appointment(user, CancelAppointment(booked.number))
        else:
            mark_no_show(user, MarkNoShow(booked.number))

    book.shop.diary.note(book.shop.at(day, CLOSES - 1, 45), ended, _adviser(book))


def _to_come(book: _Book, coming: list[Car], day: date) -> None:
    """The appointments of a day that is still to come: fewer, the further it is away."""
    away = (day - book.shop.today).days
    count = max(1, A_DAY - away // 4)
    for _ in range(count):
        car = coming.pop() if coming and book.dice.random() > ALONE else None
        booked = _booked(book, car, day, book.dice.randrange(OPENS * 60, (CLOSES - 2) * 60, 30))
        if book.dice.random() < CONFIRMED:

            def confirm(user: UserSession, booked: _Booked = booked) -> None:
                confirm_appointment(user, ConfirmAppointment(booked.number))

            book.shop.diary.after(booked.moment, 30, confirm, _adviser(book))


def _booked(
    book: _Book, car: Car | None, day: date, start: int, works: Sequence[tuple[WorkKind, tuple[int, ...]]] = WORKS
) -> _Booked:
    """Let somebody book some days before."""
    shop, dice = book.shop, book.dice
    work, lengths = dice.choice(works)
    asked = BookAppointment(
        on=day,
        start=start,
        tenths=dice.choice(lengths),
        work=work,
        vin=car.vin if car else None,
        car="" if car else _stranger(book),
        technician=dice.choice((*book.technicians, "")),
        bay=dice.choice((*book.bays, "")),
        courtesy_car=dice.choice(book.lent) if dice.random() < LENT else "",
    )
    on = working(min(day - timedelta(days=dice.randint(2, 12)), shop.today))
    moment = shop.at(min(on, shop.today), dice.randrange(OPENS, CLOSES - 1), dice.randrange(0, 60, 5))
    booked = _Booked(moment)

    def book_it(user: UserSession) -> None:
        booked.number = book_appointment(user, asked).value.number

    booked.moment = shop.diary.note(moment, book_it, _adviser(book))
    return booked


def _stranger(book: _Book) -> str:
    """A car that nobody knows yet, as somebody tells it by telephone."""
    model = book.dice.choice(book.shop.example.models)
    return (
        f"{invented_plate(book.shop.example.plate, book.dice, book.shop.opened_on)} · {named(model.make, model.model)}"
    )


def _adviser(book: _Book) -> str:
    return book.dice.choice([each.name for each in book.shop.members if each.role is Role.ADVISER])
