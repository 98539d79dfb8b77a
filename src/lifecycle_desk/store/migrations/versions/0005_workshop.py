"""The workshop: what the works of this form add to the tables."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import (
    day,
    flag,
    maybe_day,
    maybe_whole,
    maybe_words,
    of_vehicle,
    term,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """New tables, and a column of order lines; nothing that is there changes."""
    _campaigns()


def _campaigns() -> None:
    """Campaigns, the files that told of them, the cars that they mean, and which of them an order line carries out."""
    op.add_column("repair_line", maybe_words(name="campaign"))
    _table(
        "campaign_file",
        whole(name="number", primary_key=True),
        words(name="kind"),
        words(name="name"),
        utc_time("at"),
        maybe_whole(name="event"),
    )
    _table(
        "campaign",
        words(name="number", primary_key=True),
        whole(name="place", unique=True),
        words(name="source"),
        maybe_words(name="campaign_type"),
        words(name="title"),
        words(name="authority_no"),
        words(name="same_as"),
        words(name="maker"),
        words(name="maker_no"),
        words(name="defect"),
        words(name="risk"),
        words(name="remedy"),
        flag("do_not_drive"),
        flag("park_outside"),
        maybe_day("valid_from"),
        whole(ForeignKey("campaign_file.number"), name="file"),
        maybe_words(name="answered_by"),
        maybe_whole(name="withdrawn"),
        whole(name="rank"),
        whole(name="open"),
        whole(name="may_be"),
        whole(name="done"),
        whole(name="not_affected"),
        whole(name="gone"),
    )
    _table(
        "campaign_said",
        words(name="campaign", primary_key=True),
        whole(ForeignKey("campaign_file.number"), name="file", primary_key=True),
        words(name="said"),
    )
    _table(
        "campaign_target",
        whole(name="number", primary_key=True),
        whole(ForeignKey("campaign_file.number"), name="file"),
        words(name="campaign"),
        words(name="row"),
        words(name="kind"),
        term("key"),
        maybe_whole(name="first"),
        maybe_whole(name="last"),
        maybe_whole(name="year"),
        maybe_day("built_from"),
        maybe_day("built_to"),
        maybe_whole(name="gone"),
    )
    _table(
        "campaign_car",
        of_vehicle("vin", primary_key=True),
        words(name="campaign", primary_key=True),
        whole(name="number", unique=True),
        maybe_words(name="how"),
        words(name="state"),
        day("since"),
        maybe_whole(name="event"),
        maybe_day("done_on"),
        maybe_words(name="order_no"),
    )
    _table("vehicle_built", of_vehicle("vin", primary_key=True), day("on"))
    op.create_index("ix_campaign_same_as", "campaign", ["same_as"])
    op.create_index("ix_campaign_rank_place", "campaign", ["rank", "place"])
    op.create_index("ix_campaign_target_key", "campaign_target", ["key"])
    op.create_index("ix_campaign_target_campaign", "campaign_target", ["campaign"])
    op.create_index("ix_campaign_car_campaign_state_number", "campaign_car", ["campaign", "state", "number"])


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
