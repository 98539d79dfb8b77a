"""Files to be taken in: in words, as a preview, with a remark beside each row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from lifecycle_desk.base.objections import C_, N_, NN_, objection
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.store.files import write_whole

CHOOSE, ANOTHER, SAVE_FAULTY = N_("Choose file…"), N_("Another file…"), N_("Save faulty lines…")
NEXT_FAULT, NOTHING_YET = N_("Next fault"), N_("Nothing has been imported yet.")
GO_ON = N_("Show what was imported")
STAYED_OUT = NN_(
    "%(n)s line was not imported. Save it, correct it and import it again.",
    "%(n)s lines were not imported. Save them, correct them and import them again.",
)
STOPPED, SAVED = N_("Import stopped. Nothing was imported."), N_("File saved")
STOPPED_AMID = N_("Import stopped. Rows imported so far are kept; import the same file again to continue.")
LINES = NN_("%(n)s line", "%(n)s lines")
FIRST_LISTED = N_("The first %(n)s lines are listed, and all that were rejected.")
READY = C_("import", "Ready")
LINE_AT = Column(C_("import", "Line"), 60, "end", "small", "ink3")
VERDICT_AT = Column(N_("Read as"), least=250)
ORDERS = {
    "dmy": N_("Day, month, year"),
    "mdy": N_("Month, day, year"),
    "ymd": N_("Year, month, day"),
}

FileNotReadable = objection("FileNotReadable", N_("%(name)s cannot be read."), name=str)
FileNotWritable = objection("FileNotWritable", N_("%(name)s cannot be saved there."), name=str)


class HasLine(Protocol):
    """A row by its physical line."""

    @property
    def line(self) -> int:
        """The line."""
        ...


class Previewed(Protocol):
    """A file that was looked at: `rows` it has, `good` ones go in, those that are `faulty` do not."""

    path: Path

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        ...

    @property
    def good(self) -> int:
        """How many of them go in."""
        ...

    @property
    def faulty(self) -> Sequence[HasLine]:
        """The rows that cannot go in, by their lines."""
        ...

    @property
    def counts(self) -> Mapping[Any, int]:
        """How many rows there are of each outcome."""
        ...

    @property
    def lines(self) -> Mapping[int, HasLine]:
        """The rows that are held to be looked at."""
        ...


@dataclass(frozen=True, slots=True)
class Wording:
    """The content of a file, in words; `go_in` is by number, `files` is the filter of the system's dialog."""

    title: str
    heading: str
    sentence: str
    go_in: str
    reading: str
    importing: str
    files: str
    stages: tuple[t.Stage, t.Stage, t.Stage]


def write_to(path: Path, content: Callable[[], bytes]) -> None:
    """Make a file and write it; refuses a place that the system does not give."""
    made = content()
    try:
        write_whole(path, made)
    except OSError:
        raise FileNotWritable(path.name) from None


def ready() -> Cell:
    """The cell of a row without a remark."""
    return Cell(translator().current(READY), "ok", "circle-check")


def refused(why: str) -> Cell:
    """The cell of a row that cannot go in."""
    return Cell(why, "danger", "alert-circle")
