"""Requests to the workshop: one frozen request for each command, and the commands' values."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.stages.service.orders.rules.orders import Job, OrderSheet
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.payments.rules import PaidBy


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRepairOrder(OrderSheet):
    """A visit that is booked, on a day (None: today); without a customer, the vehicle's owner is meant."""

    vin: str
    on: date | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRepairOrder(OrderSheet):
    """A whole visit that is over: opened, done and handed over on a day (None: today).

    `without_lines` confirms that nothing is charged; `documents` are the SHA-256 names of attached files.
    """

    vin: str
    on: date | None = None
    documents: tuple[str, ...] = ()
    without_lines: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRepairOrder(OrderSheet):
    """The whole sheet anew, in place of the revision that was read."""

    number: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectRepairOrder(OrderSheet):
    """The whole sheet as it should have been handed over, in place of the revision that was read, and why.

    `on` is the day of the handover where that was wrong, too.
    """

    number: str
    revision: int
    why: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class MoveRepairOrder:
    """Where an order goes in the workshop."""

    number: str
    state: OrderState


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverRepairOrder:
    """The vehicle goes back to the customer, on a day (None: today), with what the odometer shows.

    `without_lines` confirms that nothing is charged. `paid_by` tells that the customer pays all that is open at once,
    `means` by which of the market's own means.
    """

    number: str
    odometer_out: Distance | None = None
    on: date | None = None
    without_lines: bool = False
    paid_by: PaidBy | None = None
    means: str = ""


@dataclass(frozen=True, slots=True)
class CancelRepairOrder:
    """An order that nothing comes of; its number stays."""

    number: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackOrderStep:
    """The last step of an order, by the number of its event, and why it is taken back.

    `payment` is the one that was recorded with a handover, by its event, where that is to be voided too; without it the
    money stays.
    """

    number: str
    event: int
    why: str
    payment: int | None = None


@dataclass(frozen=True, slots=True)
class AttachToOrder:
    """Files for an order, by the SHA-256 names under which they were attached."""

    number: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderTemplate:
    """Jobs that are often written, under a name."""

    name: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class DropOrderTemplate:
    """A template that is no longer wanted."""

    name: str


@dataclass(frozen=True, slots=True)
class OrderDone:
    """An order after something was done to it; `event` is the number of its event, `customer_pays` once it is closed.

    A mere change of the sheet tells no event: `event` is None. `payment` is the event of what was paid at a handover.
    """

    number: str
    vin: str
    state: OrderState
    revision: int
    event: int | None
    customer_pays: Money | None = None
    payment: int | None = None
