"""Purchasing: suppliers, parts that are wanted, purchase orders with who waits for what, and deliveries."""

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import (
    day,
    flag,
    maybe_day,
    maybe_money,
    maybe_of_vehicle,
    maybe_person,
    maybe_whole,
    maybe_words,
    term,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0016", "0015"

INDEXES = {
    "part_want": (("dropped", "since"), ("customer",)),
    "purchase_order": (("supplier", "ordered_on"),),
    "purchase_line": (("state", "promised"), ("key", "state")),
    "purchase_waiting": (("order_key", "line_id"), ("want",)),
    "part_delivery": (("supplier", "note"),),
    "part_delivery_line": (("purchase", "line"),),
}


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    _asked_for()
    _ordered()
    _delivered()
    for table, indexes in INDEXES.items():
        for columns in indexes:
            op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _asked_for() -> None:
    op.create_table(
        "part_supplier",
        whole(name="number", primary_key=True),
        words(name="name"),
        words(name="ours"),
        words(name="email"),
        words(name="phone"),
        words(name="address"),
        maybe_words(name="language"),
        words(name="currency"),
        flag("active"),
        sqlite_strict=True,
    )
    op.create_table(
        "part_want",
        whole(name="number", primary_key=True),
        term("key"),
        words(name="code"),
        words(name="text"),
        whole(name="thousandths"),
        day("since"),
        maybe_of_vehicle("vin"),
        maybe_person("customer"),
        flag("dropped"),
        utc_time("changed_at"),
        maybe_words(name="changed_by"),
        sqlite_strict=True,
    )


def _ordered() -> None:
    op.create_table(
        "purchase_order",
        whole(name="key", primary_key=True),
        whole(ForeignKey("part_supplier.number"), name="supplier"),
        words(name="currency"),
        day("ordered_on"),
        words(name="reference"),
        whole(name="revision"),
        utc_time("changed_at"),
        maybe_words(name="changed_by"),
        sqlite_strict=True,
    )
    op.create_table(
        "purchase_line",
        whole(ForeignKey("purchase_order.key"), name="purchase", primary_key=True),
        whole(name="id", primary_key=True),
        term("key"),
        words(name="code"),
        words(name="supplier_code"),
        words(name="text"),
        whole(name="thousandths"),
        maybe_money("price"),
        maybe_day("promised"),
        maybe_day("shipped_on"),
        words(name="tracking"),
        whole(name="arrived"),
        whole(name="cancelled"),
        words(name="state"),
        sqlite_strict=True,
    )
    op.create_table(
        "purchase_waiting",
        whole(ForeignKey("purchase_order.key"), name="purchase", primary_key=True),
        whole(name="line", primary_key=True),
        whole(name="place", primary_key=True),
        maybe_whole(ForeignKey("repair_order.key"), name="order_key"),
        maybe_whole(name="line_id"),
        maybe_whole(ForeignKey("part_want.number"), name="want"),
        whole(name="thousandths"),
        whole(name="there"),
        sqlite_strict=True,
    )


def _delivered() -> None:
    op.create_table(
        "part_delivery",
        whole(name="number", primary_key=True),
        whole(ForeignKey("part_supplier.number"), name="supplier"),
        words(name="note"),
        day("on"),
        utc_time("at"),
        maybe_words(name="by"),
        sqlite_strict=True,
    )
    op.create_table(
        "part_delivery_line",
        whole(ForeignKey("part_delivery.number"), name="delivery", primary_key=True),
        whole(name="place", primary_key=True),
        whole(ForeignKey("purchase_order.key"), name="purchase"),
        whole(name="line"),
        words(name="code"),
        whole(name="thousandths"),
        maybe_money("price"),
        sqlite_strict=True,
    )
