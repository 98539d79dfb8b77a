"""Roles of the dealer's own, and pictures of staff: nobody has either yet."""

from alembic import op

from lifecycle_desk.store.types import maybe_words, term, words

revision, down_revision = "0013", "0012"


def upgrade() -> None:
    """A new table and columns that are empty; nothing that is there changes."""
    op.create_table(
        "own_role", words(name="name", primary_key=True), term("based_on"), words(name="rights"), sqlite_strict=True
    )
    op.add_column("staff", maybe_words(name="own_role"))
    op.add_column("staff", maybe_words(name="picture"))
