"""The papers of warranty cover."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.cover.papers.table import TITLE, OfBrand, cover_table

COVER_TABLE = Report(
    "cover-rules",
    TITLE,
    N_("What is promised for a make in a market, in force on a day, with sources."),
    OfBrand,
    cover_table,
    stage="service",
    icon="shield-check",
)
REPORTS = (COVER_TABLE,)
