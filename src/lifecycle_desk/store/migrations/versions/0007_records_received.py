"""Records that came in: the hash and the signature at their end, which the books give out again."""

from alembic import op

from lifecycle_desk.store.types import digest, maybe_bytes, maybe_words, whole

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    """A new table; nothing that is there changes."""
    op.create_table(
        "records_received",
        whole(name="seq", primary_key=True),
        digest("content"),
        maybe_bytes("key"),
        maybe_words(name="signature"),
        sqlite_strict=True,
    )
