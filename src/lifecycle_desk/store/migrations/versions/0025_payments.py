"""Payments as rows, for lists over all orders: folded from the events that told them, which stay as they are."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from alembic import op
from sqlalchemy import Connection, ForeignKey, text

from lifecycle_desk.store.types import day, flag, money, whole, words

revision, down_revision = "0025", "0024"
VIEWS = "71879ddb604457471fb4295736b412b9bb985f48cc04e6d8b0f4be22954e324e"  # the digest of all definitions on SQLite

A_YEAR = 1_000_000  # RO-2026-0001 is stored under 2026000001
_PAID = "SELECT seq, body FROM event WHERE kind = 'service.order_paid' ORDER BY seq"
_CORRECTIONS = "SELECT seq, corrects FROM event WHERE corrects IS NOT NULL ORDER BY seq DESC"
_ORDERS = "SELECT key FROM repair_order"


def upgrade() -> None:
    """A new table, and in it a row for each payment that was recorded; nothing that is there changes."""
    made = op.create_table(
        "order_payment",
        whole(ForeignKey("event.seq"), name="event", primary_key=True),
        whole(ForeignKey("repair_order.key"), name="order_key"),
        day("on"),
        words(name="paid_by"),
        words(name="means"),
        money("amount"),
        words(name="currency"),
        flag("counts"),
        sqlite_strict=True,
    )
    op.create_index("ix_order_payment_order_key", "order_payment", ["order_key"])
    op.create_index("ix_order_payment_on", "order_payment", ["on"])
    for row in _payments(op.get_bind()):
        op.get_bind().execute(made.insert(), row)


def _payments(connection: Connection) -> Iterator[dict[str, Any]]:
    """The rows of all payments; one whose correction counts does not."""
    orders = set(connection.execute(text(_ORDERS)).scalars())
    corrected = set[int]()
    for seq, corrects in connection.execute(text(_CORRECTIONS)):
        if seq not in corrected:
            corrected.add(corrects)
    for seq, body in connection.execute(text(_PAID)).all():
        told = msgspec.json.decode(body)
        facts = told["facts"]
        _, year, number = facts["order"].split("-")
        if (key := int(year) * A_YEAR + int(number)) in orders:
            minor = facts["amount"]["minor"]
            yield {
                "event": seq,
                "order_key": key,
                "on": date.fromisoformat(told["on"]),
                "paid_by": facts["paid_by"],
                "means": facts.get("means", ""),
                "amount": -minor if facts.get("refund") else minor,
                "currency": facts["amount"]["currency"],
                "counts": seq not in corrected,
            }
