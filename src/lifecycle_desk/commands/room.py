"""A room: all that one part of the house offers, and what it wants to be called for, in one value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.named import load, load_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The offers of a room, by name: "usecases.selling:COMMANDS" is a tuple in a module of the room's own package.

    A name is loaded when it is first used: a list of pages does not import the pages, and looking for a plate does not
    import the workshop. `tables` are modules, or packages of modules, that declare the room's tables; `words` are
    modules that teach how events are told and which of their facts travel; `hooks` are functions that register the
    room's handlers. All three are used before a store is opened. `subjects` are the kinds of things that its papers are
    about; `knows` are functions that rate a file against several of the room's kinds at once; `previews` lay out rows
    of files for the look before an import. `finders` find by an index of the room's own what a few letters mean.
    `figures` are what is told of a period, `sources` the things from which they are kept, asked at each event.
    """

    package: str
    rights: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    finders: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    previews: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    hooks: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The room's name in a refusal: "stages.sale"."""
        return self.package.removeprefix("lifecycle_desk.")

    def offered(self, kind: str) -> Iterator[Any]:
        """All that the room offers of a kind, such as "commands" or "reports"; its modules are loaded."""
        for name in getattr(self, kind):
            yield from load(f"{self.package}.{name}")

    def register(self) -> None:
        """Load the room's tables, what it does and the words for it, and register what it wants to be called for."""
        for name in self.tables:
            load_all(f"{self.package}.{name}")
        for name in (*self.words, *(each.partition(":")[0] for each in (*self.commands, *self.checks, *self.sources))):
            load(f"{self.package}.{name}")
        for name in self.hooks:
            load(f"{self.package}.{name}")()
