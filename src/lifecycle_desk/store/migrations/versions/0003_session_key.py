"""Charging sessions are found again by their key and print: keys of a file stand side by side, prints anywhere.

With an index of prints alone, 4,000 rows of a long import wrote nearly as many pages of it anew.
"""

from alembic import op

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    """The one index for the other."""
    op.create_index("ix_charging_session_key_print", "charging_session", ["key", "print"])
    op.drop_index("ix_charging_session_print", "charging_session")
