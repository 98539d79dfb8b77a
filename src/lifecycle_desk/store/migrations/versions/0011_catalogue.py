"""The workshop's catalogue: labour operations and parts, their dated prices, and its changes."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import day, flag, maybe_money, maybe_words, money, term, utc_time, whole, words

revision, down_revision = "0011", "0010"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    _table(
        "catalogue_entry",
        whole(name="number", primary_key=True),
        words(name="kind"),
        term("key"),
        words(name="code"),
        words(name="text"),
        words(name="texts"),
        maybe_words(name="part_group"),
        words(name="hours"),
        words(name="torques"),
        maybe_words(name="replaced_by"),
        flag("withdrawn"),
        utc_time("changed_at"),
    )
    _table(
        "catalogue_price",
        whole(ForeignKey("catalogue_entry.number"), name="entry", primary_key=True),
        day("valid_from", primary_key=True),
        money("price"),
        maybe_money("core"),
    )
    _table("catalogue_term", term("term", primary_key=True), whole(name="entry", primary_key=True))
    _table(
        "catalogue_change",
        whole(name="number", primary_key=True),
        utc_time("at"),
        maybe_words(name="by"),
        words(name="what"),
        words(name="file"),
        flag("undone"),
    )
    _table(
        "catalogue_before",
        whole(ForeignKey("catalogue_change.number"), name="change", primary_key=True),
        whole(name="entry", primary_key=True),
        words(name="said"),
    )
    op.create_index("ix_catalogue_entry_key_kind", "catalogue_entry", ["key", "kind"], unique=True)
    op.create_index("ix_catalogue_term_entry_term", "catalogue_term", ["entry", "term"])
    op.create_index("ix_catalogue_before_entry_change", "catalogue_before", ["entry", "change"])


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
