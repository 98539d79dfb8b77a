"""The lines of an order in the words of whoever reads them, by the catalogue that counts for the order."""

from collections.abc import Iterable
from functools import partial

from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineTexts
from lifecycle_desk.stages.service.catalogue.usecases.line_texts import line_texts
from lifecycle_desk.stages.service.estimates import tables as decisions
from lifecycle_desk.stages.service.orders.rules.orders import Job, RepairOrder
from lifecycle_desk.store.store import Transaction


def texts_of(tx: Transaction, order: RepairOrder, jobs: Iterable[Job]) -> LineTexts:
    """The catalogue's words for jobs on the papers of an order: its own, and those that stand beside them.

    As the catalogue was when the customer first decided, since he agreed to these words; and of an order that was
    handed over at last as it was then, or when it was corrected, which is the last that changes it: its papers stay as
    they were.
    """
    return line_texts(
        tx,
        [line for job in jobs for line in job.lines],
        agreed=partial(decisions.first_at, tx, order.key),
        until=order.changed_at if order.closing_event else None,
    )
