"""Layouts whose distances grow with the size of the text, and follow it while a window is open."""

from typing import override

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayoutItem, QSpacerItem

from lifecycle_desk.desktop.look.parts.painted import FIXED
from lifecycle_desk.desktop.look.theme import theme

type Margins = tuple[int, int, int, int]  # start, top, end, bottom

NONE: Margins = (0, 0, 0, 0)
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Spaced(QBoxLayout):
    """A row or column; its gap, its margins and its spaces are given in px at 100 %.

    Without a gap it has that of the layout in which it stands. The theme calls `grow` of the layout of each widget
    before it tells the widget of a change, and a layout that of those within it: a connection of each to the theme
    would hold thousands of them.
    """

    def __init__(self, direction: QBoxLayout.Direction, gap: int | None = 0, margins: Margins = NONE) -> None:
        super().__init__(direction)
        self._gap, self._designed = gap, margins
        self._spaces: list[tuple[QSpacerItem, int]] = []
        self._grown_to = 0.0
        self.grow()

    def part_by(self, gap: int) -> None:
        """Stand so far apart."""
        self._gap = gap
        self.setSpacing(theme.u(gap))

    def add_space(self, wide: int) -> None:
        """Put a space that grows at the end."""
        self.addSpacing(theme.u(wide))
        last = self.itemAt(self.count() - 1)
        space = last.spacerItem() if last else None
        if space:
            self._spaces.append((space, wide))

    def change_space(self, place: int, wide: int) -> None:
        """Make one of the spaces as wide as is said, the first being 0."""
        space, before = self._spaces[place]
        if before != wide:
            self._spaces[place] = space, wide
            self._put_space(space, wide)
            self.invalidate()

    def grow(self) -> None:
        """Take the distances of the text size of now, in this layout and in those within it."""
        if self._grown_to == theme.scale:
            return
        self._grown_to = theme.scale
        if self._gap is not None:
            self.setSpacing(theme.u(self._gap))
        self._put_margins()
        for space, wide in self._spaces:
            self._put_space(space, wide)
        for at in range(self.count()):
            item = self.itemAt(at)
            if item and (grow := getattr(item.layout(), "grow", None)):
                grow()
        self.invalidate()

    @override
    def takeAt(self, arg__1: int) -> QLayoutItem | None:
        """Give an item away, and its name with it.

        Qt takes the item of each part that is deleted through here, and deletes it too. PySide would keep its name
        for the item beside an address that Qt gives to whatever comes next, and call that one by it: a child of a
        window was met that was an item of a layout. Here PySide hears that the item goes.
        """
        return super().takeAt(arg__1)

    def _put_margins(self) -> None:
        self.setContentsMargins(*map(theme.u, self._designed))

    def _put_space(self, space: QSpacerItem, wide: int) -> None:
        least = type(FIXED).Minimum
        if self.direction() in {ACROSS, QBoxLayout.Direction.RightToLeft}:
            space.changeSize(theme.u(wide), 0, FIXED, least)
        else:
            space.changeSize(0, theme.u(wide), least, FIXED)


class Box(Spaced):
    """A row or column whose margins mirror too; Qt mirrors only the order."""

    def __init__(self, direction: QBoxLayout.Direction, gap: int | None = 0, margins: Margins = NONE) -> None:
        self._rtl = False
        super().__init__(direction, gap, margins)

    @override
    def _put_margins(self) -> None:
        start, top, end, bottom = map(theme.u, self._designed)
        self.setContentsMargins(*((end, top, start, bottom) if self._rtl else (start, top, end, bottom)))

    def _is_rtl(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _turn(self) -> None:
        """Let the margins stand as the window is read now."""
        if self._is_rtl() != self._rtl:
            self._rtl = not self._rtl
            self._put_margins()

    @override
    def setGeometry(self, arg__1: QRect) -> None:
        self._turn()
        super().setGeometry(arg__1)


class Grid(QGridLayout):
    """Cells at a distance that grows with the size of the text."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)
        self.grow()

    def grow(self) -> None:
        """Take the distance of the text size of now."""
        if self.spacing() != theme.u(self._gap):
            self.setSpacing(theme.u(self._gap))
