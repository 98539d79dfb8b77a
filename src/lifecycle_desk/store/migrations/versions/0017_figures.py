"""Figures by month: what each thing contributes, the sums of that, and how far they were counted."""

from alembic import op

from lifecycle_desk.store.types import day, maybe_words, of_vehicle, term, whole, words

revision, down_revision = "0017", "0014"


def upgrade() -> None:
    """New tables alone; what is there already is counted once the store is open."""
    op.create_table(
        "figure_part",
        term("thing", primary_key=True),
        whole(name="place", primary_key=True),
        of_vehicle("vin"),
        term("measure"),
        day("on"),
        words(name="brand"),
        words(name="model"),
        words(name="technician"),
        words(name="sort"),
        words(name="currency"),
        whole(name="amount"),
        whole(name="things"),
        sqlite_strict=True,
    )
    op.create_table(
        "figure_sum",
        term("measure", primary_key=True),
        whole(name="month", primary_key=True),
        words(name="brand", primary_key=True),
        words(name="model", primary_key=True),
        words(name="technician", primary_key=True),
        words(name="sort", primary_key=True),
        words(name="currency", primary_key=True),
        whole(name="amount"),
        whole(name="things"),
        sqlite_strict=True,
    )
    op.create_table(
        "figure_counted",
        words(name="source", primary_key=True),
        whole(name="version"),
        maybe_words(name="until"),
        sqlite_strict=True,
    )
    op.create_index("ix_figure_part_measure_on", "figure_part", ["measure", "on"])
