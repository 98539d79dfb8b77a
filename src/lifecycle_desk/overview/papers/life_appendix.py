"""The appendix of the lifecycle report: everything that the records hold, each line with its record number."""

from collections.abc import Callable, Iterator

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.phrases import (
    AMOUNT,
    BETWEEN,
    DAY,
    KIND,
    NONE,
    NUMBER,
    PART,
    detail,
    labelled,
    phrase,
)
from lifecycle_desk.overview.rules.sections import LifeSection
from lifecycle_desk.overview.usecases.lives.readings import ReadingTold
from lifecycle_desk.overview.usecases.lives.whole import DocumentTold, WholeLife
from lifecycle_desk.paper import Code, Column, Content, Muted, Section, Strong, Table
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.vehicle.rules.wording import Worded, worded
from lifecycle_desk.vehicle.usecases.showing import TimelineEntry

WHAT, BY = C_("report", "Event"), N_("Recorded by")
CORRECTED, CORRECTS = N_("Corrected by record %(number)s."), N_("Corrects record %(number)s.")
MEDIA = {
    "application/pdf": "PDF",
    "image/png": C_("document", "Picture"),
    "image/jpeg": C_("document", "Picture"),
    "image/webp": C_("document", "Picture"),
    "text/plain": C_("document", "Text"),
}
DIGEST = 16  # hexadecimal digits of a document's SHA-256: enough to find it again


def events(life: WholeLife, language: Language) -> Iterator[Block]:
    """Every event of the period; what was corrected is told, and by which event."""
    by = {each.told.corrects: each.told.seq for each in life.page.lines if each.told.corrects and each.stands}
    columns = [
        Column(language(NUMBER), share=8),
        Column(language(DAY), share=16),
        Column(language(PART), share=14),
        Column(language(WHAT), share=50 if life.people else 62),
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


def readings(life: WholeLife, language: Language) -> Iterator[Block]:
    """Each odometer reading, as it was read and as the distance run."""
    columns = [
        Column(language(NUMBER), share=9),
        Column(language(DAY), share=17),
        Column(language(C_("odometer", "Reading")), share=17, end=True),
        Column(language(C_("odometer", "Distance run")), share=17, end=True),
        Column(language(C_("odometer", "Source")), share=40),
    ]
    shown = [each for each in life.odometer.readings if life.period.holds(each.on)]
    yield Section(
        language(LifeSection.ODOMETER.label),
        Table(columns, [_reading(each, language) for each in shown], empty=language(N_("No reading yet")), dense=True),
        aside=language(NN_("%(n)s reading", "%(n)s readings"), n=len(shown)),
    )


def _reading(told: ReadingTold, language: Language) -> list[Content]:
    source = language(told.source.label) if told.source else NONE
    odd = (Muted(language.sentence(told.odd)),) if told.odd else ()
    return [
        str(told.seq),
        language.formats.cell_day(told.on),
        language.spoken(told.shown),
        NONE if told.km is None else language.formats.kilometres(told.km),
        (source, *odd),
    ]


def amounts(life: WholeLife, language: Language) -> Iterator[Block]:
    """The customer's payments by event; the cost of charging stands by month in its own section."""
    columns = [
        Column(language(NUMBER), share=12),
        Column(language(DAY), share=20),
        Column(language(PART), share=40),
        Column(language(AMOUNT), share=28, end=True),
    ]
    rows = [
        [
            str(each.seq),
            language.formats.cell_day(each.on),
            language(each.part.label),
            language.formats.money(each.amount),
        ]
        for each in life.amounts
    ]
    empty = language(N_("No amounts in this period"))
    yield Section(language(LifeSection.COSTS.label), Table(columns, rows, empty=empty, dense=True))


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


APPENDIX: dict[LifeSection, Callable[[WholeLife, Language], Iterator[Block]]] = {
    LifeSection.EVENTS: events,
    LifeSection.ODOMETER: readings,
    LifeSection.COSTS: amounts,
    LifeSection.DOCUMENTS: documents,
}
