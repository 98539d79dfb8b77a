"""The papers that read across the stages: a whole life, what a buyer may know of it, a fleet, a month."""

from lifecycle_desk.overview.papers.fleet_report import FLEET_REPORT
from lifecycle_desk.overview.papers.life_report import LIFE_REPORT
from lifecycle_desk.overview.papers.monthly_report import MONTHLY_REPORT
from lifecycle_desk.overview.papers.pack import BUYERS_PACK
from lifecycle_desk.overview.papers.window_sheet import WINDOW_SHEET

REPORTS = (LIFE_REPORT, BUYERS_PACK, WINDOW_SHEET, FLEET_REPORT, MONTHLY_REPORT)
