"""How something that comes due is said and looks: how many days are left, or how long it is overdue."""

from datetime import date

from lifecycle_desk.base.objections import C_, NN_
from lifecycle_desk.base.quantities import Lasting
from lifecycle_desk.base.said import Said
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.states import Look
from lifecycle_desk.desktop.translator import translator

DAYS_OVER = NN_("%(n)s day overdue", "%(n)s days overdue")
IN_DAYS, TODAY = NN_("in %(n)s day", "in %(n)s days"), C_("maintenance", "today")
SOON = 30  # days


def left_said(days: int) -> Said:
    """The days that are left; below zero it is overdue."""
    if days < 0:
        return Said(DAYS_OVER, n=Lasting(-days))
    return Said(IN_DAYS, n=Lasting(days)) if days else Said(TODAY)


def overdue_look(on: date | None) -> Look | None:
    """How a day looks by which something was due; None while it is not over."""
    return states.OVERDUE if on and on < translator().current.formats.today() else None


def left_look(days: int) -> Look:
    """How so many days that are left look."""
    if days < 0:
        return states.OVERDUE
    return states.SOON if days <= SOON else states.LATER
