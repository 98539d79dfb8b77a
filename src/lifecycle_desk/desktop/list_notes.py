"""What stands under a short list: cards with what its page needs besides, in the room that the rows leave."""

from collections.abc import Sequence
from functools import partial
from typing import Any, override

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QBoxLayout, QWidget

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Button, Card, Label, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.look.rows.wrapped import WrappedList
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator

SHOWN = 5  # rows of a card; more than these stand in lists of their own
LEAST_CARD = 400  # px
LEAST_ROWS = 8  # of the list, whatever stands under it

_MOVES = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.Resize})


class NotesCard(Card):
    """A heading over a few rows, each with the place that it opens; a sentence where there is none."""

    def __init__(self, app: AppContext, title: UiText, none: UiText, *actions: Button) -> None:
        self._app = app
        self.list, self.none = WrappedList(title, ends=True), Label(none, "small", "ink3", wrap=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.stand_whole(SHOWN)
        self.list.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
        self.count = Label("", "small", "ink3")
        head = row(SectionTitle(title), self.count, None, *actions, gap=8, margins=(16, 10, 16, 4))
        nothing = wrap(row((self.none, 1), margins=(16, 4, 16, 8)))
        self._nothing = nothing
        super().__init__(column(head, nothing, self.list, None, gap=0, margins=(1, 0, 1, 6)))
        self.list.hide()
        self.list.opened.connect(self._open)

    def show_rows(self, rows: Sequence[TwoLineRow], count: int | None = None) -> None:
        """Show some rows; `count` is how many there are where these are the first of them."""
        shown, there = rows[:SHOWN], len(rows) if count is None else count
        self.list.show_rows(shown)
        self.count.show_text(translator().current.formats.number(there) if there > len(shown) else "")
        self.list.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        self.updateGeometry()

    @Slot(object)
    def _open(self, row: TwoLineRow) -> None:
        if isinstance(row.key, Place):
            self._app.going.emit(row.key)


class ListNotes(PageScroll):
    """The cards under a list; they are looked up when the page is seen, and again when one of their tables changes.

    They hold the margin of the page at its end, over which their bar lies: they end where the list does. They hold the
    one below too, so that a card is cut by the window alone.
    """

    tables: frozenset[str] = frozenset()

    def __init__(self, app: AppContext, start: Sequence[NotesCard], end: Sequence[NotesCard]) -> None:
        self._app = app
        columns = ((wrap(column(*cards, None, gap=t.CARD_GAP)), 1) for cards in (start, end))
        self._columns = row(*columns, gap=t.CARD_GAP)
        # With a bar: a card that is cut is not seen to go on.
        super().__init__(column(self._columns, None, gap=0, margins=(0, 0, t.PAGE_MARGIN, t.PAGE_END)))
        self._found: Any = None
        app.changed.connect(self._heard)
        translator().changed.connect(self._say)

    def ask(self, user: UserSession) -> Any:
        """What the cards show; asked off the GUI thread."""
        raise NotImplementedError

    def tell(self, found: Any) -> None:
        """Put it into the cards."""
        raise NotImplementedError

    @property
    def wanted(self) -> int:
        """How high the cards stand in their width, with the margin below them."""
        columns = self._columns
        high = columns.heightForWidth(self._wide) if columns.hasHeightForWidth() else columns.minimumSize().height()
        return high + theme.u(t.PAGE_END)

    @property
    def _wide(self) -> int:
        """The width of the cards, with a bar or without."""
        return self.width() - theme.u(t.PAGE_MARGIN)

    @Slot(frozenset)
    def _heard(self, changed: frozenset[str]) -> None:
        if self.isVisible() and changed & self.tables:
            self.look()

    def look(self) -> None:
        """Look the cards up."""
        self._app.run_query(partial(self.ask, self._app.user), self._came)

    def _came(self, found: Any) -> None:
        self._found = found
        self._say()

    @Slot()
    def _say(self) -> None:
        if self._found is not None:
            self.tell(self._found)
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(LEAST_CARD), self.wanted)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        """Two columns, or one where a card would get too narrow."""
        has_room = self._wide >= theme.u(2 * LEAST_CARD + t.CARD_GAP)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if has_room else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(arg__1)  # which asks how narrow that is


class OverNotes(QWidget):
    """A list over its cards: a short list ends with its rows, a long one leaves the cards what is left.

    Both reach to the end of the page and to its foot, whose margins they hold themselves.
    """

    def __init__(self, body: ListBody, notes: ListNotes) -> None:
        super().__init__()
        self._body, self._notes = body, notes
        body.setParent(self)
        notes.setParent(self)
        body.table.counted.connect(self._fit)
        for each in (notes, surface(body.table)):  # the one gets other cards, the other takes its place
            each.installEventFilter(self)

    @override
    def minimumSizeHint(self) -> QSize:
        return self._body.minimumSizeHint() + QSize(theme.u(t.PAGE_MARGIN), theme.u(t.PAGE_END))

    @override
    def sizeHint(self) -> QSize:
        return self._body.sizeHint() + QSize(theme.u(t.PAGE_MARGIN), theme.u(t.PAGE_END))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    @override
    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._fit()
        return super().eventFilter(watched, event)

    @Slot()
    @Slot(int)
    def _fit(self, _count: int = 0) -> None:
        """Give the list what its rows need, and at least some; the cards have the rest."""
        room, gap, below = self.height(), theme.u(t.CARD_GAP), theme.u(t.PAGE_END)
        alone = self._body.is_empty
        least, wanted = self._body.height_of(LEAST_ROWS), self._body.height_of(self._body.table.long.rowCount())
        cards = min(self._notes.wanted, max(0, room - gap - min(least, wanted)))
        high = min(max(wanted, theme.px(120)), room - gap - cards)
        self._notes.setVisible(not alone and room - high - gap >= theme.px(96) + below)
        if self._notes.isHidden():
            high = room - below
        self._body.table.foot.divider.setVisible(high != wanted)  # a list that ends with its last row has its line
        margin = theme.u(t.PAGE_MARGIN)
        start = margin if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        self._body.setGeometry(start, 0, self.width() - margin, high)
        self._notes.setGeometry(0, high + gap, self.width(), max(0, room - high - gap))
