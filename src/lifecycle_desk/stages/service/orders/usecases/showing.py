"""Showing the workshop: one order with all that belongs to it, lists, the board, badges, what was written last."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lifecycle_desk.base import promises
from lifecycle_desk.base.money import Money
from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignState
from lifecycle_desk.campaigns.tables.cars import open_on
from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar, campaigns_of
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.market.taxes import OtherTax, Taxing
from lifecycle_desk.schedules.usecases.due import servicing
from lifecycle_desk.stages.service.catalogue.rules.line_texts import NO_TEXTS, LineTexts
from lifecycle_desk.stages.service.clocks import tables as clocks
from lifecycle_desk.stages.service.clocks.rules import A_DAY, NO_HOURS, DayOf, RunningClock, Worked, WorkshopDay
from lifecycle_desk.stages.service.orders.rules.facts import OrderTold, of_order
from lifecycle_desk.stages.service.orders.rules.orders import OrderSheet, PayType, RepairOrder
from lifecycle_desk.stages.service.orders.rules.part_status import PartStatus
from lifecycle_desk.stages.service.orders.rules.states import (
    HANDED_OVER,
    LANES,
    MOVES,
    OPEN,
    READY,
    WITH_SHEET,
    OrderState,
)
from lifecycle_desk.stages.service.orders.rules.totals import Totals
from lifecycle_desk.stages.service.orders.tables import lists
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.tables.lists import Load, OrderSummary
from lifecycle_desk.stages.service.orders.tables.templates import TEMPLATES
from lifecycle_desk.stages.service.orders.usecases.events import DealerContext, dealer_context, totals_of, unsealed
from lifecycle_desk.stages.service.orders.usecases.history import Happened, steps_of
from lifecycle_desk.stages.service.orders.usecases.line_words import texts_of
from lifecycle_desk.stages.service.orders.usecases.part_status import awaiting_late_parts, parts_of
from lifecycle_desk.stages.service.orders.usecases.requests import OrderTemplate
from lifecycle_desk.stages.service.payments.rules import Settlement
from lifecycle_desk.stages.service.payments.usecases.recording import payments_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import LifeClosed
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.usecases.documents import Document
from lifecycle_desk.vehicle.usecases.recording import closed, opened

if TYPE_CHECKING:
    from array import array

WAITING_STATES = (CampaignState.OPEN, CampaignState.MAY_BE)  # of campaigns that a visit can carry out
WORKING = tuple(state for state in OPEN if state is not READY)  # a car that is ready is no longer late


@dataclass(frozen=True, slots=True)
class Car:
    """The vehicle of an order as its head and its papers show it."""

    vin: str
    plate: str | None
    name: str
    odometer_km: int | None


@dataclass(frozen=True, slots=True)
class PrintedOrder:
    """What papers tell of an order; `language` is the code in which the customer wants them, None where nobody said.

    `tax_unconfirmed`: the source of the tax rate says of itself that it is weak. `other_taxes` are those of its lines,
    as the market had them on the day. `settlement` is what was paid of it.
    """

    order: RepairOrder
    totals: Totals
    car: Car
    customer: Person | None
    language: str | None
    tax_unconfirmed: bool
    other_taxes: tuple[OtherTax, ...]
    settlement: Settlement


@dataclass(frozen=True, slots=True)
class OrderPage(PrintedOrder):
    """Everything that one order's page shows.

    `moves` are the states that may follow; `revisions` are the sheets as they were sealed, by the number of the event
    that holds each; `items` are those of the vehicle's maintenance schedule, `parts` tells where the parts of its lines
    are, by the numbers of these, and `texts` what the catalogue calls them.
    """

    moves: tuple[OrderState, ...]
    steps: tuple[Happened[OrderTold], ...]
    revisions: dict[int, OrderSheet]
    documents: tuple[Document, ...]
    running: tuple[RunningClock, ...] = ()
    worked: tuple[Worked, ...] = ()
    campaigns: tuple[CampaignOfCar, ...] = ()
    closed: LifeClosed | None = None
    items: tuple[str, ...] = ()
    parts: Mapping[int, PartStatus] = field(default_factory=dict)
    texts: LineTexts = NO_TEXTS


@dataclass(frozen=True, slots=True)
class Card:
    """An order on the board; `late` once its promise was missed and the car is not ready.

    `passed` is the promise of a car that is not ready, from its first minute on, of which some are no lateness yet.
    `at_work` are those whose clocks run on it; `campaigns` are open on the car, those that keep it here first.
    `parts_late` says that a supplier has missed the day of a part that the order awaits.
    """

    line: OrderSummary
    load: Load
    late: bool
    at_work: tuple[str, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    passed: datetime | None = None
    parts_late: bool = False

    @property
    def left_open(self) -> Campaign | None:
        """The campaign to be told of: the first one that is open, unless the order carries one out or is over."""
        told = PayType.CAMPAIGN not in self.load.pays and self.line.state is not HANDED_OVER
        return self.campaigns[0] if told and self.campaigns else None


@dataclass(frozen=True, slots=True)
class Lane:
    """One state on the board, with its cards and all their flat-rate hours."""

    state: OrderState
    cards: tuple[Card, ...]
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many orders stand in each open state, and how many of them are late."""

    by_state: dict[OrderState, int]
    late: int

    @property
    def open(self) -> int:
        """All that are neither handed over nor cancelled."""
        return sum(self.by_state.values())


@dataclass(frozen=True, slots=True)
class LastValues:
    """The last written values, for the next form to begin with; `labour_rate` in minor units of an hour."""

    technician: str
    adviser: str
    labour_rate: int | None


def order(user: UserSession, number: str) -> OrderPage:
    """Everything known of one order; refuses a number that there is not."""
    with user.store.reading() as tx:
        printed = _printed(tx, number)
        found, vin = printed.order, printed.car.vin
        events = life.told(tx, vin)
        steps = steps_of(events, of_order(events, found.number), OrderTold)
        digests = dict.fromkeys(each for step in steps if step.stands for each in step.told.documents)
        return OrderPage(
            found,
            printed.totals,
            printed.car,
            printed.customer,
            printed.language,
            printed.tax_unconfirmed,
            printed.other_taxes,
            printed.settlement,
            MOVES[found.state],
            steps,
            {
                step.told.seq: unsealed(step.told.facts, opened(tx, step.told.seq))
                for step in steps
                if step.told.kind in WITH_SHEET
            },
            tuple(Document(each, *told) for each in digests if (told := people.document(tx, each))),
            tuple(clocks.running(tx, [found.key])),
            clocks.worked_on(tx, found.key),
            tuple(each for each in campaigns_of(tx, vin) if each.standing.state in WAITING_STATES),
            closed(tx, vin),
            items_of(tx, vin),
            parts_of(tx, found.key),
            texts_of(tx, found, found.sheet.jobs),
        )


def printed_order(user: UserSession, number: str, reader: str = "") -> PrintedOrder:
    """What papers tell of one order; refuses a number that there is not.

    `reader` is the code of the language in which its lines are read; without one they stand as they were written.
    """
    with user.store.reading() as tx:
        page = _printed(tx, number)
        if not reader:
            return page
        sheet = page.order.sheet
        read = replace(sheet, jobs=texts_of(tx, page.order, sheet.jobs).jobs(sheet.jobs, reader))
        return replace(page, order=replace(page.order, sheet=read))


def _printed(tx: Transaction, number: str) -> PrintedOrder:
    found = order_rows.order(tx, number)
    row = life.row(tx, found.vin)
    customer = people.maybe_person(tx, found.sheet.customer)
    house = dealer_context(tx)
    totals, on = totals_of(found, house), found.handed_over_on or house.today
    return PrintedOrder(
        found,
        totals,
        Car(row.vin, row.plate or None, named(row.make, row.model, row.variant), row.odometer_km),
        customer,
        found.sheet.language or (customer.language if customer else None),
        totals.tax is not None and house.must_verify(totals.tax, on),
        tuple(filter(None, (house.market.other_tax_on(on, each) for each in Taxing))),
        Settlement(totals.customer, payments_of(tx, found)),
    )


def items_of(tx: Transaction, vin: str) -> tuple[str, ...]:
    """The items of the maintenance schedule that a vehicle is on, the visit first."""
    schedule = servicing(tx, vin).schedule
    return schedule.codes if schedule else ()


def scheduled_items(user: UserSession, vin: str) -> tuple[str, ...]:
    """The same, for who looks."""
    with user.store.reading() as tx:
        return items_of(tx, vin)


class Orders:
    """The list of repair orders, the latest first: all of them, or those in some states."""

    tables = frozenset({"repair_order", "repair_job", "vehicle", "person"})

    def __init__(self, user: UserSession, states: Sequence[OrderState] | None = None) -> None:
        self.user, self.states = user, states

    def keys(self, first: int | None = None) -> "array[int]":
        """The keys of all orders of the list, or of the first ones."""
        with self.user.store.reading() as tx:
            return order_rows.keys(tx, self.states, first)

    def rows(self, keys: Sequence[int]) -> dict[int, OrderSummary]:
        """The summaries of some of them."""
        with self.user.store.reading() as tx:
            return lists.shown(tx, keys)

    def values(self, column: str) -> dict[int, Any] | None:
        """What all orders sort by in a column of the list, in one statement; None where each is to be read."""
        with self.user.store.reading() as tx:
            found = lists.of_all(tx, column)
        if found is None:
            return None
        rows = zip(*found, strict=True)
        match column:
            case "pays":
                return {key: None if minor is None else Money(minor, currency) for key, minor, currency in rows}
            case "vehicle":
                called = {parts: named(*parts) for parts in {*zip(found[2], found[3], strict=True)}}
                return {key: f"{plate or ''} {called[make, model]}".strip() for key, plate, make, model in rows}
            case "state":
                place = {str(state): at for at, state in enumerate(OrderState)}
                return {key: place[state] for key, state in rows}
        return dict(rows)


def orders_of(user: UserSession, vin: str) -> list[OrderSummary]:
    """The orders of one vehicle, the latest first."""
    with user.store.reading() as tx:
        keys = order_rows.keys_of(tx, vin)
        found = lists.shown(tx, keys)
    return [found[key] for key in keys]


def board(user: UserSession) -> tuple[Lane, ...]:
    """The workshop: a lane for each state, what was handed over today in the last."""
    with user.store.reading() as tx:
        since = dealer_context(tx).today
        lines, loads = lists.on_board(tx, since), lists.loads(tx, since)
        at_work: dict[int, list[str]] = defaultdict(list)
        for clock in clocks.running(tx):
            at_work[clock.order_key].append(clock.technician)
        recalled = open_on(tx, [each.vin for each in lines])
        late = awaiting_late_parts(tx, [each.key for each in lines if loads.get(each.key, Load()).awaited])
        cards = [
            replace(
                _card(each, loads.get(each.key, Load()), at_work[each.key], recalled.get(each.vin, ()), tx.at),
                parts_late=each.key in late,
            )
            for each in lines
        ]
    return tuple(_lane(state, [each for each in cards if each.line.state is state]) for state in LANES)


def _card(line: OrderSummary, load: Load, at_work: Sequence[str], recalled: Sequence[Campaign], now: datetime) -> Card:
    passed = passed_promise(line, now)
    late = passed is not None and promises.is_late(passed, now)
    return Card(line, load, late, tuple(at_work), tuple(recalled), passed)


def _lane(state: OrderState, cards: list[Card]) -> Lane:
    if state is HANDED_OVER:
        cards.sort(key=lambda card: card.line.state_since, reverse=True)
    return Lane(state, tuple(cards), sum((card.load.hours for card in cards), Decimal(0)))


def passed_promise(line: OrderSummary, now: datetime) -> datetime | None:
    """The promise of an order that has passed while the car is not ready."""
    return line.promised if line.state in WORKING and line.promised is not None and line.promised < now else None


def _midnight(of: DealerContext, day: date) -> datetime:
    """When a day of the dealer begins."""
    return datetime.combine(day, time(), of.zone).astimezone(UTC)


def what_waits(user: UserSession) -> Waiting:
    """How many orders stand where: what badges count."""
    with user.store.reading() as tx:
        return Waiting(lists.by_state(tx), lists.late(tx, WORKING, promises.late_before(tx.at)))


def day_of(user: UserSession, day: date | None = None) -> WorkshopDay:
    """What technicians are to do and have done on a day (None: today) by the hours of orders, and their capacity."""
    with user.store.reading() as tx:
        of = dealer_context(tx)
        wanted = day or of.today
        start, end = _midnight(of, wanted), _midnight(of, wanted + timedelta(days=1))
        booked, said = lists.hours_on_orders(tx, wanted, start, end), clocks.hours(tx, wanted)
        every = clocks.hours(tx, clocks.EVERY_DAY)
        members = [each for each in dealership.staff(tx) if each.active and each.role is Role.TECHNICIAN]
    names = {name: each.full_name for each in members for name in (each.name, each.full_name)}
    hours: dict[str, Decimal] = {each.full_name: NO_HOURS for each in members}
    for name in sorted({*booked, *said} - {""}):
        known = names.get(name, name)  # orders name technicians shortly or in full
        hours[known] = hours.get(known, NO_HOURS) + booked.get(name, NO_HOURS)
    shares = (DayOf(name, each, said.get(name, A_DAY), every.get(name, A_DAY)) for name, each in hours.items())
    return WorkshopDay(wanted, tuple(shares), booked.get("", NO_HOURS))


def last_values(user: UserSession) -> LastValues:
    """The values of the last order, for the next one to begin with."""
    with user.store.reading() as tx:
        technician, adviser, price = lists.last_written(tx)
        return LastValues(technician, adviser, price if price is not None else dealer_context(tx).dealer.labour_rate)


def templates(user: UserSession) -> tuple[OrderTemplate, ...]:
    """All templates, by name."""
    with user.store.reading() as tx:
        return tuple(OrderTemplate(name, jobs) for name, jobs in TEMPLATES.all(tx))
