"""The workshop's papers: the service report for the customer, and the job card for the technician."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import TwoNames
from lifecycle_desk.counter.offers import Report
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.paper import (
    Beside,
    Code,
    Column,
    Content,
    Facts,
    Mark,
    Muted,
    Note,
    Outcome,
    Paper,
    Paragraphs,
    Proves,
    Section,
    Signature,
    Signatures,
    Strong,
    Table,
    Totals,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.service.rules.orders import Job, Line, LineKind, TaxCustom
from lifecycle_desk.stages.service.rules.totals import Share
from lifecycle_desk.stages.service.usecases.showing import OrderPage, order

SHORT = 240  # characters of a text that stands well in a third of the width
FEW = 6  # line breaks of the same
ROOM_TO_WRITE = ("\u00a0",) * 4  # empty lines for the technician's hand


@dataclass(frozen=True, slots=True)
class OfOrder:
    """The repair order that a paper is about, by its number."""

    order: str


def service_report(seat: Seat, asked: OfOrder, language: Language) -> Paper:
    """What was done, what it came to and who pays, for the customer."""
    page = order(seat, asked.order)
    found = page.order
    return Paper(
        title=language(N_("Service report")),
        language=language,
        letterhead=letterhead(seat, language),
        number=ltr(found.number),
        date=found.handed_over_on or found.opened_on,
        size=sheet_size(seat),
        proves=_proves(page),
        blocks=[
            *_still_open(page, language),
            Facts(_vehicle(page, language) + _visit(page, language)),
            *(_job(page, at, job, language) for at, job in enumerate(found.sheet.jobs, 1)),
            Beside([(1.0, _who_pays(page, language))]),  # sums are read together: they are not broken over pages
            Signatures(
                [
                    Signature(language(N_("Service adviser")), found.sheet.adviser),
                    Signature(language(N_("Customer")), page.customer.name if page.customer else ""),
                ]
            ),
        ],
    )


def _proves(page: OrderPage) -> Proves | None:
    """What a report proves once the order is handed over; before, work and amounts may still change."""
    read = page.order.sheet.odometer_out or page.order.sheet.odometer_in
    if page.order.closing_event is None:
        return None
    facts: dict[str, str | int] = {"jobs": len(page.order.sheet.jobs)}
    return Proves(page.car.vin, facts | ({"km": read.km} if read else {}))


def job_card(seat: Seat, asked: OfOrder, language: Language) -> Paper:
    """What is to be done, for the workshop: no prices, room to write."""
    page = order(seat, asked.order)
    found = page.order
    return Paper(
        title=language(N_("Repair order")),
        language=language,
        letterhead=letterhead(seat, language),
        subtitle=language(found.state.says),
        number=ltr(found.number),
        date=found.opened_on,
        size=sheet_size(seat),
        blocks=[
            Facts(_vehicle(page, language) + _work(page, language)),
            *_notes(page, language),
            *(_task(at, job, language) for at, job in enumerate(found.sheet.jobs, 1)),
            Signatures(
                [
                    Signature(language(N_("Technician")), found.sheet.technician),
                    Signature(language(C_("order", "Quality check"))),
                ]
            ),
        ],
    )


def _still_open(page: OrderPage, language: Language) -> Iterator[Block]:
    if page.order.closing_event is None:
        yield Note(language(N_("This repair order has not been handed over yet: work and amounts may still change.")))


def _notes(page: OrderPage, language: Language) -> Iterator[Block]:
    if page.order.sheet.note:
        yield Note(page.order.sheet.note, title=language(N_("Note")))


def _vehicle(page: OrderPage, language: Language) -> list[tuple[str, Content]]:
    customer = page.customer
    return [
        (language(N_("Vehicle")), page.car.name),
        (language(N_("Plate")), own(page.car.plate) if page.car.plate else "–"),
        (language(N_("VIN")), Code(page.car.vin)),
        (language(N_("Customer")), customer.name if customer else "–"),
        (language(N_("Phone")), ltr(customer.phone) if customer and customer.phone else "–"),
    ]


def _visit(page: OrderPage, language: Language) -> list[tuple[str, Content]]:
    found, sheet = page.order, page.order.sheet
    return [
        (language(N_("Service adviser")), sheet.adviser or "–"),
        (language(N_("Received on")), found.opened_on),
        (language(N_("Handed over on")), found.handed_over_on or "–"),
        (language(N_("Technician")), sheet.technician or "–"),
        (language(N_("Odometer in")), sheet.odometer_in or "–"),
        (language(N_("Odometer out")), sheet.odometer_out or "–"),
    ]


def _work(page: OrderPage, language: Language) -> list[tuple[str, Content]]:
    found, sheet = page.order, page.order.sheet
    return [
        (language(N_("Promised")), Strong(sheet.promised) if sheet.promised else "–"),
        (language(N_("Received on")), found.opened_on),
        (language(N_("Odometer in")), sheet.odometer_in or "–"),
        (language(N_("Flat-rate hours")), _hours(sheet.hours, language)),
        (language(N_("Service adviser")), sheet.adviser or "–"),
        (language(N_("Technician")), sheet.technician or "–"),
    ]


def _job(page: OrderPage, at: int, job: Job, language: Language) -> Section:
    currency = page.order.currency
    blocks: list[Block] = [_texts(job, language)]
    if job.lines:
        blocks.append(_charged(job, currency, language))
    title = language(N_("Job %(number)s"), number=at)
    return Section(title, *blocks, aside=Strong(Money(job.amount, currency)) if job.lines else None)


def _texts(job: Job, language: Language, *, blank: Content = "–") -> Block:
    """The three texts side by side; one under the other where one is long, so that it may go over pages."""
    told: list[tuple[str, Content]] = [
        (language(N_("Complaint, in the customer's words")), job.complaint or blank),
        (language(N_("Cause")), job.cause or blank),
        (language(N_("Correction")), job.correction or blank),
    ]
    if all(len(each) <= SHORT and each.count("\n") <= FEW for each in (job.complaint, job.cause, job.correction)):
        return Facts(told)
    return Paragraphs(*((Muted(label), words) for label, words in told))


def _charged(job: Job, currency: str, language: Language) -> Table:
    """The lines with their prices; columns by shares, so that the tables of all jobs stand alike."""
    sign = language.formats.currency(currency)
    amount = language.formats.amount
    return Table(
        [
            Column(language(N_("Code")), share=17, code=True),
            Column(language(N_("Description")), share=33),
            Column(language(N_("Quantity")), share=11, end=True),
            Column(language(N_("Price (%(currency)s)"), currency=sign), share=13, end=True),
            Column(language(N_("Who pays")), share=12),
            Column(language(N_("Amount (%(currency)s)"), currency=sign), share=14, end=True),
        ],
        [
            [
                line.code,
                _described(line, language, priced=True),
                _quantity(line, language),
                amount(Money(line.price or 0, currency)),
                language(line.pays.says),
                amount(Money(line.amount, currency)),
            ]
            for line in job.lines
        ],
    )


def _described(line: Line, language: Language, *, priced: bool) -> Content:
    """A line's text, with what else is worth knowing below it."""
    more = []
    if line.campaign:
        more.append(language(N_("Campaign %(number)s"), number=ltr(line.campaign)))
    if line.supplier:
        more.append(language(N_("Done by %(supplier)s"), supplier=line.supplier))
    if line.causal:
        more.append(language(N_("Causal part")))
    if line.core:
        more.append(language(N_("Old part goes back")))
    if line.discount and priced:
        more.append(language(N_("Discount %(percent)s"), percent=_percent(line.discount, language)))
    return (line.text, *map(Muted, more))


def _quantity(line: Line, language: Language) -> str:
    match line.kind:
        case LineKind.LABOUR:
            return _hours(line.times, language)
        case LineKind.PART:
            return language.formats.number(line.times)
        case _:
            return ""


def _hours(hours: Decimal, language: Language) -> str:
    return language(C_("unit", "%(hours)s h"), hours=language.formats.number(hours, 1))


def _percent(percent: Decimal, language: Language) -> str:
    return language.formats.percent(percent / 100)


def _who_pays(page: OrderPage, language: Language) -> Section:
    amount, currency = language.formats.amount, page.totals.currency
    sign = language.formats.currency(currency)
    tax = page.totals.tax
    columns = [Column(language(N_("Pay type")), share=1)]
    columns.append(Column(language(N_("Before tax (%(currency)s)"), currency=sign), end=True))
    if tax:
        columns.append(Column(_tax(tax, language), end=True))
    columns.append(Column(language(N_("Total (%(currency)s)"), currency=sign), end=True))

    def row(share: Share) -> list[Content]:
        taxed = [amount(share.tax)] if tax else []
        return [language(share.pays.says), amount(share.net), *taxed, amount(share.gross)]

    return Section(
        language(N_("Who pays")),
        Table(columns, [row(share) for share in page.totals.shares], empty=language(N_("Nothing is charged."))),
        Totals([(language(N_("Customer pays")), page.totals.customer)]),
    )


def _tax(tax: TaxCustom, language: Language) -> str:
    """A tax by its name in the market's own language, where that is spoken, else by its English one."""
    name = TwoNames(tax.name, tax.local_name)
    return language(N_("%(tax)s %(percent)s"), tax=name, percent=_percent(tax.percent, language))


def _task(at: int, job: Job, language: Language) -> Section:
    blocks: list[Block] = [_texts(job, language, blank=ROOM_TO_WRITE)]
    if job.lines:
        blocks.append(_planned(job, language))
    return Section(language(N_("Job %(number)s"), number=at), *blocks)


def _planned(job: Job, language: Language) -> Table:
    return Table(
        [
            Column(language(C_("order line", "Kind")), share=11),
            Column(language(N_("Code")), share=17, code=True),
            Column(language(N_("Description")), share=27),
            Column(language(N_("Quantity")), share=10, end=True),
            Column(language(N_("Who pays")), share=12),
            Column(language(N_("Technician")), share=13),
            Column(language(C_("order line", "Done")), share=12),
        ],
        [
            [
                language(line.kind.says),
                line.code,
                _described(line, language, priced=False),
                _quantity(line, language),
                language(line.pays.says),
                line.technician,
                Mark(Outcome.OPEN, language(N_("Awaited")) if line.awaited else ""),
            ]
            for line in job.lines
        ],
    )


def _language_of(seat: Seat, asked: OfOrder) -> str | None:
    """The language that the customer reads; the dealer's own where it is one that the program does not speak."""
    wanted = order(seat, asked.order).language
    return wanted if wanted in LANGUAGES else None


REPORTS = (
    Report(
        "service-report",
        N_("Service report"),
        N_("What was done in the workshop, what it came to and who pays, for the customer."),
        OfOrder,
        service_report,
        language_of=_language_of,
    ),
    Report(
        "repair-order",
        N_("Repair order"),
        N_("What is to be done, for the workshop: the job card, without prices."),
        OfOrder,
        job_card,
    ),
)
