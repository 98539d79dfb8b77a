"""Sources of the workshop's figures: orders, the visits of a car beside one another, and the time on clocks."""

import calendar
from collections.abc import Iterator
from datetime import date

from lifecycle_desk.dealership.usecases.day import day_of
from lifecycle_desk.figures.rules.figure import Contribution
from lifecycle_desk.figures.usecases.sources import CarOf, Source
from lifecycle_desk.stages.service.clocks import tables as clock_rows
from lifecycle_desk.stages.service.orders.rules.counted import (
    CLOCKED,
    COMEBACKS,
    FIRST_DUE,
    FIRST_HERE,
    FIRST_SERVICE_MONTHS,
    STEPS,
    VISITS,
    Visit,
    came_back,
    contributions,
    moves_orders,
)
from lifecycle_desk.stages.service.orders.rules.facts import of_order
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder, key_of, number_of
from lifecycle_desk.stages.service.orders.rules.states import OrderEvent
from lifecycle_desk.stages.service.orders.rules.totals import Totals
from lifecycle_desk.stages.service.orders.tables import lists
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent

CLOCKS = frozenset({OrderEvent.WORKED.value, OrderEvent.WORK_TAKEN_BACK.value})


def _orders_of(tx: Transaction, vin: str) -> Iterator[str]:
    return map(number_of, order_rows.keys_of(tx, vin))


def _order_of(event: Event) -> Iterator[str]:
    if number := event.facts.get("order"):
        yield str(number)


def _changed_orders(event: Event) -> Iterator[str]:
    return _order_of(event) if moves_orders(event.kind) else iter(())


def _changed_clocks(event: Event) -> Iterator[str]:
    return _order_of(event) if event.kind in CLOCKS else iter(())


def _changed_visits(event: Event) -> Iterator[str]:
    """A car's visits stand beside each other, and beside the day on which it was handed over new."""
    if event.vin and (moves_orders(event.kind) or event.sets.handed_over_on or event.corrects is not None):
        yield event.vin


def _of_order(car: CarOf, number: str) -> Iterator[Contribution]:
    if order := order_rows.saved(car.tx, number):
        yield from contributions(order, _steps(car, order), car.tx.known.get((Totals, order.key)))


def _steps(car: CarOf, order: RepairOrder) -> list[RecordedEvent]:
    """The moves of an order through the workshop; one that was logged whole has none, and its life is not read."""
    if order.state_since == order.opened_at:
        return []
    return [each for each in of_order(car.life, order.number) if each.kind in STEPS]


def _of_visits(car: CarOf, _vin: str) -> Iterator[Contribution]:
    visits = lists.visits(car.tx, car.vin)
    for each in visits:
        yield Contribution(VISITS, each.handed_over_on, technician=each.technician)
    yield from _comebacks(car.tx, visits)
    if car.row.handed_over_on and car.row.arrived_on:
        yield from _first_service(car.row.handed_over_on, visits)


def _comebacks(tx: Transaction, visits: list[Visit]) -> Iterator[Contribution]:
    counted = set[int]()
    pairs = list(came_back(visits))
    matters = lists.matters_of(tx, {each.key for pair in pairs for each in pair})
    for before, after in pairs:
        if before.key not in counted and matters[before.key] & matters[after.key]:
            counted.add(before.key)
            yield Contribution(COMEBACKS, before.handed_over_on, technician=before.technician)


def _first_service(handed_over_on: date, visits: list[Visit]) -> Iterator[Contribution]:
    until = _later(handed_over_on, FIRST_SERVICE_MONTHS)
    yield Contribution(FIRST_DUE, until)
    if any(each.serviced and handed_over_on <= each.handed_over_on <= until for each in visits):
        yield Contribution(FIRST_HERE, until)


def _later(day: date, months: int) -> date:
    """The same day some months later, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _of_clocks(car: CarOf, number: str) -> Iterator[Contribution]:
    key = key_of(number)
    for each in clock_rows.worked_on(car.tx, key) if key else ():
        yield Contribution(CLOCKED, day_of(car.tx, each.started_at), each.minutes, technician=each.technician)


SOURCES = (
    Source(name="order", changed_by=_changed_orders, of_car=_orders_of, contributes=_of_order),
    Source(name="visit", changed_by=_changed_visits, of_car=lambda _tx, vin: (vin,), contributes=_of_visits),
    Source(name="work", changed_by=_changed_clocks, of_car=_orders_of, contributes=_of_clocks),
)
