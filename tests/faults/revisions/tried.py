"""A revision as later ones will be: a parent table rebuilt, a guarded table widened, rows changed, an index made."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "TRIED", "HEAD"


def upgrade() -> None:
    """Rebuild, widen, fill."""
    with op.batch_alter_table("vehicle") as vehicle:
        vehicle.add_column(sa.Column("keys_handed", sa.Integer, nullable=True))
        vehicle.alter_column("colour", new_column_name="colour_name")
    op.add_column("event", sa.Column("source", sa.Text, nullable=True))
    op.create_table(
        "tried",
        sa.Column("vin", sa.Text, sa.ForeignKey("vehicle.vin"), primary_key=True),
        sa.Column("told", sa.Integer, nullable=False),
    )
    op.execute("INSERT INTO tried SELECT vin, count(*) FROM event WHERE vin IS NOT NULL GROUP BY vin")
    op.create_index("ix_tried_told", "tried", ["told"])
    op.execute("UPDATE vehicle SET keys_handed = 2")
