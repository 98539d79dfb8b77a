"""Movements of parts, and what the ledger refuses: more out than is there, a serial number in two places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.shelf.rules.parts import quantity_of

ONE = 1_000  # thousandths: a serial number is one piece


class MovementKind(LabeledEnum):
    """The kinds of movements."""

    RECEIVED = "received", C_("stock movement", "Received")
    ISSUED = "issued", C_("stock movement", "Issued")
    RETURNED = "returned", C_("stock movement", "Put back")
    SENT_BACK = "sent_back", C_("stock movement", "Returned to supplier")
    MOVED = "moved", C_("stock movement", "Moved")
    COUNTED = "counted", C_("stock movement", "Counted")
    CORRECTED = "corrected", C_("stock movement", "Corrected")
    UNDONE = "undone", C_("stock movement", "Undone")


NotEnoughInStock = objection(
    "NotEnoughInStock",
    N_("Only %(there)s of %(code)s in stock: %(where)s."),
    "quantity",
    there=Decimal,
    code=str,
    where=tuple[str, ...],
)
NoneInStock = objection("NoneInStock", N_("%(code)s is out of stock."), "quantity", code=str)
SerialThere = objection(
    "SerialThere", N_("Serial number %(serial)s of %(code)s is in stock already: %(place)s."), "serials",
    serial=str, code=str, place=str,
)  # fmt: skip
SerialNotThere = objection(
    "SerialNotThere", N_("Serial number %(serial)s of %(code)s is not in stock there."), "serial", serial=str, code=str
)
SerialMissing = objection(
    "SerialMissing", N_("Enter the serial number: %(code)s is kept by serial number."), "serial", code=str
)
SerialsDiffer = objection(
    "SerialsDiffer",
    N_("%(serials)s serial numbers for a quantity of %(quantity)s: each one is one piece."),
    "serials",
    serials=int,
    quantity=Decimal,
)
SerialTwice = objection("SerialTwice", N_("Serial number %(serial)s is entered twice."), "serials", serial=str)
NothingStored = objection("NothingStored", N_("Nothing is stored at %(place)s."), "place", place=str)
PlaceMissing = objection("PlaceMissing", N_("Enter the storage place."), "place")
SamePlace = objection("SamePlace", N_("The part is in %(place)s already."), "to_place", place=str)
UnitCostOutOfRange = objection("UnitCostOutOfRange", N_("A cost here cannot be negative."), "unit_cost")
WhyMissing = objection("WhyMissing", N_("Enter the reason."), "why")
LineNotThere = objection(
    "LineNotThere", N_("Repair order %(order)s has no part line %(line)s."), "line", order=str, line=int
)
NotIssued = objection(
    "NotIssued", N_("Only %(issued)s of %(code)s were issued to this line."), "quantity", issued=Decimal, code=str
)
MovementUnknown = objection("MovementUnknown", N_("There is no movement %(number)s."), "number", number=int)
MovementUndone = objection("MovementUndone", N_("Movement %(number)s has already been undone."), "number", number=int)
MovementFinal = objection(
    "MovementFinal",
    N_("Movement %(number)s cannot be undone this way; correct the stock instead."),
    "number",
    number=int,
)
NothingToCorrect = objection("NothingToCorrect", N_("The stock is already as entered."), "quantity")
CountTwice = objection("CountTwice", N_("%(code)s is in the count twice."), "lines", code=str)
IssuedToLine = objection("IssuedToLine", N_("%(quantity)s issued from stock"), quantity=Decimal)
# What is merely odd.
IssuedAs = objection("IssuedAs", N_("%(code)s is superseded by %(other)s, which was issued."), code=str, other=str)
LineHasOther = objection("LineHasOther", N_("The line names %(line)s; %(code)s was issued."), line=str, code=str)
MoreThanTheLine = objection(
    "MoreThanTheLine", N_("%(issued)s were issued to a line of %(wanted)s."), issued=Decimal, wanted=Decimal
)
ReceivedSuperseded = objection("ReceivedSuperseded", N_("%(code)s is superseded by %(other)s."), code=str, other=str)
WithoutCost = objection("WithoutCost", N_("%(code)s was received without a cost."), code=str)
StorageRulesApply = objection(
    "StorageRulesApply", N_("%(code)s needs special storage: see its storage rules."), code=str
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement of the ledger, as it stays.

    `thousandths` and `value` (minor units of the dealer's currency) are added to what was there: below nothing where
    parts go. `line` is the own number of the order's line. `undoes` is the movement that this one takes away.
    """

    number: int
    part: int
    kind: MovementKind
    on: date
    place: str
    thousandths: int
    value: int
    batch: str = ""
    serial: str = ""
    supplier: str = ""
    reference: str = ""
    order_key: int | None = None
    line: int | None = None
    undoes: int | None = None
    why: str = ""
    at: datetime
    by: str | None = None
    event: int = 0

    @property
    def lot(self) -> "Lot":
        """Which pieces it moved."""
        return Lot(self.place, self.batch, self.serial)

    @property
    def quantity(self) -> Decimal:
        """The quantity, below nothing where parts go."""
        return quantity_of(self.thousandths)


@dataclass(frozen=True, slots=True, order=True)
class Lot:
    """Where pieces lie, and which: of one batch, or the one of a serial number."""

    place: str
    batch: str = ""
    serial: str = ""

    def fits(self, asked: "Lot") -> bool:
        """Whether these are pieces that were asked for; what is not named may be any."""
        return all(
            not wanted or wanted == own
            for wanted, own in ((asked.place, self.place), (asked.batch, self.batch), (asked.serial, self.serial))
        )


@dataclass(frozen=True, slots=True)
class OnHand:
    """What is there of a part: thousandths by lot, and what all of them are worth."""

    lots: dict[Lot, int]
    value: int = 0

    @property
    def thousandths(self) -> int:
        """All that is there."""
        return sum(self.lots.values())


def taken_from(code: str, there: OnHand, asked: Lot, wanted: int) -> list[tuple[Lot, int]]:
    """From which lots a quantity is taken, in the order of their places; refuses more than is there.

    A part that is kept by serial number goes by its number alone: nobody may guess which piece somebody took.
    """
    fitting = {lot: many for lot, many in sorted(there.lots.items()) if many > 0 and lot.fits(asked)}
    if asked.serial and not fitting:
        raise SerialNotThere(asked.serial, code)
    if asked.serial and wanted != ONE:
        raise SerialsDiffer(1, quantity_of(wanted))
    _check_enough(code, there, fitting, wanted)
    if not asked.serial and wanted != sum(fitting.values()):
        fitting = {lot: many for lot, many in fitting.items() if not lot.serial}
        if sum(fitting.values()) < wanted:
            raise SerialMissing(code)
    taken, left = list[tuple[Lot, int]](), wanted
    for lot, many in fitting.items():
        if left:
            taken.append((lot, min(many, left)))
            left -= taken[-1][1]
    return taken


def check_lot(code: str, there: OnHand, lot: Lot, wanted: int) -> None:
    """Refuse to take more out of exactly one lot than lies in it."""
    many = there.lots.get(lot, 0)
    if many >= wanted:
        return
    if lot.serial:
        raise SerialNotThere(lot.serial, code)
    if not there.thousandths:
        raise NoneInStock(code)
    raise NotEnoughInStock(quantity_of(many), code, places_said(there.lots))


def _check_enough(code: str, there: OnHand, fitting: dict[Lot, int], wanted: int) -> None:
    if sum(fitting.values()) >= wanted:
        return
    if not there.thousandths:
        raise NoneInStock(code)
    raise NotEnoughInStock(quantity_of(sum(fitting.values())), code, places_said(there.lots))


def places_said(lots: dict[Lot, int]) -> tuple[str, ...]:
    """Where how much is, as a refusal names it."""
    by_place: dict[str, int] = {}
    for lot, many in sorted(lots.items()):
        if many > 0:
            by_place[lot.place] = by_place.get(lot.place, 0) + many
    return tuple(f"{place or '—'}: {quantity_of(many)}" for place, many in by_place.items())


def check_serials(code: str, serials: Sequence[str], thousandths: int, there: Iterable[Lot]) -> None:
    """Refuse serial numbers that are not as many as the pieces, stand there twice, or are in stock already."""
    if not serials:
        return
    if len(serials) * ONE != thousandths:
        raise SerialsDiffer(len(serials), quantity_of(thousandths))
    known = {lot.serial: lot.place for lot in there if lot.serial}
    seen = set[str]()
    for each in serials:
        if each in known:
            raise SerialThere(each, code, known[each] or "—")
        if each in seen:
            raise SerialTwice(each)
        seen.add(each)
