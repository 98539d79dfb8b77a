"""The workshop: what the works of this form add to the tables."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import (
    day,
    flag,
    kilometres,
    maybe_day,
    maybe_money,
    maybe_whole,
    maybe_words,
    money,
    of_vehicle,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    _covered_lines()
    _claims()


def _covered_lines() -> None:
    """The part of the car that a line of an order is about."""
    _table(
        "repair_line_part",
        whole(ForeignKey("repair_order.key"), name="order_key", primary_key=True),
        whole(name="job", primary_key=True),
        whole(name="place", primary_key=True),
        words(name="part"),
    )


def _claims() -> None:
    """Warranty claims with their lines, answers of makers that came in, limits of the dealer's own."""
    _table(
        "warranty_claim",
        whole(name="key", primary_key=True),
        of_vehicle("vin"),
        whole(ForeignKey("repair_order.key"), name="order_key"),
        whole(name="job"),
        *(words(name=name) for name in ("kind", "state", "currency")),
        whole(name="revision"),
        *(day(name) for name in ("begun_on", "repaired_on", "since")),
        *(maybe_day(name) for name in ("submitted_on", "answered_on", "paid_on")),
        kilometres("odometer_km"),
        words(name="alias"),
        money("asked"),
        *(maybe_money(name) for name in ("granted", "paid")),
        money("outstanding"),
        *(words(name=name) for name in ("maker_number", "authorisation")),
        maybe_money("authorised"),
        maybe_day("authorised_on"),
        *(words(name=name) for name in ("cause", "correction", "causal_part", "damage_code", "campaign")),
        words(name="technical_report"),
        flag("breakdown"),
        *(maybe_whole(name=name) for name in ("maker_share", "dealer_share", "customer_share")),
        utc_time("changed_at"),
        maybe_words(name="changed_by"),
        whole(ForeignKey("event.seq"), name="last_event"),
    )
    op.create_index("ix_warranty_claim_vin", "warranty_claim", ["vin"])
    op.create_index("ix_warranty_claim_order_key", "warranty_claim", ["order_key"])
    op.create_index("ix_warranty_claim_state_since_key", "warranty_claim", ["state", "since", "key"])
    summed = ["state", "submitted_on", "currency", "outstanding"]
    op.create_index("ix_warranty_claim_state_submitted_on_currency_outstanding", "warranty_claim", summed)
    _table(
        "warranty_claim_line",
        whole(ForeignKey("warranty_claim.key"), name="claim_key", primary_key=True),
        whole(name="place", primary_key=True),
        *(words(name=name) for name in ("kind", "code", "text")),
        *(maybe_whole(name=name) for name in ("tenths", "thousandths")),
        *(money(name) for name in ("amount", "asked")),
        maybe_money("granted"),
        words(name="reason"),
        flag("causal"),
        maybe_words(name="part_group"),
        *(words(name=name) for name in ("trouble_code", "faulty_serial", "new_serial")),
        maybe_words(name="part_state"),
        *(maybe_day(name) for name in ("part_since", "kept_until")),
        words(name="part_reference"),
    )
    columns = ["part_state", "kept_until"]
    op.create_index("ix_warranty_claim_line_part_state_kept_until", "warranty_claim_line", columns)
    _table(
        "warranty_claim_answer",
        words(name="digest", primary_key=True),
        whole(ForeignKey("warranty_claim.key"), name="claim_key"),
    )
    op.create_index("ix_warranty_claim_answer_claim_key", "warranty_claim_answer", ["claim_key"])
    _table("claim_limit", words(name="name", primary_key=True), words(name="said"))


def _table(name: str, *columns: Any) -> None:
    op.create_table(name, *columns, sqlite_strict=True)
