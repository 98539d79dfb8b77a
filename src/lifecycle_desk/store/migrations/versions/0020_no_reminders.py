"""Customers who want no reminders, and what a car cost and brought in the view of the sale."""

from alembic import op
from sqlalchemy import text

from lifecycle_desk.store.types import flag

revision, down_revision = "0020", "0019"
VIEWS = "4ce16a380c5cd136bbe926ee51aabca3b2da3888dcbcceff413556d06b2bda09"  # the digest of all definitions on SQLite


def upgrade() -> None:
    """A column that says no; nobody was asked before."""
    op.add_column("person", flag("no_reminders", server_default=text("0")))
