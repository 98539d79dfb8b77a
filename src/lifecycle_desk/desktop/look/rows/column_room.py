"""The room of a table, shared by its columns: measured by what is seen in them, anew whenever that changes."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTableView

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.once import Once
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.rows.column_widths import Needs, giving_way, shared
from lifecycle_desk.desktop.look.rows.head import AIR, LEAST, TableHead
from lifecycle_desk.desktop.look.rows.head_lines import MOST_LINES
from lifecycle_desk.desktop.look.rows.table import CellDelegate, Column, shown_in
from lifecycle_desk.desktop.look.theme import theme

CUT = 88  # px to which a text is cut before one scrolls across: a plate
SAMPLED = 40  # rows whose cells are measured: those that are seen
FEW = 0.1  # of the rows that are sampled hold something, at most, where a column that is empty in sight goes as such
MOST, MOST_OF_TEXT = 1.75, 1.25  # times its own width that a column gets for a figure or a chip, and for a text
NAME = 340  # px that are a name: a car with its plate and version, a firm, a part; what is longer is prose
SLACK = 1  # px that a title may lack without being cut


class ColumnRoom(QObject):
    """Shares the room of one table among the columns that are chosen, and hides those that give way in it.

    Widths are designed for Latin letters at 100 %: a date in Arabic or a title in Thai is longer, and a window at 200 %
    holds half as much. A column that somebody sized stays as it is, and one that somebody asked for (`kept`) stays.
    None that may give way is seen while a name is cut in one that matters more. Where one `chooses` columns, those in
    which nothing has stood yet are not seen either, be there room for them or not; once something has, they stay, or
    they would come and go with each letter of a filter.
    """

    gave_way = Signal()  # other columns are seen

    def __init__(
        self,
        view: QTableView,
        head: TableHead,
        chosen: Callable[[int], bool] = lambda _: True,
        kept: Callable[[int], bool] = lambda _: False,
        *,
        chooses: bool = False,
    ) -> None:
        super().__init__(head)
        self._view, self._head, self._chosen, self._kept = view, head, chosen, kept
        self._chooses, self._used = chooses, set[int]()  # columns in which something has stood
        self.is_sharing = False  # while it is, a width that changes is nobody's choice
        self.gone = frozenset[int]()  # columns that are chosen, and give way
        self._idle = frozenset[int]()  # those of them that do since nothing stands in them in the rows in sight
        self._lines, self._stood = 1, (0, 0.0, tuple[str, ...]())  # of the head, and where it was found to need them
        self._held = set[int]()  # columns that take the rest, and have been given a width of it
        self._soon = Once(self, self.share)
        for seen in (view, surface(view)):  # whose height follows that of the view, and its whole rows
            seen.installEventFilter(self)
        for told in (view.model().modelReset, view.model().layoutChanged, view.model().dataChanged):
            told.connect(self._soon.ask)
        view.verticalScrollBar().valueChanged.connect(self._scrolled)

    @Slot()
    def _scrolled(self) -> None:
        """Bring a column back that went as an empty one, where rows come in sight that hold something in it."""
        if self._idle and any(self._filled(self._idle, self._seen_at_most()).values()):
            self._soon.ask()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.Show}:
            self._soon.ask()
        return False

    def show_chosen(self) -> None:
        """Show the columns that are chosen now; what there is no room for gives way as soon as it can be measured."""
        self._hide(frozenset(at for at in self.gone if not self._kept(at)))
        self._soon.ask()

    @Slot()
    def share(self) -> None:
        """Give each column what it needs, as far as there is room, and let go what there is none for."""
        if not self._view.isVisible():
            return
        chosen = [at for at in self._placed() if self._chosen(at)]
        cells = self._measured(chosen)
        room = surface(self._view).width()
        inner = room - 2 * (theme.u(t.CARD_MARGIN) - theme.u(AIR))  # whichever columns will be the outer ones
        needs = {at: self._needed(at, cells.get(at), 2 * theme.u(AIR), lines=1) for at in chosen}
        unused = self._unused(needs, cells)
        left = {at: each for at, each in needs.items() if at not in unused}
        is_short = sum(each.whole for each in left.values()) > inner
        empty = self._empty(left, cells) if is_short else ()
        gone = giving_way(left, inner, empty) | unused
        self._idle = gone.intersection(empty) | unused
        self._hide(gone)
        seen = self._head.seen()
        widths = self._shared(seen, cells, room, lines=1)
        if self._has_two_lines(room, is_needed=self._cuts_a_title(widths), is_kept=bool(cells)):
            widths = self._shared(seen, cells, room, lines=MOST_LINES)
        self._give(widths, room)
        self._head.stand_in(self._lines)

    def _shared(self, seen: Collection[int], cells: Mapping[int, int], room: int, *, lines: int) -> dict[int, int]:
        """How wide the columns that are seen are, with headings in so many lines."""
        scrolls = self._view.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        least = 0 if scrolls else theme.u(LEAST)
        return shared(self._needs(seen, cells, lines), room, cut=theme.u(CUT), least=least)

    def _cuts_a_title(self, widths: Mapping[int, int]) -> bool:
        edges = self._edges(widths)
        return any(self._head.title_width(at) + edges[at] > wide + SLACK for at, wide in widths.items())

    def _has_two_lines(self, room: int, *, is_needed: bool, is_kept: bool) -> bool:
        """Whether the head stands in two lines; once it does it stays, or it would jump with each letter of a filter.

        In another width, language or size of text it begins anew. Rows that are still to come decide nothing.
        """
        here = (room, theme.scale, tuple(self._head.title(at) for at in range(self._head.count())))
        if here != self._stood or not is_kept:
            self._lines = 1
        self._stood = here
        self._lines = MOST_LINES if is_needed or self._lines > 1 else 1
        return self._lines > 1

    def _placed(self) -> list[int]:
        return [self._head.logicalIndex(at) for at in range(self._head.count())]

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

    def _needs(self, columns: Collection[int], cells: Mapping[int, int], lines: int = 1) -> dict[int, Needs]:
        """What some columns need where they alone are seen."""
        edges = self._edges(columns)
        return {at: self._needed(at, cells.get(at), edges[at], lines) for at in columns}

    def _edges(self, columns: Collection[int]) -> dict[int, int]:
        """The air beside what stands in some columns where they alone are seen."""
        placed = [self._head.visualIndex(at) for at in columns]
        ends = {min(placed), max(placed)} if placed else set[int]()
        edges = {}
        for at, place in zip(columns, placed, strict=True):
            outer = (2 if len(placed) == 1 else 1) if place in ends else 0
            edges[at] = outer * theme.u(t.CARD_MARGIN) + (2 - outer) * theme.u(AIR)
        return edges

    def _needed(self, at: int, cell: int | None, edge: int, lines: int) -> Needs:
        """What a column needs: `cell` is the width of what stands in it, none where no row is there yet."""
        column = self._columns[at]
        if at in self._head.widths:  # somebody chose it
            return Needs.of([theme.u(self._head.widths[at])] * 6, takes_rest=False, firm=True)
        own, title = theme.u(column.width), self._head.title_width(at, lines) + edge
        firm = column.align == "end" or t.TYPE[column.role].mono
        most = round(own * (MOST if firm else MOST_OF_TEXT)) if own else theme.u(column.least)
        whole = own if cell is None else cell + edge if cell else 0
        widest = max(round(own * MOST), 0 if firm else theme.u(NAME) + edge)
        steps = (
            min(whole, most),
            max(
                min(title, own or theme.u(column.least)),
                self._head.title_width(at, MOST_LINES) + edge,
                self._head.minimumSectionSize(),  # which the table gives it in any case, at another's expense
            ),
            min(whole, widest),
            min(whole, widest) if own else whole,
            title,
            own,
        )
        stays = self._kept(at) or at in self._head.marks  # or nobody sees by what the rows stand
        return Needs.of(steps, takes_rest=not own, firm=firm, turn=0 if stays else column.gives_way)

    def _measured(self, columns: Iterable[int]) -> dict[int, int]:
        """How wide the widest cell of each column is, of the rows that are seen; none at all where there is no row."""
        cells = self._cells(columns, self._seen_at_most())
        return {at: max(widths) for at, widths in cells.items() if widths}

    def _filled(self, columns: Iterable[int], most: int) -> dict[int, float]:
        """The share of so many rows in which something stands in some columns."""
        return {at: sum(map(bool, widths)) / len(widths) for at, widths in self._cells(columns, most).items() if widths}

    def _cells(self, columns: Iterable[int], most: int) -> dict[int, list[int]]:
        """How wide the cells of some columns are, in so many rows from the first that is seen."""
        delegate, model = self._view.itemDelegate(), self._view.model()
        if not isinstance(delegate, CellDelegate):
            return {}
        first = max(self._view.rowAt(0), 0)
        rows = range(first, min(first + most, model.rowCount()))
        shown_at = shown_in(model)
        return {at: [delegate.contents(shown_at(row, at), at) for row in rows] for at in columns}

    def _seen_at_most(self) -> int:
        """How many rows are seen under a head of one line.

        Were it those under the head as it is, a wide cell that a second line pushes out of sight would take that line
        away again, and so on for ever.
        """
        room = surface(self._view).height() + self._head.height() - self._head.height_of(1)
        return min(SAMPLED, -(-room // self._view.verticalHeader().defaultSectionSize()))

    def _unused(self, needs: Mapping[int, Needs], cells: Mapping[int, int]) -> frozenset[int]:
        """The columns in which nothing has stood yet, and does in no row below that is asked."""
        if not self._chooses:
            return frozenset()
        self._used |= {at for at, wide in cells.items() if wide}
        found = [at for at in self._without(needs, cells) if at not in self._used]
        below = self._filled(found, SAMPLED)
        return frozenset(at for at in found if not below[at])

    def _without(self, needs: Mapping[int, Needs], cells: Mapping[int, int]) -> list[int]:
        """The columns without anything in the rows in sight that may go for that, in their order.

        The first says which row it is, by one that is sorted the rows stand, and others somebody asked for or sized.
        """
        there = [at for at in [*needs][1:] if cells.get(at) == 0 and not self._kept(at)]
        return [at for at in there if at not in self._head.marks and at not in self._head.widths]

    def _empty(self, needs: Mapping[int, Needs], cells: Mapping[int, int]) -> list[int]:
        """The columns in which nothing stands, in the order in which they go: those without a turn last, from the end.

        Rows below are asked too, or a column that most of them fill would come and go; a few that hold something bring
        it back when they come in sight.
        """
        there = self._without(needs, cells)
        turns = sorted((at for at in there if needs[at].turn), key=lambda at: needs[at].turn)
        found = [*turns, *(at for at in reversed(there) if at not in turns)]
        below = self._filled(found, SAMPLED)
        return [at for at in found if below[at] <= FEW]

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
