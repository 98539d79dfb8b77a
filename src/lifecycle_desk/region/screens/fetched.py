"""Lists of a region: their rows are fetched as a whole, since none is longer than somebody reads."""

from array import array
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, ClassVar

RECEIVED = "received"  # told as changed when more was received, in place of the tables of a dealer


class Fetched[Row]:
    """The rows that a question gives, by their places."""

    tables: ClassVar[frozenset[str]] = frozenset({RECEIVED})

    def __init__(self, ask: Callable[[], Sequence[Row]]) -> None:
        self._ask = ask

    @cached_property
    def _found(self) -> Sequence[Row]:
        return self._ask()

    def keys(self, first: int | None = None) -> "array[int]":
        """The places of all rows; they are asked for anew each time that all are wanted."""
        if first is None:
            self.__dict__.pop("_found", None)
        return array("q", range(len(self._found)))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, Row]:
        """The rows at some places."""
        return {key: self._found[key] for key in keys if key < len(self._found)}


def nothing() -> Sequence[Any]:
    """No rows: what a list shows until somebody has said of what."""
    return ()
