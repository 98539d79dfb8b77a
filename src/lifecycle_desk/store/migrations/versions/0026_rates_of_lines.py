"""A line of an order may be taxed otherwise than at the market's usual rate, and its order keeps the reduced one."""

from alembic import op
from sqlalchemy import text

from lifecycle_desk.store.types import flag, maybe_whole, maybe_words

revision, down_revision = "0026", "0025"
VIEWS = "72fd8a267798f2a5531fa48911799bb1585d89642eea5a14aa598c01c0db0615"  # the digest of all definitions on SQLite


def upgrade() -> None:
    """New columns alone: every line that is there bears the usual rate, and no tax that is there is on work alone."""
    op.add_column("repair_line", maybe_words(name="taxing"))
    op.add_column("repair_order", maybe_whole(name="tax_reduced_hundredths"))
    op.add_column("repair_order", flag("tax_work_only", server_default=text("0")))
