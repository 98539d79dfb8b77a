"""How a repair order moves through the workshop, from the booking to the handover."""

from datetime import date, datetime

from lifecycle_desk.base.milestones import Milestone, Reached, reached_before
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules import resting
from lifecycle_desk.vehicle.rules.resting import Rests


class OrderState(LabeledEnum):
    """Where a repair order stands."""

    BOOKED = "booked", C_("order", "Booked")
    IN_WORK = "in_work", C_("order", "In progress")
    WAITING_FOR_PARTS = "waiting_for_parts", C_("order", "Waiting for parts")
    QUALITY_CHECK = "quality_check", C_("order", "Quality check")
    READY = "ready", C_("order", "Ready")
    HANDED_OVER = "handed_over", C_("order", "Handed over")
    CANCELLED = "cancelled", C_("order", "Cancelled")

    @property
    def is_final(self) -> bool:
        """Whether nothing follows it."""
        return not MOVES[self]


BOOKED, IN_WORK, WAITING, CHECK, READY, HANDED_OVER, CANCELLED = OrderState
MOVES: dict[OrderState, tuple[OrderState, ...]] = {
    BOOKED: (IN_WORK, WAITING, CANCELLED),
    IN_WORK: (WAITING, CHECK, BOOKED, CANCELLED),
    WAITING: (IN_WORK, BOOKED, CANCELLED),
    CHECK: (READY, IN_WORK, WAITING),
    READY: (HANDED_OVER, CHECK, IN_WORK),
    HANDED_OVER: (),
    CANCELLED: (),
}
WAY = {
    BOOKED: Milestone(C_("order step", "Booking"), BOOKED.label),
    IN_WORK: Milestone(C_("order step", "Work"), C_("order step", "Work done")),
    CHECK: Milestone(CHECK.label, C_("order step", "Quality checked")),
    READY: Milestone(C_("order step", "Release"), READY.label),
    HANDED_OVER: Milestone(C_("order step", "Handover"), HANDED_OVER.label),
}
OPEN = tuple(state for state in OrderState if MOVES[state])
LANES = tuple(state for state in OrderState if state is not CANCELLED)


def way_to(state: OrderState) -> tuple[int, list[Reached]]:
    """The step that an order is at, and how far each has come; work and check are open as long as it is at them."""
    here = list(WAY).index({WAITING: IN_WORK, CANCELLED: BOOKED}.get(state, state))
    going_on = state in {IN_WORK, WAITING, CHECK}
    return here, reached_before(here if going_on else here + 1, len(WAY))


class OrderEvent(LabeledEnum):
    """Events of a repair order in the vehicle's life."""

    BOOKED = "service.order_booked", N_("Repair order booked")
    READ = "service.order_odometer_read", N_("Odometer read at reception")
    MOVED = "service.order_moved", N_("Repair order moved")
    ATTACHED = "service.order_attached", N_("Documents added to the repair order")
    CLOSED = "service.order", N_("Workshop visit")
    CORRECTED = "service.order_corrected", N_("Repair order corrected")
    CANCELLED = "service.order_cancelled", N_("Repair order cancelled")
    TAKEN_BACK = "service.order_taken_back", N_("Last step of the repair order voided")
    WORKED = "service.job_worked", N_("Time worked on a job")
    WORK_TAKEN_BACK = "service.job_work_taken_back", N_("Worked time voided")


WITH_SHEET = frozenset({OrderEvent.CLOSED, OrderEvent.CORRECTED})  # these hold the whole order
VISIT = "visit"  # the row of a life in which all stands that was done at one order
OF_A_VISIT = tuple(Rests(each, "order", "order", of_first=True) for each in (OrderEvent.BOOKED, OrderEvent.CLOSED))
OF_A_CLAIM = tuple(
    Rests(each, "repair_order", "order")
    for each in (OrderEvent.BOOKED, OrderEvent.MOVED, OrderEvent.CLOSED, OrderEvent.CANCELLED)
)
resting.teach(OrderEvent.TAKEN_BACK, takes_back=True)

UnknownOrder = objection("UnknownOrder", N_("There is no repair order %(number)s."), "number", number=str)
MoveNotAllowed = objection(
    "MoveNotAllowed",
    N_("Repair order %(number)s cannot go from “%(present)s” to “%(wanted)s”."),
    "state",
    number=str,
    present=OrderState,
    wanted=OrderState,
)
# Handing over and cancelling say more than a state, and have a verb of their own.
MoveNeedsMore = objection("MoveNeedsMore", N_("“%(wanted)s” needs its own form."), "state", wanted=OrderState)
OrderClosed = objection(
    "OrderClosed",
    N_("Repair order %(number)s is closed: “%(present)s”. Closed orders can be corrected, not edited."),
    "number",
    number=str,
    present=OrderState,
)
OrderNotClosed = objection(
    "OrderNotClosed",
    N_("Repair order %(number)s has not been handed over: edit it instead of correcting it."),
    "number",
    number=str,
)


class OrderChangedMeanwhile(Objection):
    """Somebody kept another version of the order after this one was read."""

    message = N_("Repair order %(number)s was changed in the meantime (%(moment)s). Nothing was overwritten.")
    field = "revision"
    number: str
    moment: datetime


class OrderChangedMeanwhileBy(OrderChangedMeanwhile):
    """The same, where it is known who it was."""

    message = N_("%(who)s changed repair order %(number)s in the meantime (%(moment)s). Nothing was overwritten.")
    who: str


HandedOverBeforeOpened = objection(
    "HandedOverBeforeOpened",
    N_("%(on)s is before repair order %(number)s was opened on %(opened_on)s."),
    "on",
    number=str,
    on=date,
    opened_on=date,
)
NotTheLastStep = objection(
    "NotTheLastStep",
    N_("That is not the last step of repair order %(number)s, or it was a correction: it cannot be voided."),
    "event",
    number=str,
)


def check_move(number: str, present: OrderState, wanted: OrderState) -> None:
    """Refuse a move that the workshop does not know."""
    if wanted not in MOVES[present]:
        raise MoveNotAllowed(number, present, wanted)
    if MOVES[wanted] == ():
        raise MoveNeedsMore(wanted)


def check_open(number: str, present: OrderState) -> None:
    """Refuse to touch an order that is closed."""
    if present.is_final:
        raise OrderClosed(number, present)


def check_revision(number: str, seen: int, kept: int, moment: datetime, who: str | None) -> None:
    """Refuse a change of a version that is no longer the present one."""
    if seen != kept:
        raise OrderChangedMeanwhileBy(number, moment, who) if who else OrderChangedMeanwhile(number, moment)


def check_handover_day(number: str, on: date, opened_on: date) -> None:
    """Refuse a handover before the visit began."""
    if on < opened_on:
        raise HandedOverBeforeOpened(number, on, opened_on)
