"""The diary: appointments, bays and courtesy cars, the dealer's own hours and days."""

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import (
    day,
    flag,
    maybe_of_vehicle,
    maybe_person,
    maybe_whole,
    maybe_words,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0014", "0013"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    op.create_table(
        "appointment",
        whole(name="number", primary_key=True),
        day("on"),
        whole(name="start"),
        whole(name="tenths"),
        words(name="state"),
        words(name="work"),
        maybe_of_vehicle("vin"),
        words(name="car"),
        maybe_person("customer"),
        words(name="technician"),
        words(name="bay"),
        words(name="courtesy_car"),
        words(name="campaign"),
        words(name="note"),
        maybe_whole(ForeignKey("repair_order.key"), name="order_key"),
        whole(name="revision"),
        utc_time("changed_at"),
        maybe_words(name="changed_by"),
        sqlite_strict=True,
    )
    op.create_table(
        "diary_resource",
        words(name="kind", primary_key=True),
        words(name="name", primary_key=True),
        whole(name="place"),
        flag("active"),
        sqlite_strict=True,
    )
    op.create_table(
        "diary_weekday",
        whole(name="weekday", primary_key=True),
        whole(name="opens"),
        whole(name="closes"),
        sqlite_strict=True,
    )
    op.create_table(
        "diary_day",
        day("on", primary_key=True),
        whole(name="opens"),
        whole(name="closes"),
        words(name="why"),
        sqlite_strict=True,
    )
    for columns in (("on", "start", "number"), ("vin", "on"), ("customer", "on"), ("state", "on"), ("order_key",)):
        op.create_index(f"ix_appointment_{'_'.join(columns)}", "appointment", list(columns))
