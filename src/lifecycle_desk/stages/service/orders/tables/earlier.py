"""The lines of earlier orders, as the catalogue learns from them."""

from decimal import Decimal

from sqlalchemy import and_, bindparam, select

from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.stages.service.catalogue.rules.offers import EarlierLine
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED
from lifecycle_desk.stages.service.orders.tables.orders import LINE, LINE_PART, ORDER
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables.life import VEHICLE

LEARNT_FROM = 50_000  # lines, the latest ones: some years of a large dealer, read in a third of a second

_PLACE = and_(
    LINE_PART.c.order_key == LINE.c.order_key, LINE_PART.c.job == LINE.c.job, LINE_PART.c.place == LINE.c.place
)
_LATEST = (
    select(
        LINE.c.kind,
        LINE.c.code,
        LINE.c.text,
        LINE.c.price,
        LINE.c.tenths,
        VEHICLE.c.make,
        VEHICLE.c.model,
        LINE_PART.c.part,
    )
    .select_from(
        LINE.join(ORDER, ORDER.c.key == LINE.c.order_key)
        .join(VEHICLE, VEHICLE.c.vin == ORDER.c.vin)
        .outerjoin(LINE_PART, _PLACE)
    )
    .where(ORDER.c.state != str(CANCELLED))
    .order_by(LINE.c.order_key.desc(), LINE.c.job.desc(), LINE.c.place.desc())
    .limit(bindparam("most"))
)


def earlier_lines(tx: Transaction, most: int = LEARNT_FROM) -> list[EarlierLine]:
    """The lines of the latest orders, the earliest of them first."""
    return [
        EarlierLine(
            LineKind.of(row.kind),
            row.code,
            row.text,
            row.make or "",
            row.model or "",
            row.price,
            None if row.tenths is None else Decimal(row.tenths) / 10,
            PartGroup.of(row.part) if row.part else None,
        )
        for row in reversed(tx.ask(_LATEST, most=most).all())
    ]
