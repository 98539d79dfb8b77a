"""The papers of second-hand cars: the condition report."""

from lifecycle_desk.stages.transfer.condition.papers.report import CONDITION_REPORT

REPORTS = (CONDITION_REPORT,)
