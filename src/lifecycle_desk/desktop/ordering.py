"""Order of rows: by the language's collation, numbers as numbers, days as days, plates and numbers as people count.

Values become ranks, small whole numbers, once; every later sort is one of whole numbers. A sort holds the interpreter
to its end: so it is done in pieces.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, cast

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.desktop.collating import TextOrder

NUMBERS = 32_768  # whole numbers sorted in one go
NONE = -1
SPARSE = 4  # ranks for a key, of which most are of no key that is listed

type Value = str | int | Decimal | date | Money | Distance | None
type Ranks = Mapping[int, int]


def ranks(values: Mapping[int, Value], order: TextOrder) -> dict[int, int]:
    """The rank of each key's value among all values; a key without a value has none."""
    distinct = dict.fromkeys(values.values())  # as they were read: what lies side by side in memory is faster to sort
    count = len(distinct)
    distinct.pop(None, None)
    distinct.pop("", None)
    others = [each for each in distinct if not isinstance(each, str)]
    texts = dict.fromkeys(each for each in distinct if isinstance(each, str)) if others else distinct
    ordered: list[Value] = [*_in_pieces(others, _plainly), *order.ordered(cast("dict[str, None]", texts))]
    place = dict(zip(ordered, range(len(ordered)), strict=True))
    if len(distinct) == count:
        return dict(zip(values, map(place.__getitem__, values.values()), strict=True))
    return {key: place[value] for key, value in values.items() if value in place}


def arranged(keys: "array[int]", by: Sequence[tuple[Ranks, bool]]) -> "array[int]":
    """Keys by some ranks, the first first, each downwards or not; what has no rank comes last either way."""
    found = list(keys)
    for of, down in reversed(by):
        ranked = [key for key in found if key in of]
        unranked = [key for key in found if key not in of] if len(ranked) < len(found) else []
        found = _by_rank(ranked, of, down=down) + unranked
    return array("q", found)


def _by_rank(keys: list[int], of: Ranks, *, down: bool) -> list[int]:
    """Keys by their ranks; ranks are small, so each key of a long list goes to its own place without a sort."""
    if len(keys) < len(of) // SPARSE:
        return _in_pieces(keys, of.__getitem__, down=down)
    first, after = [NONE] * len(of), [NONE] * len(keys)  # of each rank the first key, behind each key the next
    for at in range(len(keys) - 1, -1, -1):
        rank = of[keys[at]]
        after[at], first[rank] = first[rank], at
    found: list[int] = []
    for at in reversed(first) if down else first:
        while at != NONE:
            found.append(keys[at])
            at = after[at]  # noqa: PLW2901 (on to the next key of that rank)
    return found


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
