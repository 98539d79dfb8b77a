"""A battery and its parts: the tree of codes of packs, modules and cells, as makers and recyclers exchange it.

Shape by Catena-X, io.catenax.traction_battery_code 2.0.0; that each whole lists the codes of its parts is
GB/T 34014-2017, 4.1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.batteries.rules.codes import BatteryCode, ProductType, fits, read_code

MOST_CODES = 20_000  # a lorry's packs of small round cells; above it, the file is no battery
ROOT = "battery"

BatteryPartMissing = objection(
    "BatteryPartMissing", N_("A battery part with its code is expected at %(path)s."), path=str
)
BatteryPartsNoList = objection("BatteryPartsNoList", N_("The battery parts at %(path)s must be a list."), path=str)
BatteryPartUncoded = objection("BatteryPartUncoded", N_("The battery part at %(path)s has no code."), path=str)
BatteryPartUnnamed = objection(
    "BatteryPartUnnamed",
    N_("The battery part at %(path)s is not marked as pack, module or cell."),
    path=str,
)
BatteryPartAboveItsWhole = objection(
    "BatteryPartAboveItsWhole",
    N_("%(part)s at %(path)s cannot be part of: %(whole)s."),
    path=str,
    part=ProductType,
    whole=ProductType,
)
BatteryCodeTwice = objection(
    "BatteryCodeTwice",
    N_("Battery code %(code)s appears at %(first)s and again at %(path)s."),
    path=str,
    code=str,
    first=str,
)
BatteryTooLarge = objection(
    "BatteryTooLarge", N_("The battery at %(path)s has more than %(most)s codes."), path=str, most=int
)


@dataclass(frozen=True, slots=True)
class Battery:
    """A battery or a part of one, with its own parts; `product` is as the source says, `notes` stand at their path."""

    code: BatteryCode
    product: ProductType
    parts: tuple["Battery", ...] = ()
    notes: tuple[Objection, ...] = field(default=(), compare=False)

    def each(self) -> Iterator["Battery"]:
        """This one and all its parts, each before its own parts."""
        yield self
        for part in self.parts:
            yield from part.each()

    def plain(self) -> dict[str, Any]:
        """The tree in the form in which it is read."""
        own: dict[str, Any] = {"productType": self.product.value, "tractionBatteryCode": self.code.code}
        return own | ({"subcomponents": [part.plain() for part in self.parts]} if self.parts else {})


def read_battery(given: object, today: date | None = None) -> Battery:
    """A battery's tree of codes from the plain values of Catena-X's JSON.

    A part is an object of `productType` (pack, module or cell), `tractionBatteryCode` and perhaps `subcomponents`. A
    part lies below its whole: packs hold modules or cells, modules hold cells, so no tree is deeper than three.
    Raises one of the objections above, or what `read_code` raises, with the path as its field.
    """
    return _battery(given, ROOT, None, {}, today or clock.now().date())


def _battery(given: object, path: str, whole: ProductType | None, seen: dict[str, str], today: date) -> Battery:
    """A part at a path, within a whole; `seen` are the codes so far with their paths."""
    if not isinstance(given, Mapping):
        raise BatteryPartMissing(path).at_field(path)
    said, code = given.get("productType"), _code(given.get("tractionBatteryCode"), f"{path}.tractionBatteryCode", today)
    product = next((each for each in ProductType if each == said), None)
    if product is None:
        raise BatteryPartUnnamed(path).at_field(f"{path}.productType")
    if whole and list(ProductType).index(product) <= list(ProductType).index(whole):
        raise BatteryPartAboveItsWhole(path, product, whole).at_field(path)
    if code.code in seen:
        raise BatteryCodeTwice(path, code.code, seen[code.code]).at_field(f"{path}.tractionBatteryCode")
    if len(seen) >= MOST_CODES:
        raise BatteryTooLarge(path, MOST_CODES).at_field(path)
    seen[code.code] = path
    inner, below = given.get("subcomponents"), f"{path}.subcomponents"
    if not isinstance(inner, list | tuple | None):
        raise BatteryPartsNoList(below).at_field(below)
    parts = tuple(_battery(part, f"{below}[{at}]", product, seen, today) for at, part in enumerate(inner or ()))
    differs = fits(code, product)
    own = (differs.at_field(f"{path}.productType"),) if differs else ()
    return Battery(code, product, parts, (*code.notes, *own))


def _code(given: object, path: str, today: date) -> BatteryCode:
    """The code at a path; its notes and its refusal stand there."""
    if not isinstance(given, str):
        raise BatteryPartUncoded(path.rpartition(".")[0]).at_field(path)
    try:
        code = read_code(given, today)
    except Objection as refused:
        raise refused.at_field(path) from None
    for note in code.notes:
        note.at_field(path)
    return code
