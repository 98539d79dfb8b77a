"""What other programs read of repair orders and their lines, without people and their words."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, literal

from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.market.taxes import Taxing
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR, LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.tables.orders import LINE, LINE_PART, ORDER
from lifecycle_desk.store.dialect import Nearest
from lifecycle_desk.store.reporting import ReportColumn as Words
from lifecycle_desk.store.reporting import amount, code, day, exact, flag, moment, report_view, whole
from lifecycle_desk.vehicle.tables.life import EVENT

PIECE, WHOLE_PRICE = 1000, 10_000  # thousandths of a piece, hundredths of a per cent


def number_of_key(kind: str, key: ColumnElement[Any]) -> ColumnElement[str]:
    """A number as people read it, of the key under which it is stored: RO-2026-0001 of 2026000001."""
    year = key.op("/")(A_YEAR)
    own = key - year * A_YEAR
    digits = cast(own, Text)
    zeros = case((own < 10, "000"), (own < 100, "00"), (own < 1000, "0"), else_="")  # noqa: PLR2004 (four digits)
    return literal(kind + "-", Text()) + cast(year, Text) + literal("-", Text()) + zeros + digits


def _amount_of_line() -> ColumnElement[int]:
    """A line's price with its hours or pieces, discount off, rounded once: what `Line.amount` reckons."""
    times = case(
        (and_(LINE.c.kind == LineKind.LABOUR.value, func.coalesce(LINE.c.tenths, 0) != 0), LINE.c.tenths * 100),
        (and_(LINE.c.kind == LineKind.PART.value, func.coalesce(LINE.c.thousandths, 0) != 0), LINE.c.thousandths),
        else_=PIECE,
    )
    return Nearest((LINE.c.price, times, WHOLE_PRICE - LINE.c.discount), PIECE * WHOLE_PRICE)


report_view(
    "repair_order",
    "One row for each repair order.",
    Words("repair_order", number_of_key("RO", ORDER.c.key), "The order's number: RO-2026-0001."),
    Words("vin", ORDER.c.vin, "The vehicle."),
    code("state", ORDER.c.state, "Where it stands", OrderState),
    day("opened_on", ORDER.c.opened_on, "The day on which it was opened."),
    moment("opened_at", ORDER.c.opened_at, "The moment."),
    moment("state_since", ORDER.c.state_since, "Since when it stands where it stands."),
    moment("promised_at", ORDER.c.promised, "When the vehicle was promised back."),
    day("handed_over_on", ORDER.c.handed_over_on, "The day on which the vehicle was handed over."),
    whole("distance_km", EVENT.c.odometer_km, "The distance run at handover."),
    Words("currency", ORDER.c.currency, "The currency of its amounts."),
    amount("customer_pays", ORDER.c.customer_pays, "What the customer pays, tax included."),
    exact("tax_percent", ORDER.c.tax_hundredths, 2, "The rate of tax."),
    flag("tax_is_included", ORDER.c.tax_inclusive, "Whether prices of its lines include that tax."),
    exact("reduced_tax_percent", ORDER.c.tax_reduced_hundredths, 2, "The rate of lines that bear the reduced one."),
    flag("tax_is_on_work_only", ORDER.c.tax_work_only, "Whether parts and other goods bear no tax."),
    source=ORDER.outerjoin(EVENT, EVENT.c.seq == ORDER.c.closing_event),
    order=(ORDER.c.key,),
)

report_view(
    "order_line",
    "One row for each line of a repair order: labour, a part, or something else.",
    Words("repair_order", number_of_key("RO", LINE.c.order_key), "The order's number."),
    Words("vin", ORDER.c.vin, "The vehicle."),
    day("handed_over_on", ORDER.c.handed_over_on, "The day on which the vehicle was handed over."),
    whole("line", LINE.c.id, "The line's own number in its order."),
    whole("job", LINE.c.job, "The place of its job in the order, from 0."),
    code("kind", LINE.c.kind, "What it is", LineKind),
    code("payer", LINE.c.pays, "Who pays", PayType),
    Words("code", LINE.c.code, "The code of the labour or the part."),
    code(
        "part_group", LINE_PART.c.part, "The part of the vehicle that it is about, where somebody chose it", PartGroup
    ),
    exact("hours", LINE.c.tenths, 1, "Flat-rate hours."),
    exact("quantity", LINE.c.thousandths, 3, "Pieces."),
    exact("discount_percent", LINE.c.discount, 2, "The discount."),
    Words("currency", ORDER.c.currency, "The currency of its amounts."),
    amount("unit_price", LINE.c.price, "The price of an hour or a piece."),
    amount("priced", _amount_of_line(), "The line's amount as it was priced, discount off."),
    flag("is_causal", LINE.c.causal, "Whether it is the part that caused the failure."),
    flag("is_awaited", LINE.c.awaited, "Whether the part was not in stock."),
    Words("campaign", LINE.c.campaign, "The campaign that it carries out."),
    code("taxing", LINE.c.taxing, "How it is taxed, where it does not bear the usual rate", Taxing),
    source=LINE.join(ORDER, ORDER.c.key == LINE.c.order_key).outerjoin(
        LINE_PART,
        and_(
            LINE_PART.c.order_key == LINE.c.order_key,
            LINE_PART.c.job == LINE.c.job,
            LINE_PART.c.place == LINE.c.place,
        ),
    ),
    order=(LINE.c.order_key, LINE.c.job, LINE.c.place),
)
