"""What this desk remembers for each member of staff: how lists were left, filters kept by name, the tour's ticks.

A JSON file beside the settings of this computer; what is damaged in it counts as not set, and is written anew.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.store.files import drop, pour_whole
from lifecycle_desk.store.unlocking import key_of

NOBODY = ""  # who sits at a desk at which nobody signs in
LONGEST_NAME = 60
PLAIN, SEALED = "lists.json", ".sealed"
FILTER = "filter="  # how a place names a filter: "filter=overdue|BYD"


@dataclass(frozen=True, slots=True)
class Order:
    """A key of the order: a column by its id, upwards or downwards."""

    column: str
    down: bool = False


@dataclass(frozen=True, slots=True)
class ListMemory:
    """How a list was left: its keys (a column, and whether downwards), the order, choice and widths of its columns."""

    order: tuple[tuple[str, bool], ...] = ()
    places: tuple[str, ...] = ()
    shown: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    widths: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter kept by name: the page, the chip that is chosen there, and the letters typed."""

    name: str
    page: str
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """How documents were printed, kept by name: the kind, the language, the options, and of what.

    That is a list of lines, or what it was filled from: all vehicles, or a filter by its name, found anew each time.
    """

    name: str
    kind: str
    code: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    source: str = ""


def filter_key(kind: str, text: str) -> str:
    """The key of a place whose list is narrowed to a kind and to some letters."""
    return f"{FILTER}{kind}|{text}"


def read_filter(key: str) -> tuple[str, str] | None:
    """The kind and the letters that a place names; None for any other key."""
    if not key.startswith(FILTER):
        return None
    kind, _, text = key.removeprefix(FILTER).partition("|")
    return kind, text


def place_of(saved: SavedFilter) -> Place:
    """Where a filter leads."""
    return Place(saved.page, filter_key(saved.kind, saved.text))


@dataclass(frozen=True, slots=True)
class _Kept:
    """All that is remembered for one person."""

    lists: dict[str, ListMemory] = field(default_factory=dict)
    filters: tuple[SavedFilter, ...] = ()
    prints: tuple[PrintSettings, ...] = ()
    strokes: bool = False
    tour: frozenset[str] = frozenset()


def lists_file(store: Path | None = None) -> Path:
    """Where it is kept: for encrypted records in a file of their own, since filters hold what people are called."""
    from platformdirs import user_config_path

    folder = user_config_path("lifecycle_desk")
    key = key_of(store) if store else None
    return folder / (f"lists-{key.id.hex()}{SEALED}" if key else PLAIN)


class Remembered(QObject):
    """What is remembered for whoever sits here; without a file only until the program ends."""

    filters_changed = Signal()
    sorting_changed = Signal()
    writing = Signal()  # who waits a moment before it remembers does so now

    def __init__(self, path: Path | None = None, staff: str | None = None, store: Path | None = None) -> None:
        super().__init__()
        self._path, self._who, self._store = path, staff or NOBODY, store
        if path and path.suffix == SEALED:
            _take_over(path.with_name(PLAIN), path, store)
        self._all: dict[str, _Kept] = _read(path) if path else {}
        self._written = dict(self._all)

    def become(self, staff: str) -> None:
        """Remember for somebody else from now on."""
        self.write()
        self._who = staff
        self.filters_changed.emit()

    @property
    def _own(self) -> _Kept:
        return self._all.get(self._who, _Kept())

    def of_list(self, name: str) -> ListMemory:
        """How a list was left."""
        return self._own.lists.get(name, ListMemory())

    def keep_list(self, name: str, memory: ListMemory) -> None:
        """Remember how a list is left; one as it was made is forgotten."""
        others = {key: each for key, each in self._own.lists.items() if key != name}
        lists = others if memory == ListMemory() else others | {name: memory}
        self._all[self._who] = replace(self._own, lists=lists)

    @property
    def strokes(self) -> bool:
        """Whether Chinese is sorted by strokes, not by pinyin."""
        return self._own.strokes

    def sort_by_strokes(self, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        """Sort Chinese by strokes, or by pinyin again."""
        self._all[self._who] = replace(self._own, strokes=on)
        self.sorting_changed.emit()

    @property
    def filters(self) -> tuple[SavedFilter, ...]:
        """The filters kept by name, the first kept first."""
        return self._own.filters

    def keep_filters(self, filters: Sequence[SavedFilter]) -> None:
        """Remember these filters and no others."""
        self._all[self._who] = replace(self._own, filters=tuple(filters))
        self.filters_changed.emit()
        self.write()

    @property
    def prints(self) -> tuple[PrintSettings, ...]:
        """The settings of printing kept by name, the first kept first."""
        return self._own.prints

    def keep_print(self, settings: PrintSettings) -> None:
        """Keep settings of printing by their name, in place of those that had it."""
        self.keep_prints([*(each for each in self.prints if each.name != settings.name), settings])

    def keep_prints(self, prints: Sequence[PrintSettings]) -> None:
        """Remember these settings of printing and no others."""
        self._all[self._who] = replace(self._own, prints=tuple(prints))
        self.write()

    @property
    def tour(self) -> frozenset[str]:
        """The steps of the first-hour tour that are done."""
        return self._own.tour

    def keep_tour(self, steps: frozenset[str]) -> None:
        """Remember which steps of the tour are done."""
        self._all[self._who] = replace(self._own, tour=steps)
        self.write()

    def write(self) -> None:
        """Write what has changed since; a read-only home must not disturb anybody's work."""
        self.writing.emit()
        if self._path is None or self._all == self._written:
            return
        try:
            _write(self._path, self._all, self._store)
        except OSError:
            return
        self._written = dict(self._all)


def _take_over(plain: Path, path: Path, store: Path | None) -> None:
    """Seal what was remembered before the records were encrypted, and wipe what lay plain."""
    if path.exists() or not plain.is_file():
        return
    with suppress(OSError):
        _write(path, _read(plain), store)
        drop([plain])


def _write(path: Path, told: dict[str, _Kept], store: Path | None) -> None:
    import msgspec

    content = msgspec.json.format(msgspec.json.encode(told), indent=1)
    if store and path.suffix == SEALED:
        from lifecycle_desk.store.sealed_documents import sealed_for

        pour_whole(path, sealed_for(store, path.name, content))
    else:
        pour_whole(path, [content])


def _content_of(path: Path) -> bytes:
    """What lies in a file, opened where it is sealed; nothing of one that was changed."""
    if path.suffix != SEALED:
        return path.read_bytes()
    from lifecycle_desk.store.sealed_documents import pieces_of
    from lifecycle_desk.trust.sealed_stream import NotOpened

    try:
        return b"".join(pieces_of(path))
    except NotOpened:
        return b""


def _read(path: Path) -> dict[str, _Kept]:
    try:
        given = _content_of(path)
    except OSError:
        return {}
    import msgspec

    try:
        return msgspec.json.decode(given, type=dict[str, _Kept])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
