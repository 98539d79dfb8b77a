"""What a room offers beside its verbs: papers to print, files to take in, files to give out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.counter.verbs import Done, Seat

if TYPE_CHECKING:
    from lifecycle_desk.language import Language
    from lifecycle_desk.paper import Paper


@dataclass(frozen=True)
class Report:
    """Something printed: takes a request, gives a paper in a language.

    `kind` is what other programs call it, `title` and `about` are messages for people. `for_customer` gives the
    code of the language that the reader of the paper wants, where the store knows it.
    """

    kind: str
    title: str
    about: str
    takes: type[Any]
    draw: "Callable[[Seat, Any, Language], Paper]"
    language_of: Callable[[Seat, Any], str | None] = lambda _seat, _request: None

    @property
    def options(self) -> tuple[str, ...]:
        """What it takes, by name: ("order",) or ("vin",)."""
        return tuple(each.name for each in fields(self.takes))


@dataclass(frozen=True)
class Choices:
    """How a file is taken in.

    `join` is a person's decision that two lives of one car belong together, `trust` names the fingerprints of keys that
    somebody compared, `unsigned` takes what nobody signed. `checks` are those that all rooms hold whole books to.
    `columns` says how columns are known whose names do not tell it: by the format's own "order", or only those "named".
    `mapping` is the name or the file of a mapping of columns.
    """

    vin: str | None = None
    map: Path | None = None
    dates: str | None = None
    currency: str | None = None
    columns: str | None = None
    mapping: str | None = None
    dry_run: bool = False
    skip_refused: bool = False
    join: bool = False
    trust: tuple[str, ...] = ()
    unsigned: bool = False
    checks: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Reader:
    """A format that comes in: the steps that take a file in, and the header of our own CSV template, if it is one."""

    kind: str
    about: str
    take_in: Callable[[Seat, Path, Choices], Steps[Done[Taken]]]
    takes: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    founds: bool = False  # works where no store is yet, and makes it


@dataclass(frozen=True)
class Writer:
    """A format that goes out: chunks of bytes."""

    kind: str
    about: str
    write: Callable[[Seat, dict[str, Any]], Iterator[bytes]]
    takes: tuple[str, ...] = ()
