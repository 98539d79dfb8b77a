"""How something that comes due is said and looks: how many days are left, or how long it is overdue."""

from datetime import date

from lifecycle_desk.base.objections import C_, NN_
from lifecycle_desk.base.quantities import Distance, Lasting
from lifecycle_desk.base.said import Said
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.states import Look
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import Due, limits_of
from lifecycle_desk.vehicle.rules.dash import Odometer, said_at
from lifecycle_desk.vehicle.screens.event_text import in_words

DAYS_OVER = NN_("%(n)s day overdue", "%(n)s days overdue")
IN_DAYS, TODAY = NN_("in %(n)s day", "in %(n)s days"), C_("maintenance", "today")
SOON = 30  # days


def left_said(days: int) -> Said:
    """The days that are left; below zero it is overdue."""
    if days < 0:
        return Said(DAYS_OVER, n=Lasting(-days))
    return Said(IN_DAYS, n=Lasting(days)) if days else Said(TODAY)


def limits_said(due: Due, odometer: Odometer | None) -> str:
    """When something is due, by time and by distance as the dash will show it, what decides it first."""
    language = translator().current
    told = limits_of(due, language.formats.today())
    said = [
        in_words(said_at(odometer, each.km)) if isinstance(each, Distance) else language.formats.day(each)
        for each in told
    ]
    return language.first_of(*said)


def overdue_look(on: date | None) -> Look | None:
    """How a day looks by which something was due; None while it is not over."""
    return states.OVERDUE if on and on < translator().current.formats.today() else None


def left_look(days: int) -> Look:
    """How so many days that are left look."""
    if days < 0:
        return states.OVERDUE
    return states.SOON if days <= SOON else states.LATER
