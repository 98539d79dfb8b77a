"""Seats: documents stand in the books of a server, a draft belongs to its seat, and keys can be handed over."""

from alembic import op
from sqlalchemy import column, insert, select, table

from lifecycle_desk.store.dialect import append_only
from lifecycle_desk.store.types import digest, maybe_words, utc_time, whole, words

revision, down_revision = "0023", "0022"

NAMED = "EXISTS (SELECT 1 FROM document WHERE sha256 = old.sha256)"
BEFORE = ("form", "about", "kept_at", "by", "text")


def upgrade() -> None:
    """Two new tables; the one of drafts is made anew, since its key grows by the seat."""
    op.create_table(
        "document_piece",
        words(name="sha256", primary_key=True),
        whole(name="number", primary_key=True),
        digest("content"),
        sqlite_strict=True,
    )
    append_only(op.get_bind(), "document_piece", once=NAMED)  # an erasure takes the row first, then the bytes
    op.create_table(
        "key_handover",
        digest("mark", primary_key=True),
        utc_time("made_at"),
        digest("salt"),
        digest("sealed"),
        sqlite_strict=True,
    )
    drafts = op.get_bind().execute(select(table("draft", *map(column, BEFORE)))).mappings().all()
    op.drop_table("draft")
    op.create_table(
        "draft",
        words(name="form", primary_key=True),
        words(name="about", primary_key=True),
        words(name="seat", primary_key=True),
        words(name="seat_name"),
        utc_time("kept_at"),
        maybe_words(name="by"),
        words(name="text"),
        sqlite_strict=True,
    )
    made = table("draft", *map(column, (*BEFORE, "seat", "seat_name")))
    for row in drafts:  # of no seat: any may go on with them
        op.get_bind().execute(insert(made).values(**row, seat="", seat_name=""))
