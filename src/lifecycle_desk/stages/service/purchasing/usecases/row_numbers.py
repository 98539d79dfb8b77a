"""Numbers for rows that have none of their own: lists hold whole numbers, and a waiting part is named by three.

They last as long as the program runs and mean nothing outside it.
"""

from itertools import count
from threading import Lock

type RowName = tuple[str, int, int, int]  # of what kind, then up to three numbers

ORDER_LINE, WANT, WAITING, LACK = "order_line", "want", "waiting", "lack"

_LOCK, _NEXT = Lock(), count(1)
_NUMBERS: dict[RowName, int] = {}
_NAMES: dict[int, RowName] = {}


def number_of(name: RowName) -> int:
    """The number of a row: the same each time."""
    with _LOCK:
        number = _NUMBERS.get(name)
        if number is None:
            number = _NUMBERS[name] = next(_NEXT)
            _NAMES[number] = name
        return number


def names_of(numbers: "list[int]") -> dict[RowName, int]:
    """The rows of some numbers, each with its number; those that nobody was given are left out."""
    return {_NAMES[each]: each for each in numbers if each in _NAMES}
