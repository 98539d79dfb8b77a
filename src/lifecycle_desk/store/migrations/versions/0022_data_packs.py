"""Data packs: published data that came after the program. Nobody has any yet."""

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.dialect import append_only
from lifecycle_desk.store.types import day, digest, utc_time, whole, words

revision, down_revision = "0022", "0021"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    op.create_table(
        "data_pack",
        whole(name="number", primary_key=True),
        words(name="name"),
        words(name="publisher"),
        digest("public"),
        utc_time("made_at"),
        day("dated"),
        digest("sha256"),
        whole(name="event"),
        sqlite_strict=True,
    )
    op.create_table(
        "data_pack_file",
        whole(ForeignKey("data_pack.number"), name="pack", primary_key=True),
        words(name="name", primary_key=True),
        day("dated"),
        digest("sha256"),
        words(name="content"),
        sqlite_strict=True,
    )
    append_only(op.get_bind(), "data_pack")
    append_only(op.get_bind(), "data_pack_file")
