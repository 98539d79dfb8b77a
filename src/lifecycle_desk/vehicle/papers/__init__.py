"""The papers of a vehicle, such as the genealogy of a battery, and how every paper of the program is issued."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.counter.offers import Report
from lifecycle_desk.vehicle.papers.cover_table import TITLE as COVER_RULES
from lifecycle_desk.vehicle.papers.cover_table import OfBrand, cover_table
from lifecycle_desk.vehicle.papers.genealogy import TITLE, OfBattery, genealogy

GENEALOGY = Report(
    "battery-genealogy",
    TITLE,
    N_("Where a battery comes from, what it holds and what became of it."),
    OfBattery,
    genealogy,
)
COVER_TABLE = Report(
    "cover-rules",
    COVER_RULES,
    N_("What is promised for a make in a market, in force on a day, with sources."),
    OfBrand,
    cover_table,
)
REPORTS = (GENEALOGY, COVER_TABLE)
