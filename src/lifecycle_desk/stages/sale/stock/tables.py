"""Cars in stock, contracts and inspection sheets in work, as they are kept."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Index, TypedColumns, and_, bindparam, func, literal, or_, select

from lifecycle_desk.figures.tables import PART
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.stock.rules.counted import MARGIN, SOLD
from lifecycle_desk.stages.sale.stock.rules.status import Happening, StockList, StockStatus
from lifecycle_desk.store import reporting as reported
from lifecycle_desk.store.rows import Rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import Flag, day, flag, maybe_day, maybe_words, of_vehicle, table, whole, words
from lifecycle_desk.vehicle.rules.life import RecordedEvent, Stage
from lifecycle_desk.vehicle.rules.resting import OWNER_CHANGED
from lifecycle_desk.vehicle.tables.life import EVENT, VEHICLE, read_body
from lifecycle_desk.vehicle.tables.sheets import Sheets


class StockRow(TypedColumns):
    """Where a car stands in its sale: counted from its life, kept so that lists need not count."""

    vin = of_vehicle(primary_key=True)
    number = whole(unique=True)
    here = flag()
    stage = words()
    arrived_on = day()
    location = words()
    stocked_on = maybe_day()
    checked_on = maybe_day()
    next_check_on = maybe_day()
    inspection = words()
    quarantined = flag()
    contract = maybe_words()
    sold_on = maybe_day()
    handed_over_on = maybe_day()


STOCK = table("sale_stock", StockRow)
SHEETS = Sheets("sale_inspection_sheet")
Index("ix_sale_stock_here_arrived_on_number", STOCK.c.here, STOCK.c.arrived_on, STOCK.c.number)
Index("ix_sale_stock_here_next_check_on", STOCK.c.here, STOCK.c.next_check_on)


@dataclass(frozen=True, slots=True)
class StoredStock:
    """A car's row in the list of stock."""

    vin: str
    number: int
    here: bool
    stage: Stage
    arrived_on: date
    location: str
    stocked_on: date | None
    checked_on: date | None
    next_check_on: date | None
    inspection: InspectionState
    quarantined: bool
    contract: str | None
    sold_on: date | None
    handed_over_on: date | None


ROWS = Rows(STOCK, StoredStock)
_YES, _NO = literal(True, Flag()), literal(False, Flag())
# Cars that are scrapped, destroyed or abroad are no stock, whatever their sale has told.
_GONE_CARS = select(VEHICLE.c.vin).where(
    VEHICLE.c.stage.in_([each.value for each in (Stage.END_OF_LIFE, Stage.DESTROYED, Stage.LEFT_THE_MARKET)])
)
_HERE = and_(STOCK.c.here == _YES, STOCK.c.vin.not_in(_GONE_CARS))
_CHECK_DUE, _APART = STOCK.c.next_check_on <= bindparam("today"), STOCK.c.quarantined == _YES
_INSPECTION_HALTS = or_(STOCK.c.inspection == InspectionState.FAILED.value, STOCK.c.vin.in_(select(SHEETS.table.c.vin)))
_NOT_APART = STOCK.c.quarantined == _NO  # a row of a car that is says so instead of its stage
_LISTS: dict[StockList, tuple[ColumnElement[bool], ...]] = {
    StockList.ALL: (),
    StockList.WAITING: (or_(_CHECK_DUE, _APART, _INSPECTION_HALTS),),
    StockList.ARRIVED: (STOCK.c.stage == Stage.ARRIVED.value, _NOT_APART),
    StockList.IN_STOCK: (STOCK.c.stage == Stage.IN_STOCK.value, _NOT_APART),
    StockList.TO_INSPECT: (STOCK.c.inspection != InspectionState.PASSED.value,),
    StockList.READY: (STOCK.c.stage == Stage.READY.value,),
    StockList.SOLD: (STOCK.c.stage == Stage.SOLD.value,),
    StockList.CHECK_DUE: (_CHECK_DUE,),
    StockList.QUARANTINE: (_APART,),
}
_NUMBERS = {
    which: select(STOCK.c.number).where(_HERE, *only).order_by(STOCK.c.arrived_on, STOCK.c.number)
    for which, only in _LISTS.items()
}
_COUNTS = {which: select(func.count()).select_from(STOCK).where(_HERE, *only) for which, only in _LISTS.items()}
_RECEIVED = select(EVENT.c.vin).where(EVENT.c.kind == Happening.RECEIVED.value).order_by(EVENT.c.vin)
_SALES = (
    select(EVENT.c.vin, EVENT.c.body)
    .where(EVENT.c.kind.in_((Happening.SOLD.value, OWNER_CHANGED)))
    .order_by(EVENT.c.seq)
)


def row_of(vin: str, number: int, standing: StockStatus) -> StoredStock | None:
    """The stored row of where a car stands; None for one that never arrived."""
    if standing.arrived_on is None:
        return None
    return ROWS.of(standing, vin=vin, number=number)


def numbers(tx: Transaction, which: StockList, today: date, first: int | None = None) -> "array[int]":
    """The numbers of the cars on a list, the longest here first, or only the first ones."""
    asked = _NUMBERS[which]
    return array("q", tx.ask(asked.limit(first) if first else asked, **_facts(which, today)).scalars())


def count(tx: Transaction, which: StockList, today: date) -> int:
    """How many cars are on a list."""
    return tx.ask(_COUNTS[which], **_facts(which, today)).scalar_one()


def _facts(which: StockList, today: date) -> dict[str, date]:
    return {"today": today} if which in {StockList.CHECK_DUE, StockList.WAITING} else {}


def received(tx: Transaction) -> list[str]:
    """The cars whose lives tell of an arrival here."""
    return [vin for vin in tx.ask(_RECEIVED).scalars() if vin]


def sales(tx: Transaction) -> Iterator[tuple[str | None, RecordedEvent]]:
    """All sales that were told, and changes of owner, which may be sales too, each with its car."""
    return ((row.vin, read_body(row.body)) for row in tx.ask(_SALES))


# What a car brought and earned stands among the figures alone: events are sealed text, which no view reads.
_SOLD, _MARGIN = (PART.alias(each) for each in ("sold", "margin"))
_WITH_FIGURES = STOCK.outerjoin(_SOLD, and_(_SOLD.c.vin == STOCK.c.vin, _SOLD.c.measure == SOLD)).outerjoin(
    _MARGIN, and_(_MARGIN.c.vin == STOCK.c.vin, _MARGIN.c.measure == MARGIN)
)

reported.report_view(
    "stock",
    "One row for each vehicle that arrived to be sold: where it stands in its sale.",
    reported.ReportColumn("vin", STOCK.c.vin, "The vehicle."),
    reported.flag("is_here", STOCK.c.here, "Whether it is here."),
    reported.code("stage", STOCK.c.stage, "Where it stands in its sale", Stage),
    reported.day("arrived_on", STOCK.c.arrived_on, "The day on which it arrived."),
    reported.day("stocked_on", STOCK.c.stocked_on, "The day on which it was taken into stock."),
    reported.day("checked_on", STOCK.c.checked_on, "The day of its last check in stock."),
    reported.day("next_check_on", STOCK.c.next_check_on, "The day on which the next is due."),
    reported.code("inspection", STOCK.c.inspection, "Its inspection before delivery", InspectionState),
    reported.flag("is_quarantined", STOCK.c.quarantined, "Whether it is kept apart because of its battery."),
    reported.ReportColumn("contract", STOCK.c.contract, "The number of its contract."),
    reported.day("sold_on", STOCK.c.sold_on, "The day of the contract."),
    reported.day("handed_over_on", STOCK.c.handed_over_on, "The day on which it was handed over."),
    reported.ReportColumn("currency", _SOLD.c.currency, "The currency of its amounts."),
    reported.amount("price", _SOLD.c.amount, "The price of the contract, without tax."),
    reported.amount(
        "purchase_price",
        _SOLD.c.amount - _MARGIN.c.amount,
        "What it cost without tax, where it is sold and its purchase price is recorded in the same currency.",
    ),
    reported.amount("margin", _MARGIN.c.amount, "That price less what it cost."),
    source=_WITH_FIGURES,
    order=(STOCK.c.number,),
)
