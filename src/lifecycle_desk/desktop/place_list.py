"""The list of places in the sidebar: its rows, how they are drawn, and what its keys do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar, override

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.key_names import keys_shown
from lifecycle_desk.desktop.look.messages import set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts import LineEdit
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.rows.base import SHOWN, RowDelegate, RowList, State, joined
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.look.tokens import mix
from lifecycle_desk.desktop.pages import Badge, Place
from lifecycle_desk.desktop.remembered import LONGEST_NAME, SavedFilter
from lifecycle_desk.desktop.translator import translator

RENAME, REMOVE = C_("filter", "Rename"), C_("filter", "Remove")
SAVED_IN = 30  # px by which a filter stands in under its page
KEY = 17  # px of a key cap with a digit; pages without one keep its column free
BESIDE_NAME = 118  # px: icon, badge and key of a place with their gaps
NARROW = 100  # below it there is room for icons only
ROW, LOWEST_ROW = 32, 24  # px of a place: with room, and where all of them would not fit otherwise
HEADING, LOWEST_HEADING = 26, 20
# px where there are icons only: of a place in a low window, of the line between two sections, and of an icon
LOWEST_ICON, LINE, LOWEST_LINE, ICON, LOW_ICON = 20, 15, 8, 18, 16


@dataclass(frozen=True, slots=True)
class SectionRow:
    """The heading of a section."""

    is_heading: ClassVar[bool] = True
    title: str
    key: object = None

    def words(self) -> str:
        """The heading as it is read aloud."""
        return self.title


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A page in the sidebar."""

    is_heading: ClassVar[bool] = False
    title: str
    icon: str
    stage: t.Stage | None
    keys: str
    badge: Badge | None
    key: str
    place: Place
    saved: SavedFilter | None = None

    def words(self) -> str:
        """The place as it is read aloud."""
        return joined(self.title, str(self.badge.count) if self.badge else "")


class PlaceDelegate(RowDelegate):
    """Draws a place: icon in its stage's colour, name, badge, and the digit or key that opens it."""

    narrow = False  # icons only: a heading is the line between two sections
    wide = 0  # px that the longest name of a page needs, beside a badge of two digits
    share = 1.0  # of their height with room, that rows get in a low window

    @override
    def measure(self, rows: Sequence[Any]) -> None:
        names = [theme.width(each.title, "strong") for each in rows if not each.is_heading and each.saved is None]
        self.wide = max(names, default=0) + theme.u(BESIDE_NAME)

    def natural(self, row: Any) -> int:
        """How high a row stands where there is room."""
        return theme.px((LINE if self.narrow else HEADING) if row.is_heading else ROW)

    @override
    def height(self, row: Any) -> int:
        names, icons = (LOWEST_HEADING, LOWEST_LINE) if row.is_heading else (LOWEST_ROW, LOWEST_ICON)
        lowest, natural = icons if self.narrow else names, self.natural(row)
        return min(natural, max(theme.u(lowest), int(natural * self.share)))

    @override
    def cut(self, rect: QRect, row: Any) -> list[str]:
        return [row.words()] if rect.width() < theme.u(NARROW) else super().cut(rect, row)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        narrow = rect.width() < theme.u(NARROW)
        if row.is_heading:
            if narrow:
                b.fill(QRect(rect.x() + theme.u(12), rect.center().y(), rect.width() - theme.u(24), 1), b.c.line)
            else:
                b.text(inset(rect, 20, 8, 20, 4), row.title, "caption", b.c.ink3)
            return
        box = inset(rect, 8, 1, 8, 1)
        self._ground(b, box, state)
        ink = b.c.ink_of(row.stage) if row.stage else (b.c.accent if state.selected else b.c.ink2)
        if narrow:
            b.icon(box, row.icon, ink, LOW_ICON if rect.height() < theme.u(LOWEST_ROW) else ICON)
            if row.badge and row.badge.late:
                b.disc(Strip(box).trail(theme.u(14)).adjusted(0, 0, 0, -box.height() // 2), b.c.danger, theme.u(7))
            return
        strip = Strip(inset(box, 12 if row.saved is None else SAVED_IN, 0, 10))
        small = row.saved is not None
        b.icon(strip.slot(16, 10), row.icon, b.c.ink3 if small else ink, 12 if small else t.ICON)
        hint = keys_shown(row.keys) if row.keys else ""
        cap = strip.trail(max(theme.u(KEY), marks.key_width(hint)), 3)  # a bare digit would be read as a number of rows
        if hint:
            marks.key(b, cap, hint)
        if row.badge:
            self._badge(b, box, strip, row.badge)
        b.text(strip.rest, row.title, "strong" if state.selected else "body", b.c.ink if state.selected else b.c.ink2)

    def _ground(self, b: Brush, box: QRect, state: State) -> None:
        if state.selected:
            b.fill(box, b.c.accent_soft, t.R_CONTROL)
            air = min(theme.u(8), box.height() // 4)
            b.fill(Strip(box).slot(3).adjusted(0, air, 0, -air), b.c.accent, theme.u(3) / 2)
        elif state.hovered:
            b.fill(box, mix(b.c.ink3, b.c.frame, 0.12), t.R_CONTROL)
        if state.focused:
            b.ring(box)

    def _badge(self, b: Brush, box: QRect, strip: Strip, badge: Badge) -> None:
        shown = translator().current.spoken(badge.count)
        pill = strip.trail(theme.width(shown, "small-strong") + theme.u(12), 6)
        high = theme.u(18)
        pill = QRect(pill.x(), box.center().y() + 1 - high // 2, pill.width(), high)
        ink, ground = (b.c.danger, b.c.danger_soft) if badge.late else (b.c.ink2, mix(b.c.ink3, b.c.frame, 0.11))
        b.fill(pill, ground, high / 2)
        b.text(pill, shown, "small-strong" if badge.late else "small", ink, "centre", elide=False)


class PlaceList(RowList):
    """The list of places: one is where we are; a click or Enter goes."""

    wanted = Signal(str, str)  # a page, and what it shall show
    resized = Signal()
    passed = Signal(int)  # an arrow leads beyond the first (-1) or the last place (1)
    renamed = Signal(object, str)  # a filter, and its new name
    removed = Signal(object)

    def __init__(self) -> None:
        self.places = PlaceDelegate()
        super().__init__(words.PLACES, self.places)
        self._name: LineEdit | None = None
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)
        self.opened.connect(self._go)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        row = self.rows.rows[index.row()]
        self._go(row)

    def _go(self, row: object) -> None:
        if isinstance(row, PlaceRow):
            self.wanted.emit(row.place.page, row.place.key)

    def show_badges(self, badges: Mapping[str, Badge | None]) -> None:
        """Show other badges of some pages; nothing else of the list moves."""
        rows = list(self.rows.rows)
        for at, row in enumerate(rows):
            if isinstance(row, PlaceRow) and row.saved is None:
                rows[at] = replace(row, badge=badges.get(row.key, row.badge))
        self.change_rows(rows)

    @property
    def natural(self) -> int:
        """How high the list is where there is room."""
        return sum(self.places.natural(row) for row in self.rows.rows)

    @property
    def scrolls(self) -> bool:
        """Whether not all places are in sight."""
        return sum(self.places.height(row) for row in self.rows.rows) > self.height()

    def share_height(self, share: float) -> None:
        """Give the rows this share of their height."""
        if share != self.places.share:
            self.places.share = share
            self.scheduleDelayedItemsLayout()

    def enter(self, *, last: bool) -> None:
        """Take the keyboard, at the first place or at the last."""
        reached = [number for number, row in enumerate(self.rows.rows) if not row.is_heading]
        if reached:
            self.setCurrentIndex(self.rows.index(reached[-1 if last else 0], 0))
            self.setFocus()

    def stand_nowhere(self) -> None:
        """Mark no place."""
        self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)

    def stand_at(self, page: str, place: Place | None = None) -> None:
        """Mark where we are: the filter that leads there, else its page; one that is not in the list marks nothing."""
        found = [(number, row) for number, row in enumerate(self.rows.rows) if isinstance(row, PlaceRow)]
        own = [number for number, row in found if row.saved and row.place == place]
        for number in (*own, *(number for number, row in found if row.key == page)):
            self.setCurrentIndex(self.rows.index(number, 0))
            return
        self.stand_nowhere()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self.resized.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go(self.current())
            return
        saved = getattr(self.current(), "saved", None)
        if saved and event.key() == Qt.Key.Key_F2:
            self.ask_name(saved)
        elif saved and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(saved)
        else:
            before = self.currentIndex()
            super().keyPressEvent(event)
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step and self.currentIndex() == before:
                self.passed.emit(step)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        by_key = arg__1.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(arg__1.pos())
        saved = getattr(index.data(SHOWN), "saved", None) if index.isValid() else None
        if saved is None:
            return
        menu = Menu(self)
        menu.offer(RENAME, partial(self.ask_name, saved), icon_name="edit", keys="F2")
        menu.offer(REMOVE, partial(self.removed.emit, saved), icon_name="trash", keys="Del")
        at = self.visualRect(index).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(at) if by_key else arg__1.globalPos())

    def ask_name(self, saved: SavedFilter) -> None:
        """Ask for the name of a filter, in its place; Enter keeps it, Escape leaves it as it was."""
        self._close_name()
        number = next((at for at, row in enumerate(self.rows.rows) if getattr(row, "saved", None) == saved), None)
        if number is None or self.width() < theme.u(NARROW):
            return
        before = QApplication.focusWidget()
        place = self.visualRect(self.rows.index(number, 0)).adjusted(theme.u(8), 1, -theme.u(8), -1)
        field = self._name = LineEdit()
        field.setParent(self.viewport())
        field.setMaxLength(LONGEST_NAME)
        set_text(field.setAccessibleName, RENAME)
        field.setText(saved.name)
        field.setGeometry(place)
        field.show()
        field.selectAll()
        field.setFocus()
        field.on_enter(lambda: self._named(saved, before))
        field.editingFinished.connect(self._close_name)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), field, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(
            lambda: self._close_name(before)
        )

    def _named(self, saved: SavedFilter, before: QWidget | None) -> None:
        name = self._name.text() if self._name else ""
        self._close_name(before)
        self.renamed.emit(saved, name)

    def _close_name(self, back_to: QWidget | None = None) -> None:
        field, self._name = self._name, None
        if field:
            field.blockSignals(True)
            if back_to:
                back_to.setFocus()
            field.hide()
            field.deleteLater()
