"""The papers that read across the stages."""

from lifecycle_desk.overview.papers.life_report import LIFE_REPORT

REPORTS = (LIFE_REPORT,)
