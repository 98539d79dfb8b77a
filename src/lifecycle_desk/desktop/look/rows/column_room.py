"""The room of a table, shared by its columns: measured by what is seen in them, anew whenever that changes."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import override

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTableView

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.rows.column_widths import Needs, giving_way, shared
from lifecycle_desk.desktop.look.rows.head import AIR, LEAST, TableHead
from lifecycle_desk.desktop.look.rows.table import CellDelegate, Column, shown_in
from lifecycle_desk.desktop.look.theme import theme

CUT = 88  # px to which a text is cut before one scrolls across: a plate
SAMPLED = 40  # rows whose cells are measured: those that are seen
MOST, MOST_OF_TEXT = 1.75, 1.25  # times its own width that a column gets for a figure or a chip, and for a text


class ColumnRoom(QObject):
    """Shares the room of one table among the columns that are chosen, and hides those that give way in it.

    Widths are designed for Latin letters at 100 %: a date in Arabic or a title in Thai is longer, and a window at 200 %
    holds half as much. A column that somebody sized stays as it is, and one that somebody asked for (`kept`) stays.
    """

    gave_way = Signal()  # other columns are seen

    def __init__(
        self,
        view: QTableView,
        head: TableHead,
        chosen: Callable[[int], bool] = lambda _: True,
        kept: Callable[[int], bool] = lambda _: False,
    ) -> None:
        super().__init__(head)
        self._view, self._head, self._chosen, self._kept = view, head, chosen, kept
        self.is_sharing = False  # while it is, a width that changes is nobody's choice
        self.gone = frozenset[int]()  # columns that are chosen, and give way
        self._held = set[int]()  # columns that take the rest, and have been given a width of it
        self._is_asked = False
        for seen in (view, surface(view)):  # whose height follows that of the view, and its whole rows
            seen.installEventFilter(self)
        for told in (view.model().modelReset, view.model().layoutChanged, view.model().dataChanged):
            told.connect(self._again)

    @Slot()
    def _again(self) -> None:
        """Share once what happens now is over, and before it is painted: a timer would come behind the picture."""
        if not self._is_asked:
            self._is_asked = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    @override
    def customEvent(self, event: QEvent) -> None:
        self._is_asked = False
        self.share()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.Show}:
            self._again()
        return False

    def show_chosen(self) -> None:
        """Show the columns that are chosen now; what there is no room for gives way as soon as it can be measured."""
        self._hide(frozenset(at for at in self.gone if not self._kept(at)))
        self._again()

    @Slot()
    def share(self) -> None:
        """Give each column what it needs, as far as there is room, and let go what there is none for."""
        if not self._view.isVisible():
            return
        chosen = [at for at in self._placed() if self._chosen(at)]
        cells = self._measured(chosen)
        room = surface(self._view).width()
        needs = self._needs(chosen, cells)
        turns = sorted((at for at in chosen if self._gives_way(at)), key=lambda at: self._columns[at].gives_way)
        self._hide(giving_way(needs, turns, room))
        seen = self._head.seen()
        scrolls = self._view.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        least = 0 if scrolls else theme.u(LEAST)
        self._give(shared(self._needs(seen, cells), room, cut=theme.u(CUT), least=least), room)

    def _placed(self) -> list[int]:
        return [self._head.logicalIndex(at) for at in range(self._head.count())]

    def _gives_way(self, column: int) -> bool:
        return bool(self._columns[column].gives_way) and not self._kept(column)

    def _hide(self, gone: frozenset[int]) -> None:
        """Hide what is not chosen, and what gives way."""
        self.is_sharing = True
        changed = False
        for at in range(self._head.count()):
            hidden = at in gone or not self._chosen(at)
            if self._head.isSectionHidden(at) != hidden:
                self._view.setColumnHidden(at, hidden)
                changed = True
        self.is_sharing = False
        self.gone, before = gone, self.gone
        if changed or gone != before:
            self.gave_way.emit()

    # What each needs ------------------------------------------------------------------------------------------

    @property
    def _columns(self) -> tuple[Column, ...]:
        return tuple(self._head.columns)

    def _needs(self, columns: Collection[int], cells: Mapping[int, int]) -> dict[int, Needs]:
        """What some columns need where they alone are seen."""
        ends = {min(columns, key=self._head.visualIndex), max(columns, key=self._head.visualIndex)} if columns else {}
        needs = {}
        for at in columns:
            outer = (2 if len(columns) == 1 else 1) if at in ends else 0
            edge = outer * theme.u(t.CARD_MARGIN) + (2 - outer) * theme.u(AIR)
            needs[at] = self._needed(at, cells.get(at), edge)
        return needs

    def _needed(self, at: int, cell: int | None, edge: int) -> Needs:
        """What a column needs: `cell` is the width of what stands in it, none where no row is there yet."""
        column = self._columns[at]
        if at in self._head.widths:  # somebody chose it
            return Needs.of([theme.u(self._head.widths[at])] * 5, takes_rest=False, firm=True)
        own, title = theme.u(column.width), self._head.title_width(at) + edge
        firm = column.align == "end" or t.TYPE[column.role].mono
        most = round(own * (MOST if firm else MOST_OF_TEXT)) if own else theme.u(column.least)
        whole = own if cell is None else cell + edge if cell else 0
        bare = min(whole, most)
        steps = (
            bare,
            min(title, own or theme.u(column.least)),
            min(whole, round(own * MOST)) if own else whole,
            title,
            own,
        )
        return Needs.of(steps, takes_rest=not own, firm=firm)

    def _measured(self, columns: Iterable[int]) -> dict[int, int]:
        """How wide the widest cell of each column is, of the rows that are seen; none at all where there is no row."""
        delegate, model = self._view.itemDelegate(), self._view.model()
        if not isinstance(delegate, CellDelegate):
            return {}
        first = max(self._view.rowAt(0), 0)
        last = self._view.rowAt(surface(self._view).height() - 1)
        rows = range(first, min(first + SAMPLED, model.rowCount() if last < 0 else last + 1))
        shown_at = shown_in(model)
        return {at: max(delegate.contents(shown_at(row, at), at) for row in rows) for at in columns} if rows else {}

    # What each gets -------------------------------------------------------------------------------------------

    def _give(self, widths: Mapping[int, int], room: int) -> None:
        """Size the columns; the widest of those that take the rest takes it by itself, so that no pixel is left."""
        free = [at for at in widths if self._takes_rest(at)]
        fits = sum(widths.values()) <= room
        last = max(free, key=widths.__getitem__) if free and fits else None
        ends_free = self._head.stretchLastSection()  # as it does where somebody sized all that took the rest
        self.is_sharing = True
        for at, width in widths.items():
            mode = QHeaderView.ResizeMode.Stretch if at == last else QHeaderView.ResizeMode.Interactive
            if at in free and self._head.sectionResizeMode(at) != mode:
                self._head.setSectionResizeMode(at, mode)
            is_rest = at == last or (ends_free and self._head.outer(at)[1])
            if not is_rest and self._head.sectionSize(at) != width:
                self._head.resizeSection(at, width)
        self._held = {at for at in free if at != last}
        self.is_sharing = False

    def _takes_rest(self, column: int) -> bool:
        """Whether a column takes the rest: it was made to, and nobody sized it."""
        if self._columns[column].width or column in self._head.widths:
            return False
        return column in self._held or self._head.sectionResizeMode(column) == QHeaderView.ResizeMode.Stretch
