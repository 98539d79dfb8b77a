"""Kinds of this room: codes of batteries, references, and measures whose limits have rules of their own."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.said import InARow, Piece
from lifecycle_desk.commands.kinds import Kind, Text
from lifecycle_desk.stages.recycling.end.rules.entries import EntryMissing, FigureOutOfRange


def out_of_range(value: Decimal | int, least: int, most: int) -> Objection:
    """This room's objection to an impossible number."""
    return FigureOutOfRange(Decimal(value), Decimal(least), Decimal(most))


@dataclass(frozen=True, slots=True)
class Codes(Kind):
    """Codes that are read letter by letter, parted by spaces."""

    def told(self, plain: Any) -> Piece | None:
        """All of them in a row."""
        return InARow(*plain) or None


REFERENCE = C_("authority", "Reference")
Reference = Annotated[str, Text(REFERENCE, needed=True, refuses=EntryMissing)]
PoliceReference = Annotated[str, Text(REFERENCE, N_("Police reference"), needed=True, refuses=EntryMissing)]
DoneBy = Annotated[str, Text(N_("Done by"))]
