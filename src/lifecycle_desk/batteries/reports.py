"""The papers of batteries."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.batteries.papers.genealogy import TITLE, OfBattery, genealogy
from lifecycle_desk.commands.offers import Report

GENEALOGY = Report(
    "battery-genealogy",
    TITLE,
    N_("Where a battery comes from, what it holds and what became of it."),
    OfBattery,
    genealogy,
    stage="recycling",
    icon="battery-charging",
)
REPORTS = (GENEALOGY,)
