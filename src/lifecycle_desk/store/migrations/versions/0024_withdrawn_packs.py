"""Data packs that were withdrawn. Nobody has any yet."""

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.dialect import append_only
from lifecycle_desk.store.types import whole, words

revision, down_revision = "0024", "0023"


def upgrade() -> None:
    """A new table alone; nothing that is there changes."""
    op.create_table(
        "data_pack_withdrawn",
        whole(ForeignKey("data_pack.number"), name="pack", primary_key=True),
        words(name="why"),
        whole(name="event"),
        sqlite_strict=True,
    )
    append_only(op.get_bind(), "data_pack_withdrawn")
