"""The workshop: what the works of this form add to the tables."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import day, utc_time, whole, words

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """New tables and another index of orders; nothing that is there changes."""
    _clocks()
    op.create_index("ix_repair_order_state_handed_over_on", "repair_order", ["state", "handed_over_on"])
    op.drop_index("ix_repair_order_state", "repair_order")


def _clocks() -> None:
    """Clocks on jobs, worked time, and the hours of technicians."""
    _table(
        "repair_clock",
        words(name="technician", primary_key=True),
        whole(ForeignKey("repair_order.key"), name="order_key"),
        whole(name="job"),
        utc_time("started_at"),
    )
    _table(
        "repair_worked",
        whole(ForeignKey("event.seq"), name="event", primary_key=True),
        whole(ForeignKey("repair_order.key"), name="order_key"),
        whole(name="job"),
        words(name="technician"),
        utc_time("started_at"),
        whole(name="minutes"),
    )
    _table(
        "technician_hours",
        words(name="technician", primary_key=True),
        day("on", primary_key=True),
        whole(name="tenths"),
    )
    op.create_index("ix_repair_clock_order_key", "repair_clock", ["order_key"])
    op.create_index("ix_repair_worked_order_key", "repair_worked", ["order_key"])


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
