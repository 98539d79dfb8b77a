"""The estimate: what the work would come to, line by line, with a box for yes and one for no; and what was decided."""

from collections.abc import Iterator

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import shown
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import (
    Beside,
    Column,
    Content,
    Facts,
    Mark,
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
from lifecycle_desk.stages.service.papers.order_parts import (
    OfOrder,
    described,
    quantity,
    three_texts,
    vehicle_facts,
    who_pays,
    with_work,
)
from lifecycle_desk.stages.service.rules.orders import Job, Line, PayType
from lifecycle_desk.stages.service.usecases.estimates import Advice, EstimatePage, Given, estimate
from lifecycle_desk.stages.service.usecases.showing import OrderPage, order


def estimate_paper(seat: Seat, asked: OfOrder, language: Language) -> Paper:
    """What the customer is asked to decide; what was decided already stands above it."""
    page, found = order(seat, asked.order), estimate(seat, asked.order)
    jobs = (*found.own, *found.proposed)
    with_work(page, *jobs)
    last = found.last
    return Paper(
        title=language(N_("Estimate")),
        language=language,
        letterhead=letterhead(seat, language),
        number=ltr(page.order.number),
        date=page.order.opened_on,
        size=sheet_size(seat),
        blocks=[
            *_decided(last, language),
            Facts(vehicle_facts(page, language) + _visit(page, language)),
            *(_job(at, job, found, page.order.currency, language) for at, job in enumerate(jobs, 1)),
            Beside([(1.0, who_pays(found.totals, language, done=False))]),
            *_advice(found.advice, language),
            Signatures(
                [
                    Signature(language(N_("Service adviser")), page.order.sheet.adviser),
                    _customer(page, last, language),
                ]
            ),
        ],
    )


def _decided(last: Given | None, language: Language) -> Iterator[Block]:
    if last is None:
        yield Note(language(N_("Please say yes or no to each line. Nothing is done that you have not approved.")))
        return
    how = language(last.approval.how.says)
    said = language(
        N_("%(amount)s approved on %(moment)s: %(how)s."),
        amount=last.approval.approved,
        moment=last.approval.at,
        how=how,
    )
    words: tuple[Content, ...] = (said, own(last.who)) if last.who else (said,)
    yield Note((*words, last.note) if last.note else words, language(N_("Approved")), Tone.GOOD)


def _visit(page: OrderPage, language: Language) -> list[tuple[str, Content]]:
    sheet = page.order.sheet
    return [
        (language(N_("Service adviser")), sheet.adviser or "–"),
        (language(N_("Received on")), page.order.opened_on),
        (language(N_("Odometer in")), shown(sheet.odometer_in) or "–"),
        (language(N_("Promised")), sheet.promised or "–"),
    ]


def _job(at: int, job: Job, found: EstimatePage, currency: str, language: Language) -> Section:
    blocks: list[Block] = [three_texts(job, language, done=False)]
    if job.lines:
        blocks.append(
            _lines(job, approved=found.last is not None and at <= len(found.own), currency=currency, language=language)
        )
    title = language(N_("Job %(number)s"), number=at)
    proposed = language(N_("Proposed")) if at > len(found.own) and found.last else ""
    aside = Strong(Money(job.amount, currency)) if job.lines else None
    return Section(" · ".join(filter(None, (title, proposed))), *blocks, aside=aside)


def _lines(job: Job, *, approved: bool, currency: str, language: Language) -> Table:
    amount, sign = language.formats.amount, language.formats.currency(currency)
    return Table(
        [
            Column(language(N_("Code")), share=15, code=True),
            Column(language(N_("Description")), share=31),
            Column(language(N_("Quantity")), share=11, end=True),
            Column(language(N_("Amount (%(currency)s)"), currency=sign), share=15, end=True),
            Column(language(C_("approval", "Yes")), share=14),
            Column(language(C_("approval", "No")), share=14),
        ],
        [
            [
                line.code,
                described(line, language, priced=True, done=False),
                quantity(line, language),
                amount(Money(line.amount, currency)),
                *_boxes(line, language, approved=approved),
            ]
            for line in job.lines
        ],
    )


def _boxes(line: Line, language: Language, *, approved: bool) -> tuple[Content, Content]:
    """A box for yes and one for no; who else pays stands in their place."""
    if line.pays is not PayType.CUSTOMER:
        return language(line.pays.says), ""
    if approved:
        return Mark(Outcome.PASSED, ""), ""
    return Mark(Outcome.OPEN, ""), Mark(Outcome.OPEN, "")


def _advice(advice: tuple[Advice, ...], language: Language) -> Iterator[Block]:
    """What was refused at earlier visits, so that the customer is told of it once more."""
    if advice:
        rows: list[list[Content]] = [
            [own(_said(each)), each.since, language.formats.money(each.amount)] for each in advice
        ]
        columns = [
            Column(language(N_("Description")), share=60),
            Column(language(N_("Refused on")), share=20),
            Column(language(C_("order", "Amount")), share=20, end=True),
        ]
        yield Section(language(N_("Advice from earlier visits")), Table(columns, rows))


def _said(advice: Advice) -> str:
    """Advice in a line: the cause, and what would be done."""
    lines = ", ".join(line.text or line.code for line in advice.job.lines)
    return " · ".join(filter(None, (advice.job.cause, lines)))


def _customer(page: OrderPage, last: Given | None, language: Language) -> Signature:
    name = page.customer.name if page.customer else ""
    if last is None or not last.signature:
        return Signature(language(N_("Customer")), name)
    return Signature(language(N_("Customer")), last.who or name, last.approval.at, strokes=last.signature)
