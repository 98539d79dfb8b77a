"""Charging: sessions in batches, rows only added, whose car a name is, tariffs, kept health; own rules of warranty."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.dialect import append_only
from lifecycle_desk.store.types import (
    day,
    flag,
    maybe_day,
    maybe_of_vehicle,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    of_vehicle,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0002", "0001"

# Words that concern people (whose, place, more) may be blanked; a row is guarded once its batch counts or did count.
SEALED = (
    "number", "batch", "vin", "source", "key", "print", "content", "started_at", '"offset"', "ended_at", "meter_wh",
    "battery_wh", "current", "soc_start", "soc_end", "soc_step", "cost", "currency", "odometer", "odometer_unit",
    "temperature", "most_watts", "credits",
)  # fmt: skip
NOT_POURED_ANY_MORE = (
    "EXISTS (SELECT 1 FROM charging_batch AS came WHERE came.number = old.batch AND came.state <> 'pending')"
)


def upgrade() -> None:
    _table(
        "charging_batch",
        whole(name="number", primary_key=True),
        words(name="kind"),
        words(name="file"),
        utc_time("at"),
        maybe_words(name="by"),
        words(name="state"),
    )
    _table(
        "charging_session",
        whole(name="number", primary_key=True),
        whole(ForeignKey("charging_batch.number"), name="batch"),
        maybe_of_vehicle("vin"),
        words(name="source"),
        words(name="key"),
        whole(name="print"),
        whole(name="content"),
        utc_time("started_at"),
        whole(name="offset"),
        maybe_utc_time("ended_at"),
        maybe_whole(name="meter_wh"),
        maybe_whole(name="battery_wh"),
        maybe_words(name="current"),
        maybe_whole(name="soc_start"),
        maybe_whole(name="soc_end"),
        whole(name="soc_step"),
        maybe_whole(name="cost"),
        maybe_words(name="currency"),
        maybe_whole(name="odometer"),
        maybe_words(name="odometer_unit"),
        maybe_whole(name="temperature"),
        maybe_whole(name="most_watts"),
        maybe_words(name="credits"),
        words(name="whose"),
        words(name="place"),
        words(name="more"),
    )
    _table(
        "charging_gone",
        whole(ForeignKey("charging_session.number"), name="session", primary_key=True),
        whole(ForeignKey("charging_batch.number"), name="batch", primary_key=True, index=True),
        words(name="why"),
    )
    _table(
        "charging_untold",
        whole(ForeignKey("charging_batch.number"), name="batch", primary_key=True),
        of_vehicle("vin", primary_key=True),
        words(name="told"),
    )
    _table(
        "charging_token",
        whole(name="number", primary_key=True),
        whole(ForeignKey("charging_batch.number"), name="batch"),
        words(name="source"),
        words(name="name", index=True),
        of_vehicle("vin", index=True),
        maybe_day("since"),
        maybe_day("until"),
    )
    _table(
        "charging_tariff",
        whole(name="number", primary_key=True),
        words(name="place"),
        day("valid_from"),
        words(name="said"),
    )
    _table(
        "charging_health",
        of_vehicle("vin", primary_key=True),
        whole(name="number"),
        flag("stale"),
        maybe_day("as_of"),
        maybe_whole(name="percent"),
        maybe_whole(name="low"),
        maybe_whole(name="high"),
        maybe_whole(name="sessions"),
        maybe_day("ends_on"),
        maybe_whole(name="floor"),
        maybe_day("crosses_on"),
        maybe_day("watch_on"),
    )
    op.create_index("ix_charging_health_watch_on_number", "charging_health", ["watch_on", "number"])
    op.create_index("ix_charging_health_crosses_on_number", "charging_health", ["crosses_on", "number"])
    op.create_index("ix_charging_health_stale", "charging_health", ["stale"])
    _table("cover_rule", words(name="name", primary_key=True), words(name="said"))
    op.create_index("ix_charging_tariff_place_valid_from", "charging_tariff", ["place", "valid_from"])
    op.create_index("ix_charging_session_batch_vin", "charging_session", ["batch", "vin"])
    op.create_index("ix_charging_session_print", "charging_session", ["print"])
    op.create_index("ix_charging_session_vin_started_at", "charging_session", ["vin", "started_at"])
    append_only(op.get_bind(), "charging_session", SEALED, NOT_POURED_ANY_MORE)
    append_only(op.get_bind(), "charging_gone", once=NOT_POURED_ANY_MORE)


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
