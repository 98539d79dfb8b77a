"""Parts below one another that come and go."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.look.parts.spaced import DOWN, Spaced


class Stack(Spaced):
    """A column whose `parts` come and go; as a layout it stands among others in a card."""

    def __init__(self, gap: int | None = None) -> None:
        super().__init__(DOWN, gap)
        self.parts: list[Any] = []  # each page knows what it puts in

    def put[Part: QWidget](self, part: Part, at: int | None = None) -> Part:
        """Put one more in, at a place or at the end."""
        place = len(self.parts) if at is None else at
        self.parts.insert(place, part)
        self.insertWidget(place, part)
        if self.parentWidget():
            part.show()  # at once: what is not shown yet cannot take the keyboard
        return part

    def move(self, part: QWidget, at: int) -> None:
        """Let one stand at another place."""
        self.parts.remove(part)
        self.parts.insert(at, part)
        self.removeWidget(part)
        self.insertWidget(at, part)

    def take_out(self, part: QWidget) -> None:
        """Take one out; it is gone once whatever it is doing has ended."""
        self.parts.remove(part)
        self.removeWidget(part)
        part.hide()
        part.deleteLater()

    def fill(self, parts: Iterable[QWidget] = ()) -> None:
        """Put others in their place."""
        for each in tuple(self.parts):
            self.take_out(each)
        for each in parts:
            self.put(each)
