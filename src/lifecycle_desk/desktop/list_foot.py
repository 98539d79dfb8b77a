"""The foot of a list: how many rows there are and are chosen, the sums of its columns, and what is done with all."""

from functools import partial
from typing import TYPE_CHECKING, Any, override

from PySide6.QtCore import QPoint, QSize, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.desktop.list_actions import EXPORTS, ask_to_export
from lifecycle_desk.desktop.list_layout import COLUMNS
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Divider, IconButton, Label, column, row
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

if TYPE_CHECKING:
    from lifecycle_desk.desktop.long_table import LongTable
    from lifecycle_desk.desktop.ordering import Value

ROWS, CHOSEN = NN_("%(n)s row", "%(n)s rows"), NN_("%(n)s selected", "%(n)s selected")
MORE_COLUMNS = NN_("%(n)s more column", "%(n)s more columns")
EXPORT_LIST, SUM = N_("Export list"), N_("%(column)s: %(sum)s")
GAP = "   "
BUTTON = 24  # px


class MoreColumns(Button):
    """Says how many columns have no room, so that nobody takes the list for all that is known; a click offers them."""

    def __init__(self) -> None:
        super().__init__("", "link")
        self.hide()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(BUTTON))

    def count(self, columns: int) -> None:
        """Say how many there are; none is nothing to tell."""
        self.setVisible(columns > 0)
        if columns:
            self.set_message(Message(MORE_COLUMNS, n=columns))


class ListFoot(QWidget):
    """One quiet line under a table."""

    def __init__(self, table: "LongTable[Any]") -> None:
        super().__init__()
        self._table = table
        self.count, self.chosen = Label("", "small", "ink2"), Label("", "small-strong", "ink2")
        self.sums = Label("", "small", "ink2", align="end")
        self.more = MoreColumns()
        self.columns = IconButton("columns", COLUMNS, size=BUTTON)
        self.export = IconButton("file-export", EXPORT_LIST, size=BUTTON)
        parts = (self.count, self.chosen, (self.sums, 1), self.more, self.columns, self.export)
        self.divider, self._line = Divider(), row(*parts, gap=12, margins=(16, 2, 8, 2))
        self.setLayout(column(self.divider, self._line, gap=0))
        for button in (self.more, self.columns):
            button.clicked.connect(lambda _=False, button=button: table.columns_shown.pop_up(_above(button)))
        self.export.clicked.connect(self._offer)
        table.app.permits.need(EXPORT, self.export)
        table.counted.connect(self._reckon)
        table.chosen_changed.connect(self._reckon)
        table.columns_changed.connect(self._reckon)
        table.sketch.changed.connect(self._reckon)
        translator().changed.connect(self._reckon)

    @property
    def line_height(self) -> int:
        """How high it is without the hairline above it."""
        return self._line.sizeHint().height()

    @Slot()
    def _reckon(self) -> None:
        """Count what there is and what is chosen; sums are read where nobody waits."""
        table = self._table
        if not isValid(table):
            return  # it goes first where a page goes, and its model tells of it
        rows, chosen = table.long.rowCount(), table.count_chosen()
        self.count.set_message("" if table.sketch.is_drawn else Message(ROWS, n=rows))
        self.chosen.setVisible(chosen > 1)
        if chosen > 1:
            self.chosen.set_message(Message(CHOSEN, n=chosen))
        before = self.more.text()
        self.more.count(len(table.columns_shown.given_way()))
        if self.more.text() != before:
            self._line.activate()  # at once: columns give way just before the table is painted, and words were cut
        columns = table.long.columns
        wanted = [at for at in table.head.seen() if columns[at].sums and columns[at].value and not columns[at].rank]
        keys, listing = table.keys_meant(), table.long.listing
        if not wanted or not keys or table.sketch.is_drawn:
            self.sums.set_message("")
            return
        values = table.values

        def ask() -> "list[tuple[int, list[Value]]]":
            held = [(at, values.values(listing, columns, at, keys)) for at in wanted]
            return [(at, [found.get(key) for key in keys]) for at, found in held]

        table.app.run_query(ask, partial(self._came, listing, len(keys)))

    def _came(self, listing: object, count: int, found: "list[tuple[int, list[Value]]]") -> None:
        """Say the sums, in the language of now."""
        from lifecycle_desk.desktop.ordering import sums  # behind the first picture

        table, say = self._table, translator().current
        if listing is not table.long.listing:
            return
        told = []
        for at, values in found:
            amounts, number = sums(values)
            written = [say.formats.money(each) for each in amounts]
            if number is not None:
                form = table.long.columns[at].sums
                written.append(form(number) if callable(form) else say.formats.number(number))
            told += [say(SUM, column=table.head.title(at), sum=" + ".join(written))] if written else []
        self.sums.set_message(PlainText(GAP.join(told)) if told and count else "")

    @Slot()
    def _offer(self) -> None:
        """The forms in which the list goes out."""
        menu = Menu(self)
        for form, words in EXPORTS.items():
            menu.offer(words, partial(ask_to_export, self._table, form), icon_name="file-export")
        menu.open_under(self.export)


def _above(button: QWidget) -> QPoint:
    return button.mapToGlobal(QPoint(0, button.height()))
