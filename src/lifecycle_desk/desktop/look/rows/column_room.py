"""What a flexible column of a list does not need goes to the others, whose titles and cells would else be cut."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QHeaderView, QTableView

from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.rows.head import LEAST, TableHead
from lifecycle_desk.desktop.look.rows.table import Cell, CellDelegate, Column, shown_in
from lifecycle_desk.desktop.look.theme import theme

SAMPLED = 40  # rows whose cells are measured: those that are seen
LEAST_REST = 170  # px that a flexible column keeps at least
LEAST_BESIDE_CHIPS = 120  # px that it keeps where a chip would be cut
LEAST_READABLE = 120  # px of a flexible column whose cells need as much
LEAST_COLUMN = 72  # px of a column, however little stands in it
MOST = 1.75  # times its own width that a column gets


class ColumnRoom(QObject):
    """Widens the columns of one table as far as its flexible ones have room to spare.

    Widths are designed for Latin letters: a date in Arabic or a title in Thai is longer. Where any column lacks room,
    the others are no wider than what is seen in them. Of several flexible columns
    each gets what its cells need before the rest is divided: Qt would halve it between a dash and an address. A column
    that somebody sized stays as it is.
    """

    def __init__(self, view: QTableView, head: TableHead) -> None:
        super().__init__(head)
        self._view, self._head = view, head
        self.is_sharing = False  # while it is, a width that changes is nobody's choice
        self._held = set[int]()  # flexible columns that have what they need, and take no rest
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.share)
        view.installEventFilter(self)
        for told in (view.model().modelReset, view.model().layoutChanged, view.model().dataChanged):
            told.connect(self._again)

    @Slot()
    def _again(self) -> None:
        self._soon.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.Show}:
            self._soon.start()
        return False

    @Slot()
    def share(self) -> None:
        """Give each column what it lacks, those that lack least first, as long as there is room."""
        if not self._view.isVisible():
            return
        seen = self._head.seen()
        flexible = [at for at in seen if self._is_flexible(at)]
        self._stretch(flexible)
        own = {at: theme.u(self._columns[at].width) for at in seen if self._may_grow(at)}
        if not flexible:
            return
        taken = sum(own.get(at, self._head.sectionSize(at)) for at in seen if at not in flexible)
        room = surface(self._view).width() - taken
        cells, chips = self._measured([*own, *flexible])
        least = {at: max(theme.u(LEAST_COLUMN), self._title(at), cells[at]) for at in cells}
        needed = sum(max(theme.u(LEAST_REST), least[at]) for at in flexible)
        lacking = sum(max(0, min(least[at], self._most(at)) - own[at]) for at in own)
        room += _narrow(own, least, needed + lacking - room)
        # A title that is cut is told where one points; of a cell that is cut to a letter nothing is left.
        readable = {at: min(cells[at], theme.u(LEAST_READABLE)) for at in flexible}
        bare = {at: max(theme.u(LEAST), cells[at]) for at in own}
        room += _narrow(own, bare, sum(readable.values()) - room)
        # A chip that is cut says nothing at all, whatever else is cut for it.
        room -= self._widen(own, chips.__getitem__, room - min(needed, theme.u(LEAST_BESIDE_CHIPS) * len(flexible)))
        # A date that is cut says nothing, a name that is cut still does; a title gets what is left over by both.
        spare = room - min(needed, theme.u(LEAST_REST) * len(flexible))
        took = self._widen(own, cells.__getitem__, spare)
        room -= took + self._widen_one(own, cells, spare - took)
        self._widen(own, self._title, room - needed)
        self._give(own.items())
        self._divide({at: least[at] for at in flexible})
        self._keep_readable(readable)

    def _stretch(self, flexible: Iterable[int]) -> None:
        """Let all flexible columns take the rest again."""
        self.is_sharing = True
        for at in self._held.intersection(flexible):
            self._head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self._held.clear()
        self.is_sharing = False

    def _divide(self, needs: Mapping[int, int]) -> None:
        """Give the flexible columns that need less than their even part no more; the others divide what they leave."""
        left, dividing = sum(self._head.sectionSize(at) for at in needs), [*needs]
        if all(need * len(needs) <= left for need in needs.values()):
            return
        spare = max(0, left - sum(needs.values())) // len(needs)
        for at in sorted(needs, key=needs.__getitem__)[:-1]:
            wide = needs[at] + spare
            if wide * len(dividing) < left:
                left, dividing = left - wide, [each for each in dividing if each != at]
                self._hold(at, wide)

    def _keep_readable(self, widths: Mapping[int, int]) -> None:
        """Where one scrolls across all the same, let no flexible column shrink to a letter or two for it."""
        scrolls = self._view.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if scrolls and self._head.length() > surface(self._view).width():
            for at, width in widths.items():
                if self._head.sectionSize(at) < width:
                    self._hold(at, width)

    def _hold(self, column: int, width: int) -> None:
        self._held.add(column)
        self.is_sharing = True
        self._head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self._head.resizeSection(column, width)
        self.is_sharing = False

    def _widen(self, own: dict[int, int], wants: Callable[[int], int], room: int) -> int:
        """Widen columns, those that lack least first, as far as there is room; gives how much they took."""
        took = 0
        lacking = {at: min(wants(at), self._most(at)) - own[at] for at in own}
        for at, lack in sorted(lacking.items(), key=lambda each: each[1]):
            if 0 < lack <= room - took:
                own[at] += lack
                took += lack
        return took

    def _widen_one(self, own: dict[int, int], wants: Mapping[int, int], room: int) -> int:
        """Give what is left to the column that lacks least, since more of a name says more; gives how much it took."""
        lacking = {at: lack for at in own if (lack := min(wants[at], self._most(at)) - own[at]) > 0}
        if room <= 0 or not lacking:
            return 0
        at = min(lacking, key=lacking.__getitem__)
        took = min(room, lacking[at])
        own[at] += took
        return took

    def _give(self, widths: Iterable[tuple[int, int]]) -> None:
        self.is_sharing = True
        for at, width in widths:
            if self._head.sectionSize(at) != width:
                self._head.resizeSection(at, width)
        self.is_sharing = False

    @property
    def _columns(self) -> tuple[Column, ...]:
        return tuple(self._head.columns)

    def _is_flexible(self, column: int) -> bool:
        is_held = column in self._held and column not in self._head.widths
        return is_held or self._head.sectionResizeMode(column) == QHeaderView.ResizeMode.Stretch

    def _may_grow(self, column: int) -> bool:
        return bool(self._columns[column].width) and column not in self._head.widths

    def _most(self, column: int) -> int:
        return round(theme.u(self._columns[column].width) * MOST)

    def _title(self, column: int) -> int:
        return self._head.needed(column)

    def _measured(self, columns: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
        """How wide some columns must be for the cells that are seen to be whole, and for their chips alone."""
        delegate, model = self._view.itemDelegate(), self._view.model()
        cells, chips = dict.fromkeys(columns, 0), dict.fromkeys(columns, 0)
        if not isinstance(delegate, CellDelegate):
            return cells, chips
        first = max(self._view.rowAt(0), 0)
        last = self._view.rowAt(surface(self._view).height() - 1)
        rows = range(first, min(first + SAMPLED, model.rowCount() if last < 0 else last + 1))
        shown_at, edges = shown_in(model), {at: delegate.edge(at) for at in columns}
        for row in rows:
            for at in columns:
                cell = shown_at(row, at)
                width = delegate.width(cell, at, edges[at])
                cells[at] = max(cells[at], width)
                if isinstance(cell, Cell) and cell.is_chip:
                    chips[at] = max(chips[at], width)
        return cells, chips


def _narrow(own: dict[int, int], least: Mapping[int, int], lack: int) -> int:
    """Take from columns what they do not need, from the widest first; gives how much."""
    took = 0
    if lack <= 0:
        return took
    spare = {at: own[at] - least[at] for at in own}
    for at, most in sorted(spare.items(), key=lambda each: -each[1]):
        given = max(0, min(most, lack - took))
        own[at] -= given
        took += given
    return took
