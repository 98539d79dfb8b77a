"""How parts look that somebody waits for: a tone and an icon for where each is, red once its promise has passed."""

from datetime import date

from lifecycle_desk.base.objections import C_, NN_
from lifecycle_desk.base.quantities import Lasting
from lifecycle_desk.base.said import Said
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.look.states import Look
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.purchasing.rules.purchases import (
    ARRIVED,
    BACK_ORDER,
    CANCELLED,
    ON_THE_WAY,
    ORDERED,
    Purchase,
    PurchaseState,
)
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRow, PartsList
from lifecycle_desk.stages.service.purchasing.usecases.part_status import ORDERED_FOR, SHIPPED_FOR
from lifecycle_desk.vehicle.screens.event_text import join

FOR_STOCK = C_("parts", "Stock")
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


def whom_for(row: PartRow) -> str:
    """For whom a part is: the customer, or the stock, in the words of what it lacks."""
    if row.customer_name or row.order or row.vin:
        return row.customer_name
    say = translator().current
    return join(say(FOR_STOCK), say(row.why.label) if row.why else "")


def whom_for_cell(row: PartRow) -> str | Cell:
    """The same in a list: of what the stock lacks the reason alone, since with the word before it that was cut."""
    words = whom_for(row)
    return Cell(translator().current(row.why.label), hint=words) if row.why else words


def state_of(row: PartRow) -> tuple[Said, Look]:
    """The words and the look of where a part is."""
    if row.state is None:
        return Said(PartsList.WANTED.label), states.TO_DO
    if row.days_late:
        return Said(DAYS_LATE, n=Lasting(row.days_late)), states.OVERDUE
    return Said(row.state.label), STATES[row.state]


def state_of_purchase(of: Purchase, today: date) -> tuple[Said, Look]:
    """The words and the look of what is still to come of an order, and for when the first of it is promised."""
    left = [each for each in of.lines if each.outstanding]
    states_left = {each.state for each in left}
    days = [each.promised for each in left if each.promised]
    if days and min(days) < today:
        return Said(DAYS_LATE, n=Lasting((today - min(days)).days)), states.OVERDUE
    state = next((each for each in (BACK_ORDER, ORDERED, ON_THE_WAY) if each in states_left), ARRIVED)
    if not days or state is BACK_ORDER:
        return Said(state.label), STATES[state]
    return Said(SHIPPED_FOR if state is ON_THE_WAY else ORDERED_FOR, day=min(days)), STATES[state]
