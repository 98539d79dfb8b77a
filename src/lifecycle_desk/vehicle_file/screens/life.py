"""The life of a vehicle on its page: filters over the timeline, and what was chosen in it."""

from collections.abc import Hashable
from dataclasses import replace
from typing import Any, override

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.filters import FilterChips, FilterLine, FilterRow, Kind
from lifecycle_desk.desktop.headed_list import around
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
from lifecycle_desk.vehicle_file.screens.lines import Shown, Wanted, gone_of, head_of, odd_of, opens_of, rows_of

LEAST_HEIGHT = 300  # px of the card; below it the page scrolls as a whole in any window


class LifeDelegate(TimelineDelegate):
    """Draws what counts no more in quiet ink, its title struck through."""

    def __init__(self) -> None:
        super().__init__()
        self.gone: frozenset[Hashable] = frozenset()

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


class LifeList(RowList):
    """The rows of a life: the arrow onward opens one and the arrow back closes it, as the space bar does both."""

    fold = Signal(object, bool)  # the key of a row, and whether it is to be opened
    upwards = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.current(), event.key()
        onward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if theme.rtl:
            onward, back = back, onward
        folds = isinstance(row, EventRow) and row.opened is not None
        if folds and key in {Qt.Key.Key_Space, back if row.opened else onward}:
            self.fold.emit(row.key, not row.opened)
        elif isinstance(row, EventRow) and row.is_inside and key == back:
            self.upwards.emit()
        elif key not in {onward, back, Qt.Key.Key_Space}:
            super().keyPressEvent(event)


class Life(Card):
    """The timeline with its filters; what belongs together is one row until it is opened."""

    chosen = Signal(object)  # the number of an event, or None
    opened = Signal(int)
    explain = Signal(int)
    leads = Signal(str, str)  # the page on which a row can be looked at, with its key

    def __init__(self) -> None:
        self._shown: Shown | None = None
        kinds = [Kind(part, part.label, colour_of(part) or "neutral", icon_of(part)) for part in Part]
        self.chips, self.field = FilterChips(N_("Category"), kinds), FilterLine()
        self.delegate = LifeDelegate()
        self._head = TimelineHead(self.delegate)
        self.list = LifeList(N_("Vehicle history"), self.delegate)
        self._opened: frozenset[Hashable] = frozenset()
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the head keeps its place free
        self._nothing = Label(NOTHING_FITS, "body", "ink3", align="centre")
        filters = row((FilterRow(self.chips, self.field), 1), margins=(11, 9, 11, 5))
        super().__init__(column(wrap(filters), self._head, (self.list, 1), self._nothing, gap=0, margins=(1, 1, 1, 1)))
        self._nothing.setFixedHeight(theme.px(64))
        self.setFocusProxy(self.list)
        self.chips.chosen.connect(self._show)
        self.field.wanted.connect(self._show)
        self.field.onward.connect(self.list.setFocus)
        self.delegate.link_pressed.connect(self._explain)
        self.delegate.fold_pressed.connect(lambda row: self._fold(row.key, opens=not row.opened))
        self.list.fold.connect(lambda key, opens: self._fold(key, opens=opens))
        self.list.upwards.connect(self._to_the_row)
        self.list.opened.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._choose)

    def show_life(self, shown: Shown) -> None:
        """Show a life; what was chosen stays chosen."""
        self._shown = shown
        self.chips.show_counts(shown.counts(), shown.total())
        self._show()

    def height_wanted(self, most: int) -> int:
        """How high it is with all its rows, up to a height."""
        return around(self, self.list) + self.list.height_of_rows(most)

    def begin(self) -> None:
        """Another vehicle: no filter of the last one stays."""
        self._shown, self._opened = None, frozenset()
        self.field.clear()
        self.chips.choose(None)

    @Slot()
    def _show(self) -> None:
        if self._shown is None:
            return
        part = self.chips.value
        wanted = Wanted(part if isinstance(part, Part) else None, self.field.text().strip(), self._opened)
        rows = rows_of(self._shown, wanted)
        self.delegate.gone = gone_of(self._shown)
        self.list.show_rows(rows)
        self._head.update()
        self._nothing.setVisible(not rows)
        if not self.list.currentIndex().isValid():
            first = next((place for place, each in enumerate(rows) if isinstance(each, EventRow)), None)
            if first is not None:
                self.list.setCurrentIndex(self.list.rows.index(first, 0))
        self._choose()

    def _fold(self, key: Hashable, *, opens: bool) -> None:
        """Open a row, or close it; what is inside is gone then, and the row itself is chosen."""
        self._opened = self._opened | {key} if opens else self._opened - {key}
        self._go_to(key)
        self._show()

    @Slot()
    def _to_the_row(self) -> None:
        """From an entry inside a row to the row."""
        place = self.list.currentIndex().row()
        above = (each for each in reversed(self.list.rows.rows[:place]) if isinstance(each, EventRow))
        if row := next((each for each in above if not each.is_inside), None):
            self._go_to(row.key)

    def _go_to(self, key: Hashable) -> None:
        keys = [getattr(each, "key", None) for each in self.list.rows.rows]
        if key in keys:
            self.list.setCurrentIndex(self.list.rows.index(keys.index(key), 0))

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._entry(self.list.current()))

    def _entry(self, row: object) -> int | None:
        """The number of the event that stands for a row, if any does."""
        if self._shown is None or not isinstance(row, EventRow):
            return None
        return row.key if isinstance(row.key, int) else head_of(self._shown, row.key)

    def _explain(self, row: EventRow) -> None:
        if self._shown is not None and (seq := odd_of(self._shown, row.key)) is not None:
            self.explain.emit(seq)

    def _open(self, row: object) -> None:
        if not isinstance(row, EventRow) or self._shown is None:
            return
        if row.explain:
            self._explain(row)
        elif (place := opens_of(self._shown, row.key)) is not None:
            self.leads.emit(*place)
        elif row.opened is not None:
            self._fold(row.key, opens=not row.opened)
        elif (seq := self._entry(row)) is not None:
            self.opened.emit(seq)

    def focus_list(self) -> QWidget:
        """The list itself, which has the keyboard."""
        return self.list
