"""A part of the store: its number, unit and minimum, and what must be observed where it lies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.cover.rules import PartGroup

LONGEST_WORDS, LONGEST_NOTE = 200, 2_000
MOST_QUANTITY = Decimal(99_999)


class StockUnit(LabeledEnum):
    """The units in which parts are counted."""

    PIECE = "piece", C_("stock unit", "Piece")
    SET = "set", C_("stock unit", "Set")
    LITRE = "litre", C_("stock unit", "Litre")
    KILOGRAM = "kilogram", C_("stock unit", "Kilogram")
    METRE = "metre", C_("stock unit", "Metre")


class Hazard(LabeledEnum):
    """What is dangerous about a high-voltage part."""

    NONE = "none", C_("stock hazard", "No special storage")
    HV_BATTERY = "hv_battery", C_("stock hazard", "High-voltage battery")
    HV_BATTERY_DAMAGED = "hv_battery_damaged", C_("stock hazard", "Damaged high-voltage battery")
    HV_COMPONENT = "hv_component", C_("stock hazard", "High-voltage component")


PartCodeMissing = objection("PartCodeMissing", N_("Enter the part number."), "code")
PartIsNew = objection(
    "PartIsNew",
    N_("%(code)s is neither in stock nor in the catalogue. Confirm that it is a new part number."),
    "new",
    code=str,
)
PartMayBeMistyped = objection(
    "PartMayBeMistyped",
    N_(
        "%(code)s is neither in stock nor in the catalogue. Similar numbers: %(near)s. Confirm that it is a new part "
        "number."
    ),
    "new",
    code=str,
    near=NamesInText,
)
PartNotStocked = objection("PartNotStocked", N_("%(code)s has never been in stock."), "code", code=str)
StockTextTooLong = objection(
    "StockTextTooLong", N_("%(length)s characters are too many; %(most)s at most."), length=int, most=int
)
QuantityOutOfRange = objection(
    "QuantityOutOfRange",
    N_("%(given)s is not a possible quantity: more than 0, at most %(most)s, in steps of 0.001."),
    "quantity",
    given=str,
    most=Decimal,
)
MinimumOutOfRange = objection(
    "MinimumOutOfRange",
    N_("%(given)s is not a possible minimum: 0 to %(most)s, in steps of 0.001."),
    "minimum",
    given=str,
    most=Decimal,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockPart:
    """A part that has been in the store once.

    `text` is what it was called when it first came; the catalogue may call it otherwise since. `minimum` is in
    thousandths of the unit, `place` where it usually lies.
    """

    number: int
    code: str
    text: str = ""
    unit: StockUnit = StockUnit.PIECE
    minimum: int = 0
    place: str = ""
    hazard: Hazard = Hazard.NONE

    @property
    def key(self) -> str:
        """Its number as numbers are compared."""
        return tight(self.code)


def tidied(part: StockPart) -> StockPart:
    """A part without blanks at the ends of its words; refuses what cannot be kept."""
    made = replace(
        part,
        code=words(part.code, "code"),
        text=words(part.text, "text"),
        place=words(part.place, "place"),
    )
    if not tight(made.code):
        raise PartCodeMissing
    return made


def words(given: str, at: str, longest: int = LONGEST_WORDS) -> str:
    """Words without blanks at their ends; refuses those that are too long."""
    tidy = " ".join(given.split())
    if len(tidy) > longest:
        raise StockTextTooLong(len(tidy), longest).at_field(at)
    return tidy


def unknown(code: str, near: Sequence[str]) -> Objection:
    """The question whether a number that nobody knows is new or mistyped, with those that are like it."""
    return PartMayBeMistyped(code, in_text(near)) if near else PartIsNew(code)


def hazard_of(group: PartGroup | None) -> Hazard:
    """What is to be observed of a part of a group until somebody says otherwise."""
    return Hazard.HV_BATTERY if group is PartGroup.BATTERY else Hazard.NONE


def in_thousandths(quantity: Decimal) -> int:
    """A quantity as whole thousandths; refuses one of nothing, beyond all measure, or finer than that."""
    if not quantity.is_finite() or not 0 < quantity <= MOST_QUANTITY or (quantity * 1_000) % 1:
        raise QuantityOutOfRange(str(quantity)[:40], MOST_QUANTITY)
    return int(quantity * 1_000)


def minimum_in_thousandths(minimum: Decimal) -> int:
    """A minimum as whole thousandths; nothing is one too."""
    if not minimum.is_finite() or not 0 <= minimum <= MOST_QUANTITY or (minimum * 1_000) % 1:
        raise MinimumOutOfRange(str(minimum)[:40], MOST_QUANTITY)
    return int(minimum * 1_000)


def quantity_of(thousandths: int) -> Decimal:
    """Thousandths as a number without needless zeros."""
    made = Decimal(thousandths) / 1_000
    return made.quantize(Decimal(1)) if made == made.to_integral() else made.normalize()
