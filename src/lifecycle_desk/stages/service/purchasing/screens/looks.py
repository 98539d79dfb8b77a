"""How parts look that somebody waits for: a tone and an icon for where each is, red once its promise has passed."""

from lifecycle_desk.base.objections import C_, NN_
from lifecycle_desk.base.quantities import Lasting
from lifecycle_desk.base.said import Said
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.states import Look
from lifecycle_desk.stages.service.purchasing.rules.purchases import (
    ARRIVED,
    BACK_ORDER,
    CANCELLED,
    ON_THE_WAY,
    ORDERED,
    PurchaseState,
)
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRow, PartsList

TO_ORDER = C_("parts", "To order")
DAYS_LATE = NN_("%(n)s day overdue", "%(n)s days overdue")
STATES: dict[PurchaseState, Look] = {
    ORDERED: states.AGREED,
    ON_THE_WAY: states.ON_THE_WAY,
    BACK_ORDER: states.WAITING,
    ARRIVED: states.GOOD,
    CANCELLED: states.CANCELLED,
}
LISTS: dict[PartsList, Look] = {
    PartsList.WANTED: states.TO_DO,
    PartsList.COMING: states.ON_THE_WAY,
    PartsList.LATE: states.OVERDUE,
    PartsList.CAME: states.GOOD,
}


def state_of(row: PartRow) -> tuple[Said, Look]:
    """The words and the look of where a part is."""
    if row.state is None:
        return Said(TO_ORDER), states.TO_DO
    if row.days_late:
        return Said(DAYS_LATE, n=Lasting(row.days_late)), states.OVERDUE
    return Said(row.state.label), STATES[row.state]
