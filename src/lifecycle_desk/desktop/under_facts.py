"""A list under what its rows come to: amounts in a strip, a line for each currency, asked anew with the list."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import ALL, FilterChips, Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import KindsPage
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    EmptyPage,
    Fact,
    Label,
    PageTitle,
    Stack,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import Column
from lifecycle_desk.desktop.pages import PaletteCommand, Place
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.desktop.translator import translator

if TYPE_CHECKING:
    from lifecycle_desk.desktop.list_notes import ListNotes


class UnderFactsPage(KindsPage):
    """A list of money, under the sums of it; a row opens what it is about.

    `WHOLE` names what is listed without a filter, where that is less than everything.
    """

    TITLE: str
    KINDS: Sequence[Kind]
    WHOLE: UiText = ALL
    COLUMNS: Sequence[Column]

    def __init__(
        self,
        app: AppContext,
        empty: EmptyPage,
        cells: Any,
        actions: Sequence[ListAction[Any]],
        leads: Sequence[QWidget],
        notes: "ListNotes | None" = None,
    ) -> None:
        chips = FilterChips(self.TITLE, self.KINDS, self.WHOLE)
        listing = self.rows_of(app.user, None, "")
        table = LongTable(self.TITLE, listing, self.COLUMNS, cells, app, actions=actions)
        table.show_own_order(self.stands_by)
        table.acts.listen()
        body = ListBody(table, empty, chips)
        self._about, self._strips = Label("", "small", "ink2"), Stack(8)
        self._found: Sequence[Any] = ()
        self.over = wrap(column(self._about, self._strips, gap=6))
        self.over.hide()
        head = column(row(PageTitle(self.TITLE), None, *leads), self.over, gap=6)
        super().__init__(app, body, head, chips, notes=notes)
        body.opened.connect(self._open)
        translator().changed.connect(self._say)

    @classmethod
    @override
    @abstractmethod
    def rows_of(cls, user: UserSession, kind: Any, text: str) -> Listing[Any]: ...

    @override
    @classmethod
    def all_kinds(cls) -> Sequence[Any]:
        return [each.value for each in cls.KINDS]

    @classmethod
    def stands_by(cls, listing: Listing[Any]) -> tuple[Order, ...]:
        """The keys by which a listing's own order goes, where it goes by columns."""
        _ = listing
        return ()

    @abstractmethod
    def ask(self) -> Sequence[Any]:
        """What the strip shows; asked off the GUI thread."""

    @abstractmethod
    def about(self) -> UiText:
        """What stands above the strip."""

    @abstractmethod
    def facts_of(self, found: Sequence[Any]) -> Sequence[Sequence[Fact]]:
        """What was found as facts, a line for each currency."""

    @abstractmethod
    def opened_by(self, found: Any) -> Place:
        """What a row opens."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reckon()

    @Slot(frozenset)
    @override
    def _heard(self, tables: frozenset[str]) -> None:
        super()._heard(tables)
        if self.isVisible() and tables & self.body.table.long.listing.tables:
            self._reckon()

    @Slot()
    def _reckon(self) -> None:
        self._app.run_query(self.ask, self._came)

    def _came(self, found: Sequence[Any]) -> None:
        self._found = found
        self._say()

    @Slot()
    def _say(self) -> None:
        self._about.set_message(self.about())
        lines = self.facts_of(self._found)
        self._strips.fill([wrap(row((facts_strip(each), 1))) for each in lines if each])
        self.over.setVisible(any(lines))

    @Slot(int)
    def _open(self, key: int) -> None:
        if found := self.body.table.long.listing.rows([key]).get(key):
            place = self.opened_by(found)
            self._app.go(place.page, place.key)


def lead(command: PaletteCommand, app: AppContext) -> Button:
    """A link of the head, which leads elsewhere."""
    button = Button(command.words, "link", icon=command.icon)
    button.clicked.connect(lambda: command.run(app))
    return button
