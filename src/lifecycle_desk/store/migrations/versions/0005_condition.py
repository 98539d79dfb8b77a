"""Second-hand cars as lists show them, and condition sheets in work."""

from typing import Any

from alembic import op

from lifecycle_desk.store.types import (
    day,
    flag,
    maybe_day,
    maybe_money,
    maybe_words,
    of_vehicle,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    _table(
        "transfer_trade",
        of_vehicle("vin", primary_key=True),
        whole(name="number", unique=True),
        flag("here"),
        words(name="which"),
        day("seen_on"),
        maybe_day("taken_in_on"),
        words(name="location"),
        maybe_day("condition_on"),
        words(name="grade"),
        maybe_day("appraised_on"),
        maybe_money("offer"),
        maybe_money("agreed"),
        maybe_words(name="currency"),
    )
    op.create_index("ix_transfer_trade_here_seen_on_number", "transfer_trade", ["here", "seen_on", "number"])
    op.create_index("ix_transfer_trade_which_seen_on_number", "transfer_trade", ["which", "seen_on", "number"])
    _table(
        "transfer_condition_sheet",
        of_vehicle("vin", primary_key=True),
        words(name="body"),
        utc_time("at"),
        maybe_words(name="by"),
    )


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
