"""Common parts of the papers about an order: the vehicle, the texts of a job, its lines, and who pays."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.said import InARow
from lifecycle_desk.base.terms import TwoNames
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.paper import (
    Beside,
    Code,
    Column,
    Content,
    Facts,
    Muted,
    Note,
    Paper,
    Paragraphs,
    Section,
    Strong,
    Table,
    Totals,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.schedules.rules import named_item
from lifecycle_desk.schedules.rules.event_words import ITEMS
from lifecycle_desk.stages.service.orders.papers.lines import line_cells, line_columns, percent_in
from lifecycle_desk.stages.service.orders.rules.orders import LINE_NOTES, REPORT_COLUMNS, Job, TaxCustom
from lifecycle_desk.stages.service.orders.rules.totals import AtRate
from lifecycle_desk.stages.service.orders.rules.totals import Totals as OrderTotals
from lifecycle_desk.stages.service.orders.usecases.showing import PrintedOrder, printed_order
from lifecycle_desk.stages.service.payments.rules import PaidBy, Settlement, how_paid

WOULD_PAY, CUSTOMER_WOULD = N_("Who would pay"), N_("Customer would pay")
TAX_UNCONFIRMED = N_("The source of this tax rate is still to be verified: %(tax)s.")
PAY_TYPE, NOT_TAXED = N_("Pay type"), C_("tax of a line", "Not taxed")
VISIT_COLUMNS = 4  # of the facts about a visit
SHORT = 240  # characters of a text that stands well in a third of the width
FEW = 6  # line breaks of the same


@dataclass(frozen=True, slots=True)
class OfOrder:
    """The repair order that a paper is about, by its number."""

    order: str


NoWork = objection("NoWork", N_("Repair order %(number)s has no priced work yet."), "order", number=str)


def with_work(page: PrintedOrder, *more: Job) -> PrintedOrder:
    """An order with at least one line, its own or proposed; refuses one without."""
    if not any(job.lines for job in (*page.order.sheet.jobs, *more)):
        raise NoWork(page.order.number)
    return page


def still_open(page: PrintedOrder, language: Language) -> list[Block]:
    """That work and amounts may still change, of an order that was not handed over."""
    if page.order.closing_event is not None:
        return []
    return [Note(language(N_("This repair order has not been handed over yet: work and amounts may still change.")))]


def vehicle_facts(page: PrintedOrder, language: Language) -> list[tuple[str, Content]]:
    """The vehicle of an order and whose it is."""
    customer = page.customer
    return [
        (language(N_("Vehicle")), page.car.name),
        (language(N_("Plate")), own(page.car.plate) if page.car.plate else "–"),
        (language(N_("VIN")), Code(page.car.vin)),
        (language(N_("Customer")), customer.name if customer else "–"),
        (language(N_("Phone")), ltr(customer.phone) if customer and customer.phone else "–"),
    ]


def three_texts(job: Job, language: Language, *, blank: Content = "–", done: bool = True) -> Block:
    """The three texts side by side; one under the other where one is long, so that it may go over pages.

    Work that is not `done` is proposed, and says so.
    """
    kinds = kinds_of(Job)
    own = kinds["cause"].label, kinds["correction"].label
    cause, work = own if done else (N_("Suspected cause"), N_("Proposed work"))
    told: list[tuple[str, Content]] = [
        (language(kinds["complaint"].label), job.complaint or blank),
        (language(cause), job.cause or blank),
        (language(work), job.correction or blank),
    ]
    if all(len(each) <= SHORT and each.count("\n") <= FEW for each in (job.complaint, job.cause, job.correction)):
        return Facts(told)
    return Paragraphs(*((Muted(label), words) for label, words in told))


def in_amounts_of(page: PrintedOrder, jobs: Iterable[Job], totals: OrderTotals, language: Language) -> Language:
    """The language of an order's paper, as all amounts on it are written."""
    lines = [line for job in jobs for line in job.lines]
    sums = [each for share in totals.shares for each in (share.lines, share.net, share.tax, share.gross)]
    paid = [page.settlement.owed, page.settlement.on_account, *(each.signed for each in page.settlement.received)]
    priced = [Money(each or 0, totals.currency) for line in lines for each in (line.price, line.amount)]
    return language.for_amounts([*priced, *sums, *paid])


def items_of(job: Job, language: Language) -> list[Block]:
    """The items of the maintenance schedule that a job carries out."""
    if not job.service:
        return []
    return [Paragraphs((Muted(language(ITEMS)), language.spoken(tuple(map(named_item, job.service)))))]


def charged(job: Job, currency: str, language: Language) -> Table:
    """The lines with their prices."""
    return Table(
        line_columns(REPORT_COLUMNS, currency, language),
        [line_cells(REPORT_COLUMNS, line, currency, language, notes=LINE_NOTES) for line in job.lines],
    )


def who_pays(
    totals: OrderTotals, page: PrintedOrder, language: Language, *, done: bool = True, closer: bool = False
) -> Section:
    """Each payer's sum, with the tax, and the customer's; for work that is not `done`, the would-be sums.

    Where lines are taxed in several ways, each payer has a row for each. A rate whose source is weak is named as
    such. Set `closer`, how the customer paid stands beside his sum.
    """
    tax, unconfirmed = totals.tax, page.tax_unconfirmed
    heading, customer = (N_("Who pays"), N_("Customer pays")) if done else (WOULD_PAY, CUSTOMER_WOULD)
    paid = paid_of(page.settlement, language) if done else []
    sums = [(language(customer), totals.customer)]
    return Section(
        language(heading),
        _by_rate(tax, totals, page, language) if tax and totals.has_several_rates else _shares(totals, language),
        _paid_beside(sums, paid) if closer and paid else Totals(sums, after=paid),
        aside=language(TAX_UNCONFIRMED, tax=tax_name(tax, language)) if unconfirmed and tax else None,
    )


def _shares(totals: OrderTotals, language: Language) -> Table:
    """A row for each payer, whose lines are taxed alike; where there is no tax, nothing is before it."""
    amount, tax, first = language.formats.amount, totals.tax, [Column(language(PAY_TYPE), share=1)]
    if not tax:
        whole = [[language(each.pays.label), amount(each.gross)] for each in totals.shares]
        return _sums_table(first, [], whole, totals, language)
    named = [_before_tax(totals, language), Column(tax_name(tax, language), end=True)]
    rows = [[language(each.pays.label), *map(amount, (each.net, each.tax, each.gross))] for each in totals.shares]
    return _sums_table(first, named, rows, totals, language)


def _by_rate(tax: TaxCustom, totals: OrderTotals, page: PrintedOrder, language: Language) -> Table:
    """A row for each payer and rate."""
    amount = language.formats.amount
    rows = [
        [language(share.pays.label), name, *map(amount, sums)]
        for share in totals.shares
        for name, sums in [
            *((_rate_name(at, tax, page, language), (at.net, at.tax, at.gross)) for at in share.rates),
            *([] if share.rates else [("–", (share.net, share.tax, share.gross))]),
        ]
    ]
    first = [Column(language(PAY_TYPE)), Column(language(N_("Tax rate")), share=1)]
    named = [_before_tax(totals, language), Column(language.spoken(TwoNames(tax.name, tax.local_name)), end=True)]
    return _sums_table(first, named, rows, totals, language)


def _sums_table(
    first: list[Column], named: list[Column], rows: Sequence[Sequence[Content]], totals: OrderTotals, language: Language
) -> Table:
    sign = language.formats.currency(totals.currency)
    columns = [*first, *named, Column(language(N_("Total (%(currency)s)"), currency=sign), end=True)]
    return Table(columns, rows, empty=language(N_("No charge.")))


def _before_tax(totals: OrderTotals, language: Language) -> Column:
    sign = language.formats.currency(totals.currency)
    return Column(language(N_("Before tax (%(currency)s)"), currency=sign), end=True)


def _rate_name(at: AtRate, tax: TaxCustom, page: PrintedOrder, language: Language) -> str:
    """A rate by its name; a line without tax by what the law of the market calls it, where that is known."""
    if at.percent:
        return tax_name(replace(tax, percent=at.percent), language)
    law = next((each for each in page.other_taxes if each.taxing is at.taxing), None)
    own = law.names.get(language.code) if law else None
    return own or language(at.taxing.label if at.taxing else NOT_TAXED)


def _paid_beside(sums: Sequence[tuple[str, Content]], paid: Sequence[tuple[str, Content]]) -> Beside:
    """How the customer paid, in the room that sums leave at their start."""
    own = Totals(sums).share
    return Beside([(1 - own, Totals((), share=1.0, after=paid)), (own, Totals(sums, share=1.0))])


def with_sums(paper: Callable[[Block], Paper], page: PrintedOrder, language: Language) -> Paper:
    """A paper with the sums of its order, which are read together and never broken over pages.

    Where payments would begin another page, they stand beside the sum.
    """

    def form(*, closer: bool) -> Paper:
        return paper(Beside([(1.0, who_pays(page.totals, page, language, closer=closer))]))

    own = form(closer=False)
    return replace(own, tighter=(form(closer=True),)) if page.settlement.payments else own


def paid_of(settlement: Settlement, language: Language) -> list[tuple[str, Content]]:
    """How the customer paid, each payment with its day, and what is open; nothing where no payment was recorded."""
    if not settlement.payments:
        return []
    paid: list[tuple[str, Content]] = [
        (language.spoken(InARow(how_paid(each.paid_by, each.means, refund=each.refund), each.on)), each.signed)
        for each in settlement.received
    ]
    agreed, left = settlement.on_account, settlement.open
    if agreed.minor:
        paid.append((language(PaidBy.ACCOUNT.label), agreed))
    if left.minor < 0:
        return [*paid, (language(C_("payment", "Overpaid")), -left)]
    if agreed.minor and not left.minor:
        return paid
    return [*paid, (language(C_("payment", "Outstanding")), Strong(left) if left.minor else left)]


def tax_name(tax: TaxCustom, language: Language) -> str:
    """A tax by its name in the market's own language, where that is spoken, else by its English one."""
    name = TwoNames(tax.name, tax.local_name)
    return language(N_("%(tax)s %(percent)s"), tax=name, percent=percent_in(tax.percent, language))


def language_of(user: UserSession, asked: OfOrder) -> str | None:
    """The language that the customer reads; the dealer's own where it is one that the program does not speak."""
    wanted = printed_order(user, asked.order).language
    return wanted if wanted in LANGUAGES else None
