"""The papers of second-hand cars: the condition report."""

from lifecycle_desk.stages.transfer.papers.condition_report import CONDITION_REPORT

REPORTS = (CONDITION_REPORT,)
