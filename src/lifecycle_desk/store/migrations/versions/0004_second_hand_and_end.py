"""A car changes hands and comes to its end: issued papers, sealed keys, second-hand, owners, ends, batteries."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import (
    day,
    digest,
    flag,
    maybe_day,
    maybe_money,
    maybe_of_vehicle,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    of_vehicle,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    _papers()
    _second_hand()
    _owners()
    _ends()
    _batteries()


def _papers() -> None:
    """Papers that are issued; keys kept sealed, and those that are believed no longer."""
    _table(
        "key_guard",
        whole(ForeignKey("signing_key.number"), name="number", primary_key=True),
        words(name="guard"),
        digest("sealed"),
        digest("salt"),
    )
    _table(
        "key_revoked",
        whole(ForeignKey("signing_key.number"), name="number", primary_key=True),
        utc_time("at"),
        words(name="why"),
    )
    _table(
        "issued_paper",
        words(name="kind", primary_key=True),
        words(name="number", primary_key=True),
        whole(name="issue", primary_key=True),
        words(name="subject"),
        maybe_of_vehicle("vin"),
        maybe_whole(name="year"),
        maybe_whole(name="ordinal"),
        words(name="language"),
        day("on"),
        utc_time("at"),
        words(name="state"),
        maybe_words(name="sha256"),
        maybe_whole(name="key"),
        maybe_whole(name="event"),
        maybe_utc_time("withdrawn_at"),
        maybe_words(name="why"),
    )
    op.create_index("ix_issued_paper_kind_subject", "issued_paper", ["kind", "subject"])
    op.create_index("ix_issued_paper_vin_at", "issued_paper", ["vin", "at"])
    op.create_index("ix_issued_paper_sha256", "issued_paper", ["sha256"])
    op.create_index("ix_issued_paper_state", "issued_paper", ["state"])


def _second_hand() -> None:
    """Second-hand cars as lists show them, and condition sheets in work."""
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


def _owners() -> None:
    """The last day of each charging name that a change of owner ended."""
    _table(
        "charging_token_ending",
        whole(ForeignKey("charging_token.number"), name="token", primary_key=True),
        whole(name="event", primary_key=True),
        day("until"),
    )


def _ends() -> None:
    """Cars on their way out, numbers of certificates and parts, the facility's permits."""
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


def _batteries() -> None:
    """Batteries, the links between them, and the events about each."""
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
