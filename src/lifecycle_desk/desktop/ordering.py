"""Order of rows: by the language's collation, numbers as numbers, days as days, plates and numbers as people count.

Values become ranks, small whole numbers, once; every later sort is one of whole numbers. Qt's collator is ICU's on
Linux and the system's own on Windows and macOS: it knows pinyin, the leading vowels of Thai, and that ñ follows n. Its
keys compare in Python at a seventh of a microsecond, and a sort holds the interpreter to its end: so it is done in
pieces, of which the last only merges what is sorted already.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCollator, QLocale

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance

PIECE = 4096  # values sorted in one go: some two milliseconds
CODE = 8  # letters; what is shorter may be a word
STROKES = "zh_TW"  # CLDR sorts Chinese by strokes there, and Qt takes no other name for it

type Value = str | int | Decimal | date | Money | Distance | None
type Ranks = Mapping[int, int]


def collator(code: str, *, strokes: bool = False) -> QCollator:
    """The collation of a language, in which RO-2 stands before RO-10; Chinese by pinyin or by strokes."""
    made = QCollator(QLocale(STROKES if strokes and code.startswith("zh") else code))
    made.setNumericMode(True)
    return made


def ranks(values: Mapping[int, Value], collate: QCollator) -> dict[int, int]:
    """The rank of each key's value among all values; a key without a value has none."""
    distinct = set(values.values())
    is_full = None not in distinct and "" not in distinct
    distinct -= {None, ""}
    texts = [each for each in distinct if isinstance(each, str)]
    others = [each for each in distinct if not isinstance(each, str)] if len(texts) < len(distinct) else []
    ordered: list[Value] = [*_in_pieces(others, _plainly), *_collated(texts, collate)]
    place = {value: rank for rank, value in enumerate(ordered)}
    if is_full:
        return {key: place[value] for key, value in values.items()}
    return {key: place[value] for key, value in values.items() if value in place}


def arranged(keys: "array[int]", by: Sequence[tuple[Ranks, bool]]) -> "array[int]":
    """Keys by some ranks, the first first, each downwards or not; what has no rank comes last either way."""
    found = list(keys)
    for of, down in reversed(by):
        ranked = [key for key in found if key in of]
        ranked.sort(key=of.__getitem__, reverse=down)
        found = ranked + [key for key in found if key not in of] if len(ranked) < len(found) else ranked
    return array("q", found)


def _collated(texts: list[str], collate: QCollator) -> list[str]:
    """Texts by a collation; sorted by their letters first, they are nearly there, and a merge finds that out.

    Codes of one length, such as VINs, are there with that: no language has an order of its own for them.
    """
    near = _in_pieces(texts, None)
    if _are_codes(near):
        return near
    keys = [collate.sortKey(each) for each in near]
    text_of = dict(zip(map(id, keys), near, strict=True))  # a pair would be compared twice: first whether it is equal
    return [text_of[id(key)] for key in _in_pieces(keys, None)]


def _are_codes(texts: Sequence[str]) -> bool:
    """Whether texts are all capitals and figures, as many in each."""
    if not texts or len(texts[0]) < CODE or any(len(each) != len(texts[0]) for each in texts):
        return False
    together = "".join(texts)
    return together.isascii() and together.isalnum() and together.upper() == together


def _in_pieces[Item](items: list[Item], by: Callable[[Any], Any] | None) -> list[Item]:
    """Items sorted, with a rest for whoever waits for the interpreter after each piece."""
    pieces: list[Item] = []
    for start in range(0, len(items), PIECE):
        pieces += sorted(items[start : start + PIECE], key=by)  # type: ignore[type-var,arg-type]  # of one kind
    pieces.sort(key=by)
    return pieces


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
