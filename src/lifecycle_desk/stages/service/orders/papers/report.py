"""The workshop's papers: the service report for the customer, and the job card for the technician."""

from collections.abc import Iterator

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import shown
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import (
    Column,
    Content,
    Facts,
    Note,
    Paper,
    Proves,
    Section,
    Signature,
    Signatures,
    Strong,
    Table,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.service.diagnosis.usecases.who_had import sessions_of
from lifecycle_desk.stages.service.estimates.usecases.showing import left_for_later
from lifecycle_desk.stages.service.orders.papers.ahead import next_maintenance, recommended
from lifecycle_desk.stages.service.orders.papers.lines import hours_in, line_cells, line_columns
from lifecycle_desk.stages.service.orders.papers.parts import (
    VISIT_COLUMNS,
    NoWork,
    OfOrder,
    charged,
    in_amounts_of,
    items_of,
    still_open,
    three_texts,
    vehicle_facts,
    with_sums,
)
from lifecycle_desk.stages.service.orders.rules.orders import JOB_CARD_COLUMNS, JOB_CARD_NOTES, Job
from lifecycle_desk.stages.service.orders.usecases.showing import PrintedOrder, printed_order

ROOM_TO_WRITE = ("\u00a0",) * 4  # empty lines for the technician's hand


def service_report(user: UserSession, asked: OfOrder, language: Language) -> Paper:
    """The report of work, sums and payers, for the customer; refuses an order without any job."""
    page = printed_order(user, asked.order, language.code)
    found = page.order
    if not found.sheet.jobs:
        raise NoWork(found.number)
    language = in_amounts_of(page, found.sheet.jobs, page.totals, language)
    left = left_for_later(user, found, language.code)
    ahead = next_maintenance(user, found.vin, language) if left.is_latest else []
    done = [
        *still_open(page, language),
        Facts([*_visit(page, language), *ahead], columns=VISIT_COLUMNS),
        *(_job(page, at, job, language) for at, job in enumerate(found.sheet.jobs, 1)),
        *recommended(left, language),
    ]
    signed = Signatures(
        [
            Signature(language(N_("Service adviser")), found.sheet.adviser),
            Signature(language(N_("Customer")), page.customer.name if page.customer else ""),
        ]
    )

    def form(sums: Block) -> Paper:
        return Paper(
            title=language(N_("Service report")),
            language=language,
            letterhead=letterhead(user, language),
            number=ltr(found.number),
            date=found.handed_over_on or found.opened_on,
            size=sheet_size(user),
            proves=_proves(page),
            blocks=[*done, sums, signed],
        )

    return with_sums(form, page, language)


def _proves(page: PrintedOrder) -> Proves | None:
    """A report's proof once the order is handed over; before, work and amounts may still change."""
    read = page.order.sheet.odometer_out or page.order.sheet.odometer_in
    if page.order.closing_event is None:
        return None
    facts: dict[str, str | int] = {"jobs": len(page.order.sheet.jobs)}
    return Proves(page.car.vin, facts | ({"km": read.km} if read else {}))


def job_card(user: UserSession, asked: OfOrder, language: Language) -> Paper:
    """The work to do, for the workshop: no prices, room to write."""
    page = printed_order(user, asked.order, language.code)
    found = page.order
    return Paper(
        title=language(N_("Repair order")),
        language=language,
        letterhead=letterhead(user, language),
        subtitle=language(found.state.label),
        number=ltr(found.number),
        date=found.opened_on,
        size=sheet_size(user),
        blocks=[
            Facts(vehicle_facts(page, language) + _work(page, language)),
            *_notes(page, language),
            *(_task(at, job, found.currency, language) for at, job in enumerate(found.sheet.jobs, 1)),
            *_codes(user, found.number, language),
            Signatures(
                [
                    Signature(language(N_("Technician")), found.sheet.technician),
                    Signature(language(C_("order", "Quality check"))),
                ]
            ),
        ],
    )


def _notes(page: PrintedOrder, language: Language) -> Iterator[Block]:
    if page.order.sheet.note:
        yield Note(page.order.sheet.note, title=language(N_("Note")))


def _visit(page: PrintedOrder, language: Language) -> list[tuple[str, Content]]:
    found, sheet = page.order, page.order.sheet
    return [
        *vehicle_facts(page, language),
        (language(N_("Service adviser")), sheet.adviser or "–"),
        (language(N_("Received on")), found.opened_on),
        (language(N_("Handed over on")), found.handed_over_on or "–"),
        (language(N_("Technician")), sheet.technician or "–"),
        (language(N_("Odometer in")), shown(sheet.odometer_in) or "–"),
        (language(N_("Odometer out")), shown(sheet.odometer_out) or "–"),
    ]


def _work(page: PrintedOrder, language: Language) -> list[tuple[str, Content]]:
    found, sheet = page.order, page.order.sheet
    return [
        (language(N_("Promised")), Strong(sheet.promised) if sheet.promised else "–"),
        (language(N_("Received on")), found.opened_on),
        (language(N_("Odometer in")), shown(sheet.odometer_in) or "–"),
        (language(N_("Flat-rate hours")), hours_in(sheet.hours, language)),
        (language(N_("Service adviser")), sheet.adviser or "–"),
        (language(N_("Technician")), sheet.technician or "–"),
    ]


def _job(page: PrintedOrder, at: int, job: Job, language: Language) -> Section:
    currency = page.order.currency
    blocks: list[Block] = [three_texts(job, language), *items_of(job, language)]
    if job.lines:
        blocks.append(charged(job, currency, language))
    title = language(N_("Job %(number)s"), number=at)
    return Section(title, *blocks, aside=Strong(Money(job.amount, currency)) if job.lines else None)


def _codes(user: UserSession, number: str, language: Language) -> Iterator[Block]:
    """The trouble codes that were read out at the visit, each once, with what it means for this car."""
    shown = {
        each.code.text: [
            each.code.text,
            unit.ecu.name,
            (each.meaning.title if each.meaning else each.read.text) or "–",
        ]
        for session in reversed(sessions_of(user, number, language.code))
        if session.stored.counts
        for unit in session.units
        for each in unit.codes
    }
    if shown:
        columns = [
            Column(language(N_("Trouble code")), share=18, code=True),
            Column(language(N_("Control unit")), share=22),
            Column(language(N_("Meaning")), share=60),
        ]
        yield Section(language(N_("Diagnosis")), Table(columns, list(shown.values())))


def _task(at: int, job: Job, currency: str, language: Language) -> Section:
    blocks: list[Block] = [three_texts(job, language, blank=ROOM_TO_WRITE), *items_of(job, language)]
    if job.lines:
        blocks.append(_planned(job, currency, language))
    return Section(language(N_("Job %(number)s"), number=at), *blocks)


def _planned(job: Job, currency: str, language: Language) -> Table:
    return Table(
        line_columns(JOB_CARD_COLUMNS, currency, language),
        [line_cells(JOB_CARD_COLUMNS, line, currency, language, notes=JOB_CARD_NOTES) for line in job.lines],
    )
