"""Offers of a room beside its commands: papers to print, files to take in, files to give out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import Command, Result, UserSession
from lifecycle_desk.commands.options import Option, options_of
from lifecycle_desk.store.sources import FILE, steps_from

if TYPE_CHECKING:
    from lifecycle_desk.language import Language
    from lifecycle_desk.paper import Paper


@dataclass(frozen=True)
class Report:
    """Something printed: takes a request, gives a paper in a language.

    `kind` is what other programs call it, `title` and `about` are messages for people. `language_of` gives the
    code of the language that the reader of the paper wants, where the store knows it. `stage` is the one that it is
    listed with, and none where it reads across them; `icon` is its own where it is not that of the stage. What it is
    about, the first field of its request, must be one of the `SubjectKind`s that rooms offer. One that is `in_house` is
    for who prints it: the window draws it in its own language.
    """

    kind: str
    title: str
    about: str
    takes: type[Any]
    draw: "Callable[[UserSession, Any, Language], Paper]"
    language_of: Callable[[UserSession, Any], str | None] = lambda _user, _request: None
    stage: str = ""
    icon: str = ""
    in_house: bool = False

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of the paper: the order or the vehicle, then the choices."""
        return options_of(self.takes)

    @property
    def about_which(self) -> str:
        """The subject of the paper, as "vin" or "order"."""
        return fields(self.takes)[0].name


@dataclass(frozen=True)
class Choices:
    """How a file is taken in.

    `join` is a person's decision that two lives of one car belong together, `trust` names the fingerprints of keys that
    somebody compared, `unsigned` takes what nobody signed. `checks` are those that all rooms hold whole books to.
    `supplier` names who sent a list that does not say so.
    `columns` says how columns are known whose names do not tell it: by the format's own "order", or only those "named".
    `mapping` is the name or the file of a mapping of columns, or the mapping itself.
    """

    vin: str | None = None
    map: Path | None = None
    supplier: str | None = None
    dates: str | None = None
    currency: str | None = None
    columns: str | None = None
    mapping: Any = None
    dry_run: bool = False
    skip_refused: bool = False
    join: bool = False
    trust: tuple[str, ...] = ()
    unsigned: bool = False
    checks: tuple[Any, ...] = ()


class Group(LabeledEnum):
    """The subjects of incoming formats, by which people look for them."""

    VEHICLES = "vehicles", C_("import", "Vehicles and customers"), "car"
    CHARGING = "charging", C_("import", "Charging and batteries"), "bolt"
    LOGBOOKS = "logbooks", C_("import", "Owner logbooks"), "notes"
    WORKSHOP = "workshop", C_("import", "Workshop and claims"), "tool"
    CAMPAIGNS = "campaigns", C_("import", "Campaigns"), "speakerphone"
    TABLES = "tables", C_("import", "Any other table"), "columns"

    icon: str

    def __new__(cls, code: str, says: str, icon: str) -> Self:
        """A member is its code; its message and its icon stand beside it."""
        member = str.__new__(cls, code)  # an enum's own __new__ makes no members once its class is there
        member._value_, member.label, member.icon = code, says, icon
        return member


type Lines = tuple[Sequence[str], Iterator[tuple[int, Sequence[str]] | Refused]]


def _unknown(_path: Path, _market: str) -> int:
    return 0


def _stays(_taken: Taken) -> None:
    return None


@dataclass(frozen=True)
class Reader:
    """A format that comes in: the steps that take a file in, and the header of our own CSV template, if it is one.

    `title` is what people call it, `about` what the file looks like. `knows` says how surely a file is of this kind by
    what it shows, from 0 for not at all, and `lines` gives a table's columns and its rows as they stand, to be looked
    at. A format that comes in `by_parts` keeps what was written when it is stopped, and goes on there the next time.
    `page` is the window's page that looks at such files, where it is not the one for all, a tab of it behind a slash;
    `seen_on` the page on which one sees what came in. `undo` names the command that undoes a file as a whole, where
    there is one.
    """

    kind: str
    about: str
    take_in: Callable[[UserSession, Path, Choices], Steps[Result[Taken]]]
    takes: tuple[Option, ...] = ()
    header: tuple[str, ...] = ()
    founds: bool = False  # works where no store is yet, and makes it
    title: str = ""
    group: Group = Group.TABLES
    knows: Callable[[Path, str], int] = _unknown
    lines: Callable[[UserSession, Path, Choices], Lines] | None = None
    by_parts: bool = False
    page: str = ""
    seen_on: str = "vehicles"
    undo: "Callable[[Taken], tuple[Command[Any, Any], Any] | None]" = _stays

    def taking_in(self, user: UserSession, file: Path, choices: Choices) -> Steps[Result[Taken]]:
        """Take a file in; what that records comes from a file."""
        return steps_from(FILE, self.take_in(user, file, choices))


@dataclass(frozen=True)
class Writer:
    """A format that goes out: chunks of bytes; one that makes several files writes them `into` a folder as well."""

    kind: str
    about: str
    write: Callable[[UserSession, dict[str, Any]], Iterator[bytes]]
    takes: tuple[Option, ...] = ()
    into: Callable[[UserSession, dict[str, Any], Path], Steps[tuple[Path, ...]]] | None = None
