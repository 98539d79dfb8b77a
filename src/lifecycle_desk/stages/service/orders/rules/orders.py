"""Repair orders: the header, the jobs with their three texts, and the lines that say what is done and who pays."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.stages.service.orders.rules.states import OrderState

A_YEAR = 1_000_000  # more orders than any dealer opens in a year: what keeps years apart in `key_of`


class PayType(LabeledEnum):
    """Who pays for a line."""

    CUSTOMER = "customer", C_("pay type", "Customer")
    WARRANTY = "warranty", C_("pay type", "Warranty")
    CAMPAIGN = "campaign", C_("pay type", "Campaign")
    GOODWILL = "goodwill", C_("pay type", "Goodwill")
    INTERNAL = "internal", C_("pay type", "Internal")
    INSURANCE = "insurance", C_("pay type", "Insurance")


class LineKind(LabeledEnum):
    """What a line charges for."""

    LABOUR = "labour", C_("order line", "Labour")
    PART = "part", C_("order line", "Part")
    SUBLET = "sublet", C_("order line", "Sublet")
    SUNDRIES = "sundries", C_("order line", "Sundries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a job.

    `code` is an operation code or a part number. `price` is in minor units of the dealer's currency: of an hour of
    labour (the dealer's own rate where it is None), of one part, or of the whole. `hours` are flat-rate hours in
    steps of 0.1, of labour; `quantity` goes to 0.001, of parts. `discount` is in percent, to 0.01. Of parts: `causal`
    is the one that caused the fault, `core` the one whose old piece goes back, `awaited` the one not yet here.
    `campaign` is the number of the campaign that the line carries out, of lines that a campaign pays for.
    `group` is the part of the car that the line is about, where somebody chose it; else its words propose one.
    `id` is its own number in its order, given once and to nothing else; None where it is new.
    """

    kind: LineKind
    text: str = ""
    pays: PayType = PayType.CUSTOMER
    code: str = ""
    hours: Decimal | None = None
    quantity: Decimal | None = None
    price: int | None = None
    discount: Decimal = Decimal(0)
    technician: str = ""
    supplier: str = ""
    causal: bool = False
    core: bool = False
    awaited: bool = False
    campaign: str = ""
    group: PartGroup | None = None
    id: int | None = field(default=None, compare=False)  # lines that say the same are equal, whichever they are

    @property
    def times(self) -> Decimal:
        """How often the price counts: hours, pieces, or once."""
        return {LineKind.LABOUR: self.hours, LineKind.PART: self.quantity}.get(self.kind) or Decimal(1)

    @property
    def amount(self) -> int:
        """What it comes to in minor units, discount off, rounded once; 0 while no price is known."""
        times, of = self.times.as_integer_ratio()
        off, of_hundred = self.discount.as_integer_ratio()
        return _nearest((self.price or 0) * times * (100 * of_hundred - off), of * 100 * of_hundred)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work: the complaint in the customer's words, its cause, its correction, and the lines.

    `service` names the items of the vehicle's maintenance schedule that the job carries out: handing over moves their
    clocks, and nobody else's. `id` is its own number in its order, as lines have theirs.
    """

    complaint: str = ""
    cause: str = ""
    correction: str = ""
    lines: tuple[Line, ...] = ()
    service: tuple[str, ...] = ()
    id: int | None = field(default=None, compare=False)

    @property
    def amount(self) -> int:
        """What its lines come to in minor units, before any tax on top."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSheet:
    """What people write on a repair order.

    `customer` is a person's number, `promised` the moment at which the car was promised back, `language` that of the
    papers for the customer (None: the language that the customer wants).
    """

    jobs: tuple[Job, ...] = ()
    odometer_in: Distance | None = None
    odometer_out: Distance | None = None
    customer: int | None = None
    adviser: str = ""
    technician: str = ""
    promised: datetime | None = None
    language: str | None = None
    note: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all jobs."""
        return tuple(line for job in self.jobs for line in job.lines)

    @property
    def campaigns(self) -> tuple[str, ...]:
        """The campaigns that its lines carry out, each once."""
        return tuple(dict.fromkeys(line.campaign for line in self.lines if line.campaign))

    @property
    def serviced(self) -> tuple[str, ...]:
        """The items of the maintenance schedule that its jobs carry out, each once."""
        return tuple(dict.fromkeys(each for job in self.jobs for each in job.service))

    @property
    def hours(self) -> Decimal:
        """All flat-rate hours."""
        return sum((line.hours for line in self.lines if line.hours), Decimal(0))


@dataclass(frozen=True, slots=True)
class TaxCustom:
    """The tax on workshop work as it was on the day: its names, its rate, how prices hold it, how it is rounded.

    `internal_net` says that the house pays itself the price without the tax that it holds; orders that were closed
    before that was settled count what internal lines were priced at.
    """

    name: str
    local_name: str
    percent: Decimal
    inclusive: bool
    by_line: bool
    internal_net: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairOrder:
    """A repair order as it stands in the books.

    `revision` rises with every change. `last_event` is the number of the event that gave it its state,
    `closing_event` of the one that holds it as it was handed over or corrected; `tax` is fixed when it is closed.
    `identities` is the highest number that any of its jobs or lines has had: none is given twice.
    """

    key: int
    vin: str
    state: OrderState
    sheet: OrderSheet
    currency: str
    revision: int
    opened_on: date
    opened_at: datetime
    state_since: datetime
    changed_at: datetime
    changed_by: str | None
    last_event: int
    handed_over_on: date | None = None
    closing_event: int | None = None
    tax: TaxCustom | None = None
    identities: int = 0

    @property
    def number(self) -> str:
        """What people call it: RO-2026-0001."""
        return number_of(self.key)


def _nearest(dividend: int, divisor: int) -> int:
    """The nearest whole number, halves away from zero; in integers, since Fraction is ten times as slow."""
    nearest = (2 * abs(dividend) + divisor) // (2 * divisor)
    return nearest if dividend >= 0 else -nearest


def revised(order: RepairOrder, at: datetime, by: str | None, **changes: Any) -> RepairOrder:
    """The next revision of an order, by somebody at a moment; new jobs and lines get numbers of their own."""
    changed = replace(order, **changes, revision=order.revision + 1, changed_at=at, changed_by=by)
    return numbered(changed) if "sheet" in changes else changed


def numbered(order: RepairOrder) -> RepairOrder:
    """The order with a number of its own for every job and line that has none yet; those that have one keep it."""
    last = order.identities
    jobs = []
    for job in order.sheet.jobs:
        if job.id is None:
            last += 1
            job = replace(job, id=last)  # noqa: PLW2901 (the same job with its number)
        lines = []
        for line in job.lines:
            last += line.id is None
            lines.append(replace(line, id=last) if line.id is None else line)
        jobs.append(replace(job, lines=tuple(lines)))
    return replace(order, sheet=replace(order.sheet, jobs=tuple(jobs)), identities=last)


def unnumbered(jobs: Iterable[Job]) -> tuple[Job, ...]:
    """The same jobs as new ones: for another order, for a template, for what is only proposed."""
    return tuple(replace(job, id=None, lines=tuple(replace(line, id=None) for line in job.lines)) for job in jobs)


def number_of(key: int) -> str:
    """The number of the order with a key: 2026000001 is RO-2026-0001, the first of its year."""
    year, of_year = divmod(key, A_YEAR)
    return f"RO-{year:04}-{of_year:04}"


def key_of(number: str) -> int | None:
    """The key of the order with a number; None for what is no number of ours."""
    kind, _, rest = number.strip().upper().partition("-")
    year, _, of_year = rest.partition("-")
    if kind != "RO" or not all(part.isascii() and part.isdigit() for part in (year, of_year)):
        return None
    key = int(year[:5]) * A_YEAR + int(of_year[:7])
    return key if number_of(key) == number.strip().upper() else None
