"""The list of countries from which one is chosen: searched while one types, the computer's own country first."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.folding import folded
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.collating import collator
from lifecycle_desk.desktop.look.parts import LineField, column
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme

COUNTRY, COUNTRIES = N_("Country"), N_("Countries")
HINT = N_("Type part of a name, then choose with the arrow keys.")
MOST_ROWS, FEW_ROWS = 7, 2  # that are seen at once: alone, and where a form follows
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class _Rows(RowList):
    """The rows; Enter is the window's, which goes on with it."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        super().keyPressEvent(event)


class CountryList(QWidget):
    """Countries by their codes, of which one is chosen; the row of each says something about it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.search = LineField(COUNTRY, hint=HINT)
        self.list = _Rows(COUNTRIES, TwoLineDelegate())
        self.value = ""
        self._rows: Sequence[TwoLineRow] = ()
        self._fills, self._most = False, MOST_ROWS
        self.setLayout(column(self.search, self.list, gap=4))
        self.search.line.installEventFilter(self)
        self.search.edited.connect(self._searched)
        self.list.selectionModel().currentChanged.connect(self._moved)

    def show_countries(self, rows: Sequence[TwoLineRow], language: str) -> None:
        """Show other rows, each by the code of its country as its key, in the order of a language."""
        own, collate = own_country(), collator(language)
        ordered = sorted(rows, key=lambda row: collate.sortKey(row.title))
        self._rows = sorted(ordered, key=lambda row: row.key != own)
        self._show()

    def choose(self, code: str) -> None:
        """Choose a country, and show its row."""
        self.value = code
        self._mark()

    def make_room(self, *, for_form: bool) -> None:
        """Show fewer rows at once where a form follows."""
        self._most = FEW_ROWS if for_form else MOST_ROWS
        self._fit()

    def _fit(self) -> None:
        rows = self.list.rows.rows
        height = self.list.sizeHintForRow(0) if rows else 0
        self.list.setFixedHeight(max(1, min(self._most, len(rows))) * max(height, theme.px(1)))
        self._keep_seen()

    def _keep_seen(self) -> None:
        if self.list.currentIndex().isValid():
            self.list.scrollTo(self.list.currentIndex())

    def _show(self) -> None:
        wanted = folded(self.search.text)
        found = [row for row in self._rows if fits(row, wanted)]
        self._fills = True
        self.list.show_rows(found)
        self._fills = False
        self._mark()
        self._fit()

    def _mark(self) -> None:
        """Show which country is chosen, where it is among those that were searched for."""
        keys = [row.key for row in self.list.rows.rows if isinstance(row, TwoLineRow)]
        self._fills = True
        at = self.list.rows.index(keys.index(self.value), 0) if self.value in keys else QModelIndex()
        self.list.setCurrentIndex(at)
        self._fills = False

    @Slot(str)
    def _searched(self, _text: str) -> None:
        """Choose the first that is found, unless what was chosen is among them."""
        self._show()
        if self.list.current() is None and self.list.rows.rows:
            self.list.setCurrentIndex(self.list.rows.index(0, 0))

    @Slot(QModelIndex)
    def _moved(self, _index: QModelIndex) -> None:
        row = self.list.current()
        if not self._fills and isinstance(row, TwoLineRow) and row.key != self.value:
            self.value = str(row.key)
            self.chosen.emit(self.value)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in STEPS:
            self._step(STEPS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        last = len(self.list.rows.rows) - 1
        if last >= 0:
            at = max(0, min(last, self.list.currentIndex().row() + by))
            self.list.setCurrentIndex(self.list.rows.index(at, 0))


def own_country() -> str:
    """The country that this computer is set to."""
    return QLocale.territoryToCode(QLocale.system().territory())


def fits(row: TwoLineRow, wanted: str) -> bool:
    """Whether a name has what is wanted at the beginning of a word of it, or is of the country with that code."""
    name = folded(row.title)
    return (
        not wanted
        or name.startswith(wanted)
        or f" {wanted}" in name
        or folded(str(row.key)) == wanted
        or (not wanted.isascii() and wanted in name)
    )
