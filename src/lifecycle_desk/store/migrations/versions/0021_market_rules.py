"""Rules of the dealer's own over the market's pack: nobody has any yet."""

from alembic import op

from lifecycle_desk.store.types import day, term, words

revision, down_revision = "0021", "0020"


def upgrade() -> None:
    """A new table; nothing that is there changes."""
    op.create_table(
        "market_rule",
        term("kind", primary_key=True),
        day("valid_from", primary_key=True),
        words(name="value"),
        words(name="reason"),
        sqlite_strict=True,
    )
