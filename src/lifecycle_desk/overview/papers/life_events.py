"""The sections of the lifecycle report that list what happened, each line with the number of its event."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.phrases import (
    BETWEEN,
    DAY,
    KIND,
    NONE,
    NUMBER,
    ODOMETER,
    SINCE,
    UNTIL,
    detail,
    labelled,
    money_of,
    phrase,
)
from lifecycle_desk.overview.rules.sections import LifeSection
from lifecycle_desk.overview.usecases.lives.visits import Visit
from lifecycle_desk.overview.usecases.lives.whole import DocumentTold, WholeLife
from lifecycle_desk.paper import Code, Column, Content, Muted, Paragraphs, Row, Section, Strong, Table
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.charging.sessions.usecases.showing import Sum
from lifecycle_desk.vehicle.rules.wording import Worded, worded
from lifecycle_desk.vehicle.usecases.showing import TimelineEntry

if TYPE_CHECKING:
    from lifecycle_desk.vehicle.rules.life import Part

PART, WHAT, BY, AMOUNT = (
    C_("report", "Category"),
    C_("report", "Event"),
    N_("Recorded by"),
    C_("report", "Amount"),
)
CORRECTED, CORRECTS = N_("Corrected by record %(number)s."), N_("Corrects record %(number)s.")
MEDIA = {
    "application/pdf": "PDF",
    "image/png": C_("document", "Picture"),
    "image/jpeg": C_("document", "Picture"),
    "image/webp": C_("document", "Picture"),
    "text/plain": C_("document", "Text"),
}
BY_TARIFF = N_("of which by tariff: %(amount)s")
TOTAL_OF = N_("Total: %(part)s")
WHOSE = N_("Amounts paid by the customer, tax included. The total for charging is the sum of the sessions.")
DIGEST = 16  # hexadecimal digits of a document's SHA-256: enough to find it again


def stages(life: WholeLife, language: Language) -> Iterator[Block]:
    """Where the car stood, from when to when."""
    columns = [
        Column(language(NUMBER), share=9),
        Column(language(C_("vehicle", "Stage")), share=40),
        Column(language(SINCE), share=18),
        Column(language(UNTIL), share=18),
        Column(language(C_("report", "Days")), share=15, end=True),
    ]
    rows = [
        [
            str(each.seq),
            language(each.stage.label),
            language.spoken(each.since),
            language.spoken(each.until) if each.until else language(C_("period", "today")),
            language.formats.number(((each.until or life.as_of) - each.since).days),
        ]
        for each in life.stages
    ]
    yield Section(language(LifeSection.STAGES.label), Table(columns, rows, empty=language(N_("No stage recorded"))))


def events(life: WholeLife, language: Language) -> Iterator[Block]:
    """Every event of the period; what was corrected is told, and by which event."""
    by = {each.told.corrects: each.told.seq for each in life.page.lines if each.told.corrects and each.stands}
    columns = [
        Column(language(NUMBER), share=8),
        Column(language(DAY), share=15),
        Column(language(PART), share=12),
        Column(language(WHAT), share=54 if life.people else 66),
        *([Column(language(BY), share=12)] if life.people else []),
    ]
    rows = [_event(each, by.get(each.told.seq), life, language) for each in life.events]
    count = language(NN_("%(n)s record", "%(n)s records"), n=len(rows))
    empty = language(N_("Nothing recorded in this period"))
    yield Section(language(LifeSection.EVENTS.label), Table(columns, rows, empty=empty), aside=count)


def _event(line: TimelineEntry, corrected_by: int | None, life: WholeLife, language: Language) -> list[Content]:
    told, words = line.told, worded(line.told, life.names)
    row: list[Content] = [
        str(told.seq),
        language.formats.cell_day(told.on),
        language(told.part.label),
        (*_title(line, words, language), *_below(line, words, corrected_by, language)),
    ]
    return [*row, own(life.staff.get(told.by or "", told.by or ""))] if life.people else row


def _title(line: TimelineEntry, words: Worded, language: Language) -> tuple[Content, ...]:
    title = phrase(words.title, language)
    state = language(words.state[0]) if words.state else ""
    whole = BETWEEN.join(filter(None, (title, state)))
    return (Strong(whole),) if line.stands else (Muted(whole),)


def _below(line: TimelineEntry, words: Worded, corrected_by: int | None, language: Language) -> Iterator[Content]:
    told = line.told
    read = language.formats.reading(told.odometer) if told.odometer else ""
    if said := BETWEEN.join(filter(None, (read, detail(words, language)))):
        yield said
    if facts := labelled(words, language):
        yield Muted(facts)
    if line.odd:
        yield Muted(language.sentence(line.odd))
    if corrected_by:
        yield Muted(language(CORRECTED, number=str(corrected_by)))
    if told.corrects:
        yield Muted(language(CORRECTS, number=str(told.corrects)))


def visits(life: WholeLife, language: Language) -> Iterator[Block]:
    """The workshop visits: what was done, and what each payer paid."""
    columns = [
        Column(language(NUMBER), share=8),
        Column(language(DAY), share=15),
        Column(language(C_("report", "Order")), share=16),
        Column(language(ODOMETER), share=13, end=True),
        Column(language(C_("report", "Work")), share=33),
        Column(language(AMOUNT), share=16, end=True),
    ]
    rows = [_visit(each, language) for each in life.visits]
    count = language(NN_("%(n)s workshop visit", "%(n)s workshop visits"), n=len(rows))
    empty = language(N_("No workshop visits in this period"))
    yield Section(language(LifeSection.SERVICE.label), Table(columns, rows, empty=empty), aside=count)


def _visit(visit: Visit, language: Language) -> list[Content]:
    done = [own(job.correction) for job in visit.sheet.jobs if job.correction]
    paid: list[Content] = []
    for payer, amount in visit.paid:
        paid += [language.formats.money(amount), Muted(language(payer.label))]
    return [
        str(visit.seq),
        language.formats.cell_day(visit.on),
        Code(visit.order),
        NONE if visit.km is None else language.formats.kilometres(visit.km),
        (Strong(language.formats.listed([language(kind.label) for kind in visit.kinds])), *done),
        tuple(paid) or NONE,
    ]


def amounts(life: WholeLife, language: Language) -> Iterator[Block]:
    """The customer's payments by event, and their sums by part of life and currency, charging from its sessions."""
    columns = [
        Column(language(NUMBER), share=12),
        Column(language(DAY), share=20),
        Column(language(PART), share=40),
        Column(language(AMOUNT), share=28, end=True),
    ]
    rows: list[list[Content] | Row] = [
        [
            str(each.seq),
            language.formats.cell_day(each.on),
            language(each.part.label),
            language.formats.money(each.amount),
        ]
        for each in life.amounts
    ]
    rows += _sums(life, language)
    empty = language(N_("No amounts in this period"))
    told: list[Block] = [Table(columns, rows, empty=empty, dense=True)]
    if rows:
        told.append(Paragraphs(Muted(language(WHOSE))))
    yield Section(language(LifeSection.COSTS.label), *told)


def _sums(life: WholeLife, language: Language) -> Iterator[Row]:
    """The sums of the parts of life; that of charging comes from its sessions, where its table takes it from."""
    sums: Counter[tuple[Part, str]] = Counter()
    for each in life.amounts:
        sums[each.part, each.amount.currency] += each.amount.minor
    for (part, currency), minor in sorted(sums.items()):
        name = language(TOTAL_OF, part=language(part.label))
        yield Row(["", "", name, language.formats.money(Money(minor, currency))], strong=True)
    if life.charged.total.amounts:
        name = language(TOTAL_OF, part=language(LifeSection.CHARGING.label))
        yield Row(["", "", name, _charged(life.charged.total, language)], strong=True)


def _charged(total: Sum, language: Language) -> Content:
    """The cost of charging, and the share of it that a tariff priced since the source names no price."""
    if not total.by_tariff:
        return money_of(total.amounts, language)
    by_tariff = language(BY_TARIFF, amount=money_of(total.by_tariff, language))
    return (money_of(total.amounts, language), Muted(by_tariff))


def documents(life: WholeLife, language: Language) -> Iterator[Block]:
    """The documents that events name, each by the beginning of its SHA-256; names that people gave only with people."""
    columns = [
        Column(language(NUMBER), share=9),
        Column(language(DAY), share=18),
        Column(language(KIND), share=15),
        *([Column(language(C_("document", "Name")), share=30)] if life.people else []),
        Column("SHA-256", share=28 if life.people else 58),
    ]
    rows = [_document(each, life, language) for each in life.documents]
    empty = language(N_("No documents in this period"))
    yield Section(language(LifeSection.DOCUMENTS.label), Table(columns, rows, empty=empty, dense=True))


def _document(told: DocumentTold, life: WholeLife, language: Language) -> list[Content]:
    media = MEDIA.get(told.document.media, "")
    row: list[Content] = [str(told.seq), language.formats.cell_day(told.on), language(media) if media else NONE]
    name: list[Content] = [own(told.document.name)] if life.people else []
    return [*row, *name, Code(told.document.sha256[:DIGEST])]


def owners(life: WholeLife, language: Language) -> Iterator[Block]:
    """The owners with their times; their names only with people."""
    columns = [
        Column(language(C_("vehicle", "Owner")), share=50),
        Column(language(SINCE), share=25),
        Column(language(UNTIL), share=25),
    ]
    rows: list[list[Content]] = [
        [
            own(each.name) if each.name else language(N_("Owner %(number)s"), number=at),
            language.spoken(each.since),
            language.spoken(each.until) if each.until else language(C_("period", "today")),
        ]
        for at, each in enumerate(life.page.owners, 1)
    ]
    empty = language(N_("No owner recorded"))
    yield Section(language(LifeSection.OWNERS.label), Table(columns, rows, empty=empty))
