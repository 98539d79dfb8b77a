"""The lines of an order in the words of whoever reads them, by the catalogue that counts for the order."""

from collections.abc import Iterable

from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineTexts
from lifecycle_desk.stages.service.catalogue.usecases.line_texts import line_texts
from lifecycle_desk.stages.service.orders.rules.orders import Job, RepairOrder
from lifecycle_desk.store.store import Transaction


def texts_of(tx: Transaction, order: RepairOrder, jobs: Iterable[Job]) -> LineTexts:
    """The catalogue's words for jobs on the papers of an order: its own, and those that stand beside them.

    Of an order that was handed over, as the catalogue was then, or when it was corrected, which is the last that
    changes it: its papers stay as they were.
    """
    return line_texts(
        tx, [line for job in jobs for line in job.lines], order.changed_at if order.closing_event else None
    )
