"""The common results and inputs of readers of charging records."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import LengthUnit
from lifecycle_desk.stages.charging.imports.rules.incoming import LeftOut
from lifecycle_desk.stages.charging.imports.rules.mappings import ColumnMapping
from lifecycle_desk.stages.charging.sessions.tables.chunks import Chunk, chunks
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed
from lifecycle_desk.stages.charging.sessions.usecases.deciding import Cars

__all__ = ["Habits", "LeftOut", "Opener", "Packed", "Source"]


@dataclass(frozen=True, slots=True)
class Habits:
    """The dealer's and the caller's answers to questions that a file leaves open.

    `zone` for local times; `market` for the code page of old spreadsheets; `currency` for amounts that name none;
    `dates` is the order of day, month and year as the caller says (dmy, mdy, ymd), or None; `columns` how columns are
    known where their names do not say it: by the format's own order, or only those that are named; `mapping` which
    column of anybody's table means what; `distance` the unit of readings that name none.
    """

    zone: ZoneInfo
    market: str
    currency: str
    dates: str | None = None
    currency_named: bool = False  # the caller said it
    columns: str | None = None
    mapping: ColumnMapping | None = None
    distance: LengthUnit = LengthUnit.KM


@dataclass
class Source:
    """A file opened as its kind: how it was understood, what is to be said of it, and its rows, read anew each time.

    `own_ids` says that ids are the source's own, so that the car is part of the key. `expected` is the file's length in
    bytes, `at` tells how many of them are read.
    """

    kind: str
    file: str
    rows: Callable[[], Iterator[Packed | LeftOut | Refused]]
    own_ids: bool
    told: Callable[[], dict[str, str]] = dict  # see read_as
    notes: tuple[Objection, ...] = ()
    expected: int = 0
    at: Callable[[], int] = lambda: 0

    @property
    def read_as(self) -> dict[str, str]:
        """How it was understood, as far as that had to be decided so far."""
        return self.told()

    def chunks(self, cars: Cars) -> Iterator[Chunk]:
        """The rows in chunks, as they are recorded."""
        return chunks(self.rows(), cars.settle, self.at)


class Opener(Protocol):
    """The opener of a kind of file; refuses (raises an Objection) a file of another kind."""

    def __call__(self, path: Path, habits: Habits, /) -> Source:
        """The file as its kind."""
        ...
