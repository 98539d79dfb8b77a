"""Kinds of fields: what a step asks for, said once; screens make widgets of it, timelines words, commands checks.

A kind stands beside the type of a field of a frozen dataclass, and a name for both is shared by all who ask the same:

    Keys = Annotated[int | None, Whole(C_("vehicle", "Keys"), most=20)]

    @dataclass(frozen=True, slots=True)
    class PutInStock:
        vin: str
        on: On
        keys: Keys = None
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, get_type_hints

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.base.strokes import StrokesUnreadable, check_strokes
from lifecycle_desk.base.terms import LabeledEnum

LONGEST_TEXT = 2_000

OutOfRange = objection(
    "OutOfRange", N_("%(value)s is out of range: enter %(least)s to %(most)s."), value=int, least=int, most=int
)
TextTooLong = objection("TextTooLong", N_("Too long: %(length)s characters, at most %(most)s."), length=int, most=int)
TextMissing = objection("TextMissing", N_("Please fill this in."))
AmountNegative = objection("AmountNegative", N_("An amount here cannot be negative."))


@dataclass(frozen=True, slots=True)
class Kind:
    """The properties that all kinds share: the label, the hint, whether the field is needed.

    `of` tells by its energy which car has such a thing at all; `fact` is the name in sealed events, where that is
    another than the field's. `refuses` makes the objection of an impossible value, where other programs know it
    by a name of its own: rules keep their names. `only` is the kind of thing that alone has the field, where several
    kinds share one dataclass: hours are of labour. `written` is the message that puts the value beside its unit, or
    among other values.
    """

    label: str
    hint: str = ""
    needed: bool = False
    of: Callable[[str | None], bool] | None = None
    fact: str = ""
    refuses: Callable[..., Objection] | None = None
    only: LabeledEnum | None = None
    written: str = ""

    def told(self, plain: Any) -> Piece | None:
        """How a sealed fact is told to people; None where there is nothing to tell."""
        return str(plain) if plain not in {None, ""} else None

    def beside(self, value: Any, message: str = "") -> Said:
        """A value within the message that is `written` of it, or within another one of the same placeholder."""
        message = message or self.written
        return Said(message, **dict.fromkeys(re.findall(r"%\((\w+)\)s", message), value))

    def check(self, value: Any, at: str) -> None:
        """Refuse a value that cannot be, beside its field."""


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Words: one line, or several rows; `mono` is for codes that are read letter by letter."""

    rows: int = 1
    mono: bool = False
    longest: int = LONGEST_TEXT

    def check(self, value: Any, at: str) -> None:
        """Refuse a text that is missing, or longer than what is kept."""
        if self.needed and not str(value or "").strip():
            raise (self.refuses or TextMissing)().at_field(at)
        if len(value or "") > self.longest:
            raise TextTooLong(len(value), self.longest).at_field(at)


@dataclass(frozen=True, slots=True)
class Texts(Kind):
    """Several short texts, one in each row; at most `most`."""

    rows: int = 3
    most: int = 100

    def told(self, plain: Any) -> Piece | None:
        """All of them, as a language lists them."""
        return tuple(plain or ()) or None

    def check(self, value: Any, at: str) -> None:
        """Refuse too many, or one that is too long."""
        check_range(len(value), 0, self.most, at)
        for place, each in enumerate(value):
            if len(each) > LONGEST_TEXT:
                raise TextTooLong(len(each), LONGEST_TEXT).at_field(f"{at}[{place}]")


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A day."""

    def told(self, plain: Any) -> Piece | None:
        """The day."""
        return date.fromisoformat(plain) if isinstance(plain, str) and plain else plain


@dataclass(frozen=True, slots=True)
class Moment(Kind):
    """A day and a time."""

    def told(self, plain: Any) -> Piece | None:
        """The moment."""
        return datetime.fromisoformat(plain) if isinstance(plain, str) and plain else plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Kind):
    """A whole number, or a measure kept as one: Whole("12 V battery", per=1000, unit="V", ...) keeps millivolts.

    `quantity` makes of it what the language writes in the market's unit; the page then brings the field that reads that
    unit.
    """

    most: int
    least: int = 0
    per: int = 1
    unit: str = ""
    quantity: Callable[[int], Piece] | None = None

    def told(self, plain: Any) -> Piece | None:
        """The number with its unit."""
        if plain is None:
            return None
        if self.quantity:
            return self.quantity(plain)
        return self._beside_unit(Decimal(plain) / self.per if self.per > 1 else plain)

    def _beside_unit(self, value: Decimal | int) -> Piece:
        return self.beside(value) if self.written else str(value)

    def check(self, value: Any, at: str) -> None:
        """Refuse a number that cannot be."""
        if value is not None and not self.least <= value <= self.most:
            raise (self.refuses or OutOfRange)(value, self.least, self.most).at_field(at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact(Whole):
    """A number as exact as it was typed: 412.5 kg."""

    def told(self, plain: Any) -> Piece | None:
        """The number with its unit; events have it as a text, since JSON knows no exact numbers."""
        return None if plain is None else self._beside_unit(Decimal(str(plain)))


@dataclass(frozen=True, slots=True)
class Km(Kind):
    """A reading of the odometer; an event has it in a place of its own, so that nothing of it is told twice."""

    def told(self, plain: Any) -> Piece | None:
        """Nothing: the timeline shows readings itself."""


@dataclass(frozen=True, slots=True)
class Amount(Kind):
    """An amount in the market's currency, never below nothing."""

    def told(self, plain: Any) -> Piece | None:
        """The amount."""
        return Money(**plain) if isinstance(plain, Mapping) else plain

    def check(self, value: Any, at: str) -> None:
        """Refuse an amount below nothing."""
        if value is not None and value.minor < 0:
            raise (self.refuses or AmountNegative)().at_field(at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Minor(Kind):
    """An amount in minor units of a currency that stands elsewhere, on a claim; alone it tells nothing."""

    least: int = 0
    most: int = 10**12

    def told(self, plain: Any) -> Piece | None:
        """Nothing: the fact does not know its currency."""

    def check(self, value: Any, at: str) -> None:
        """Refuse an amount that cannot be."""
        if value is not None and not self.least <= value <= self.most:
            refused = self.refuses(value, self.most) if self.refuses else OutOfRange(value, self.least, self.most)
            raise refused.at_field(at)


@dataclass(frozen=True, slots=True, kw_only=True)
class One(Kind):
    """One of some terms; `none` are the words where none need be chosen."""

    terms: type[LabeledEnum]
    none: str = ""

    def told(self, plain: Any) -> Piece | None:
        """The term."""
        return self.terms.of(plain) if plain else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Some(Kind):
    """Terms of which each is there or not; `width` is the least of a column."""

    terms: type[LabeledEnum]
    width: int = 220

    def told(self, plain: Any) -> Piece | None:
        """All that are there, as a language lists them."""
        return tuple(self.terms.of(each) for each in plain or ()) or None


@dataclass(frozen=True, slots=True)
class Yes(Kind):
    """Yes or no."""

    def told(self, plain: Any) -> Piece | None:
        """Only a yes is told."""
        return Said(C_("answer", "Yes")) if plain else None


@dataclass(frozen=True, slots=True)
class Files(Kind):
    """Documents that were attached; an event has them in a place of its own."""

    def told(self, plain: Any) -> Piece | None:
        """Nothing: the timeline shows documents itself."""


@dataclass(frozen=True, slots=True)
class Customer(Kind):
    """A customer who is known, by number, or somebody new; the step says how they are told, by the names of now."""

    def told(self, plain: Any) -> Piece | None:
        """Nothing of itself: names stand outside the chain."""


@dataclass(frozen=True, slots=True)
class Drawn(Kind):
    """A signature that was drawn on the screen; paper may carry it instead."""

    def told(self, plain: Any) -> Piece | None:
        """Nothing: it is sealed under the key of whoever signed."""

    def check(self, value: Any, at: str) -> None:
        """Refuse strokes that no pen draws."""
        check_strokes(value, at, self.refuses or StrokesUnreadable)


@dataclass(frozen=True, slots=True)
class Own(Kind):
    """Something that no kind fits: the page brings a part of its own, and the step says how it is told."""

    def told(self, plain: Any) -> Piece | None:
        """Nothing of itself."""


def check_range(value: int, least: int, most: int, at: str) -> None:
    """Refuse a number that cannot be."""
    if not least <= value <= most:
        raise OutOfRange(value, least, most).at_field(at)


def kinds_of(request: type) -> Mapping[str, Kind]:
    """The fields of a request that have a kind, in their order."""
    return _kinds_of(request)


def texts_of(asked: Any) -> tuple[str, ...]:
    """The fields of a dataclass in which people write words, not codes."""
    return tuple(name for name, kind in kinds_of(asked).items() if isinstance(kind, Text) and not kind.mono)


@cache
def _kinds_of(request: Any) -> Mapping[str, Kind]:
    hints = get_type_hints(request, include_extras=True).items()
    beside = [(name, each) for name, hint in hints for each in getattr(hint, "__metadata__", ())]
    return MappingProxyType({name: each for name, each in beside if isinstance(each, Kind)})


ON, NOTE, WHY = C_("event", "Date"), C_("event", "Note"), C_("correction", "Reason")

On = Annotated[date, Day(ON, needed=True)]
Note = Annotated[str, Text(NOTE)]
LongNote = Annotated[str, Text(NOTE, rows=2)]
Why = Annotated[str, Text(WHY, needed=True)]
Odometer = Annotated[Distance | None, Km(N_("Odometer"))]
OdometerNeeded = Annotated[Distance, Km(N_("Odometer"), needed=True)]
Documents = Annotated[tuple[str, ...], Files(N_("Documents"))]
Keys = Annotated[int | None, Whole(C_("vehicle", "Keys"), most=20)]
