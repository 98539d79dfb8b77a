"""The marks of an order line: which it has, and of a part that is not in stock, where it is."""

from collections.abc import Callable, Mapping

from lifecycle_desk.stages.service.orders.rules.orders import Line
from lifecycle_desk.stages.service.orders.rules.part_status import PartStatus
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import KINDS, MARK_LOOKS, MARKED
from lifecycle_desk.stages.service.orders.screens.sheet.lines.parts import Mark, PartMark

AWAITED = "awaited"


def line_marks() -> dict[str, Mark]:
    """A mark for each that a line may have, by its field."""
    kinds = {name: PartMark if name == AWAITED else Mark for name in MARKED}
    return {name: kinds[name](KINDS[name].label, *MARK_LOOKS.get(name, ("neutral", "tag"))) for name in MARKED}


def show_marks(marks: Mapping[str, Mark], line: Line, fits: Callable[[str], bool], status: PartStatus | None) -> None:
    """Show the marks that a line has; a part that was ordered keeps its mark once it has come."""
    for name, mark in marks.items():
        told = status if isinstance(mark, PartMark) else None
        if isinstance(mark, PartMark):
            mark.show_status(told)
        mark.setVisible(fits(name) and (getattr(line, name) or told is not None))
