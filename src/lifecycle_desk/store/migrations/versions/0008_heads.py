"""Heads of the chain are signed and kept apart from it, and sent to places outside."""

from alembic import op

from lifecycle_desk.store.dialect import append_only
from lifecycle_desk.store.types import digest, maybe_utc_time, maybe_whole, utc_time, whole, words

revision, down_revision = "0008", "0007"


def upgrade() -> None:
    """Two new tables; nothing that was there changes."""
    op.create_table(
        "signed_head",
        whole(name="seq", primary_key=True),
        digest("seal"),
        utc_time("at"),
        digest("public"),
        words(name="signature"),
        sqlite_strict=True,
    )
    append_only(op.get_bind(), "signed_head")
    op.create_table(
        "witness",
        words(name="place", primary_key=True),
        utc_time("since"),
        maybe_whole(name="seq"),
        maybe_utc_time("at"),
        sqlite_strict=True,
    )
