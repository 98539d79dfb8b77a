"""The papers that read across the stages: a whole life, and what a buyer may know of it."""

from lifecycle_desk.overview.papers.life_report import LIFE_REPORT
from lifecycle_desk.overview.papers.pack import BUYERS_PACK
from lifecycle_desk.overview.papers.window_sheet import WINDOW_SHEET

REPORTS = (LIFE_REPORT, BUYERS_PACK, WINDOW_SHEET)
