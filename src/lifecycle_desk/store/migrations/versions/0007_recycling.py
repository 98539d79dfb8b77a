"""The end of a life: cars on their way out, numbers of certificates and parts, the facility's permits."""

from typing import Any

from alembic import op

from lifecycle_desk.store.types import day, flag, maybe_day, maybe_whole, maybe_words, of_vehicle, whole, words

revision, down_revision = "0007", "0003"


def upgrade() -> None:
    """Four tables; nothing that is there changes."""
    _table(
        "recycling_car",
        of_vehicle("vin", primary_key=True),
        whole(name="number", unique=True),
        flag("open"),
        words(name="step"),
        day("since"),
        maybe_day("taken_over_on"),
        maybe_day("depolluted_on"),
        maybe_day("battery_on"),
        maybe_words(name="certificate"),
        maybe_day("destroyed_on"),
    )
    _table(
        "recycling_certificate",
        whole(name="event", primary_key=True),
        words(name="number"),
        of_vehicle("vin"),
        whole(name="year"),
        maybe_whole(name="ordinal"),
        maybe_whole(name="withdrawn"),
    )
    _table(
        "recycling_part",
        words(name="number", primary_key=True),
        of_vehicle("vin"),
        whole(name="event"),
        whole(name="year"),
        whole(name="ordinal"),
    )
    _table("recycling_permit", words(name="number", primary_key=True), day("valid_from"), words(name="said"))
    op.create_index("ix_recycling_car_open_since_number", "recycling_car", ["open", "since", "number"])
    op.create_index("uq_recycling_certificate_year_ordinal", "recycling_certificate", ["year", "ordinal"], unique=True)
    op.create_index("ix_recycling_certificate_vin", "recycling_certificate", ["vin"])
    op.create_index("uq_recycling_part_year_ordinal", "recycling_part", ["year", "ordinal"], unique=True)


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
