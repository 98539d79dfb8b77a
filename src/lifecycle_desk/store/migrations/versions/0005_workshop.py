"""The workshop: what the works of this form add to the tables."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import whole, words

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    _covered_lines()


def _covered_lines() -> None:
    """The part of the car that a line of an order is about."""
    _table(
        "repair_line_part",
        whole(ForeignKey("repair_order.key"), name="order_key", primary_key=True),
        whole(name="job", primary_key=True),
        whole(name="place", primary_key=True),
        words(name="part"),
    )


def _table(name: str, *columns: Any) -> None:
    op.create_table(name, *columns, sqlite_strict=True)
