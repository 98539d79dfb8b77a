"""An index of the dealer's own events by kind: settings, keys and withdrawals are folded from these each time."""

from alembic import op
from sqlalchemy import text

revision, down_revision = "0010", "0009"

_OF_DEALER = text("vin IS NULL")


def upgrade() -> None:
    """One index over the few events that are of no vehicle; no row changes."""
    op.create_index("ix_event_kind_seq", "event", ["kind", "seq"], sqlite_where=_OF_DEALER, postgresql_where=_OF_DEALER)
