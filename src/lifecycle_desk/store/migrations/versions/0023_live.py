"""Saved requests: the token of each save at a server, which tells whether one whose answer was lost was saved."""

from alembic import op

from lifecycle_desk.store.types import maybe_whole, utc_time, words

revision, down_revision = "0023", "0022"


def upgrade() -> None:
    """A new table alone; nothing that is there changes."""
    op.create_table(
        "saved_request",
        words(name="token", primary_key=True),
        maybe_whole(name="first_seq"),
        maybe_whole(name="last_seq"),
        utc_time("at"),
        sqlite_strict=True,
    )
