"""The example dealer: invented people and cars with years of history, told by the same verbs as real ones."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from lifecycle_desk.base import clock
from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.market.examples import invented_plate
from lifecycle_desk.overview.usecases.demo import (
    appointments,
    batteries,
    catalogue,
    claims,
    ending,
    maintenance,
    oddities,
    payments,
    purchasing,
    rota,
    second_hand,
    shelf,
    small_jobs,
    workshop,
)
from lifecycle_desk.overview.usecases.demo.campaigns import campaigns
from lifecycle_desk.overview.usecases.demo.cars import Car, build, read
from lifecycle_desk.overview.usecases.demo.charging import charge
from lifecycle_desk.overview.usecases.demo.shop import Shop, new_shop
from lifecycle_desk.overview.usecases.demo.stock import ROUND, Destiny, driven_car, waiting_car
from lifecycle_desk.store.opening import creating
from lifecycle_desk.trust.random_source import drawn_from
from lifecycle_desk.trust.store_key import KeyFile
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

MOST_VEHICLES = 5_000
NEEDS_A_BATTERY = frozenset({Destiny.QUARANTINED, Destiny.PDI_OPEN})
NEW_AGAIN = 200  # days: most cars came before that, and have been to the workshop
LATELY, SOLD_LATELY = 5, (70, 200)  # each fifth car that was sold came so many days ago, so that months have sales


@dataclass(frozen=True, slots=True)
class DemoMade:
    """The example dealer as it was made: where it lies, its market, and how much there is."""

    where: str
    market: str
    vehicles: int
    deeds: int


UntilAhead = objection("UntilAhead", N_("The sample history cannot end after today, %(today)s."), "until", today=date)


def fill(
    where: str,
    market: str,
    vehicles: int = 40,
    seed: int = 7,
    until: date | None = None,
    keys_of_store: KeyFile | None = None,
) -> Steps[DemoMade]:
    """Fill a new store with the example dealer of a market, with a history that ends with the last full hour.

    The same seed and numbers give the same store, byte by byte, within that hour; with `until`, the day on which the
    history ends (in UTC), at any time. Refuses a place that holds something, and leaves nothing behind where it is
    broken off.
    """
    now, count = _ends(clock.now(), until), min(max(vehicles, 0), MOST_VEHICLES)
    shop = new_shop(market, Random(f"{seed} {market.strip().upper()} {count}"), now)  # noqa: S311 (invented on purpose)
    keys = Random(f"keys {seed} {shop.pack.code} {count}")  # noqa: S311 (as above: they guard nobody's data)
    _plan(shop, count)
    with creating(where, keys_of_store) as made:
        with standing_at(shop.at(shop.opened_on, 7)), drawn_from(keys.randbytes):
            books.begin(UserSession(made.store, None, authorise), shop.dealer())
        yield from shop.diary.lived(made.store, keys)
        made.wanted = True
    return DemoMade(where, shop.pack.code, count, len(shop.diary.deeds))


def _ends(now: datetime, until: date | None) -> datetime:
    """When the history ends: with the last full hour, or with the noon of a day that has been."""
    if until is None:
        return now.replace(minute=0, second=0, microsecond=0)
    noon = datetime(until.year, until.month, until.day, 12, tzinfo=UTC)
    if noon > now:
        raise UntilAhead(now.astimezone(UTC).date())
    return noon


def _plan(shop: Shop, count: int) -> None:
    """Write the whole diary: who works there, what became of each car, and what stands in the workshop now."""
    shop.take_on_staff()
    catalogue.happen(shop)
    driven, charged, sold = [], [], 0
    for serial in range(1, count + 1):
        destiny = ROUND[(serial - 1) % len(ROUND)]
        car = _built(shop, destiny, serial)
        match destiny:
            case Destiny.IN_USE:
                sold += 1
                begins = driven_car(shop, car, car.since if sold % LATELY else _lately(shop, sold))
            case Destiny.OWN:
                begins = _own_car(shop, car)
            case _:
                waiting_car(shop, car, destiny)
                continue
        driven.append((car, workshop.visits(shop, car, begins) if begins else []))
        if begins:
            charged.append((car, begins))
    claims.happen(shop, driven)
    oddities.happen(shop, driven)
    back = second_hand.trade(shop, driven)
    back += ending.wreck(shop, driven, back)
    charge(shop, charged)
    batteries.happen(shop, charged)
    on_the_road = [car for car, _ in driven if car not in back]
    here = shop.dice.sample(on_the_road, min(workshop.on_the_board(len(driven)), len(on_the_road)))
    on_board = workshop.board(shop, here)
    on_time = [each for each in driven if each[0] not in back]
    small = small_jobs.happen(shop, on_time, here)
    claims.happen(shop, small, claims.MONEY_SOON, claims.OF_SMALL_JOBS)
    recalled = campaigns(shop, on_the_road, here)
    payments.happen(shop, driven)
    maintenance.happen(shop)
    appointments.happen(shop, driven, on_the_road, on_board, recalled)
    rota.happen(shop)
    shelf.happen(shop, on_board)
    purchasing.happen(shop, driven, [car for car in on_the_road if car not in here], on_board)


def _built(shop: Shop, destiny: Destiny, serial: int) -> Car:
    """A car for a destiny; one that is to stand apart has a battery that could burn."""
    since = shop.day(shop.opened_on, shop.today - timedelta(days=NEW_AGAIN))
    car = build(shop, since, serial)
    while destiny in NEEDS_A_BATTERY and not car.energy.has_traction_battery:
        car = build(shop, since, serial)
    return car


def _lately(shop: Shop, sold: int) -> date:
    """When one of the cars arrived that were sold in the last months: spread over these."""
    first, last = SOLD_LATELY
    return shop.ago(last - sold * 17 % (last - first))


def _own_car(shop: Shop, car: Car) -> date:
    """A customer's car that was bought elsewhere and came to the workshop."""
    owner, who = shop.buyer(), shop.somebody(Role.ADVISER)
    bought_on = car.since
    first_seen = shop.day(bought_on + timedelta(days=90), shop.today - timedelta(days=20))
    car.owner, car.plate = owner, invented_plate(shop.example.plate, shop.dice, bought_on)
    moment = shop.sometime(first_seen)
    shop.meet(owner, moment, who)

    def add(user: UserSession) -> None:
        add_vehicle(
            user,
            AddVehicle(
                car.vin,
                first_seen,
                car.description,
                plate=car.plate,
                odometer=read(shop, car.km(first_seen)),
                owner=owner.number,
                owner_since=bought_on,
                first_registered_on=bought_on,
                battery_code=car.battery,
            ),
        )

    shop.diary.after(moment, 1, add, who)
    return first_seen
