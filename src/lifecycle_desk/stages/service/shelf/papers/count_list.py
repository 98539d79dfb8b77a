"""The list by which a storage place is counted: each part with its number as a barcode, and room for what is there.

It does not say how many should be there: whoever counts is to count, and not to confirm.
"""

from dataclasses import dataclass

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Code, Column, Facts, Muted, Paper, Row, Section, Table
from lifecycle_desk.stages.service.shelf.rules.movements import NothingStored
from lifecycle_desk.stages.service.shelf.usecases.placing import LyingPart, lying_at

TITLE, PLACE = N_("Count list"), C_("stock", "Storage place")
BLANK = "……………"


@dataclass(frozen=True, slots=True)
class OfPlace:
    """The storage place that is to be counted."""

    place: str


def count_list(user: UserSession, asked: OfPlace, language: Language) -> Paper:
    """A count list: what lies at a place, to be counted by hand or by scanner; refuses a place without anything."""
    parts = lying_at(user, asked.place)
    if not parts:
        raise NothingStored(asked.place)
    return Paper(
        title=language(TITLE),
        language=language,
        letterhead=letterhead(user, language),
        date=today_at(user),
        size=sheet_size(user),
        blocks=[
            Facts([(language(PLACE), Code(asked.place)), (language(N_("Counted by")), BLANK)]),
            Section(language(C_("stock", "Parts")), _table(parts, language)),
        ],
    )


def _table(parts: list[LyingPart], language: Language) -> Table:
    columns = [
        Column(language(N_("Part number")), share=36),
        Column(language(C_("order line", "Description")), share=34),
        Column(language(N_("Batch or serial number")), share=18),
        Column(language(C_("stock", "Unit")), share=12),
        Column(language(N_("Counted")), share=14, end=True),
    ]
    rows = [Row(_cells(each, language), barcode=each.part.code) for each in parts]
    return Table(columns, rows)


def _cells(each: LyingPart, language: Language) -> tuple[object, ...]:
    marks = tuple(Code(mark) for mark in (each.lot.batch, each.lot.serial) if mark)
    unit = Muted(language(each.part.unit.label))
    return Code(each.part.code), each.text_in(language.code), marks or "", unit, BLANK
