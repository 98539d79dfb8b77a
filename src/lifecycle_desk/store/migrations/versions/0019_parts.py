"""Parts: the terms of suppliers."""

from alembic import op

from lifecycle_desk.store.types import maybe_whole, maybe_words

revision, down_revision = "0019", "0018"


def upgrade() -> None:
    """Columns that are empty; nothing that is there changes."""
    op.add_column("part_supplier", maybe_words(name="terms"))
    op.add_column("part_supplier", maybe_whole(name="delivery_days"))
