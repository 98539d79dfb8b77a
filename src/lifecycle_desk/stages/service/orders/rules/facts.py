"""What events of repair orders say, and what was told at one, as the chain has sealed it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated

from lifecycle_desk.commands.kinds import Own
from lifecycle_desk.stages.service.orders.rules.orders import OrderSheet, PayType, TaxCustom
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.vehicle.rules.life import RecordedEvent


@dataclass(frozen=True, slots=True)
class AtOrder:
    """Everything that is told at an order: which one it was."""

    order: str = ""


@dataclass(frozen=True, slots=True)
class OrderTold(AtOrder):
    """A step of an order: where it stands now and where it stood before, and why."""

    state: OrderState | None = None
    was: Annotated[OrderState | None, Own("", fact="from")] = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShareTold:
    """What one pay type came to, in minor units."""

    net: int
    tax: int
    gross: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedOrder:
    """A visit that was handed over or corrected: the whole order, but for what the customer said."""

    sheet: OrderSheet
    tax: TaxCustom | None = None
    totals: dict[PayType, ShareTold] = field(default_factory=dict)
    currency: str = ""
    serviced: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class WordsTold:
    """What the customer said of each job, and what was noted for them: under their key, or openly without one."""

    complaints: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class JobTold:
    """What was found and done about a job."""

    cause: str = ""
    correction: str = ""


@dataclass(frozen=True, slots=True)
class SheetTold:
    """What people are told of a sheet."""

    jobs: tuple[JobTold, ...] = ()
    adviser: str = ""
    technician: str = ""


@dataclass(frozen=True, slots=True)
class VisitTold(OrderTold):
    """What people are told of a visit; of another dealer's there are neither names nor prices."""

    sheet: SheetTold = field(default_factory=SheetTold)
    totals: dict[PayType, ShareTold] = field(default_factory=dict)
    currency: str = ""
    campaigns: tuple[str, ...] = ()


def of_order(events: Iterable[RecordedEvent], number: str) -> list[RecordedEvent]:
    """Those of some events that were told at an order."""
    return [each for each in events if each.facts_as(AtOrder).order == number]
