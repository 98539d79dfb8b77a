"""Rows that come in from somebody's file, and the answer that every import gives."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lifecycle_desk.base.objections import Objection


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken in: its physical line (or record, from 1), the source's own field name, and why."""

    line: int
    field: str | None
    why: Objection


@dataclass(frozen=True, slots=True)
class Incoming[Row]:
    """A file's rows on their way in."""

    file: str
    rows: Iterable[Row | Refused]
    expected: int = 0
    dry_run: bool = False
    skip_refused: bool = False


@dataclass
class Taken:
    """What became of them: rows = new + known + changed + unmatched + left out + refused.

    `read_as` tells how a file was understood where its format leaves that open: encoding, delimiter, dates.
    """

    kind: str
    file: str
    rows: int = 0
    new: int = 0
    known: int = 0
    changed: int = 0
    unmatched: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    warnings: list[Objection] = field(default_factory=list)
    written: bool = False
    read_as: dict[str, str] = field(default_factory=dict)
