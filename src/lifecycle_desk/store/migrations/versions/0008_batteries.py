"""Batteries as things of their own: what is known of each, the links between them, and the events about each."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import day, maybe_day, maybe_of_vehicle, maybe_whole, maybe_words, whole, words

revision, down_revision = "0008", "0004"


def upgrade() -> None:
    """New tables only; what cars told of their batteries so far becomes known when something happens to one."""
    _table(
        "battery",
        words(name="code", primary_key=True),
        words(name="kind"),
        maybe_words(name="chemistry"),
        maybe_whole(name="nominal_wh"),
        maybe_whole(name="mass_g"),
        words(name="serial"),
        words(name="passport"),
        words(name="status"),
        words(name="place"),
        maybe_of_vehicle("vin"),
        day("moved_on"),
    )
    _table(
        "battery_link",
        whole(name="number", primary_key=True),
        words(name="parent"),
        words(ForeignKey("battery.code"), name="child"),
        words(name="relation"),
        day("since"),
        maybe_day("until"),
    )
    _table(
        "battery_move",
        whole(ForeignKey("event.seq"), name="event", primary_key=True),
        words(name="code", primary_key=True),
        maybe_words(name="fate"),
    )
    op.create_index("ix_battery_vin", "battery", ["vin"])
    op.create_index("ix_battery_link_parent", "battery_link", ["parent"])
    op.create_index("ix_battery_link_child", "battery_link", ["child"])
    op.create_index("ix_battery_move_code", "battery_move", ["code"])


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
