"""The sheets of a paper one below the other, drawn at the pixels of the screen, with what was found in them marked.

Qt's own view draws its pages in a thread and tells nobody when it has; a picture of the window would show bare sheets.
"""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import override

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument, QPdfLink, QPdfSearchModel
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.theme import theme

MARGIN, APART = 16, 16  # px round the sheets and between them
SMALLEST, LARGEST, STEP = 0.25, 6.0, 1.2  # pixels of the screen for a point of the paper
SHEETS_KEPT = 6
LINE = 48  # px that an arrow key scrolls


class PaperView(QAbstractScrollArea):
    """Shows a document; `scale` is how many pixels a point of the paper takes, `fits` whether it follows the width."""

    def __init__(self, document: QPdfDocument, search: QPdfSearchModel) -> None:
        super().__init__()
        self._document, self._search = document, search
        self.scale, self.fits, self.found = 1.0, True, -1
        self._tops: list[int] = []
        self._picture = lru_cache(maxsize=SHEETS_KEPT)(self._drawn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(LINE)
        search.countChanged.connect(self._hits_came)

    def refresh(self) -> None:
        """Show the document anew, from its top."""
        self._picture.cache_clear()
        self.found = -1
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def magnify(self, by: float) -> None:
        """Make it larger or smaller; what is in the middle stays there."""
        self.fits = False
        self._scale_to(self.scale * by)

    def fit(self) -> None:
        """Let the width fit, and follow it from now on."""
        self.fits = True
        self._lay_out()

    def go_to(self, place: int) -> None:
        """Show one of the places that were found."""
        self.found = place
        link: QPdfLink = self._search.resultAtIndex(place)
        if link.page() < len(self._tops):
            y = self._tops[link.page()] + link.location().y() * self.scale
            self.verticalScrollBar().setValue(round(y) - self.viewport().height() // 3)
        self.viewport().update()

    @property
    def page(self) -> int:
        """The number of the sheet in the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max(0, bisect_right(self._tops, middle) - 1)

    def _points(self, page: int) -> QSize:
        return self._document.pagePointSize(page).toSize()

    def _scale_to(self, scale: float) -> None:
        bar = self.verticalScrollBar()
        half = self.viewport().height() / 2
        middle = (bar.value() + half) / self.scale
        self.scale = min(LARGEST, max(SMALLEST, scale))
        self._lay_out()
        bar.setValue(round(middle * self.scale - half))

    def _lay_out(self) -> None:
        """Find where each sheet begins, and how far one can scroll."""
        count = self._document.pageCount()
        widest = max((self._points(page).width() for page in range(count)), default=1)
        view = self.viewport().size()
        if self.fits:
            self.scale = min(LARGEST, max(SMALLEST, (view.width() - 2 * MARGIN) / widest))
        heights = [round(self._points(page).height() * self.scale) + APART for page in range(count)]
        self._tops = list(accumulate(heights, initial=MARGIN))[:-1]
        length = sum(heights) - APART + 2 * MARGIN if count else 0
        for bar, whole, shown in (
            (self.verticalScrollBar(), length, view.height()),
            (self.horizontalScrollBar(), round(widest * self.scale) + 2 * MARGIN, view.width()),
        ):
            bar.setPageStep(shown)
            bar.setRange(0, max(0, whole - shown) if count else 0)
        self.viewport().update()

    def _sheet(self, page: int) -> QRect:
        """Where a sheet stands in the view; in the middle where there is room."""
        size = self._points(page) * self.scale
        room = self.viewport().width()
        wide = size.width() + 2 * MARGIN > room
        x = MARGIN - self.horizontalScrollBar().value() if wide else (room - size.width()) // 2
        return QRect(x, self._tops[page] - self.verticalScrollBar().value(), size.width(), size.height())

    def _drawn(self, page: int, width: int, height: int) -> QImage:
        sheet = QImage(width, height, QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.white)
        painter = QPainter(sheet)
        painter.drawImage(0, 0, self._document.render(page, QSize(width, height)))
        painter.end()
        return sheet

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        b = Brush(painter)
        b.fill(self.viewport().rect(), theme.c.sunken)
        for page in range(len(self._tops)):
            sheet = self._sheet(page)
            if sheet.intersects(event.rect()):
                self._draw_sheet(b, page, sheet)
        painter.end()

    def _draw_sheet(self, b: Brush, page: int, sheet: QRect) -> None:
        ratio = b.ratio
        picture = self._picture(page, round(sheet.width() * ratio), round(sheet.height() * ratio))
        b.p.drawImage(QRectF(sheet), picture)
        b.frame(sheet, b.c.line)
        b.p.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        current = self._search.resultAtIndex(self.found) if self.found >= 0 else None
        for link in self._search.resultsOnPage(page):
            here = current is not None and (link.page(), link.location()) == (current.page(), current.location())
            for mark in link.rectangles():
                b.p.fillRect(self._on_screen(mark, sheet), QColor(t.LIGHT.warn_mark if here else t.LIGHT.warn_soft))
        b.p.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _on_screen(self, mark: QRectF, sheet: QRect) -> QRectF:
        corner = QPointF(sheet.topLeft()) + mark.topLeft() * self.scale
        return QRectF(corner, mark.size() * self.scale)

    @Slot()
    def _hits_came(self) -> None:
        self.found = -1
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.magnify(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            return
        super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        page = self.viewport().height() - LINE
        match event.key():
            case Qt.Key.Key_Up:
                bar.setValue(bar.value() - LINE)
            case Qt.Key.Key_Down:
                bar.setValue(bar.value() + LINE)
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - page)
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                bar.setValue(bar.value() + page)
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)
