"""Long lists: all keys are held, rows are fetched by page when they are painted, sorted where nobody waits for it."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, override

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QTableView

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_actions import OPEN, ListAction, ListActions, copy_chosen
from lifecycle_desk.desktop.list_foot import ListFoot
from lifecycle_desk.desktop.list_layout import DOWN, FIT, OWN, UP, ListLayout
from lifecycle_desk.desktop.list_place import ListPlace
from lifecycle_desk.desktop.list_sketch import ListSketch
from lifecycle_desk.desktop.long_model import PAGE, InSight, Listing, LongModel
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, UiText, set_text
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.rows import Cell, Column, WholeRowsTable, dress_table
from lifecycle_desk.desktop.look.rows.base import keep_enter
from lifecycle_desk.desktop.look.rows.head import Mark, SortHead
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.desktop.sorting_ahead import SortAhead
from lifecycle_desk.desktop.tasks import OneLook, Task
from lifecycle_desk.desktop.translator import translator

if TYPE_CHECKING:
    from lifecycle_desk.desktop.column_values import ColumnValues, TextOrders

__all__ = ["Listing", "LongModel", "LongTable"]  # who shows a list names what it shows

MOST_KEYS = 3  # by which rows are sorted at once
MOST_KEPT = 10_000  # rows that stay chosen when others come or they are sorted
RECKONED = 120  # ms without another row chosen before the foot counts
SORTED_UP, SORTED_DOWN = N_("Sorted by %(column)s, ascending"), N_("Sorted by %(column)s, descending")
UNSORTED, STROKES = N_("Default order"), N_("Sort Chinese by strokes")


def _by_no_column(listing: Listing[Any]) -> tuple[Order, ...]:
    """The own order of most listings is none of their columns'."""
    _ = listing
    return ()


class LongTable[Row](WholeRowsTable):
    """A list that refreshes when a table it shows has changed and it can be seen; Enter opens a row."""

    opened = Signal(int)  # the key of a row
    counted = Signal(int)  # how many rows there are
    chosen_changed = Signal()  # other rows are chosen, or there are others
    columns_changed = Signal()  # other columns are seen

    def __init__(
        self,
        name: UiText,
        listing: Listing[Row],
        columns: Sequence[Column],
        cells: Callable[[Row], Sequence[str | Cell]],
        app: AppContext,
        *,
        actions: Sequence[ListAction[Row]] = (),
        opens: str = OPEN,
        usual: tuple[Order, ...] = (),
    ) -> None:
        super().__init__()
        self._stands_by: Callable[[Listing[Row]], tuple[Order, ...]] = _by_no_column
        self.app, self.name, self._stale, self.changes = app, name, True, 0
        self._look, self._usual = OneLook(self._ask, self.isVisible), usual
        self._id = name if isinstance(name, str) else str(name)
        self.long = LongModel(listing, columns, cells, self)
        self._text_orders: TextOrders | None = None
        self._forget()
        self._told = QTimer(self, singleShot=True, interval=RECKONED)
        self._told.timeout.connect(self.chosen_changed)
        self.setModel(self.long)
        self._ahead, self.sketch, self.place = SortAhead(self), ListSketch(self), ListPlace(self)
        self._dress()
        set_text(self.setAccessibleName, name)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.activated.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_: self._told.start())
        self.acts = ListActions(self, actions, opens)
        self.foot = ListFoot(self)
        app.changed.connect(self._heard)
        translator().changed.connect(self._spoken_otherwise)
        app.remembered.sorting_changed.connect(self._spoken_otherwise)

    def _forget(self) -> None:
        """Begin other values of columns, since what was read may be other by now."""
        self._values: ColumnValues[Row] | None = None
        self._own: array[int] | None = None  # all keys as the listing gives them, while nothing has changed

    @property
    def values(self) -> "ColumnValues[Row]":
        """What the columns hold; made when somebody first sorts or sums."""
        from lifecycle_desk.desktop.collating import collator
        from lifecycle_desk.desktop.column_values import ColumnValues, TextOrders  # behind the first picture

        if self._text_orders is None:
            code, strokes = translator().current.code, self.app.remembered.strokes
            self._text_orders = TextOrders(lambda: collator(code, strokes=strokes))
        if self._values is None:
            self._values = ColumnValues(self.long.cells, self._text_orders)
        return self._values

    def _dress(self) -> None:
        """Give it a head over its columns as they are, and those as they were left."""
        self.head = SortHead(self.long.columns)
        dress_table(self, self.long.columns, self.head)
        self.columns_shown = ListLayout(self, self.head, self._id, self.app.remembered, self._usual)
        self.columns_shown.hidden.connect(self._unsort)
        self.columns_shown.room.gave_way.connect(self.columns_changed)
        self.head.sort_wanted.connect(self._sort_wanted)
        self.head.menu_wanted.connect(self._head_menu)
        self.head.left.connect(self.setFocus)
        self.head.aimed.connect(self._ahead.aim)
        self.head.stood_on.connect(lambda at: self._announce(str(self.long.head_read_out(at))))
        set_text(self.head.setAccessibleName, self.name)
        self._mark()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; its cells come with the next listing."""
        if self.long.columns == tuple(columns):
            return
        self.columns_shown.keep()
        self._forget()
        self.long.show_columns(columns)
        self._dress()
        self.head.show()  # one that is set later stays hidden

    def show_listing(self, listing: Listing[Row], *, again: bool = False) -> None:
        """Show another listing of the same rows: filtered, or of another stage; or the same `again`, as it is now."""
        if again:
            self.place.keep_to(listing)
        if not hasattr(listing, "values"):  # its keys may be those of another file, or of another campaign
            self._forget()
        self._own = None
        self.long.listing = listing
        self._mark()
        self._stale = True
        if self.isVisible():
            self._first_page()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if tables & self.long.listing.tables:
            self._stale, self.changes = True, self.changes + 1
            self._forget()
        if self._stale and self.isVisible():
            self._refresh()

    @Slot()
    def _spoken_otherwise(self) -> None:
        """Another language sorts otherwise."""
        self._text_orders = None
        self._forget()
        if self.order:
            self._stale = True
            if self.isVisible():
                self._refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._first_page()

    def _first_page(self) -> None:
        """The first page at once, or as far as one stood, so that there is something to look at; all keys behind it.

        Which rows come first in another order than its own is known once all are read: until then it is a sketch.
        """
        if self.order:
            self.sketch.wait()
        else:
            self._show(self.long.listing.keys(PAGE + self.place.down))
        self._refresh()

    def _refresh(self) -> None:
        """Look for all keys and the rows in sight; what changes while that is on its way is looked for behind it."""
        self._stale = not self._look.want((id(self.long.listing), self.order))

    def _ask(self) -> Task:
        listing, order, columns, own = self.long.listing, self.order, self.long.columns, self._own
        values, asked_at, in_sight = self.values if order else None, self.changes, self._in_sight()
        self._stale = False

        def look() -> "tuple[array[int], dict[int, Row | None]]":
            keys = values.arranged(listing, columns, order, own) if values else listing.keys()
            return keys, in_sight.read(listing, keys)

        return self.app.run_query(look, lambda found: self._came(listing, order, *found, asked_at), self._failed)

    def _failed(self, fact: Exception) -> None:
        self.sketch.lift()
        self.app.failed.emit(fact)

    def _came(
        self,
        listing: Listing[Row],
        order: Sequence[Order],
        keys: "array[int]",
        read: "Mapping[int, Row | None]",
        asked_at: int,
    ) -> None:
        if listing is self.long.listing and order == self.order:
            if not order and asked_at == self.changes:
                self._own = keys
            self._show(keys, read)
            self.place.show(asked_at)
            self.counted.emit(len(keys))

    def _in_sight(self) -> InSight:
        """Which rows are in sight now, and which of them stays where it is when others come."""
        high, room = self.verticalHeader().defaultSectionSize(), surface(self).height()
        first, count, stands = self.verticalScrollBar().value() // high, room // high + 1, self.place.standing()
        below = self.currentIndex().row() - first
        return InSight(first, count, stands, below) if stands and 0 <= below < count else InSight(first, count)

    @property
    def is_behind(self) -> bool:
        """Whether something has changed since that was asked which is shown: it is asked once more."""
        return self._stale

    # The order ------------------------------------------------------------------------------------------------

    @property
    def order(self) -> tuple[Order, ...]:
        """The keys by which rows are sorted; none is the list's own order, for which it may have `usual` ones."""
        return self.columns_shown.order

    def sort_by(self, order: Sequence[Order]) -> None:
        """Sort by some keys; without any, as the list itself stands."""
        self.columns_shown.sort_by(tuple(order))
        self._mark()
        self._refresh()
        self._announce(self._said_order())

    @Slot(int, bool)
    def _sort_wanted(self, column: int, more: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        """Upwards, then downwards, then as the list itself stands; as one more key where that is meant."""
        key = self.long.columns[column].key
        here = next((each for each in self.order if each.column == key), None)
        turned = Order(key) if here is None else Order(key, down=True) if not here.down else None
        if not more:
            self.sort_by([turned] if turned else [])
            return
        kept = [turned if each.column == key else each for each in self.order]
        kept = [each for each in kept if each] if here else [*kept[: MOST_KEYS - 1], turned]
        self.sort_by([each for each in kept if each])

    @Slot(str)
    def _unsort(self, key: str) -> None:
        """Sort no longer by a column that nobody sees."""
        left = [each for each in self.order if each.column != key]
        if len(left) < len(self.order):
            self.sort_by(left)

    @property
    def _shown_order(self) -> tuple[Order, ...]:
        """The keys that the head shows: those somebody sorted by, else those by which the listing comes already."""
        return self.order or self._stands_by(self.long.listing)

    def show_own_order(self, stands_by: Callable[[Listing[Row]], tuple[Order, ...]]) -> None:
        """Show in the head by which keys a listing stands already, while nobody sorts it otherwise."""
        self._stands_by = stands_by
        self._mark()

    def _mark(self) -> None:
        at, order = {each.key: place for place, each in enumerate(self.long.columns)}, self._shown_order
        several = len(order) > 1
        marks = {
            at[each.column]: Mark(each.down, place if several else 0)
            for place, each in enumerate(order, 1)
            if each.column in at
        }
        self.head.marks = self.long.marks = marks
        surface(self.head).update()

    def _said_order(self) -> str:
        say = translator().current
        first = next(iter(self._shown_order), None)
        if first is None:
            return say(UNSORTED)
        column = next(at for at, each in enumerate(self.long.columns) if each.key == first.column)
        return say(SORTED_DOWN if first.down else SORTED_UP, column=self.head.title(column))

    def _announce(self, said: str) -> None:
        """Tell a screen reader."""
        if said and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    @Slot(QPoint)
    def _head_menu(self, at: QPoint) -> None:
        """What can be done with a column, and which are shown."""
        menu, column = Menu(self), self.head.here
        key = self.long.columns[column].key
        menu.group(PlainText(self.head.title(column)))
        for words, order in ((UP, (Order(key),)), (DOWN, (Order(key, down=True),)), (OWN, ())):
            menu.offer(words, partial(self.sort_by, order), checked=self.order == (order or self._usual))
        if translator().current.code.startswith("zh"):
            by_strokes = self.app.remembered.strokes
            menu.offer(STROKES, partial(self.app.remembered.sort_by_strokes, not by_strokes), checked=by_strokes)
        menu.offer(FIT, partial(self.columns_shown.fit, column))
        self.columns_shown.fill(menu)
        menu.popup(at)

    # The rows -------------------------------------------------------------------------------------------------

    def _show(self, keys: "array[int]", read: "Mapping[int, Row | None] | None" = None) -> None:
        """Show other keys; who stood on a row stays on it, what was chosen stays chosen, and it stays where it was.

        So does the next row where that one is gone, or went elsewhere by what was done with it (`ListPlace`).
        Where they are the same, only rows that read otherwise now are painted anew: `read` holds those in sight.
        """
        self.sketch.lift()
        index = self.currentIndex()
        if read is not None and index.isValid() and keys == self.long.keys:
            sight = self._in_sight()
            self.long.show_changed(read, range(sight.first, min(sight.first + sight.count, len(keys))))
            self._told.start()
            return
        stands = self.place.standing()
        chosen = self.chosen_keys(MOST_KEPT) if self.count_chosen() > 1 else []
        from_top = self.rowViewportPosition(index.row()) if stands else 0
        seen = 0 <= from_top < surface(self).height()
        self.long.show_keys(keys, read)
        row = stands.among(keys) if stands else None
        if stands and row is not None:
            self.setCurrentIndex(self.long.index(row, 0))
            self._choose_again(chosen if keys[row] == stands.key else [])
            if seen:
                high = self.verticalHeader().defaultSectionSize()
                self.verticalScrollBar().setValue(row * high - from_top)
        elif len(keys):
            self.setCurrentIndex(self.long.index(0, 0))
        self._told.start()

    def _choose_again(self, keys: Sequence[int]) -> None:
        if not keys:
            return
        last, again = self.long.columnCount() - 1, QItemSelection()
        rows = self.long.rows_of(keys)
        start = 0
        for at in range(1, len(rows) + 1):
            if at == len(rows) or rows[at] != rows[at - 1] + 1:
                again.select(self.long.index(rows[start], 0), self.long.index(rows[at - 1], last))
                start = at
        self.selectionModel().select(again, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def current_key(self) -> int | None:
        """The key of the row that one stands on; none while rows are on their way."""
        index = self.currentIndex()
        return self.long.key_at(index.row()) if index.isValid() and not self.sketch.is_drawn else None

    def _chosen_ranges(self) -> list[tuple[int, int]]:
        if self.sketch.is_drawn:
            return []
        chosen: Iterable[QItemSelectionRange] = self.selectionModel().selection()  # type: ignore[assignment]  # a QList
        return sorted({(part.top(), part.bottom()) for part in chosen if part.isValid()})

    def count_chosen(self) -> int:
        """How many rows are chosen, however many they are."""
        count, done = 0, -1
        for top, bottom in self._chosen_ranges():
            count += max(bottom - max(top, done + 1) + 1, 0)
            done = max(done, bottom)
        return count

    def chosen_keys(self, most: int) -> list[int]:
        """The keys of the chosen rows from the top, no more than some: of a million rows nobody waits for all."""
        ends = self._chosen_ranges()
        rows = dict.fromkeys(row for top, bottom in ends for row in range(top, min(bottom, top + most) + 1))
        return [self.long.key_at(row) for row in list(rows)[:most]]

    def keys_meant(self) -> "array[int]":
        """The keys of the rows that are chosen where there are several, else of all that are listed."""
        if self.count_chosen() <= 1:
            return self.long.keys[:]
        ends, keys = self._chosen_ranges(), self.long.keys
        rows = dict.fromkeys(row for top, bottom in ends for row in range(top, bottom + 1))
        return array("q", (keys[row] for row in rows))

    @Slot()
    def open_current(self) -> None:
        """Open the row that one stands on."""
        if self.current_key() is not None:
            self._open(self.currentIndex())

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        by_key = arg__1.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(t.CARD_MARGIN, 0)
        self.acts.pop_up(surface(self).mapToGlobal(place) if by_key else arg__1.globalPos())

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if not self.sketch.is_drawn:
            self.opened.emit(self.long.key_at(index.row()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Up and not held and self.currentIndex().row() <= 0:
            self.head.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_chosen(self)
            return
        super().keyPressEvent(event)
        keep_enter(event)

    @override
    def selectAll(self) -> None:
        """One range over all rows; Qt's own asks row by row."""
        last = self.long.index(self.long.rowCount() - 1, self.long.columnCount() - 1)
        everything = QItemSelection(self.long.index(0, 0), last)
        self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)
