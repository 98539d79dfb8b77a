"""The workshop: what the works of this form add to the tables."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import day, flag, maybe_day, maybe_whole, of_vehicle, whole, words

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    _maintenance()


def _maintenance() -> None:
    """Schedules of the dealer's own, what is due of each car, and what of a schedule a job carries out."""
    _table(
        "maintenance_schedule",
        words(name="name", primary_key=True),
        day("valid_from", primary_key=True),
        words(name="said"),
    )
    _table(
        "vehicle_due",
        of_vehicle("vin", primary_key=True),
        whole(name="number", unique=True),
        words(name="schedule"),
        day("version"),
        words(name="item"),
        whole(name="times"),
        maybe_day("due_on"),
        maybe_whole(name="due_km"),
        maybe_day("forecast_on"),
        words(name="by"),
        maybe_day("since"),
        maybe_whole(name="since_km"),
        maybe_whole(name="months"),
        maybe_whole(name="every_km"),
        flag("guessed"),
        maybe_day("snoozed_until"),
    )
    op.create_index(
        "ix_vehicle_due_forecast_on_number_snoozed_until", "vehicle_due", ["forecast_on", "number", "snoozed_until"]
    )
    op.create_index("ix_vehicle_due_snoozed_until_number", "vehicle_due", ["snoozed_until", "number"])
    _table(
        "repair_job_item",
        whole(ForeignKey("repair_order.key"), name="order_key", primary_key=True),
        whole(name="job", primary_key=True),
        whole(name="place", primary_key=True),
        words(name="item"),
    )


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
