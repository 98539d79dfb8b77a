"""The preview: a paper inside the program, page under page, magnified, searched, printed."""

from typing import override

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.look.messages import Message, PlainText, set_text
from lifecycle_desk.desktop.look.parts import IconButton, Label, LineEdit, column, row
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.overview.screens.printing import print_document
from lifecycle_desk.overview.screens.reports.paper_view import STEP, PaperView

PREVIEW, FIND = N_("Preview"), N_("Find in document")
LARGER, SMALLER, FIT = N_("Larger"), N_("Smaller"), N_("Fit width")
PAGES = NN_("%(n)s page", "%(n)s pages")
HITS, NO_HIT = N_("%(at)s of %(of)s"), N_("not found")
NOWHERE = QModelIndex()


class Finder(LineEdit):
    """The field that searches the paper: Enter goes to the next place, Shift+Enter to the one before."""

    wanted = Signal(int)  # by how many places

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.wanted.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return
        super().keyPressEvent(event)


class Preview(QWidget):
    """Shows the bytes of a PDF."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes, self._buffer = b"", QBuffer(self)
        self.document, self.search = QPdfDocument(self), QPdfSearchModel(self)
        self.search.setDocument(self.document)
        self.view = PaperView(self.document, self.search)
        set_text(self.view.setAccessibleName, PREVIEW)
        self.pages, self.hits = Label("", "small", "ink3", fixed=True), Label("", "small", "ink3", fixed=True)
        self.finder = Finder()
        set_text(self.finder.setPlaceholderText, FIND)
        set_text(self.finder.setAccessibleName, FIND)
        self.smaller = IconButton("minus", SMALLER, keys="Ctrl+-")
        self.larger, self.fit = IconButton("plus", LARGER, keys="Ctrl++"), IconButton("file-text", FIT, keys="Ctrl+0")
        TextWidth(self.finder, 220, at_most=True)
        size = (self.smaller, self.fit, self.larger)
        bar = row(self.pages, None, self.hits, self.finder, 8, *size, gap=6, margins=(16, 8, 12, 8), folds=True)
        self.setLayout(column(bar, (self.view, 1), gap=0))
        self._connect()

    def _connect(self) -> None:
        self.smaller.clicked.connect(lambda: self.view.magnify(1 / STEP))
        self.larger.clicked.connect(lambda: self.view.magnify(STEP))
        self.fit.clicked.connect(self.view.fit)
        self.finder.textChanged.connect(self._find)
        self.finder.wanted.connect(self._walk)
        self.search.countChanged.connect(self._tell_hits)

    @property
    def content(self) -> bytes:
        """The paper that is shown."""
        return self._bytes

    def show_paper(self, content: bytes) -> None:
        """Show another paper; the magnification and what is searched for stay."""
        self.document.close()
        self._buffer.close()
        self._bytes = content
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        if content:
            self.document.load(self._buffer)
        self.view.refresh()
        self.pages.set_message(Message(PAGES, n=self.document.pageCount()) if content else PlainText(""))
        self._find(self.finder.text())

    @Slot(str)
    def _find(self, text: str) -> None:
        self.search.setSearchString(text.strip())
        self._tell_hits()

    @Slot()
    def _tell_hits(self) -> None:
        count = self.search.rowCount(NOWHERE)
        if not self.finder.text().strip():
            self.hits.set_message(PlainText(""))
        elif not count:
            self.hits.set_message(NO_HIT)
        else:
            self.hits.set_message(Message(HITS, at=max(0, self.view.found) + 1, of=count))

    @Slot(int)
    def _walk(self, by: int) -> None:
        count = self.search.rowCount(NOWHERE)
        if count:
            self.view.go_to((self.view.found + by) % count)
        self._tell_hits()

    def print_on(self, printer: QPrinter) -> None:
        """Print all pages."""
        print_document(self.document, printer)
