"""Labels of parts that were taken for re-use: number, name, grade, the tail of the VIN, and a code to scan."""

from itertools import batched
from typing import TYPE_CHECKING

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Beside, Code, Content, Muted, Paper, QrCode, Space, Strong
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage, PartSummary, end_page
from lifecycle_desk.vehicle.papers.subject import OfVehicle

if TYPE_CHECKING:
    from lifecycle_desk.paper.flow import Block

TAIL = 6  # of the VIN: what tells cars of a yard apart
A_ROW, SIDE, APART = 2, 84.0, 14.0

NoPartTaken = objection("NoPartTaken", N_("No parts have been removed from this vehicle yet."), "vin")


def part_labels(user: UserSession, asked: OfVehicle, language: Language) -> Paper:
    """A label for each part, two in a row; refuses a car from which none was taken."""
    page = end_page(user, asked.vin)
    if not page.parts:
        raise NoPartTaken
    rows: list[Block] = []
    for pair in batched(page.parts, A_ROW):
        rows += [
            Beside([(1.0, _label(each, page, language)) for each in pair] + [(1.0, Space())] * (A_ROW - len(pair)))
        ]
        rows += [Space(APART)]
    return Paper(
        title=language(N_("Reused-part labels")),
        subtitle=page.name,
        language=language,
        number=ltr(page.vin),
        size=sheet_size(user),
        blocks=rows,
    )


def _label(line: PartSummary, page: EndPage, language: Language) -> QrCode:
    part = line.part
    maker: tuple[Content, ...] = (Muted(ltr(part.maker_number)),) if part.maker_number else ()
    where: tuple[Content, ...] = (Muted(own(part.place)),) if part.place else ()
    words = (
        Strong(ltr(line.number)),
        own(part.name),
        language(part.grade.label),
        *maker,
        Code(f"…{page.vin[-TAIL:]}"),
        Muted(line.on),
        *where,
    )
    return QrCode(f"{line.number} {page.vin}", words, SIDE)
