"""Customers who want no reminders, and what a car cost and brought in the view of the sale."""

from alembic import op
from sqlalchemy import text

from lifecycle_desk.store.types import flag

revision, down_revision = "0020", "0019"
VIEWS = "2ce82e291be968d3054f017d77f612ebdf6cb30dfe161ff67a91964cc8e976aa"  # the digest of all definitions on SQLite


def upgrade() -> None:
    """A column that says no; nobody was asked before."""
    op.add_column("person", flag("no_reminders", server_default=text("0")))
