"""Parts that are taken for re-use: their grade and their numbers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.quantities import KG
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import Exact, Note, One, Text, kinds_of
from lifecycle_desk.stages.recycling.end.rules.entries import EntryMissing
from lifecycle_desk.stages.recycling.end.rules.measures import out_of_range

MOST_PARTS = 200  # in one go
HEAVIEST_KG = 5_000


class Grade(LabeledEnum):
    """The quality of a spare part (Catena-X EndOfLife 2.0.0, sparePartQuality: A, B, C or N)."""

    A = "A", C_("grade", "A – as good as new")
    B = "B", C_("grade", "B – used, sound")
    C = "C", C_("grade", "C – to be refurbished")
    N = "N", C_("grade", "N – not graded")


NoPart = objection("NoPart", N_("Add at least one part."), "parts")
TooManyParts = objection("TooManyParts", N_("At most %(most)s parts can be recorded at once."), "parts", most=int)


@dataclass(frozen=True, slots=True)
class PartTaken:
    """A part: its name, grade, the maker's number on it, where it is stored, its mass in kg."""

    name: Annotated[str, Text(C_("part", "Part"), needed=True, refuses=EntryMissing)]
    grade: Annotated[Grade, One(C_("part", "Grade"), terms=Grade)]
    maker_number: Annotated[str, Text(N_("Manufacturer part number"), mono=True)] = ""
    place: Annotated[str, Text(C_("stock", "Location"))] = ""
    mass_kg: Annotated[
        Decimal | None,
        Exact(N_("Mass"), most=HEAVIEST_KG, unit=KG, refuses=out_of_range),
    ] = None
    note: Note = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Of parts that were taken: their numbers, in their order."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartsTold:
    """Of parts that were taken: each with its number, and by whom."""

    parts: tuple[PartTaken, ...]
    numbers: tuple[str, ...]
    by: str


def check_parts(parts: tuple[PartTaken, ...]) -> None:
    """Refuse parts that no shelf holds."""
    if not parts:
        raise NoPart
    if len(parts) > MOST_PARTS:
        raise TooManyParts(MOST_PARTS)
    for place, each in enumerate(parts):
        for name, kind in kinds_of(PartTaken).items():
            kind.check(getattr(each, name), f"parts[{place}].{name}")


def number_of(year: int, ordinal: int) -> str:
    """The number of a part on its label: RP-2026-00001."""
    return f"RP-{year}-{ordinal:05}"
