"""How the columns of a list stand: chosen, moved and sized by whoever works with it, and remembered."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTableView

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.rows.column_room import ColumnRoom
from lifecycle_desk.desktop.look.rows.head import SortHead
from lifecycle_desk.desktop.look.rows.table import CellDelegate
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.remembered import ListMemory, Order, Remembered

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look.rows import Column

RESET, FIT, COLUMNS = N_("Reset columns"), N_("Fit column to contents"), N_("Columns")
UP, DOWN, OWN = N_("Sort ascending"), N_("Sort descending"), N_("Default order")
SETTLED = 400  # ms without a change before it is remembered
MEASURED, WIDEST = 200, 560  # rows whose cells a column is fitted to; px that it gets at most


class ListLayout(QObject):
    """The columns of one table: which are chosen, what its head is told to do, and what is remembered of both."""

    hidden = Signal(str)  # the key of a column that somebody hid

    def __init__(
        self, view: QTableView, head: SortHead, name: str, remembered: Remembered, usual: tuple[Order, ...] = ()
    ) -> None:
        super().__init__(head)
        self._usual = usual  # the order of a list whose own is none that people see
        self._view, self.head, self._name, self._remembered = view, head, name, remembered
        self._columns: tuple[Column, ...] = tuple(head.columns)
        self._shown, self._hidden = set[str](), set[str]()
        self.order = usual
        self.room = ColumnRoom(view, head, self.is_shown, self._is_asked_for, chooses=True)
        self._wait = QTimer(self, singleShot=True, interval=SETTLED)
        self._wait.timeout.connect(self.keep)
        self._restore(remembered.of_list(name))
        remembered.writing.connect(self._keep_now)
        head.sectionMoved.connect(lambda *_: self._changed())
        head.sectionResized.connect(self._resized)
        head.fit_wanted.connect(self.fit)

    def _restore(self, memory: ListMemory) -> None:
        """Show the columns as they were left, as far as they are still there."""
        known = {each.key: at for at, each in enumerate(self._columns)}
        self.order = tuple(Order(key, down) for key, down in memory.order if key in known) or self._usual
        self._shown, self._hidden = {*memory.shown} & {*known}, {*memory.hidden} & {*known}
        for key, width in memory.widths.items():
            if key in known:
                self.head.widths[known[key]] = min(max(width, 0), 2000)
                self.head.put(known[key], theme.u(width))
        for place, at in enumerate(self._placed(key for key in memory.places if key in known)):
            self.head.moveSection(self.head.visualIndex(at), place)
        self.room.show_chosen()

    def _placed(self, keys: Iterable[str]) -> list[int]:
        """Columns in an order that names some of them; one that came with a new version stays behind its neighbour."""
        at = {each.key: place for place, each in enumerate(self._columns)}
        placed = [at[key] for key in keys]
        for column in range(len(self._columns)):
            if placed and column not in placed:
                placed.insert(placed.index(column - 1) + 1 if column - 1 in placed else 0, column)
        return placed

    def is_shown(self, column: int) -> bool:
        """Whether a column is chosen, be there room for it or not."""
        key, extra = self._columns[column].key, self._columns[column].extra
        return key in self._shown or not (extra or key in self._hidden)

    def _is_asked_for(self, column: int) -> bool:
        return self._columns[column].key in self._shown

    def chosen(self) -> list[int]:
        """The columns that are chosen, be there room for them or not, in the order of their places."""
        return sorted(filter(self.is_shown, range(len(self._columns))), key=self.head.visualIndex)

    def given_way(self) -> list[int]:
        """The columns that are chosen and have no room now, in the order of their places."""
        return sorted(self.room.gone, key=self.head.visualIndex)

    def choose(self, column: int, *, shown: bool) -> None:
        """Show a column, or hide it; the last one stays."""
        key = self._columns[column].key
        if not shown and self.head.seen() == [column]:
            return
        (self._shown if shown else self._hidden).add(key)
        (self._hidden if shown else self._shown).discard(key)
        self.room.show_chosen()
        self._changed()
        if not shown:
            self.hidden.emit(key)

    @Slot()
    def reset(self) -> None:
        """Show the columns as they were made."""
        self._shown, self._hidden, self.head.widths = set(), set(), {}
        for at, column in enumerate(self._columns):
            self.head.moveSection(self.head.visualIndex(at), at)
            stretch = QHeaderView.ResizeMode.Interactive if column.width else QHeaderView.ResizeMode.Stretch
            self.head.setSectionResizeMode(at, stretch)
            if column.width:
                self.head.resizeSection(at, theme.u(column.width))
        self.head.setStretchLastSection(False)
        self.head.widths = {}
        self.room.show_chosen()
        self._changed()

    @Slot(int)
    def fit(self, column: int) -> None:
        """Make a column as wide as what is seen in it."""
        delegate, model = self._view.itemDelegate(), self._view.model()
        if not isinstance(delegate, CellDelegate) or model is None:
            return
        first = max(self._view.rowAt(0), 0)
        rows = range(first, min(first + MEASURED, model.rowCount()))
        cells = (model.index(row, column).data(Qt.ItemDataRole.UserRole) for row in rows)
        title = theme.width(self.head.title(column), "small-strong") + 44
        self.head.put(column, min(max([title, *(delegate.width(each, column) for each in cells)]), theme.u(WIDEST)))

    @Slot(int, int, int)
    def _resized(self, column: int, _before: int, now: int) -> None:
        """A width that somebody chose is no column's own, and not what is left over."""
        own = self.head.widths.get(column, self._columns[column].width)
        is_rest = self.head.stretchLastSection() and self.head.outer(column)[1]
        if now == theme.u(own) or now == 0 or is_rest or self.room.is_sharing:
            return
        if self.head.sectionResizeMode(column) == QHeaderView.ResizeMode.Interactive:
            self.head.widths[column] = round(now / theme.scale)
            self._changed()

    def _changed(self) -> None:
        self._wait.start()

    def sort_by(self, order: tuple[Order, ...]) -> None:
        """Remember by what the rows are sorted; by nothing is as they usually are."""
        self.order = order or self._usual
        self._changed()

    @Slot()
    def _keep_now(self) -> None:
        if self._wait.isActive():
            self.keep()

    @Slot()
    def keep(self) -> None:
        """Remember how the columns stand."""
        self._wait.stop()
        placed = [self.head.logicalIndex(at) for at in range(self.head.count())]
        self._remembered.keep_list(
            self._name,
            ListMemory(
                () if self.order == self._usual else tuple((each.column, each.down) for each in self.order),
                tuple(self._columns[at].key for at in placed) if placed != sorted(placed) else (),
                frozenset(self._shown),
                frozenset(self._hidden),
                {self._columns[at].key: width for at, width in self.head.widths.items()},
            ),
        )

    # The menu -------------------------------------------------------------------------------------------------

    def fill(self, menu: Menu) -> None:
        """Offer all columns to be shown or hidden, and to have them as they were."""
        menu.group(COLUMNS)
        for at, column in enumerate(self._columns):
            if title := self.head.title(at):
                shown = self.is_shown(at) and at not in self.room.gone
                entry = menu.offer(PlainText(title), partial(self.choose, at, shown=not shown), checked=shown)
                entry.setData(column.key)
        menu.group()
        menu.offer(RESET, self.reset)

    def pop_up(self, at: QPoint) -> None:
        """Show the columns to choose from."""
        menu = Menu(self._view)
        self.fill(menu)
        menu.popup(at)

    @override
    def deleteLater(self) -> None:
        self._wait.stop()
        super().deleteLater()
