"""Repair orders: the header, the jobs with their three texts, and the lines that say what is done and who pays."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import NOTE, Km, Minor, Moment, One, Own, Text, Yes, kinds_of
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.market.taxes import Taxing
from lifecycle_desk.stages.service.orders.rules.kinds import LONGEST_WORDS, Figure, Name
from lifecycle_desk.stages.service.orders.rules.states import OrderState

MOST_PRICE = 10**12
A_YEAR = 1_000_000  # more orders than any dealer opens in a year: what keeps years apart in `key_of`


class PayType(LabeledEnum):
    """The payers of a line."""

    CUSTOMER = "customer", C_("pay type", "Customer")
    WARRANTY = "warranty", C_("pay type", "Warranty")
    CAMPAIGN = "campaign", C_("pay type", "Campaign")
    GOODWILL = "goodwill", C_("pay type", "Goodwill")
    INTERNAL = "internal", C_("pay type", "Internal")
    INSURANCE = "insurance", C_("pay type", "Insurance")


CLAIMED = frozenset({PayType.WARRANTY, PayType.CAMPAIGN})  # somebody else pays, and is asked to


class LineKind(LabeledEnum):
    """The kinds of lines."""

    LABOUR = "labour", C_("order line", "Labour")
    PART = "part", C_("order line", "Part")
    SUBLET = "sublet", C_("order line", "Sublet")
    SUNDRIES = "sundries", C_("order line", "Sundries")


PriceOutOfRange = objection(
    "PriceOutOfRange",
    N_("A price of %(given)s minor units is out of range: 0 to %(most)s."),
    given=int,
    most=int,
)

LABOUR, PART, SUBLET, SUNDRIES = LineKind
GOODS = frozenset({PART, SUNDRIES})  # what a tax on work alone leaves out
QUANTITY, TECHNICIAN = C_("order line", "Quantity"), C_("role", "Technician")
KIND_HINT = N_("L labour, P part, S sublet, M sundries. Ctrl Del removes the line.")
TEXT_HINT = N_("Work or part, as printed on the document.")
PAYS_HINT = N_("Space or a first letter lists the payers. Enter starts the next line.")
CODE_HINT = N_("Operation code or part number.")
QUANTITY_HINT = N_(
    "Labour in flat-rate hours, in tenths, such as 0.6; parts down to thousandths. Leave empty for one part."
)
PRICE_HINT = N_("Per hour, per part, or for the whole. “-10%” after it is a discount. The labour rate is filled in.")
_Words, _Name = partial(Text, longest=LONGEST_WORDS), partial(Name, longest=LONGEST_WORDS)
_Counted = partial(Figure, QUANTITY, QUANTITY_HINT, needed=True)
_Percent = partial(Figure, most=100, places=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a job.

    `code` is an operation code or a part number. `price` is in minor units of the dealer's currency: of an hour of
    labour (the dealer's own rate where it is None), of one part, or of the whole. `hours` are flat-rate hours in
    steps of 0.1, of labour; `quantity` goes to 0.001, of parts. `discount` is in percent, to 0.01. Of parts: `causal`
    is the one that caused the fault, `core` the one whose old piece goes back, `awaited` the one not yet here.
    Below zero is the `price` of a core alone that came back (`cores`).
    `campaign` is the number of the campaign that the line carries out, of lines that a campaign pays for.
    `taxing` is how the line is taxed where it does not bear the market's usual rate.
    `group` is the part of the car that the line is about, where somebody chose it; else its words propose one.
    `id` is its own number in its order, given once and to nothing else; None where it is new.
    """

    kind: Annotated[LineKind, One(C_("order line", "Kind"), KIND_HINT, terms=LineKind)]
    text: Annotated[str, Text(C_("order line", "Description"), TEXT_HINT)] = ""
    pays: Annotated[PayType, One(C_("order line", "Pays"), PAYS_HINT, terms=PayType)] = PayType.CUSTOMER
    code: Annotated[str, _Words(C_("order line", "Code"), CODE_HINT, mono=True)] = ""
    hours: Annotated[Decimal | None, _Counted(only=LABOUR, most=999, places=1)] = None
    quantity: Annotated[Decimal | None, _Counted(only=PART, most=99_999, places=3)] = None
    price: Annotated[
        int | None,
        Minor(C_("order line", "Price"), PRICE_HINT, least=-MOST_PRICE, most=MOST_PRICE, refuses=PriceOutOfRange),
    ] = None
    discount: Annotated[Decimal, _Percent(N_("Discount"), written=N_("Discount %(percent)s"))] = Decimal(0)
    technician: Annotated[str, _Name(TECHNICIAN, only=LABOUR)] = ""
    supplier: Annotated[str, _Words(N_("Supplier"), only=SUBLET, written=N_("Done by %(supplier)s"))] = ""
    causal: Annotated[bool, Yes(N_("Causal part"), only=PART, written=N_("Causal part"))] = False
    core: Annotated[bool, Yes(N_("Core return"), only=PART, written=N_("Core return"))] = False
    awaited: Annotated[bool, Yes(N_("Not in stock"), only=PART, written=N_("On order"))] = False
    campaign: Annotated[str, _Words(N_("Campaign number"), written=N_("Campaign %(number)s"), mono=True)] = ""
    taxing: Annotated[Taxing | None, One(C_("order line", "Tax"), terms=Taxing, written=N_("Tax: %(taxing)s"))] = None
    group: PartGroup | None = None
    id: int | None = field(default=None, compare=False)  # lines that say the same are equal, whichever they are

    @property
    def times(self) -> Decimal:
        """How often the price counts: hours, pieces, or once."""
        return {LineKind.LABOUR: self.hours, LineKind.PART: self.quantity}.get(self.kind) or Decimal(1)

    @property
    def amount(self) -> int:
        """Its price in minor units, discount off, rounded once; 0 while no price is known."""
        times, of = self.times.as_integer_ratio()
        off, of_hundred = self.discount.as_integer_ratio()
        return _nearest((self.price or 0) * times * (100 * of_hundred - off), of * 100 * of_hundred)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work: the complaint in the customer's words, its cause, its correction, and the lines.

    `service` names the items of the vehicle's maintenance schedule that the job carries out: handing over moves their
    clocks, and nobody else's. `id` is its own number in its order, as lines have theirs.
    """

    complaint: Annotated[str, Text(N_("Customer concern"), rows=2)] = ""
    cause: Annotated[str, Text(C_("order", "Cause"), rows=2)] = ""
    correction: Annotated[str, Text(C_("order", "Correction"), rows=2)] = ""
    lines: tuple[Line, ...] = ()
    service: tuple[str, ...] = ()
    id: int | None = field(default=None, compare=False)

    @property
    def amount(self) -> int:
        """The sum of its lines in minor units, before any tax on top."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSheet:
    """The written part of a repair order.

    `customer` is a person's number, `promised` the moment at which the car was promised back, `language` that of the
    papers for the customer (None: the language that the customer wants).
    """

    jobs: tuple[Job, ...] = ()
    odometer_in: Annotated[Distance | None, Km(N_("Odometer in"))] = None
    odometer_out: Annotated[Distance | None, Km(N_("Odometer out"))] = None
    customer: Annotated[int | None, Own(N_("Customer"))] = None
    adviser: Annotated[str, _Name(C_("role", "Service adviser"))] = ""
    technician: Annotated[str, _Name(TECHNICIAN)] = ""
    promised: Annotated[datetime | None, Moment(C_("order", "Promised"), N_("For example: tomorrow 15:30"))] = None
    language: Annotated[str | None, Own(N_("Document language"))] = None
    note: Annotated[str, Text(NOTE, rows=2)] = ""

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
    before that was settled count what internal lines were priced at. `reduced` is the rate of lines that bear the
    reduced one; where the tax is on `work_only`, goods bear none.
    """

    name: str
    local_name: str = ""
    percent: Decimal = Decimal(0)
    inclusive: bool = False
    by_line: bool = False
    internal_net: bool = False
    reduced: Decimal | None = None
    work_only: bool = False

    def on(self, line: Line) -> "tuple[Taxing | None, Decimal]":
        """How a line is taxed, and at which rate."""
        if line.taxing is Taxing.REDUCED and self.reduced is not None:
            return Taxing.REDUCED, self.reduced
        if line.taxing in {None, Taxing.REDUCED} and not (self.work_only and line.kind in GOODS):
            return None, self.percent
        return line.taxing, Decimal(0)


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
        """The order's number: RO-2026-0001."""
        return number_of(self.key)


# Where a field of a line stands, by its name; what is named nowhere is kept and shown nowhere.
# `figure` is hours or quantity, `price` holds the discount, `amount` is reckoned. Widths in the row, shares on papers.
LINE_CELLS = "kind:26 code:96 text:0 figure:62 price:84 pays:104"  # the row of the form; 0 takes the rest
LINE_FOLD = "technician supplier"  # below the row, when its menu is asked for them
LINE_MARKS = "awaited causal core"  # switched by the menu of the row
LINE_NOTES = "campaign supplier causal core discount taxing"  # on papers, below the text
SUMMARY_NOTES = "taxing"
JOB_CARD_NOTES = "campaign supplier causal core"
REPORT_COLUMNS = "code:17 text:33 figure:11 price:13 pays:12 amount:14"
ESTIMATE_COLUMNS = "code:15 text:31 figure:11 amount:15"
JOB_CARD_COLUMNS = "kind:11 code:17 text:27 figure:10 pays:12 technician:13 awaited:12"
SUMMARY_COLUMNS = "code:16 text:33 figure:11 price:12 discount:8 amount:13"
LINE_CLAIMED = ("kind", "text", "code", "hours", "quantity", "causal", "group")  # what a claim takes as it stands
LINE_TRAVELS = ("kind", "text", "pays", "code", "hours", "quantity", "causal", "campaign")  # with the car
JOB_TRAVELS = ("cause", "correction", "service")


def figure_of(kind: LineKind) -> str:
    """The field that counts lines of a kind: hours of labour, pieces of parts; none where the price is of the whole."""
    counting = (name for name, each in kinds_of(Line).items() if isinstance(each, Figure) and each.only is kind)
    return next(counting, "")


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
        last += job.id is None
        own, lines = last if job.id is None else job.id, []
        for line in job.lines:
            last += line.id is None
            lines.append(replace(line, id=last) if line.id is None else line)
        jobs.append(replace(job, id=own, lines=tuple(lines)))
    return replace(order, sheet=replace(order.sheet, jobs=tuple(jobs)), identities=last)


def unnumbered(jobs: Iterable[Job]) -> tuple[Job, ...]:
    """The same jobs as new ones: for another order, for a template, for what is only proposed."""
    return tuple(
        job
        if job.id is None and all(line.id is None for line in job.lines)
        else replace(job, id=None, lines=tuple(replace(line, id=None) for line in job.lines))
        for job in jobs
    )


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
