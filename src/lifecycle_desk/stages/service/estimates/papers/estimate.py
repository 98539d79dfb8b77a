"""The estimate: what the work would come to, line by line, with a box for yes and one for no; and what was decided.

Of an order that is over nobody is asked any more: each line says what was decided of it, by whom and when.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import shown
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import (
    Beside,
    Column,
    Content,
    Facts,
    Mark,
    Muted,
    Note,
    Outcome,
    Paper,
    Section,
    Signature,
    Signatures,
    Strong,
    Table,
    Tone,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.service.estimates.usecases.showing import DeferredWork, EstimatePage, Given, estimate
from lifecycle_desk.stages.service.orders.papers.ahead import advice_in_words, advised
from lifecycle_desk.stages.service.orders.papers.lines import line_cells, line_columns
from lifecycle_desk.stages.service.orders.papers.parts import (
    VISIT_COLUMNS,
    OfOrder,
    in_amounts_of,
    three_texts,
    vehicle_facts,
    who_pays,
    with_work,
)
from lifecycle_desk.stages.service.orders.rules.orders import ESTIMATE_COLUMNS, LINE_NOTES, Job, Line, PayType
from lifecycle_desk.stages.service.orders.usecases.showing import PrintedOrder, printed_order

APPROVED_ON = N_("%(amount)s approved on %(moment)s: %(how)s.")
REFUSED_ON = N_("%(amount)s declined on %(moment)s: %(how)s.")
NOT_RECORDED = N_("The order is closed without a recorded approval.")
NOTHING = "–"  # stands where nothing was decided


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whether a job is still to be decided, and the approval that its lines have."""

    live: bool
    given: Given | None


def estimate_paper(user: UserSession, asked: OfOrder, language: Language) -> Paper:
    """The estimate for the customer's decision; earlier decisions already stand above it."""
    page, found = printed_order(user, asked.order), estimate(user, asked.order).read_in(language.code)
    jobs = (*found.own, *found.proposed)
    with_work(page, *jobs)
    language = in_amounts_of(page, jobs, found.totals, language)
    last = found.last
    return Paper(
        title=language(N_("Estimate")),
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(page.order.number),
        date=page.order.opened_on,
        size=sheet_size(user),
        blocks=[
            *(_asked(last, language) if found.live else _decided(found, language)),
            Facts(vehicle_facts(page, language) + _visit(page, language), columns=VISIT_COLUMNS),
            *(_job(at, job, found, page.order.currency, language) for at, job in enumerate(jobs, 1)),
            Beside([(1.0, who_pays(found.totals, page, language, done=False))]),
            *([] if found.live else _refused(found, language)),
            *_advice([each for each in found.advice if found.live or each not in found.refused], language),
            *_signatures(page, found, language),
        ],
    )


def _asked(last: Given | None, language: Language) -> Iterator[Block]:
    """The questions of an open order, or its approval."""
    if last is None:
        yield Note(language(N_("Please approve or decline each line. We only carry out work you have approved.")))
        return
    yield _decision(last, language)


def _decided(found: EstimatePage, language: Language) -> Iterator[Block]:
    """Every decision that counts about an order that is over."""
    if not found.counting:
        yield Note(language(NOT_RECORDED))
    yield from (_decision(each, language) for each in found.counting)


def _decision(given: Given, language: Language) -> Note:
    approved = bool(given.approval.approved.minor)
    title = language(N_("Approved") if approved else N_("Declined"))
    return Note(tuple(_said_by(given, language)), title, Tone.GOOD if approved else Tone.PLAIN)


def _said_by(given: Given, language: Language) -> Iterator[Content]:
    """The approvals and refusals, how and when, and by whom."""
    approval, how = given.approval, language(given.approval.how.label)
    for amount, message in ((approval.approved, APPROVED_ON), (approval.refused, REFUSED_ON)):
        if amount.minor:
            yield language(message, amount=amount, moment=approval.at, how=how)
    if given.who:
        yield own(given.who)
    if given.note:
        yield given.note


def _signatures(page: PrintedOrder, found: EstimatePage, language: Language) -> Iterator[Block]:
    """The signatures; of an order that is over, only the given ones."""
    if found.live or (found.last and found.last.signature):
        adviser = Signature(language(N_("Service adviser")), page.order.sheet.adviser)
        yield Signatures([adviser, _customer(page, found.last, language)])


def _visit(page: PrintedOrder, language: Language) -> list[tuple[str, Content]]:
    sheet = page.order.sheet
    return [
        (language(N_("Service adviser")), sheet.adviser or "–"),
        (language(N_("Received on")), page.order.opened_on),
        (language(N_("Odometer in")), shown(sheet.odometer_in) or "–"),
        (language(N_("Promised")), sheet.promised),  # nothing where nobody promised a time
    ]


def _job(at: int, job: Job, found: EstimatePage, currency: str, language: Language) -> Section:
    blocks: list[Block] = [three_texts(job, language, done=False)]
    if job.lines:
        blocks.append(_lines(job, _Asked(found.live, found.last if at <= len(found.own) else None), currency, language))
    title = language(N_("Job %(number)s"), number=at)
    proposed = language(N_("Proposed work")) if at > len(found.own) and found.last else ""
    aside = Strong(Money(job.amount, currency)) if job.lines else None
    return Section(" · ".join(filter(None, (title, proposed))), *blocks, aside=aside)


def _lines(job: Job, asked: _Asked, currency: str, language: Language) -> Table:
    return Table(
        [*line_columns(ESTIMATE_COLUMNS, currency, language), *_columns(asked, language)],
        [
            [
                *line_cells(ESTIMATE_COLUMNS, line, currency, language, notes=LINE_NOTES, done=False),
                *_boxes(line, asked, language),
            ]
            for line in job.lines
        ],
    )


def _columns(asked: _Asked, language: Language) -> Iterator[Column]:
    """Where the customer says yes or no; of an order that is over, what was said."""
    if asked.live:
        yield Column(language(C_("approval", "Approve")), share=14)
        yield Column(language(C_("approval", "Decline")), share=14)
    else:
        yield Column(language(C_("approval", "Decided")), share=28)


def _boxes(line: Line, asked: _Asked, language: Language) -> tuple[Content, ...]:
    """A box for yes and one for no, or what was decided; who else pays stands in their place."""
    by_customer = line.pays is PayType.CUSTOMER
    if not asked.live:
        return (_answer(line, asked.given, language) if by_customer else language(line.pays.label),)
    if not by_customer:
        return language(line.pays.label), ""
    if asked.given:
        return Mark(Outcome.PASSED, ""), ""
    return Mark(Outcome.OPEN, ""), Mark(Outcome.OPEN, "")


def _answer(line: Line, given: Given | None, language: Language) -> Content:
    """The decision on a line that the customer pays; a line that costs nothing is not decided."""
    if given is None or not line.amount:
        return NOTHING
    return Mark(Outcome.PASSED, language(N_("Approved"))), Muted(given.approval.at)


def _refused(found: EstimatePage, language: Language) -> Iterator[Block]:
    """The customer's refusals at this order, by whom and when."""
    if not found.refused:
        return
    who = {
        each.approval.event: own(each.who) if each.who else language(each.approval.how.label) for each in found.given
    }
    columns = [
        Column(language(N_("Description")), share=44),
        Column(language(N_("Declined on")), share=18),
        Column(language(C_("approval", "By")), share=20),
        Column(language(C_("order", "Amount")), share=18, end=True),
    ]
    rows: list[list[Content]] = [
        [
            own(advice_in_words(each, language)),
            each.since,
            who.get(each.event, NOTHING),
            language.formats.money(each.amount),
        ]
        for each in found.refused
    ]
    yield Section(language(N_("Declined")), Table(columns, rows))


def _advice(advice: Sequence[DeferredWork], language: Language) -> Iterator[Block]:
    """The refusals of earlier visits, so that the customer is told of them once more."""
    if advice:
        yield advised(advice, language(N_("Recommendations from earlier visits")), language)


def _customer(page: PrintedOrder, last: Given | None, language: Language) -> Signature:
    name = page.customer.name if page.customer else ""
    if last is None or not last.signature:
        return Signature(language(N_("Customer")), name)
    return Signature(language(N_("Customer")), last.who or name, last.approval.at, strokes=last.signature)
