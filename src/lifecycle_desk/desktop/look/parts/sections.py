"""Sections of a page: chips in one line where all have room, else a list at the side, else lines below the head."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import override

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts.chips import ChipLines, FilterChip, in_one_line
from lifecycle_desk.desktop.look.parts.painted import focused, hovered
from lifecycle_desk.desktop.look.theme import theme

FEW = 6  # so many take a second line rather than a side of the page
LEAST = 736  # px that a list leaves to what its section shows
SPARE = 32  # px that must be over before a list is chips again: a scroll bar comes and goes with the change
ROW, ROW_GAP, IN, BAR = 32, 2, 12, 3  # px: a row of the list, between two, inside its edges, the mark of the one shown
MARGIN = 16  # px before the list, where reading starts: its words stand under the page's title


class SectionChip(FilterChip):
    """A section: a chip, or a row of a list as the sidebar has them."""

    is_row = False

    @property
    def row_width(self) -> int:
        """How wide it is as a row."""
        count = theme.width(self._count, "small") + theme.u(6) if self._count else 0
        return theme.width(self.text(), "strong") + theme.u(2 * IN + t.ICON + 8) + count

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.row_width, theme.px(ROW)) if self.is_row else super().sizeHint()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        if not self.is_row:
            super().draw(b, rect)
            return
        c, on = b.c, self.isChecked()
        if on:
            b.fill(rect, c.accent_soft, t.R_CONTROL)
            b.fill(Strip(rect).slot(BAR).adjusted(0, theme.u(8), 0, -theme.u(8)), c.accent, theme.u(BAR) / 2)
        elif hovered(self):
            b.fill(rect, c.hover, t.R_CONTROL)
        strip = Strip(inset(rect, IN, 0, IN))
        if self._icon:
            b.icon(strip.slot(t.ICON, 8), self._icon, c.accent if on else c.ink2)
        strip.lead(b.text(strip.rest, self.text(), "strong" if on else "body", c.ink if on else c.ink2), 6)
        if self._count:
            b.text(strip.rest, self._count, "small", c.ink3)
        if focused(self):
            b.ring(rect)


class SectionList(QWidget):
    """Sections below one another, each as wide as the widest."""

    asked = Signal()  # a word, or the size of the text, has changed

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[SectionChip] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.place)
        self.hide()

    def show_rows(self, rows: Sequence[SectionChip]) -> None:
        """Let these stand here, or none."""
        self._rows = list(rows)
        self.setVisible(bool(rows))
        self.place()

    @Slot()
    def place(self) -> None:
        """Let each row stand where it belongs now."""
        self.updateGeometry()
        high, wide = theme.px(ROW), self.width() - theme.u(MARGIN)
        begins = 0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - wide
        for at, each in enumerate(self._rows):
            each.setGeometry(begins, at * (high + theme.u(ROW_GAP)), wide, high)

    @override
    def sizeHint(self) -> QSize:
        wide = max((each.row_width for each in self._rows), default=0)
        return QSize(wide + theme.u(MARGIN), len(self._rows) * (theme.px(ROW) + theme.u(ROW_GAP)))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
            self.asked.emit()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place()


class _Stand(Enum):
    """Where the chips of a page's sections are."""

    HEAD = auto()  # beside the title
    BELOW = auto()  # in lines of their own below it, where a list would leave too little
    SIDE = auto()  # in a list beside what they show


class Sections[Key]:
    """The chips of a page's sections, which stand in its head, below it, or in a list beside what they show."""

    def __init__(self, page: QWidget, chips: Mapping[Key, SectionChip], *beside: QWidget) -> None:
        """`beside` is what stands in the head besides, with a gap at each."""
        self._page, self._chips, self._beside = page, dict(chips), beside
        self.lines, self.below, self.list = ChipLines[Key](), ChipLines[Key](), SectionList()
        self._at = _Stand.HEAD
        self._stand(_Stand.HEAD)
        self.lines.placed.connect(self.arrange)
        self.below.placed.connect(self.arrange)
        self.list.asked.connect(self.arrange)

    def arrange(self) -> None:
        """Let the chips stand where they have room."""
        chips, page = list(self._chips.values()), self._page.width()
        list_wide = max(each.row_width for each in chips) + theme.u(MARGIN)
        head = sum(each.sizeHint().width() + theme.u(t.COLUMN_GAP) for each in self._beside) + 2 * theme.u(
            t.PAGE_MARGIN
        )
        line = page - head - (SPARE if self._at is _Stand.SIDE else 0)
        if len(chips) <= FEW or in_one_line(chips) <= line:
            at = _Stand.HEAD
        else:
            at = _Stand.SIDE if page - list_wide >= theme.u(LEAST) else _Stand.BELOW
        if at is not self._at:
            self._stand(at)

    def _stand(self, at: _Stand) -> None:
        self._at, in_list = at, at is _Stand.SIDE
        held = next((each for each in self._chips.values() if each.hasFocus()), None)
        lines = self.below if at is _Stand.BELOW else self.lines
        for each in self._chips.values():
            each.is_row = in_list
            each.setParent(self.list if in_list else lines)
            each.show()
        for line in (self.lines, self.below):
            line.chips = dict(self._chips) if line is lines and not in_list else {}
        self.below.setVisible(at is _Stand.BELOW)
        self.list.show_rows(list(self._chips.values()) if in_list else ())
        lines.place()
        if held:  # who moves with the keyboard is still there
            held.setFocus(Qt.FocusReason.OtherFocusReason)
