"""What happened in the background: work that ended, what was noticed at the opening, what other programs wrote."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from lifecycle_desk.base import clock
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.undoing import WayBack

MOST = 50  # of one sitting
SAME = timedelta(minutes=10)  # what is repeated within that time is one entry


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: when, in which words, how it ended, and what one would do next."""

    at: datetime
    said: UiText
    detail: UiText = ""
    icon: str = "circle-check"
    then: tuple[PaletteCommand, ...] = ()
    undo: WayBack | None = None


class Happened(QObject):
    """The latest happenings of this sitting, newest first, and how many nobody has looked at."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: deque[Happening] = deque(maxlen=MOST)
        self.unseen = 0

    def note(
        self,
        said: UiText,
        detail: UiText = "",
        icon: str = "circle-check",
        then: Sequence[PaletteCommand] = (),
        undo: WayBack | None = None,
    ) -> None:
        """Keep it, with the way back from it; the same again within some minutes only moves to the top."""
        new = Happening(clock.now(), said, detail, icon, tuple(then), undo)
        last = self.entries[0] if self.entries else None
        if last and replace(last, at=new.at) == new and new.at - last.at < SAME:
            self.entries[0] = new
            self.unseen = max(self.unseen, 1)
        else:
            self.entries.appendleft(new)
            self.unseen = min(self.unseen + 1, MOST)
        self.changed.emit()

    def look(self) -> None:
        """Somebody looks at them."""
        if self.unseen:
            self.unseen = 0
            self.changed.emit()

    def forget(self) -> None:
        """Forget all: the store holds other records now."""
        self.entries.clear()
        self.unseen = 0
        self.changed.emit()
