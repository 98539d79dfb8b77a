"""The sheet of an inspection in the workshop: every point with what was found, what failed, and the photographs."""

from collections.abc import Iterator

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import C_, N_, NN_, objection
from lifecycle_desk.base.quantities import shown
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import (
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
    Table,
    Tone,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.service.inspections.rules import Finding, Passed, Point, PointKind
from lifecycle_desk.stages.service.inspections.usecases.showing import Inspection, inspections_of
from lifecycle_desk.stages.service.orders.papers.parts import OfOrder, vehicle_facts
from lifecycle_desk.stages.service.orders.usecases.showing import PrintedOrder, printed_order
from lifecycle_desk.vehicle.papers.checklists import ITEM, columns_of, photographs, with_notes

HEADS = (
    Column(C_("mark", "Number"), share=7, end=True),
    Column(ITEM, share=37),
    Column(C_("inspection", "Result"), share=22),
    Column(C_("inspection", "Found"), share=18),
    Column(C_("inspection", "Limits"), share=16, end=True),
)

NoInspection = objection("NoInspection", N_("No inspection at visit %(number)s yet."), "order", number=str)


def inspection_sheet(user: UserSession, asked: OfOrder, language: Language) -> Paper:
    """The inspections of an order, the last first; refuses a visit at which none was made."""
    page, found = printed_order(user, asked.order), inspections_of(user, asked.order)
    if not found:
        raise NoInspection(page.order.number)
    last = found[0]
    return Paper(
        title=language(N_("Inspection sheet")),
        subtitle=last.template,
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(page.order.number),
        date=last.on,
        size=sheet_size(user),
        blocks=[
            Facts(vehicle_facts(page, language) + _visit(page, last, language)),
            *(block for each in found for block in _one(user, each, language)),
            Signatures([Signature(language(N_("Inspector")), last.inspector, last.on)]),
        ],
    )


def _visit(page: PrintedOrder, last: Inspection | None, language: Language) -> list[tuple[str, Content]]:
    sheet = page.order.sheet
    return [
        (language(N_("Inspector")), (last.inspector if last else "") or "–"),
        (language(N_("Inspected on")), last.on if last else "–"),
        (language(N_("Odometer in")), shown(sheet.odometer_in) or "–"),
    ]


def _one(user: UserSession, found: Inspection, language: Language) -> Iterator[Block]:
    points, findings = found.body.points, found.body.findings
    failed = [point.text for point, each in zip(points, findings, strict=True) if each.failed]
    if failed:
        words = language(NN_("%(n)s point has failed:", "%(n)s points have failed:"), n=len(failed))
        yield Note((words, *failed), language(Passed.NO.label), Tone.DANGER)
    else:
        yield Note(language(N_("All points have passed.")), language(Passed.YES.label), Tone.GOOD)
    rows = [_row(at, point, each, language) for at, (point, each) in enumerate(zip(points, findings, strict=True), 1)]
    yield Section(found.template, Table(columns_of(HEADS, language), rows))
    pairs = zip(points, findings, strict=True)
    yield from photographs(user, ((each, point.text) for point, one in pairs for each in one.documents), language)


def _row(at: int, point: Point, found: Finding, language: Language) -> list[Content]:
    formats = language.formats
    outcome, passed = (Outcome.FAILED, Passed.NO) if found.failed else (Outcome.PASSED, Passed.YES)
    verdict = Mark(outcome, language(passed.label))
    value = formats.measure(found.value, point.unit) if found.value is not None else found.answer
    limits = formats.between(point.minimum, point.maximum, point.unit) if point.kind is PointKind.MEASURE else ""
    return [formats.number(at), with_notes(point.text, found.note), verdict, value, limits]
