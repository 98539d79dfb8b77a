"""The sidebar: the places of the program by lifecycle stage, and what is known of the books' safety at its foot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, override

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.marks import keys_shown
from lifecycle_desk.desktop.look.messages import Message, UiText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts import Backdrop, LineEdit, column
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted
from lifecycle_desk.desktop.look.rows.base import SHOWN, RowDelegate, RowList, State, joined
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.look.tokens import mix
from lifecycle_desk.desktop.pages import Badge, Page, Place, Section
from lifecycle_desk.desktop.remembered import LONGEST_NAME, SavedFilter, place_of
from lifecycle_desk.desktop.translator import translator

RENAME, REMOVE = C_("filter", "Rename"), C_("filter", "Remove")
SAVED_IN = 30  # px by which a filter stands in under its page
BESIDE_NAME, WIDEST = 118, 256  # px: icon, badge and key of a place with their gaps; and what the whole gets at most
NARROW = 100  # below it there is room for icons only


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

    @override
    def measure(self, rows: Sequence[Any]) -> None:
        names = [theme.width(each.title, "strong") for each in rows if not each.is_heading and each.saved is None]
        self.wide = max(names, default=0) + theme.u(BESIDE_NAME)

    @override
    def height(self, row: Any) -> int:
        if row.is_heading:
            return theme.px(15 if self.narrow else 26)
        return theme.px(32)

    @override
    def cut(self, rect: QRect, row: Any) -> list[str]:
        return [row.words()] if rect.width() < theme.u(NARROW) else super().cut(rect, row)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        narrow = rect.width() < theme.u(NARROW)
        if row.is_heading:
            if narrow:
                b.fill(QRect(rect.x() + 12, rect.center().y(), rect.width() - 24, 1), b.c.line)
            else:
                b.text(inset(rect, 20, 8, 20, 4), row.title, "caption", b.c.ink3)
            return
        box = rect.adjusted(8, 1, -8, -1)
        self._ground(b, box, state)
        ink = b.c.ink_of(row.stage) if row.stage else (b.c.accent if state.selected else b.c.ink2)
        if narrow:
            b.icon(box, row.icon, ink, 18)
            if row.badge and row.badge.late:
                b.disc(Strip(box).trail(theme.u(14)).adjusted(0, 0, 0, -box.height() // 2), b.c.danger, theme.u(7))
            return
        strip = Strip(inset(box, 12 if row.saved is None else SAVED_IN, 0, 10))
        small = row.saved is not None
        b.icon(strip.slot(16, 10), row.icon, b.c.ink3 if small else ink, 12 if small else t.ICON)
        hint = keys_shown(row.keys) if row.keys else ""
        wide = max(theme.u(12), theme.width(hint, "caption", tabular=True) + 2)
        b.text(strip.trail(wide, 8), hint, "caption", b.c.ink3, "end", elide=False)
        if row.badge:
            self._badge(b, box, strip, row.badge)
        b.text(strip.rest, row.title, "strong" if state.selected else "body", b.c.ink if state.selected else b.c.ink2)

    def _ground(self, b: Brush, box: QRect, state: State) -> None:
        if state.selected:
            b.fill(box, b.c.accent_soft, t.R_CONTROL)
            b.fill(Strip(box).slot(3).adjusted(0, 8, 0, -8), b.c.accent, 1.5)
        elif state.hovered:
            b.fill(box, mix(b.c.ink3, b.c.frame, 0.12), t.R_CONTROL)
        if state.focused:
            b.ring(box)

    def _badge(self, b: Brush, box: QRect, strip: Strip, badge: Badge) -> None:
        shown = translator().current.spoken(badge.count)
        pill = strip.trail(theme.width(shown, "small-strong") + 12, 6)
        pill = QRect(pill.x(), box.center().y() - 8, pill.width(), 18)
        ink, ground = (b.c.danger, b.c.danger_soft) if badge.late else (b.c.ink2, mix(b.c.ink3, b.c.frame, 0.11))
        b.fill(pill, ground, 9)
        b.text(pill, shown, "small-strong" if badge.late else "small", ink, "centre", elide=False)


class PlaceList(RowList):
    """The list of places: one is where we are; a click or Enter goes."""

    wanted = Signal(str, str)  # a page, and what it shall show
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

    def stand_at(self, page: str, place: Place | None = None) -> None:
        """Mark where we are: the filter that leads there, else its page; one that is not in the list marks nothing."""
        found = [(number, row) for number, row in enumerate(self.rows.rows) if isinstance(row, PlaceRow)]
        own = [number for number, row in found if row.saved and row.place == place]
        for number in (*own, *(number for number, row in found if row.key == page)):
            self.setCurrentIndex(self.rows.index(number, 0))
            return
        self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)

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
            super().keyPressEvent(event)

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
        place = self.visualRect(self.rows.index(number, 0)).adjusted(8, 1, -8, -1)
        field = self._name = LineEdit()
        field.setParent(self.viewport())
        field.setMaxLength(LONGEST_NAME)
        set_text(field.setAccessibleName, RENAME)
        field.setText(saved.name)
        field.setGeometry(place)
        field.show()
        field.selectAll()
        field.setFocus()
        field.returnPressed.connect(lambda: self._named(saved, before))
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


def _keys(page: Page) -> str:
    """The keys of the command that goes to a page, for one that no digit opens."""
    first = page.commands[0] if page.commands and not page.digit else None
    return first.keys if first and first.words == page.title else ""


def _said_of_backup(last: datetime | None) -> UiText:
    formats = translator().current.formats
    if last is None:
        return words.NO_BACKUP
    if formats.local(last).date() == formats.local(clock.now()).date():
        return Message(words.LAST_BACKUP_TODAY, at=formats.clock(last))
    return Message(words.LAST_BACKUP, at=formats.local(last).date())


class Safety(Painted):
    """Whether everything is saved and when it was last copied: trust, in two quiet lines."""

    def __init__(self) -> None:
        super().__init__()
        self._state, self._backup, self._icon = "", "", "circle-check"
        self._odd = ""
        self.setSizePolicy(EXPANDING, FIXED)
        self.setFixedHeight(theme.px(52))
        self.say_state(words.EVERYTHING_SAVED)

    def say_state(self, said: UiText, icon: str = "circle-check") -> None:
        """Show how far the saving of entries is."""
        self._icon = icon
        set_text(self._put_state, said)

    def say_backup(self, last: datetime | None) -> None:
        """When the last backup was made, in few words: the foot of the sidebar is narrow."""
        set_text(self._put_backup, _said_of_backup(last))

    def say_odd(self, said: UiText) -> None:
        """Show a warning in place of the backup's day, until it is no more; empty: nothing."""
        set_text(self._put_odd, said)

    def _put_odd(self, text: str) -> None:
        self._odd = text
        self._told()

    def _put_state(self, text: str) -> None:
        self._state = text
        self._told()

    def _put_backup(self, text: str) -> None:
        self._backup = text
        self._told()

    def _told(self) -> None:
        self.setAccessibleName(joined(self._state, self._odd or self._backup))
        self.update()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.fill(rect.adjusted(12, 0, -12, 1 - rect.height()), b.c.line)
        strip = Strip(inset(rect, 20, 0, 16))
        icon = "alert-circle" if self._odd else self._icon
        b.icon(strip.slot(16, 10), icon, b.c.warn if self._odd else b.c.ok if icon == "circle-check" else b.c.ink2)
        if rect.width() < theme.u(NARROW):
            return
        rest, half = strip.rest, rect.height() // 2
        below = self._odd or self._backup
        if not below:  # not known yet
            b.text(rest, self._state, "small", b.c.ink2)
            return
        b.text(QRect(rest.x(), rest.y() + 6, rest.width(), half - 4), self._state, "small", b.c.ink2)
        b.text(
            QRect(rest.x(), rest.y() + half - 1, rest.width(), half - 5),
            below,
            "caption",
            b.c.warn if self._odd else b.c.ink3,
        )


class Sidebar(Backdrop):
    """Places above, safety below."""

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__(frame=True)
        self.places, self.safety = PlaceList(), Safety()
        self._pages, self._badges = pages, dict[str, Badge | None]()
        self._saved: tuple[tuple[SavedFilter, int | None], ...] = ()
        self._foot = column(self.safety, gap=0)
        self.setLayout(column((self.places, 1), self._foot, gap=0, margins=(0, 8, 1, 0)))
        translator().changed.connect(self.refresh)
        self.refresh()

    @property
    def wide(self) -> int:
        """How wide it is with its names: in Thai one is longer than the design has room for."""
        return min(max(theme.u(t.SIDEBAR), self.places.places.wide), theme.u(WIDEST))

    def add_to_foot(self, widget: Painted) -> None:
        """Put something above the foot: the work that is going on."""
        self._foot.insertWidget(0, widget)

    def show_badge(self, page: str, badge: Badge | None) -> None:
        """Show how much waits on a page."""
        if self._badges.get(page) != badge:
            self._badges[page] = badge
            self.refresh()

    def show_filters(self, saved: Sequence[tuple[SavedFilter, int | None]]) -> None:
        """Show the filters kept by name under their pages, each with the number of rows that it finds."""
        if self._saved != tuple(saved):
            self._saved = tuple(saved)
            self.refresh()

    def _filters_under(self, page: str) -> list[PlaceRow]:
        """The filters of a page, and of those that have no place of their own but under it."""
        under = {each.name: each.under or each.name for each in self._pages}
        return [
            PlaceRow(
                each.name, "star*", None, "", None if count is None else Badge(count), place_of(each).key + each.page,
                place_of(each), each,
            )
            for each, count in self._saved
            if under.get(each.page) == page
        ]  # fmt: skip

    @Slot()
    def refresh(self) -> None:
        """Say all places anew."""
        rows: list[SectionRow | PlaceRow] = []
        for section, heading in ((Section.TOP, ""), (Section.LIFE, words.LIFE), (Section.RECORDS, words.RECORDS)):
            inside = _in_order(each for each in self._pages if each.section is section)
            if heading and inside:
                rows.append(SectionRow(translator().current(heading)))
            for each in inside:
                title, badge = translator().current(each.title), self._badges.get(each.name)
                keys = str(each.digit or each.keys or _keys(each))
                rows.append(PlaceRow(title, each.icon, each.stage, keys, badge, each.name, Place(each.name)))
                rows += self._filters_under(each.name)
        self.places.show_rows(rows)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.u(NARROW)
        if narrow != self.places.places.narrow:
            self.places.places.narrow = narrow
            self.places.scheduleDelayedItemsLayout()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        super().draw(b, rect)
        b.fill(Strip(rect).slot_end(1), b.c.line)


def _in_order(pages: Iterable[Page]) -> list[Page]:
    """Pages by the digit that opens them; one without a digit follows the page that its room lists before it."""
    placed: list[tuple[int, int, Page]] = []
    for place, page in enumerate(pages):
        before = placed[-1][0] if placed else 0
        placed.append((page.digit or before, place if page.digit == 0 else -1, page))
    return [page for _, _, page in sorted(placed, key=lambda each: each[:2])]
