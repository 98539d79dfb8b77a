"""The example's maintenance: a schedule of the dealer's own, a service that was done elsewhere, a reminder put off."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.market.examples import ExampleJob
from lifecycle_desk.overview.usecases.demo.cars import Car
from lifecycle_desk.overview.usecases.demo.shop import CLOSES, OPENS, Shop
from lifecycle_desk.schedules.rules import DueList, Interval, Item, ItemPart, Schedule, Visits
from lifecycle_desk.schedules.usecases.schedules import (
    KeepSchedule,
    RecordService,
    SnoozeDue,
    keep_schedule,
    record_service,
    snooze_due,
)
from lifecycle_desk.stages.service.due.usecases import DueCars
from lifecycle_desk.vehicle.rules.models import find_model, named

# What the example's jobs carry out of a schedule.
CARRIED_OUT = {
    "annual_service": ("visit", "cabin_filter"),
    "oil_service": ("visit", "engine_oil", "oil_filter"),
    "brake_fluid": ("brake_fluid",),
    "battery_coolant": ("battery_coolant",),
}
ANNUAL, FLUID = "annual_service", "brake_fluid"
AGAIN_AFTER = {ANNUAL: 335, "oil_service": 335, FLUID: 700, "battery_coolant": 1_430}  # days
AT_THE_DOOR = 3  # cars that are late and are looked at: one is put off, another was serviced elsewhere
PUT_OFF = timedelta(days=14)


def happen(shop: Shop) -> None:
    """Let the shop keep a schedule of its own from the first day, and look after two cars that are due today."""
    own = _own(shop)
    if own:

        def keep(user: UserSession) -> None:
            drained(keep_schedule.steps(user, KeepSchedule(own)))

        shop.diary.note(shop.at(shop.opened_on, OPENS, 30), keep)
    dice = Random(f"maintenance {shop.pack.code}")  # noqa: S311 (invented on purpose)

    def look_after(user: UserSession) -> None:
        cars = DueCars(user, DueList.OVERDUE)
        found = [each for each in cars.rows(cars.keys()).values() if each.order is None]
        late = sorted(found, key=lambda each: (each.due.forecast_on or date.max, each.vin))[:AT_THE_DOOR]
        if len(late) == AT_THE_DOOR:
            put_off, _, elsewhere = late
            snooze_due(user, SnoozeDue(put_off.vin, shop.today + PUT_OFF))
            days = timedelta(days=dice.randint(20, 40))
            km = Distance(elsewhere.odometer.shown_km) if elsewhere.odometer else None
            record_service(user, RecordService(elsewhere.vin, shop.today - days, km, authorised=False))

    shop.diary.note(min(shop.at(shop.today, CLOSES - 2), shop.now), look_after)


def is_due(shop: Shop, car: Car, job: str, day: date) -> bool:
    """Whether nobody has done some regular work on a car for long, nor does it today, nor will at another visit."""
    parts = set(CARRIED_OUT[job])
    visits = [(left, came.jobs) for (vin, left), came in shop.came.items() if vin == car.vin]
    visits.append((shop.today, shop.here.get(car.vin, ())))
    done = [on for on, jobs in visits if any(parts.intersection(each.service) for each in jobs)]
    return all(abs((day - each).days) > AGAIN_AFTER[job] for each in (car.since, *done))


def _own(shop: Shop) -> Schedule | None:
    """A schedule for the first model without an engine that the shop sells, with the parts and hours of its jobs."""
    jobs = {each.id: each for each in shop.example.jobs}
    models = (find_model(each.make, each.model, each.variant) for each in shop.example.models)
    sold = next((each for each in models if each and not each.energy.has_engine), None)
    if sold is None or ANNUAL not in jobs or FLUID not in jobs:
        return None
    annual, fluid = jobs[ANNUAL], jobs[FLUID]
    return Schedule(
        id="own-bev",
        title=named(sold.make, sold.model),
        valid_from=shop.opened_on,
        source=annual.cause,
        brands=(sold.make,),
        models=(f"{sold.model}*",),
        energies=(sold.energy,),
        visits=Visits(every=Interval(12, 20_000), sizes=("small", "large"), hours=_hours(annual)),
        items=(
            Item(code="cabin_filter", parts=_parts(annual)),
            Item(code="brake_fluid", every=Interval(months=24), hours=_hours(fluid), parts=_parts(fluid)),
            Item(code="battery_coolant", every=Interval(48, 100_000)),
        ),
    )


def _hours(job: ExampleJob) -> Decimal:
    return Decimal(sum(each.tenths for each in job.labour)) / 10


def _parts(job: ExampleJob) -> tuple[ItemPart, ...]:
    return tuple(
        ItemPart(number=each.number, text=each.what, quantity=Decimal(each.quantity), price=each.price_from)
        for each in job.parts
    )
