"""The parts store: parts, the ledger of their movements, what is on hand by it, and old parts that are held."""

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.dialect import append_only
from lifecycle_desk.store.types import (
    day,
    maybe_day,
    maybe_whole,
    maybe_words,
    money,
    term,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0015", "0014"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    op.create_table(
        "shelf_part",
        whole(name="number", primary_key=True),
        term("key"),
        words(name="code"),
        words(name="text"),
        words(name="unit"),
        whole(name="minimum"),
        words(name="place"),
        words(name="hazard"),
        sqlite_strict=True,
    )
    op.create_table(
        "shelf_movement",
        whole(name="number", primary_key=True),
        whole(ForeignKey("shelf_part.number"), name="part"),
        words(name="kind"),
        day("on"),
        words(name="place"),
        whole(name="thousandths"),
        money("value"),
        words(name="batch"),
        words(name="serial"),
        words(name="supplier"),
        words(name="reference"),
        maybe_whole(ForeignKey("repair_order.key"), name="order_key"),
        maybe_whole(name="line"),
        maybe_whole(ForeignKey("shelf_movement.number"), name="undoes"),
        words(name="why"),
        utc_time("at"),
        maybe_words(name="by"),
        whole(ForeignKey("event.seq"), name="event"),
        sqlite_strict=True,
    )
    op.create_table(
        "shelf_lot",
        whole(ForeignKey("shelf_part.number"), name="part", primary_key=True),
        words(name="place", primary_key=True),
        words(name="batch", primary_key=True),
        words(name="serial", primary_key=True),
        whole(name="thousandths"),
        sqlite_strict=True,
    )
    op.create_table(
        "shelf_figure",
        whole(ForeignKey("shelf_part.number"), name="part", primary_key=True),
        whole(name="thousandths"),
        money("value"),
        day("moved_on"),
        maybe_day("counted_on"),
        sqlite_strict=True,
    )
    op.create_table(
        "shelf_held",
        whole(name="number", primary_key=True),
        words(name="kind"),
        words(name="code"),
        words(name="text"),
        whole(name="thousandths"),
        words(name="serial"),
        words(name="place"),
        maybe_whole(ForeignKey("repair_order.key"), name="order_key"),
        day("since"),
        maybe_day("until"),
        words(name="state"),
        maybe_day("done_on"),
        words(name="reference"),
        sqlite_strict=True,
    )
    op.create_index("ix_shelf_part_key", "shelf_part", ["key"], unique=True)
    op.create_index("ix_shelf_movement_part_number", "shelf_movement", ["part", "number"])
    op.create_index("ix_shelf_movement_part_on", "shelf_movement", ["part", "on"])
    op.create_index("ix_shelf_movement_order_key_line", "shelf_movement", ["order_key", "line"])
    op.create_index("ix_shelf_movement_undoes", "shelf_movement", ["undoes"], unique=True)
    op.create_index("ix_shelf_lot_place", "shelf_lot", ["place"])
    op.create_index("ix_shelf_held_state_until", "shelf_held", ["state", "until"])
    op.create_index("ix_shelf_held_order_key", "shelf_held", ["order_key"])
    append_only(op.get_bind(), "shelf_movement")
