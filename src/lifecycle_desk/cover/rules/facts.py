"""The facts of a car that covers rest on, each with the event of its life that shows it."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.cover.rules.terms import HealthKind, Use
from lifecycle_desk.schedules.rules import Record, Schedule
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.odometer import Reading


@dataclass(frozen=True, slots=True)
class Shown:
    """A day and the event that shows it; None where it was typed without one."""

    on: date
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner since a day; one that `keeps_first` is the spouse of the one before and keeps his rights."""

    since: date
    seq: int | None = None
    keeps_first: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """A state of health in tenths of a per cent: 938 is 93.8 %."""

    tenths: int
    kind: HealthKind
    on: date
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class ServiceVisit:
    """A service that was done; `authorised` is whether the maker's workshop did it, None where nobody knows."""

    on: date
    km: int | None
    authorised: bool | None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A person's answer to a question that the life does not answer."""

    yes: bool
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """The fitting of the spare part in question: its cover counts days and kilometres from here."""

    on: date
    km: int
    seq: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarFacts:
    """A car; what is None or empty is not known.

    `market` is where it was sold new. `readings` are sound ones as true distances (see odometer.sound), as are all
    kilometres here. `warranty_started_on` is the day that the handover set by the market's rule. `resold_on` is the
    handover of the car as a used one by this dealer, if he sold it so. `owners` begin with the first customer;
    `services` is an empty tuple where it is known that none was due yet, and `services_known_from` the day before which
    others may have been. `serviced_on_time` is what somebody answered; without it `record` is held against `schedule`.
    """

    brand: str
    market: str
    model: str = ""
    variant: str = ""
    energy: Energy | None = None
    warranty_started_on: Shown | None = None
    handed_over_on: Shown | None = None
    first_registered_on: Shown | None = None
    sold_on: Shown | None = None
    resold_on: Shown | None = None
    owners: tuple[Owner, ...] | None = None
    use: Use = Use.NOT_KNOWN
    use_seq: int | None = None
    readings: tuple[Reading, ...] = ()
    health: Health | None = None
    services: tuple[ServiceVisit, ...] | None = None
    services_known_from: date | None = None
    serviced_on_time: Answered | None = None
    schedule: Schedule | None = None
    record: Record | None = None
    fitted: Fitted | None = None
