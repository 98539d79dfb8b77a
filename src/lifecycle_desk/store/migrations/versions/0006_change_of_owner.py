"""A car changes hands: the earlier owner's charging cards and accounts stop being this car's."""

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import day, whole

revision, down_revision = "0006", "0004"


def upgrade() -> None:
    """The last day of each name that a change of owner ended."""
    op.create_table(
        "charging_token_ending",
        whole(ForeignKey("charging_token.number"), name="token", primary_key=True),
        whole(name="event", primary_key=True),
        day("until"),
        sqlite_strict=True,
    )
