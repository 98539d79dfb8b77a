"""Undo and redo: what was done in this window, and the way back from it and to it again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import objection
from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.desktop import words

type Way = tuple[Command[Any, Any], Any]

# What was done last cannot be undone, and what was done before it is not meant.
NothingToUndo = objection("NothingToUndo", words.NOTHING_TO_UNDO)
NothingToRedo = objection("NothingToRedo", words.NOTHING_TO_REDO)


@dataclass(slots=True, eq=False)
class Deed:
    """One thing that was done here: the command that undoes it, and the one that does it again where there is one."""

    back: Way
    again: Way | None = None
    of: Result[Any] | None = None
    is_undone: bool = False


class WayBack:
    """The undo of one deed, as a toast and the bell offer it: once, by whichever of them somebody takes it."""

    def __init__(self, deed: Deed, undo: Callable[[], object]) -> None:
        self._deed, self._undo = deed, undo

    @property
    def is_open(self) -> bool:
        """Whether the deed still stands."""
        return not self._deed.is_undone

    def __call__(self) -> None:
        """Undo the deed."""
        self._undo()


type Run = Callable[[Way, Callable[[Result[Any]], object], Callable[[], object]], object]


class Undoing:
    """What can be undone and redone, latest last.

    `run` runs a command and calls what is given with its result, or the other one where it came to no end.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._back: list[Deed] = []
        self._forth: list[Deed] = []

    @property
    def can_undo(self) -> bool:
        """Whether something done here can be undone."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Whether what was undone last can be done again."""
        return bool(self._forth)

    def done(self, way: Way, made: Result[Any]) -> None:
        """Something new was done: what was undone before it is not done again."""
        self._forth.clear()
        self._remember(way, made)

    def _remember(self, way: Way, made: Result[Any]) -> None:
        command, _ = way
        back = command.undo(made.value) if command.undo else None
        if back:
            self._back.append(Deed(back, way, made))
        else:
            self._back.clear()  # or Ctrl+Z would undo what nobody has in mind any more

    def undone_by(self, back: Way, heard: Callable[[object], object]) -> WayBack:
        """The undo of finished long work, which is not done again by a key."""
        deed = Deed(back)
        self._back.append(deed)
        return WayBack(deed, lambda: self._undo(deed, heard))

    def way_back(self, made: Result[Any], heard: Callable[[object], object]) -> WayBack | None:
        """The undo of exactly this result, for the toast that tells of it; None where there is none."""
        found = next((each for each in reversed(self._back) if each.of is made), None)
        return None if found is None else WayBack(found, lambda: self._undo(found, heard))

    def undo(self, heard: Callable[[object], object]) -> None:
        """Undo the last thing done.

        Raises: NothingToUndo.
        """
        if not self._back:
            raise NothingToUndo
        self._undo(self._back[-1], heard)

    def redo(self, heard: Callable[[object], object]) -> None:
        """Do again what was undone last: it is recorded anew, at the end of the records.

        Raises: NothingToRedo.
        """
        if not self._forth:
            raise NothingToRedo
        deed = self._forth.pop()
        again = deed.again
        if again:

            def kept(made: Result[Any]) -> None:
                self._remember(again, made)
                heard(made)

            self._run(again, kept, _stays)

    def _undo(self, deed: Deed, heard: Callable[[object], object]) -> None:
        if deed.is_undone:
            return
        deed.is_undone = True
        if deed in self._back:
            self._back.remove(deed)

        def kept(made: Result[Any]) -> None:
            deed.is_undone = True  # also where a second person confirmed it
            if deed.again:
                self._forth.append(deed)
            heard(made)

        def stands() -> None:
            deed.is_undone = False  # refused or stopped: who asks again begins anew, or goes on

        self._run(deed.back, kept, stands)

    def forget(self) -> None:
        """Forget all: the store holds other records now."""
        self._back.clear()
        self._forth.clear()


def _stays() -> None:
    """What was not done again is left as it is."""
