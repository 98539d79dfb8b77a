"""Order of rows: by the language's collation, numbers as numbers, days as days, plates and numbers as people count.

Values become ranks, small whole numbers, once; every later sort is one of whole numbers. Qt's collator is ICU's on
Linux and the system's own on Windows and macOS: it knows pinyin, the leading vowels of Thai, and that ñ follows n. Its
keys cost two microseconds each and compare in Python at a seventh of one, so a `TextOrder` keeps the order of the texts
it has seen, and one that comes later is only put in. A sort holds the interpreter to its end: so it is done in pieces.
"""

from array import array
from bisect import bisect, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cmp_to_key, partial
from os.path import commonprefix
from typing import Any

from PySide6.QtCore import QCollator, QLocale

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance

PIECE = 4096  # texts sorted in one go: some two milliseconds
NUMBERS = 32_768  # whole numbers sorted in one go
SAMPLES = 8  # values of each piece that are looked at to find where the pieces begin
BEGINNING = 2  # letters behind what all have in common
FEW = 500  # texts that are put in one by one; for more of them all are ordered anew
CODE = 8  # letters; what is shorter may be a word
STROKES = "zh_TW"  # CLDR sorts Chinese by strokes there, and Qt takes no other name for it

type Value = str | int | Decimal | date | Money | Distance | None
type Ranks = Mapping[int, int]


def collator(code: str, *, strokes: bool = False) -> QCollator:
    """The collation of a language, in which RO-2 stands before RO-10; Chinese by pinyin or by strokes."""
    made = QCollator(QLocale(STROKES if strokes and code.startswith("zh") else code))
    made.setNumericMode(True)
    return made


class TextOrder:
    """Distinct texts in the order of a collation; asked again, it orders only those that it has not seen."""

    def __init__(self, collate: QCollator) -> None:
        self._collate, self._texts = collate, list[str]()

    def ordered(self, texts: Collection[str]) -> list[str]:
        """Some distinct texts in their order; those of before that are not among them are forgotten."""
        kept = [each for each in self._texts if each in texts]
        if _are_codes(texts):
            self._texts = _by_letters(texts)
        elif len(texts) - len(kept) > FEW:
            self._texts = _collated(texts, self._collate)
        else:
            as_collated = cmp_to_key(self._collate.compare)
            for each in sorted(set(texts).difference(kept)):
                insort(kept, each, key=as_collated)
            self._texts = kept
        return self._texts


def ranks(values: Mapping[int, Value], order: TextOrder) -> dict[int, int]:
    """The rank of each key's value among all values; a key without a value has none."""
    distinct = dict.fromkeys(values.values())  # as they were read: what lies side by side in memory is faster to sort
    is_full = None not in distinct and "" not in distinct
    texts = dict.fromkeys(each for each in distinct if isinstance(each, str) and each)
    others = [each for each in distinct if each is not None and not isinstance(each, str)]
    ordered: list[Value] = [*_in_pieces(others, _plainly), *order.ordered(texts)]
    place = dict(zip(ordered, range(len(ordered)), strict=True))
    if is_full:
        return {key: place[value] for key, value in values.items()}
    return {key: place[value] for key, value in values.items() if value in place}


def arranged(keys: "array[int]", by: Sequence[tuple[Ranks, bool]]) -> "array[int]":
    """Keys by some ranks, the first first, each downwards or not; what has no rank comes last either way."""
    found = list(keys)
    for of, down in reversed(by):
        ranked = [key for key in found if key in of]
        unranked = [key for key in found if key not in of] if len(ranked) < len(found) else []
        found = _in_pieces(ranked, of.__getitem__, down=down) + unranked
    return array("q", found)


def _collated(texts: Collection[str], collate: QCollator) -> list[str]:
    """Texts by a collation; sorted by their letters first: they are nearly in order then, which a sort notices."""
    near = _by_letters(texts)
    keys: list[Any] = []
    for start in range(0, len(near), PIECE):
        keys += map(collate.sortKey, near[start : start + PIECE])
    return [near[at] for at in _order(keys)]


def _are_codes(texts: Collection[str]) -> bool:
    """Whether texts are all capitals and figures, as many in each, such as VINs: no language orders them otherwise."""
    length = len(next(iter(texts), ""))
    if length < CODE or any(len(each) != length for each in texts):
        return False
    together = "".join(texts)
    return together.isascii() and together.isalnum() and together.upper() == together


def _in_pieces[Item](items: list[Item], by: Callable[[Item], Any], *, down: bool = False) -> list[Item]:
    """Items sorted, with a rest for whoever waits for the interpreter after each piece; whole numbers compare fast."""
    pieces: list[Item] = []
    for start in range(0, len(items), NUMBERS):
        pieces += sorted(items[start : start + NUMBERS], key=by, reverse=down)
    if len(items) > NUMBERS:
        pieces.sort(key=by, reverse=down)
    return pieces


def _by_letters(texts: Collection[str]) -> list[str]:
    """Texts sorted by their letters alone, those that begin alike at a time."""
    if not texts:
        return []
    end = len(commonprefix([min(texts), max(texts)])) + BEGINNING  # noqa: RUF071 (these are no paths)
    alike: dict[str, list[str]] = {}
    for each in texts:
        alike.setdefault(each[:end], []).append(each)
    found: list[str] = []
    for beginning in sorted(alike):
        found += sorted(alike[beginning])
    return found


def _order(keys: Sequence[Any]) -> list[int]:
    """The places of keys in their order.

    A sample tells where the parts of a piece's length begin; each key goes to its own, and each part is sorted for
    itself: a merge of all would hold the interpreter for a fiftieth of a second.
    """
    bounds = sorted(keys[:: PIECE // SAMPLES])[SAMPLES::SAMPLES]
    parts: list[list[int]] = [[] for _ in range(len(bounds) + 1)]
    for start in range(0, len(keys), PIECE):
        for at, place in enumerate(map(partial(bisect, bounds), keys[start : start + PIECE]), start):
            parts[place].append(at)
    found: list[int] = []
    for part in parts:
        found += sorted(part, key=keys.__getitem__)
    return found


def _plainly(value: Any) -> tuple[int, Any]:
    """What is no text in an order of its own: numbers, days and moments, amounts by their currency."""
    match value:
        case Money(minor=minor, currency=currency):
            return (2, (currency, minor))
        case datetime():
            return (1, value if value.tzinfo else value.replace(tzinfo=UTC))
        case date():
            return (1, datetime.combine(value, time(), UTC))
        case Distance():
            return (0, value.km)
    return (0, value)


def sums(values: Iterable[Value]) -> tuple[list[Money], Decimal | None]:
    """The exact sums of some values: of amounts by currency, of plain numbers together (None: there are none)."""
    amounts: dict[str, int] = {}
    numbers: Decimal | None = None
    for value in values:
        match value:
            case Money(minor=minor, currency=currency):
                amounts[currency] = amounts.get(currency, 0) + minor
            case int() | Decimal():
                numbers = (numbers or Decimal(0)) + value
    return [Money(minor, currency) for currency, minor in sorted(amounts.items())], numbers
