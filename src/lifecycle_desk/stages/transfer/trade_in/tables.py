"""Second-hand cars as lists show them, and condition sheets in work."""

from array import array
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Index, TypedColumns, func, join, literal, not_, select

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeEvent, TradeList, TradeStanding
from lifecycle_desk.store import reporting as reported
from lifecycle_desk.store.rows import Rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    Flag,
    day,
    flag,
    maybe_day,
    maybe_money,
    maybe_words,
    of_vehicle,
    table,
    whole,
    words,
)
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.tables.life import EVENT, VEHICLE
from lifecycle_desk.vehicle.tables.sheets import Sheets

GONE = "gone"


class TradeRow(TypedColumns):
    """Where a car stands second-hand: counted from its life, kept so that lists need not count."""

    vin = of_vehicle(primary_key=True)
    number = whole(unique=True)
    here = flag()
    which = words()
    seen_on = day()
    taken_in_on = maybe_day()
    location = words()
    condition_on = maybe_day()
    grade = words()
    appraised_on = maybe_day()
    offer = maybe_money()
    agreed = maybe_money()
    currency = maybe_words()


TRADE = table("transfer_trade", TradeRow)
SHEETS = Sheets("transfer_condition_sheet")
Index("ix_transfer_trade_here_seen_on_number", TRADE.c.here, TRADE.c.seen_on, TRADE.c.number)
Index("ix_transfer_trade_which_seen_on_number", TRADE.c.which, TRADE.c.seen_on, TRADE.c.number)


@dataclass(frozen=True, slots=True)
class StoredTrade:
    """A car's row in the list of second-hand cars; `which` is "gone" once it has left; amounts in minor units."""

    vin: str
    number: int
    here: bool
    which: str
    seen_on: date
    taken_in_on: date | None
    location: str
    condition_on: date | None
    grade: str
    appraised_on: date | None
    offer: int | None
    agreed: int | None
    currency: str | None

    @property
    def price(self) -> Money | None:
        """The agreed price, or the possible offer."""
        minor = self.agreed if self.agreed is not None else self.offer
        return Money(minor, self.currency) if minor is not None and self.currency else None


def _on(which: TradeList) -> tuple[ColumnElement[bool], ...]:
    """The condition by which a car stands on a list, as `listed_on` says.

    A contract shows in the stage of the car alone.
    """
    here = TRADE.c.here == literal(True, Flag())
    sold = func.coalesce(VEHICLE.c.stage, "") == Stage.SOLD.value
    match which:
        case TradeList.ALL:
            return (here,)
        case TradeList.UNDER_CONTRACT:
            return here, sold
    return TRADE.c.which == which.value, not_(sold)


_CARS = join(TRADE, VEHICLE, VEHICLE.c.vin == TRADE.c.vin)
_NUMBERS = {
    which: select(TRADE.c.number).select_from(_CARS).where(*_on(which)).order_by(TRADE.c.seen_on, TRADE.c.number)
    for which in TradeList
}
_COUNTS = {which: select(func.count()).select_from(_CARS).where(*_on(which)) for which in TradeList}
_BOUND = {
    which: select(TRADE.c.currency, func.sum(func.coalesce(TRADE.c.agreed, TRADE.c.offer)), func.min(TRADE.c.seen_on))
    .select_from(_CARS)
    .where(*_on(which))
    .group_by(TRADE.c.currency)
    .order_by(TRADE.c.currency)
    for which in TradeList
}
ROWS = Rows(TRADE, StoredTrade)
_KINDS = tuple(each.value for each in TradeEvent)
_TOLD = select(EVENT.c.vin).where(EVENT.c.kind.in_(_KINDS)).distinct().order_by(EVENT.c.vin)


def row_of(vin: str, number: int, standing: TradeStanding) -> StoredTrade | None:
    """The stored row of where a car stands; None of one that nobody ever thought of buying."""
    if standing.seen_on is None:
        return None
    price = standing.agreed or standing.offer
    return ROWS.of(
        standing,
        vin=vin,
        number=number,
        here=standing.which is not None,
        which=standing.which.value if standing.which else GONE,
        offer=standing.offer.minor if standing.offer else None,
        agreed=standing.agreed.minor if standing.agreed else None,
        currency=price.currency if price else None,
    )


def told_of(tx: Transaction) -> list[str]:
    """The cars whose lives tell of second-hand trade."""
    return [vin for vin in tx.ask(_TOLD).scalars() if vin]


@dataclass(frozen=True, slots=True)
class BoundIn:
    """What was paid for the cars of a list, by currency, and since when the oldest is here."""

    value: tuple[Money, ...]
    since: date | None


def bound(tx: Transaction, which: TradeList) -> BoundIn:
    """What is bound in the cars of a list."""
    rows = [(currency, int(minor or 0), since) for currency, minor, since in tx.ask(_BOUND[which])]
    value = tuple(Money(minor, currency) for currency, minor, _ in rows if currency and minor)
    return BoundIn(value, min((since for *_, since in rows), default=None))


def numbers(tx: Transaction, which: TradeList, first: int | None = None) -> "array[int]":
    """The numbers of the cars on a list, the longest here first, or only the first ones."""
    asked = _NUMBERS[which]
    return array("q", tx.ask(asked.limit(first) if first else asked).scalars())


def count(tx: Transaction, which: TradeList) -> int:
    """How many cars are on a list."""
    return tx.ask(_COUNTS[which]).scalar_one()


reported.report_view(
    "used_vehicle",
    "One row for each vehicle that was offered second-hand, traded in or for sale again.",
    reported.ReportColumn("vin", TRADE.c.vin, "The vehicle."),
    reported.flag("is_here", TRADE.c.here, "Whether it is here, or was offered and not bought yet."),
    reported.ReportColumn("list", TRADE.c.which, f"The list that it stands on, or `{GONE}` once it has left."),
    reported.day("seen_on", TRADE.c.seen_on, "The day on which it was first seen."),
    reported.day("taken_in_on", TRADE.c.taken_in_on, "The day on which it was taken in."),
    reported.day("condition_on", TRADE.c.condition_on, "The day of its condition report."),
    reported.ReportColumn("grade", TRADE.c.grade, "The grade of that report."),
    reported.day("appraised_on", TRADE.c.appraised_on, "The day of its appraisal."),
    reported.ReportColumn("currency", TRADE.c.currency, "The currency of its amounts."),
    reported.amount("offer", TRADE.c.offer, "The offer of the appraisal."),
    reported.amount("agreed", TRADE.c.agreed, "The price that was agreed."),
    source=TRADE,
    order=(TRADE.c.number,),
)
