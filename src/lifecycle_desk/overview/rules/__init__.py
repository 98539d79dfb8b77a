"""Due dates: the kinds of things that wait for somebody, in the groups in which a day is worked off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.campaigns.rules.campaign import Campaign
from lifecycle_desk.stages.service.clocks.rules import DayOf
from lifecycle_desk.stages.service.orders.rules.states import OrderState


class DueGroup(LabeledEnum):
    """A part of the day's list, in the order in which it is worked off."""

    APPOINTMENTS = "appointments", N_("Still expected today")  # NOTE: who has an appointment today and has not come
    LATE = "late", C_("due", "Late")
    TODAY = "today", C_("due", "To do today")  # NOTE: a group of the page that is called Today
    WAITING = "waiting", C_("due", "Waiting")
    SERVICE = "service", N_("Service overdue")
    STORAGE = "storage", N_("Storage checks due")


class DueKind(LabeledEnum):
    """The kinds of due things."""

    COMES = "comes", N_("Appointment")
    LATE = "late", N_("Promised time has passed")
    PROMISED = "promised", N_("Promised today")
    PART_CAME = "part_came", N_("A part has arrived")
    READY = "ready", N_("Ready: call the customer")
    TO_HAND_OVER = "to_hand_over", N_("Ready for handover")
    PART_LATE = "part_late", N_("A part is late")
    WAITING_FOR_PARTS = "waiting_for_parts", N_("Waiting for parts")
    TO_REGISTER = "to_register", N_("To be registered")
    IN_QUARANTINE = "in_quarantine", C_("vehicle", "Quarantined")
    INSPECTION_FAILED = "inspection_failed", N_("Inspection failed")
    INSPECTION_OPEN = "inspection_open", N_("Inspection started")
    CHECK_DUE = "check_due", N_("Monthly storage check")
    SERVICE_OVERDUE = "service_overdue", N_("Service overdue")
    END_LATE = "end_late", N_("End-of-life deadline has passed")
    END_DUE = "end_due", N_("End-of-life deadline")

    @property
    def group(self) -> DueGroup:
        """The group that it is listed in."""
        return _GROUPS[self]


_GROUPS = {
    DueKind.COMES: DueGroup.APPOINTMENTS,
    DueKind.LATE: DueGroup.LATE,
    DueKind.END_LATE: DueGroup.LATE,
    DueKind.PART_LATE: DueGroup.TODAY,
    DueKind.PART_CAME: DueGroup.TODAY,
    DueKind.PROMISED: DueGroup.TODAY,
    DueKind.READY: DueGroup.TODAY,
    DueKind.TO_HAND_OVER: DueGroup.TODAY,
    DueKind.WAITING_FOR_PARTS: DueGroup.WAITING,
    DueKind.TO_REGISTER: DueGroup.WAITING,
    DueKind.IN_QUARANTINE: DueGroup.WAITING,
    DueKind.INSPECTION_FAILED: DueGroup.WAITING,
    DueKind.INSPECTION_OPEN: DueGroup.WAITING,
    DueKind.END_DUE: DueGroup.WAITING,
    DueKind.CHECK_DUE: DueGroup.STORAGE,
    DueKind.SERVICE_OVERDUE: DueGroup.SERVICE,
}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due: of an order where `order` has its number, else of a car at the dealer's.

    `about` is what people wrote: the complaint, the place in stock; of a deadline it is a message, of a service the
    item. `moment` is the one that was promised, `since` the day from which it waits, `until` the day on which it was
    due. `campaign` is open on the car and not carried out by the order. `appointment` is the number of the one for
    which a car is to come, which nobody may know yet: it has no VIN then. `purchase` is the purchase order of a part.
    `lane` is where the order stands on the board, whatever else is due of it, and `ready_at` when its car became ready.
    """

    kind: DueKind
    vin: str
    plate: str | None
    model: str
    about: str = ""
    person: str = ""
    phone: str = ""
    technician: str = ""
    order: str | None = None
    moment: datetime | None = None
    since: date | None = None
    until: date | None = None
    campaign: Campaign | None = None
    appointment: int = 0
    purchase: str = ""
    lane: OrderState | None = None
    ready_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A car that is to leave the workshop today; `done` once it is ready or gone."""

    moment: datetime
    vin: str
    plate: str | None
    model: str
    about: str
    order: str
    done: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day at the dealer's."""

    today: date
    dues: tuple[Due, ...] = ()
    booked: tuple[DayOf, ...] = ()
    expected: tuple[Expected, ...] = ()

    def count(self, *kinds: DueKind) -> int:
        """How many things of some kinds are due."""
        return sum(1 for each in self.dues if each.kind in kinds)

    def of(self, group: DueGroup, kinds: Iterable[DueKind] = tuple(DueKind)) -> tuple[Due, ...]:
        """The things of a group, of the kinds that are wanted."""
        wanted = frozenset(kinds)
        return tuple(each for each in self.dues if each.kind.group is group and each.kind in wanted)
