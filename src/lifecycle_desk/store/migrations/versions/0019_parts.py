"""Parts: terms and price lists of suppliers, credits owed for returns, reservations, and old parts that claims keep."""

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.dialect import append_only
from lifecycle_desk.store.types import (
    day,
    flag,
    maybe_day,
    maybe_money,
    maybe_whole,
    maybe_words,
    money,
    term,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0019", "0018"


def upgrade() -> None:
    """New tables, and columns that are empty; nothing that is there changes."""
    op.add_column("part_supplier", maybe_words(name="terms"))
    op.add_column("part_supplier", maybe_whole(name="delivery_days"))
    op.add_column("shelf_held", maybe_whole(name="claim"))
    op.add_column("shelf_held", maybe_whole(name="claim_line"))
    op.create_index("ix_shelf_held_claim", "shelf_held", ["claim"])
    op.create_table(
        "supplier_list",
        whole(name="number", primary_key=True),
        words(name="file"),
        words(name="digest"),
        flag("withdrawn"),
        utc_time("at"),
        maybe_words(name="by"),
        sqlite_strict=True,
    )
    op.create_table(
        "supplier_price",
        whole(ForeignKey("supplier_list.number"), name="list", primary_key=True),
        whole(name="place", primary_key=True),
        whole(ForeignKey("part_supplier.number"), name="supplier"),
        term("key"),
        words(name="code"),
        words(name="text"),
        money("price"),
        words(name="currency"),
        day("valid_from"),
        words(name="superseded_by"),
        whole(name="minimum"),
        sqlite_strict=True,
    )
    op.create_index("ix_supplier_price_key_supplier", "supplier_price", ["key", "supplier"])
    append_only(op.get_bind(), "supplier_price")
    op.create_table(
        "shelf_credit",
        whole(ForeignKey("shelf_movement.number"), name="movement", primary_key=True),
        money("amount"),
        maybe_money("received"),
        maybe_day("settled_on"),
        words(name="reference"),
        sqlite_strict=True,
    )
    op.create_index("ix_shelf_credit_settled_on", "shelf_credit", ["settled_on"])
    op.create_table(
        "shelf_reserved",
        whole(ForeignKey("repair_order.key"), name="order_key", primary_key=True),
        whole(name="line", primary_key=True),
        whole(ForeignKey("shelf_part.number"), name="part", primary_key=True),
        whole(name="thousandths"),
        sqlite_strict=True,
    )
    op.create_index("ix_shelf_reserved_part", "shelf_reserved", ["part"])
