"""Chunks: rows of a file that are recorded together, and what they mean for each vehicle."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Any

import msgspec

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.stages.charging.imports.rules.incoming import LeftOut
from lifecycle_desk.stages.charging.sessions.tables.packing import WRITTEN_AS_READ, Packed, sealed_text
from lifecycle_desk.store.literals import is_literal

AT_ONCE = 8_000  # rows of a chunk, which is one transaction of some 70 ms; 1,000 write most pages of an index anew
APART = 500  # rows between those of which a column is looked at first
_BEGUN = attrgetter("started_at")


class Part(msgspec.Struct, array_like=True):
    """Rows of one vehicle, in the order in which they are written.

    `lines` are their sealed parts, each ended by a newline; `first` and `last` are those that began first and last,
    `reading` the last with a reading of the odometer; `paid` is by currency, in minor units; `odd` as in `oddness`.
    """

    lines: bytes
    sessions: int
    energy_wh: int
    first: Packed
    last: Packed
    reading: Packed | None
    paid: dict[str, int]
    odd: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a file that stand together, by what they are; `at` bytes of the file are read with them.

    Those that are sessions stand car by car, each car's in their order: so they fill the same pages when they are
    written, which takes a sixth off. `parts` are what they mean for each vehicle, by VIN, if all of them are new.
    `same` are the columns that say the same in all of them, and what.
    """

    read: Sequence[Packed]
    parts: Mapping[str, Part] = field(default_factory=dict)
    left_out: Sequence[LeftOut] = ()
    refused: Sequence[Refused] = ()
    at: int = 0
    same: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.read) + len(self.left_out) + len(self.refused)

    @property
    def lines(self) -> list[int]:
        """The lines of all of them, in order."""
        return sorted(each.line for some in (self.read, self.left_out, self.refused) for each in some)


def chunks(
    rows: Iterable[Packed | LeftOut | Refused],
    settle: Callable[[Sequence[Packed]], object],
    at: Callable[[], int] = int,
) -> Iterator[Chunk]:
    """Rows in chunks; `settle` says of those that are sessions whose they are, `at` how much of their file is read."""
    coming = iter(rows)
    while some := list(islice(coming, AT_ONCE)):
        kinds: dict[type, list[Any]] = {Packed: [], LeftOut: [], Refused: []}
        for kind, each in groupby(some, type):  # nearly always one group
            kinds[kind] += each
        settle(kinds[Packed])
        cars = _by_car(kinds[Packed])
        read, parts = [*chain.from_iterable(cars.values())], _parts_of(cars)
        for row in read:
            row.sealed = b""
        yield Chunk(read, parts, kinds[LeftOut], kinds[Refused], at(), _same_in(read))


def parts_of(rows: Iterable[Packed]) -> dict[str, Part]:
    """Some rows by vehicle; those that wait for one are left out."""
    return _parts_of(_by_car(rows))


def _parts_of(cars: Mapping[str | None, Sequence[Packed]]) -> dict[str, Part]:
    return {vin: _part_of(some) for vin, some in cars.items() if vin}


def _by_car(rows: Iterable[Packed]) -> dict[str | None, list[Packed]]:
    of: dict[str | None, list[Packed]] = {}
    for row in rows:
        of.setdefault(row.vin, []).append(row)
    return of


def _same_in(rows: Sequence[Packed]) -> dict[str, Any]:
    """The columns that say the same in all rows; a few of these are looked at first, as most columns differ at once."""
    same: dict[str, Any] = {}
    for name in WRITTEN_AS_READ if rows else ():
        get, said = attrgetter(name), getattr(rows[0], name)
        if is_literal(said) and all(get(each) == said for each in rows[::APART]) and {*map(get, rows)} == {said}:
            same[name] = said
    return same


def _part_of(rows: Sequence[Packed]) -> Part:
    paid: dict[str, int] = {}
    read: list[Packed] = []
    lines: list[bytes] = []
    energy = odd = 0
    for row in rows:  # once through all, without a call for each: this is done for every row of a long file
        lines.append(row.sealed or sealed_text(row))
        meter = row.meter_wh
        energy += meter if meter is not None else row.battery_wh or 0
        odd |= row.odd
        if (currency := row.currency) is not None:
            paid[currency] = paid.get(currency, 0) + (row.cost or 0)
        if row.odometer is not None:
            read.append(row)
    lines.append(b"")
    return Part(
        b"\n".join(lines),
        len(rows),
        energy,
        min(rows, key=_BEGUN),
        max(rows, key=_BEGUN),
        max(read, key=_BEGUN, default=None),
        paid,
        odd,
    )


class Seal:
    """SHA-256 over the sealed lines of a batch's sessions of one vehicle, each ended by a newline, in their order."""

    def __init__(self) -> None:
        self._sum = sha256()

    def add(self, lines: bytes) -> None:
        """The next lines."""
        self._sum.update(lines)

    def hex(self) -> str:
        """The seal so far."""
        return self._sum.hexdigest()
