"""Rows that come in from somebody's file, and the answer that every import gives."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self, override

from lifecycle_desk.base.objections import N_, Objection, objection

MOST_REFUSED = 50_000  # rows of a file; each is answered with its sentence, and a file of more is another kind of file

TooManyRefused = objection(
    "TooManyRefused",
    N_("More than %(most)s rows were rejected. Check that the file is of the type you chose."),
    most=int,
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken in: its physical line (or record, from 1), the source's own field name, and why."""

    line: int
    field: str | None
    why: Objection


class Refusals(list[Refused]):
    """The refused rows of a file, as many as can be answered."""

    @override
    def append(self, refused: Refused, /) -> None:
        super().append(refused)
        self._check()

    @override
    def extend(self, refused: Iterable[Refused], /) -> None:
        super().extend(refused)
        self._check()

    @override
    def __iadd__(self, refused: Iterable[Refused], /) -> Self:  # type: ignore[override]  # a list takes no less
        self.extend(refused)
        return self

    def _check(self) -> None:
        if len(self) > MOST_REFUSED:
            raise TooManyRefused(MOST_REFUSED)


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
    """The outcome of an intake: rows = new + known + changed + unmatched + left out + refused.

    `read_as` tells how a file was understood where its format leaves that open: encoding, delimiter, dates. `change` is
    the number by which all that came in is undone, where the format keeps one.
    """

    kind: str
    file: str
    rows: int = 0
    new: int = 0
    known: int = 0
    changed: int = 0
    unmatched: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=Refusals)
    warnings: list[Objection] = field(default_factory=list)
    written: bool = False
    read_as: dict[str, str] = field(default_factory=dict)
    change: int | None = None
