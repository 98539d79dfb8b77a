"""What is outstanding, by how long, and what was taken, by means and day: as lists and as other programs ask."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lifecycle_desk.base.ageing import AgeBand, aged, days_of
from lifecycle_desk.base.folding import folded, tight
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import day_of, today
from lifecycle_desk.stages.service.payments.rules import Outstanding, PaidBy, PaymentListed, Takings
from lifecycle_desk.stages.service.payments.tables import lists
from lifecycle_desk.stages.service.payments.tables import payments as rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.owing import Owed

OUTSTANDING_TABLES = frozenset({"order_payment", "repair_order", "vehicle", "person"})
A_DAY = timedelta(days=1)


class OutstandingList(LabeledEnum):
    """What is outstanding by the days since the handover, and what came too much."""

    UP_TO_30 = AgeBand.UP_TO_30.value, AgeBand.UP_TO_30.label
    UP_TO_60 = AgeBand.UP_TO_60.value, AgeBand.UP_TO_60.label
    UP_TO_90 = AgeBand.UP_TO_90.value, AgeBand.UP_TO_90.label
    OVER_90 = AgeBand.OVER_90.value, AgeBand.OVER_90.label
    OVERPAID = "overpaid", C_("payment", "Overpaid")


OWED = tuple(each for each in OutstandingList if each is not OutstandingList.OVERPAID)
_PLACES = {which: at for at, which in enumerate(OWED)} | {OutstandingList.OVERPAID: lists.OVERPAID}


@dataclass(frozen=True, slots=True)
class OutstandingRow:
    """An order that is not settled, and how many days ago it was handed over."""

    of: Outstanding
    days: int


@dataclass(frozen=True, slots=True)
class Age:
    """The orders of one currency on one of the lists: how many, and what is open of them."""

    which: OutstandingList
    count: int
    rest: Money


class OutstandingOrders:
    """The orders of a list (None: all that customers owe), the longest open first; letters find order, car, person."""

    tables = OUTSTANDING_TABLES

    def __init__(self, user: UserSession, which: OutstandingList | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The keys of all of them, or of the first ones."""
        with self.user.store.reading() as tx:
            found = _keys(tx, self.which)
            if self.text:
                found = array("q", (each.key for each in lists.shown(tx, found) if _has(each, self.text)))
        return found[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, OutstandingRow]:
        """Some of them."""
        with self.user.store.reading() as tx:
            day = today(tx)
            return {each.key: OutstandingRow(each, (day - each.handed_over_on).days) for each in lists.shown(tx, keys)}


def recorded_since(tx: Transaction) -> date:
    """The day since which payments are recorded here: of orders from before, only those with a payment can be open."""
    first = rows.first_recorded(tx)
    return day_of(tx, first) if first else date.max


def _keys(tx: Transaction, which: OutstandingList | None) -> "array[int]":
    begun = recorded_since(tx)
    if which is OutstandingList.OVERPAID:
        return lists.keys_overpaid(tx, begun)
    return lists.keys_owed(tx, begun, days_of(AgeBand.of(which.value), today(tx)) if which else None)


def _has(one: Outstanding, text: str) -> bool:
    return tight(text) in tight(f"{one.number} {one.plate} {one.vin} {one.phone}") or folded(text) in folded(
        f"{one.customer_name} {one.car}"
    )


def ages_in(tx: Transaction) -> tuple[Age, ...]:
    """What is open on each list, by currency; of a currency without anything, zeros."""
    found = lists.ages(tx, recorded_since(tx), today(tx))
    return tuple(Age(*each) for each in aged(found, _PLACES, market_in_force(tx).currency))


def outstanding_ages(user: UserSession) -> tuple[Age, ...]:
    """The same, for who looks."""
    with user.store.reading() as tx:
        return ages_in(tx)


def outstanding_counts(user: UserSession) -> tuple[Mapping[OutstandingList, int], int]:
    """How many orders each list has, and how many customers owe something for."""
    found = outstanding_ages(user)
    counts = {which: sum(each.count for each in found if each.which is which) for which in OutstandingList}
    return counts, sum(counts[which] for which in OWED)


def owed_by(tx: Transaction, customer: int) -> Iterator[Owed]:
    """What a customer owes for repair orders, and what came too much for one."""
    for each in lists.of_customer(tx, recorded_since(tx), customer):
        yield Owed("order", each.number, each.handed_over_on, each.rest)


class Days(LabeledEnum):
    """The days of which payments are listed."""

    TODAY = "today", C_("payments", "Today")
    YESTERDAY = "yesterday", C_("payments", "Yesterday")
    WEEK = "week", C_("payments", "Last 7 days")
    MONTH = "month", C_("payments", "This month")

    def span(self, day: date) -> tuple[date, date]:
        """The first and the last of them, as seen on a day."""
        match self:
            case Days.TODAY:
                return day, day
            case Days.YESTERDAY:
                return day - A_DAY, day - A_DAY
            case Days.WEEK:
                return day - 6 * A_DAY, day
        return day.replace(day=1), day


ALL_DAYS = date.min, date.max


class Payments:
    """The payments of some days (None: of all), the latest first; letters find order, car, customer and means."""

    tables = OUTSTANDING_TABLES

    def __init__(self, user: UserSession, which: Days | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """Their events, or the first ones."""
        with self.user.store.reading() as tx:
            found = lists.payments_within(tx, *_span(tx, self.which))
            if self.text:
                shown = lists.payments_shown(tx, found)
                found = array("q", (each for each in found if _is_found(shown[each], self.text)))
        return found[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, PaymentListed]:
        """Some of them."""
        with self.user.store.reading() as tx:
            return lists.payments_shown(tx, keys)

    def values(self, column: str) -> dict[int, Any] | None:
        """What all payments hold in a column, in one statement; None where each is to be read."""
        with self.user.store.reading() as tx:
            found = lists.of_all(tx, column)
        if found is None:
            return None
        if column in {"amount", "agreed"}:
            return {event: Money(minor, currency) for event, minor, currency in zip(*found, strict=True)}
        return dict(zip(*found, strict=True))


def _span(tx: Transaction, which: Days | None) -> tuple[date, date]:
    return which.span(today(tx)) if which else ALL_DAYS


def _is_found(one: PaymentListed, text: str) -> bool:
    return tight(text) in tight(f"{one.order} {one.plate} {one.vin}") or folded(text) in folded(
        f"{one.customer_name} {one.car} {one.payment.means} {one.by}"
    )


def payment_counts(user: UserSession) -> tuple[Mapping[Days, int], int]:
    """How many payments some days have, and all."""
    with user.store.reading() as tx:
        day = today(tx)
        counts = {which: lists.count_within(tx, *which.span(day)) for which in Days}
        return counts, lists.count_within(tx, *ALL_DAYS)


def takings(user: UserSession, which: Days | None) -> tuple[Takings, ...]:
    """What was taken on some days, by means."""
    with user.store.reading() as tx:
        return tuple(lists.takings(tx, *_span(tx, which)))


@dataclass(frozen=True, slots=True)
class ListOutstanding:
    """Orders that are not settled: of a list (None: all that customers owe), or of one customer."""

    which: OutstandingList | None = None
    customer: int | None = None


@dataclass(frozen=True, slots=True)
class OutstandingOrder:
    """An order that is not settled, as other programs list it; `rest` is below nothing where too much came."""

    number: str
    vin: str
    plate: str
    car: str
    customer: int | None
    customer_name: str
    phone: str
    handed_over_on: date
    days: int
    total: Money
    paid: Money
    rest: Money
    on_account: Money


@dataclass(frozen=True, slots=True)
class OutstandingListed:
    """Orders that are not settled, the longest open first, and what is open over all by age."""

    orders: tuple[OutstandingOrder, ...]
    ages: tuple[Age, ...]


@command(VIEW)
def list_outstanding(tx: Transaction, asked: ListOutstanding) -> OutstandingListed:
    """Orders that were handed over and are not settled: who owes how much since when, and the sums by age."""
    day = today(tx)
    found = [each for each in lists.shown(tx, _keys(tx, asked.which)) if asked.customer in {None, each.customer}]
    orders = (
        OutstandingOrder(
            each.number,
            each.vin,
            each.plate,
            each.car,
            each.customer,
            each.customer_name,
            each.phone,
            each.handed_over_on,
            (day - each.handed_over_on).days,
            each.total,
            each.paid,
            each.rest,
            each.on_account,
        )
        for each in found
    )
    return OutstandingListed(tuple(orders), ages_in(tx))


@dataclass(frozen=True, slots=True)
class ListTakings:
    """What was taken from a day (None: today) to a day (None: the same)."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class TakenBy:
    """What was taken by one means: in, back (below nothing), and what is left of it."""

    paid_by: PaidBy
    means: str
    taken: Money
    refunded: Money
    net: Money
    count: int


@dataclass(frozen=True, slots=True)
class TakingsListed:
    """What was taken on some days, by means."""

    first: date
    last: date
    takings: tuple[TakenBy, ...]


@command(VIEW)
def list_takings(tx: Transaction, asked: ListTakings) -> TakingsListed:
    """What customers paid on some days, by means: cash, card, transfer, what went back, and what went on account."""
    first = asked.first or asked.last or today(tx)
    last = asked.last or first
    found = lists.takings(tx, first, last)
    taken = (TakenBy(each.paid_by, each.means, each.taken, each.refunded, each.net, each.count) for each in found)
    return TakingsListed(first, last, tuple(taken))


COMMANDS: tuple[Command[Any, Any], ...] = (list_outstanding, list_takings)
