"""The body of a page that is a list: filters, a long table, and what stands there while there is nothing to list."""

from typing import Any, override

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.filters import FilterChips, FilterLine, FilterRow
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Button, Card, EmptyPage, Label, column, row, wrap
from lifecycle_desk.desktop.look.theme import theme

NOTHING_FITS = N_("No results for this filter.")
SHOW_ALL, SAVE_FILTER = N_("Show all"), N_("Save filter")


class SaveFilter(Button):
    """Keeps the filter by name; as high as the chips beside it, so that nothing moves when it comes."""

    def __init__(self) -> None:
        super().__init__(SAVE_FILTER, "link", icon="star*")

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(t.FILTER))


class ListBody(QWidget):
    """A table with its filters; `empty` stands in their place while there is nothing of any kind, where there is one.

    `field` stands beside the filters; without any, the page puts it into its head.
    """

    opened = Signal(int)
    all_wanted = Signal()

    def __init__(
        self,
        table: LongTable[Any],
        empty: EmptyPage | None,
        filters: FilterChips | None = None,
    ) -> None:
        super().__init__()
        self.table, self.field, self.empty = table, FilterLine(), empty
        self._narrowed, self._filters = False, filters
        self._found: int | None = None  # rows, once they were counted
        clear = Button(SHOW_ALL, "link")
        nothing = column(None, row(None, Label(NOTHING_FITS, "read", "ink2"), None), row(None, clear, None), None, None)
        self._card = QStackedWidget()
        self._card.addWidget(self.table)
        self._card.addWidget(wrap(nothing))
        card = Card(column((self._card, 1), self.table.foot, gap=0, margins=(1, 1, 1, 1)))
        self.save = SaveFilter()
        self.save.hide()
        self._line = FilterRow(filters, self.save, self.field) if filters else None
        self._whole = QStackedWidget()
        self._whole.addWidget(wrap(column(*([self._line] if self._line else []), (card, 1), gap=t.CARD_GAP)))
        if empty:
            self._whole.addWidget(empty)
        self.setLayout(column(self._whole, gap=0))
        self.table.counted.connect(self._counted)
        if filters:
            filters.counted.connect(self._offered)
        self.table.opened.connect(self.opened)
        self.field.onward.connect(self.table.setFocus)
        self.field.wanted.connect(self._filtered)
        clear.clicked.connect(self.all_wanted)

    def show_listing(self, listing: Listing[Any], *, narrowed: bool) -> None:
        """Show another listing; a narrowed one that is empty is not an empty book."""
        self._narrowed, self._found = narrowed, None
        self._card.setCurrentIndex(0)  # a table that is hidden asks for nothing
        self.table.show_listing(listing)

    @Slot(frozenset)
    def hear(self, tables: frozenset[str]) -> None:
        """Some tables have changed: where there was nothing, there may be something now."""
        if self.isVisible() and tables & self.table.long.listing.tables:
            self.look_again()

    def look_again(self) -> None:
        """Ask anew where there was nothing to list."""
        if self.is_empty or self._card.currentIndex():
            self._whole.setCurrentIndex(0)
            self._card.setCurrentIndex(0)
            self.table.show_listing(self.table.long.listing)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_again()

    @property
    def is_empty(self) -> bool:
        """Whether the books hold nothing of this kind."""
        return self._whole.currentWidget() is self.empty

    def height_of(self, rows: int) -> int:
        """How high it is with some rows of its table, so that none of them scrolls.

        It follows from what stands around the rows, and never from how high that is just now: while a window changes
        its size, list and table are of different ages, and whoever sizes the list by that never comes to an end.
        """
        line, table = self._line, self.table
        above = line.heightForWidth(self.width()) + theme.u(t.CARD_GAP) if line else 0
        around = table.head.sizeHint().height() + table.foot.line_height + 2 * theme.u(1)  # the card’s two hairlines
        return above + around + rows * table.verticalHeader().defaultSectionSize()

    def work(self) -> QWidget:
        """The widget that gets the focus: the list, or the button that begins it."""
        return self.empty.primary if self.empty and self.is_empty else self.table

    @Slot()
    def _offered(self) -> None:
        """The kinds were counted after the list was found to be empty: another list may hold something."""
        if self._found == 0:
            self._counted(0)

    @Slot(str)
    def _filtered(self, text: str) -> None:
        self._narrowed = self._narrowed or bool(text)

    @Slot(int)
    def _counted(self, count: int) -> None:
        if not count and self.table.is_behind:
            return  # a list that is taken away asks no more, and would say for ever that there is nothing
        self._found = count
        self._card.setCurrentIndex(0 if count or not self._narrowed else 1)
        nothing_else = self._filters is None or not self._filters.has_others
        nothing_at_all = self.empty is not None and not count and not self._narrowed and nothing_else
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._whole.setCurrentIndex(1 if nothing_at_all else 0)
        self.field.setVisible(not nothing_at_all)  # there is nothing to be filtered
        if nothing_at_all and had_focus:
            self.work().setFocus()
