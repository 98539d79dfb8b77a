"""Order of rows: by the language's collation, numbers as numbers, days as days, plates and numbers as people count.

Values become ranks, small whole numbers, once; every later sort is one of whole numbers. A sort holds the interpreter
to its end: so it is done in pieces.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.desktop.collating import TextOrder

NUMBERS = 32_768  # whole numbers sorted in one go

type Value = str | int | Decimal | date | Money | Distance | None
type Ranks = Mapping[int, int]


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


def _in_pieces[Item](items: list[Item], by: Callable[[Item], Any], *, down: bool = False) -> list[Item]:
    """Items sorted, with a rest for whoever waits for the interpreter after each piece; whole numbers compare fast."""
    pieces: list[Item] = []
    for start in range(0, len(items), NUMBERS):
        pieces += sorted(items[start : start + NUMBERS], key=by, reverse=down)
    if len(items) > NUMBERS:
        pieces.sort(key=by, reverse=down)
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
