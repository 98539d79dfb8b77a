"""The life of a vehicle on its page: filters over the timeline, and what was chosen in it."""

from dataclasses import replace
from typing import Any, override

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.filters import FilterChips, FilterLine, Kind
from lifecycle_desk.desktop.listing import NOTHING_FITS
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts import Card, Label, column, row, wrap
from lifecycle_desk.desktop.look.rows import EventRow, RowList
from lifecycle_desk.desktop.look.rows.base import State, two_lines
from lifecycle_desk.desktop.look.rows.timeline import TimelineDelegate, TimelineHead
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.vehicle.rules.life import Part
from lifecycle_desk.vehicle.screens.event_text import colour_of, icon_of
from lifecycle_desk.vehicle_file.screens.lines import Shown, rows_of

LEAST_HEIGHT = 300  # px of the card; below it the page scrolls as a whole


class LifeDelegate(TimelineDelegate):
    """Draws what counts no more in quiet ink, its title struck through."""

    def __init__(self) -> None:
        super().__init__()
        self.gone: frozenset[int] = frozenset()

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        gone = isinstance(row, EventRow) and row.key in self.gone
        if gone:
            b.c = replace(b.c, ink=b.c.ink3, ink2=b.c.ink3)
        super().draw(b, rect, row, state)
        if gone:
            self._strike(b, rect, row)

    def _strike(self, b: Brush, rect: QRect, row: EventRow) -> None:
        title = self.places(QRect(rect.x(), rect.y(), rect.width(), theme.px(t.ROW_TWO, 2))).title
        line = two_lines(title)[0] if row.detail else title
        width = min(theme.width(row.title, "medium"), line.width())
        across = Strip(line).lead(width)
        b.fill(QRect(across.x(), across.center().y() + 1, across.width(), 1), b.c.ink3)


class Life(Card):
    """The timeline with its filters."""

    chosen = Signal(object)  # the number of an event, or None
    opened = Signal(int)
    explain = Signal(int)

    def __init__(self) -> None:
        self._shown: Shown | None = None
        kinds = [Kind(part, part.label, colour_of(part) or "neutral", icon_of(part)) for part in Part]
        self.chips, self.field = FilterChips(N_("Category"), kinds), FilterLine()
        self.delegate = LifeDelegate()
        self._head = TimelineHead(self.delegate)
        self.list = RowList(N_("Vehicle history"), self.delegate)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the head keeps its place free
        self._nothing = Label(NOTHING_FITS, "body", "ink3", align="centre")
        filters = row((self.chips, 1), self.field, gap=12, margins=(11, 9, 11, 5))
        filters.setAlignment(self.field, Qt.AlignmentFlag.AlignTop)
        super().__init__(column(wrap(filters), self._head, (self.list, 1), self._nothing, gap=0, margins=(1, 1, 1, 1)))
        self._nothing.setFixedHeight(theme.px(64))
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setFocusProxy(self.list)
        self.chips.chosen.connect(self._show)
        self.field.wanted.connect(self._show)
        self.field.onward.connect(self.list.setFocus)
        self.delegate.link_pressed.connect(lambda row: self.explain.emit(row.key))
        self.list.opened.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._choose)

    def show_life(self, shown: Shown) -> None:
        """Show a life; what was chosen stays chosen."""
        self._shown = shown
        self.chips.show_counts(shown.counts(), len(shown.lines))
        self._show()

    def begin(self) -> None:
        """Another vehicle: no filter of the last one stays."""
        self._shown = None
        self.field.clear()
        self.chips.choose(None)

    @Slot()
    def _show(self) -> None:
        if self._shown is None:
            return
        part = self.chips.value
        rows = rows_of(self._shown, part if isinstance(part, Part) else None, self.field.text().strip())
        self.delegate.gone = frozenset(each.told.seq for each in self._shown.lines if not each.stands)
        self.list.show_rows(rows)
        self._head.update()
        self._nothing.setVisible(not rows)
        if not self.list.currentIndex().isValid():
            first = next((place for place, each in enumerate(rows) if isinstance(each, EventRow)), None)
            if first is not None:
                self.list.setCurrentIndex(self.list.rows.index(first, 0))
        self._choose()

    @Slot()
    def _choose(self) -> None:
        row = self.list.current()
        self.chosen.emit(row.key if isinstance(row, EventRow) else None)

    def _open(self, row: object) -> None:
        if not isinstance(row, EventRow) or not isinstance(row.key, int):
            return
        if row.explain:
            self.explain.emit(row.key)
        else:
            self.opened.emit(row.key)

    def focus_list(self) -> QWidget:
        """The list itself, which has the keyboard."""
        return self.list
