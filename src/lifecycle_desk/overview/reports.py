"""The papers that read across the stages: a whole life, what a buyer may know of it, a fleet."""

from lifecycle_desk.overview.papers.fleet_report import FLEET_REPORT
from lifecycle_desk.overview.papers.life_report import LIFE_REPORT
from lifecycle_desk.overview.papers.pack import BUYERS_PACK
from lifecycle_desk.overview.papers.window_sheet import WINDOW_SHEET

REPORTS = (LIFE_REPORT, BUYERS_PACK, WINDOW_SHEET, FLEET_REPORT)
