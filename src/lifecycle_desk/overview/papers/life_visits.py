"""The workshop visits of a life: each with its work, its parts, its claims and what was found, folded into one row."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.phrases import AMOUNT, BETWEEN, DAY, NONE, ODOMETER, phrase
from lifecycle_desk.overview.rules.sections import LifeSection
from lifecycle_desk.overview.usecases.lives.visits import Visit
from lifecycle_desk.overview.usecases.lives.whole import WholeLife
from lifecycle_desk.paper import Code, Column, Content, Muted, Section, Strong, Table
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.service.claims.rules.facts import AboutClaim
from lifecycle_desk.stages.service.claims.rules.states import ClaimEvent
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import DiagnosisEvent
from lifecycle_desk.stages.service.estimates.rules import ApprovalEvent
from lifecycle_desk.stages.service.inspections.rules import InspectionEvent
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind
from lifecycle_desk.stages.service.orders.rules.states import VISIT
from lifecycle_desk.vehicle.rules.folding import LifeRow, fold, inside_worded
from lifecycle_desk.vehicle.rules.life import RecordedEvent

FOUND = frozenset(each.value for kinds in (InspectionEvent, DiagnosisEvent, ApprovalEvent) for each in kinds)
CLAIMED = frozenset(each.value for each in ClaimEvent)
PARTS = C_("stock", "Parts")
TIMES = N_("%(count)s × %(kind)s")
IN_ALL = NN_("%(n)s workshop visit", "%(n)s workshop visits")


def visits(life: WholeLife, language: Language) -> Iterator[Block]:
    """The visits, the first first: what was done, with what, and what each payer paid."""
    columns = [
        Column(language(DAY)),
        Column(language(ODOMETER), share=14, end=True),
        Column(language(C_("report", "Work")), share=53),
        Column(language(AMOUNT), share=18, end=True),
    ]
    inside = _folded(life)
    rows = [_visit(each, inside.get(each.order), life, language) for each in life.visits]
    empty = language(N_("No workshop visits in this period"))
    table = Table(columns, rows, empty=empty)
    yield Section(language(LifeSection.SERVICE.label), table, aside=language(IN_ALL, n=len(rows)))


def _folded(life: WholeLife) -> Mapping[str, LifeRow]:
    """The rows of the vehicle's page that are visits, by their orders."""
    rows = fold(each.told for each in life.page.lines)
    return {row.group.name: row for row in rows if row.group and row.group.kind == VISIT}


def _visit(visit: Visit, row: LifeRow | None, life: WholeLife, language: Language) -> list[Content]:
    done = [own(job.correction) for job in visit.sheet.jobs if job.correction]
    parts = [_part(each, language) for each in visit.sheet.lines if each.kind is LineKind.PART]
    work: list[Content] = [Strong(BETWEEN.join(language(kind.label) for kind in visit.kinds)), *done]
    if parts:
        work.append(Muted(language.labelled(language(PARTS), BETWEEN.join(parts))))
    if row:
        work += [Muted(each) for each in _inside(row, life, language)]
    paid: list[Content] = []
    for payer, amount in visit.paid:
        paid += [language.formats.money(amount), Muted(language(payer.label))]
    km = NONE if visit.km is None else language.formats.kilometres(visit.km)
    return [(language.formats.cell_day(visit.on), Muted(Code(visit.order))), km, tuple(work), tuple(paid) or NONE]


def _part(line: Line, language: Language) -> str:
    name = own(line.text or line.code)
    if line.quantity is None or line.quantity == 1:
        return name
    return language(TIMES, count=line.quantity, kind=name)


def _inside(row: LifeRow, life: WholeLife, language: Language) -> Iterator[str]:
    """What was found and decided at a visit, and each claim as it stands."""
    counting = {each.told.seq for each in life.page.lines if each.stands}
    events = [each for each in row.events if each.seq in counting]
    for each in events:
        if each.kind in FOUND:
            yield _entry(row, each, life, language)
    claims = sorted((each for each in events if each.kind in CLAIMED), key=_claim)
    for _, steps in groupby(claims, key=_claim):
        yield _entry(row, max(steps, key=lambda each: (each.on, each.seq)), life, language)


def _claim(told: RecordedEvent) -> str:
    return told.facts_as(AboutClaim).claim


def _entry(row: LifeRow, told: RecordedEvent, life: WholeLife, language: Language) -> str:
    """An entry in a line, as the vehicle's page tells it inside its visit."""
    words = inside_worded(row, told, life.names)
    said = [phrase(words.title, language), *(phrase(each, language) for each in words.detail)]
    said += [language(words.state[0])] if words.state else []
    return BETWEEN.join(filter(None, (language.formats.cell_day(told.on), *said)))
