"""The oddities of real books: a digit too many, miles for kilometres, a new cluster, another owner."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from lifecycle_desk.base.quantities import METRES_IN_A_MILE, Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.overview.usecases.demo.cars import Car, read
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.pictures import photo
from lifecycle_desk.overview.usecases.demo.shop import Shop
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.usecases.clusters import ReplaceCluster, replace_cluster
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.life import (
    Note,
    ReadOdometer,
    RecordOwner,
    note_event,
    read_odometer,
    record_owner,
)

EVERY = 6  # how many cars it takes until each of these has happened once
type Oddity = Callable[[Shop, Car, date, date], None]


def happen(shop: Shop, cars: Sequence[tuple[Car, Sequence[date]]]) -> None:
    """Let something happen to some of the cars, between their last two visits or after the last one."""
    told = [(car, days) for car, days in cars if len(days) > 1]
    for place, (car, days) in enumerate(told):
        if place % EVERY < len(ODDITIES):
            ODDITIES[place % EVERY](shop, car, days[-2], days[-1])


def _between(shop: Shop, first: date, last: date) -> date:
    return shop.day(first + timedelta(days=3), max(first + timedelta(days=3), last - timedelta(days=3)))


def _reading(shop: Shop, car: Car, on: date, shown: Distance, source: ReadingSource) -> None:
    asked = ReadOdometer(car.vin, on, shown, source)
    shop.diary.note(shop.sometime(on), doing(read_odometer, asked), shop.somebody(Role.ADVISER))


def _digit_too_many(shop: Shop, car: Car, first: date, last: date) -> None:
    on = _between(shop, first, last)
    shown = read(shop, car.km(on))
    _reading(shop, car, on, Distance(shown.value * 10, shown.unit), ReadingSource.SALE)


def _miles_for_kilometres(shop: Shop, car: Car, first: date, last: date) -> None:
    on = _between(shop, first, last)
    shown = read(shop, car.km(on))
    other = Distance(round(shown.value * 1000 / METRES_IN_A_MILE), shown.unit)
    _reading(shop, car, on, other, ReadingSource.EXPORT_DOCUMENT)


def _own_reading(shop: Shop, car: Car, first: date, last: date) -> None:
    on = _between(shop, first, last)
    _reading(shop, car, on, read(shop, car.km(on)), ReadingSource.OWNER)


def _another_owner(shop: Shop, car: Car, first: date, last: date) -> None:
    buyer, on, who = shop.customer(), _between(shop, first, last), shop.somebody(Role.ADVISER)
    moment = shop.sometime(on)
    shop.meet(buyer, moment, who)

    def record(user: UserSession) -> None:
        record_owner(user, RecordOwner(car.vin, buyer.number or 0, on))

    shop.diary.after(moment, 1, record, who)


def _new_cluster(shop: Shop, car: Car, _first: date, last: date) -> None:
    on = shop.day(last + timedelta(days=1), last + timedelta(days=9))
    old, why = read(shop, car.km(on)), next(each.cause for each in shop.example.jobs if each.id == "screen_restarts")
    asked = ReplaceCluster(car.vin, on, old, Distance(0, old.unit), why)
    shop.diary.note(shop.sometime(on), doing(replace_cluster, asked), shop.somebody(Role.ADVISER))
    car.restart(on)


def _noted_with_photo(shop: Shop, car: Car, first: date, last: date) -> None:
    on, name_and_picture = _between(shop, first, last), photo(shop.dice, shop.paint_of(car.description))
    text = shop.dice.choice([each.complaint for each in shop.example.jobs if each.pay == "insurance"])

    def note(user: UserSession) -> None:
        note_event(user, Note(car.vin, on, text, (attach(user, *name_and_picture).sha256,)))

    shop.diary.note(shop.sometime(on), note, shop.somebody(Role.ADVISER))


ODDITIES: tuple[Oddity, ...] = (
    _digit_too_many,
    _another_owner,
    _miles_for_kilometres,
    _noted_with_photo,
    _own_reading,
    _new_cluster,
)
