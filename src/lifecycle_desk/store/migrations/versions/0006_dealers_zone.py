"""The dealer's own time zone, where it is not that of his market: nobody has one yet."""

from alembic import op

from lifecycle_desk.store.types import maybe_words

revision, down_revision = "0006", "0005"


def upgrade() -> None:
    """A column that is empty; nothing that is there changes."""
    op.add_column("dealer", maybe_words(name="time_zone"))
