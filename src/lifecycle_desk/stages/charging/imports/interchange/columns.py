"""Columns: which of a file's columns is which, under the names that its system or its people give them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.files.spreadsheets import ColumnMissing, ColumnTwice
from lifecycle_desk.stages.charging.sessions.rules.sessions import LONGEST_MORE

CANONICAL = msgspec.json.Encoder(order="sorted", decimal_format="number")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a file's columns stand: `at` by our name for them, `rest` those that are kept as they are, by theirs.

    `nothing` are words, in small letters, that say as much as an empty cell.
    """

    header: tuple[str, ...]
    at: Mapping[str, int]
    rest: tuple[tuple[str, int], ...]
    spoken: frozenset[int]
    nothing: frozenset[str] = frozenset()

    def spelt(self, name: str | None) -> str | None:
        """The file's own name of a column."""
        place = self.at.get(name) if name else None
        return name if place is None else self.header[place]

    def more(self, cells: Sequence[str]) -> str:
        """The rest of a row, as compact JSON with sorted names; empty where there is none."""
        said = {name: cell for name, place in self.rest if (cell := cells[place].strip())}
        if self.nothing:
            said = {name: cell for name, cell in said.items() if cell.casefold() not in self.nothing}
        return kept(said) if said else ""


def kept(said: object) -> str:
    """JSON as it is kept beside a session; raises TextTooLong."""
    made = CANONICAL.encode(said).decode()
    if len(made) > LONGEST_MORE:
        raise TextTooLong(len(made), LONGEST_MORE)
    return made


def columns_of(
    header: tuple[str, ...],
    names: Mapping[str, Sequence[str]],
    needed: Iterable[str],
    stored_too: Iterable[str] = (),
    line: int = 1,
) -> Columns:
    """The columns that a header names; `names` gives the names of each in small letters, the preferred first.

    `kept_too` are ours that are kept as they stand besides, `line` is where the header stands. Raises ColumnMissing, or
    ColumnTwice for one of ours.
    """
    found: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        found.setdefault(name.casefold(), []).append(place)
    at = {}
    for ours, theirs in names.items():
        if named := next((name for name in theirs if name in found), None):
            if len(found[named]) > 1:
                raise ColumnTwice(header[found[named][0]], line)
            at[ours] = found[named][0]
    for ours in needed:
        if ours not in at:
            raise ColumnMissing(names[ours][0], line)
    return placed(header, at, stored_too)


def placed(header: tuple[str, ...], at: Mapping[str, int], stored_too: Iterable[str] = ()) -> Columns:
    """The columns of a header whose places are known; what nobody knows is free text and kept."""
    ours = set(at.values()) - {at[name] for name in stored_too if name in at}
    rest = [(name or str(place + 1), place) for place, name in enumerate(header) if place not in ours]
    texts = {place for _, place in rest} - {at[name] for name in stored_too if name in at}
    return Columns(header, at, tuple(rest), frozenset(texts | {at[name] for name in ("address",) if name in at}))
