"""Marks on the drawing of a car: which damage was found where, how large it is, and what a mark may say."""

from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.quantities import Millimetres
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.transfer.condition.rules.diagram import Point, diagram
from lifecycle_desk.vehicle.rules.people import check_texts

MOST_MARKS = 200
LARGEST_MM = 6_000  # longer than any car
_SPREAD = ((0, 0), (16, 0), (-16, 0), (0, 12), (0, -12), (16, 12), (-16, -12), (16, -12), (-16, 12))


class DamageKind(LabeledEnum):
    """The kinds of damages of a part."""

    SCRATCH = "scratch", C_("damage", "Scratch")
    DENT = "dent", C_("damage", "Dent")
    STONE_CHIP = "stone_chip", C_("damage", "Stone chip")
    CRACK = "crack", C_("damage", "Crack")
    CORROSION = "corrosion", C_("damage", "Corrosion")
    REPAINTED = "repainted", C_("damage", "Repainted")
    BROKEN = "broken", C_("damage", "Broken")
    MISSING = "missing", C_("damage", "Missing")
    WORN = "worn", C_("damage", "Worn")
    HAIL = "hail", C_("damage", "Hail")


NoSuchPart = objection("NoSuchPart", N_("The drawing has no “%(part)s” on this side."), "marks", part=str)
TooManyMarks = objection(
    "TooManyMarks", N_("%(count)s marks is too many: at most %(most)s."), "marks", count=int, most=int
)
SizeImpossible = objection("SizeImpossible", N_("Damage must be between 1 and %(most)s."), "marks", most=Millimetres)


@dataclass(frozen=True, slots=True)
class DamageMark:
    """One damage: the side and the part, where on the drawing (in its own units), what kind, how large, words, photos.

    `size_mm` is the longest measure in millimetres.
    """

    view: str
    part: str
    kind: DamageKind
    size_mm: int
    x: int
    y: int
    note: str = ""
    documents: tuple[str, ...] = ()


def check_marks(marks: Sequence[DamageMark]) -> None:
    """Refuse marks that the drawing has no place for, each with its place."""
    if len(marks) > MOST_MARKS:
        raise TooManyMarks(len(marks), MOST_MARKS)
    for place, mark in enumerate(marks):
        if diagram().zone(mark.view, mark.part) is None:
            raise NoSuchPart(mark.part[:40]).at_field(f"marks[{place}].part")
        if not 1 <= mark.size_mm <= LARGEST_MM:
            raise SizeImpossible(LARGEST_MM).at_field(f"marks[{place}].size_mm")
        check_texts([(f"marks[{place}].note", mark.note)])


def place_of_next(marks: Sequence[DamageMark], view: str, part: str) -> Point:
    """Where a mark goes that was set by the keyboard: the middle of its part, beside those that are there already."""
    zone = diagram().zone(view, part)
    if zone is None:
        raise NoSuchPart(part)
    taken = {(each.x, each.y) for each in marks}
    x, y = zone.centre
    free = ((round(x + dx), round(y + dy)) for dx, dy in _SPREAD)
    return next((at for at in free if at not in taken), (round(x), round(y)))
