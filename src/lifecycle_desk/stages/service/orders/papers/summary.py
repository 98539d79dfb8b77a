"""The summary for the invoice: every line of an order by who pays for it, with tax, as bookkeeping takes it over."""

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import shown
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.dealership.usecases import market_of
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Code, Column, Content, Facts, Note, Paper, Section, Strong, Table
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.service.orders.papers.lines import line_cells, line_columns
from lifecycle_desk.stages.service.orders.papers.parts import (
    OfOrder,
    in_amounts_of,
    still_open,
    vehicle_facts,
    with_sums,
    with_work,
)
from lifecycle_desk.stages.service.orders.rules.orders import SUMMARY_COLUMNS, SUMMARY_NOTES, Job
from lifecycle_desk.stages.service.orders.rules.totals import Share
from lifecycle_desk.stages.service.orders.usecases.showing import PrintedOrder, printed_order
from lifecycle_desk.vehicle.papers.customer import tax_number_called

BEFORE_TAX = N_("%(amount)s before tax")


def invoice_summary(user: UserSession, asked: OfOrder, language: Language) -> Paper:
    """All lines of an order, grouped by who pays; no invoice itself, which bookkeeping writes and numbers."""
    page = with_work(printed_order(user, asked.order, language.code))
    found, country = page.order, market_of(user.store).country
    language = in_amounts_of(page, found.sheet.jobs, page.totals, language)

    def form(sums: Block) -> Paper:
        return Paper(
            title=language(N_("Billing summary")),
            language=language,
            letterhead=letterhead(user, language),
            number=ltr(found.number),
            date=found.handed_over_on or found.opened_on,
            size=sheet_size(user),
            blocks=[
                Note(language(N_("Not an invoice – billing summary for accounts"))),
                *still_open(page, language),
                Facts(vehicle_facts(page, language) + _bill_to(page, country, language)),
                *(_share(share, found.sheet.jobs, language) for share in page.totals.shares),
                sums,
            ],
        )

    return with_sums(form, page, language)


def _bill_to(page: PrintedOrder, country: str, language: Language) -> list[tuple[str, Content]]:
    customer, found = page.customer, page.order
    return [
        (language(N_("Address")), (customer.address if customer else "") or "–"),
        (
            tax_number_called(customer, country, language),
            Code(customer.tax_id) if customer and customer.tax_id else "–",
        ),
        (language(N_("Received on")), found.opened_on),
        (language(N_("Handed over on")), found.handed_over_on or "–"),
        (language(N_("Odometer out")), shown(found.sheet.odometer_out) or "–"),
    ]


def _share(share: Share, jobs: tuple[Job, ...], language: Language) -> Section:
    currency = share.gross.currency
    columns = [
        Column(language(N_("Job")), end=True),
        *line_columns(SUMMARY_COLUMNS, currency, language),
    ]
    rows = [
        [language.formats.number(at), *line_cells(SUMMARY_COLUMNS, line, currency, language, notes=SUMMARY_NOTES)]
        for at, job in enumerate(jobs, 1)
        for line in job.lines
        if line.pays is share.pays and line.amount
    ]
    title = language(share.pays.label)
    return Section(title, Table(columns, rows), aside=_sum(share, language))


def _sum(share: Share, language: Language) -> Content:
    """The sum of a payer's lines as they stand there: before tax, which is said, where prices are without it."""
    return Strong(share.lines) if share.lines == share.gross else Strong(language(BEFORE_TAX, amount=share.lines))
