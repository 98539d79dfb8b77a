"""The photo of a car beside its name: small, and large when it is pressed."""

from functools import partial
from typing import override

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainterPath, QPixmap, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import set_text
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import column
from lifecycle_desk.desktop.look.parts.painted import FIXED, PaintedButton, focused, hovered
from lifecycle_desk.desktop.look.pictures import picture_within
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.vehicle.usecases.documents import Document, photo

SMALL = (76, 56)  # px beside the name
LARGE = 0.86  # of the window
MOST_LARGE = (1600, 1200)  # px, whatever the window has


def read_picture(user: UserSession, document: Document, within: QSize) -> QImage | None:
    """A document as a picture that fits; None for one that is gone or damaged. It runs in a reading thread."""
    content = photo(user, document.sha256, (document.media,))
    return picture_within(content, document.media, within) if content else None


class PictureButton(PaintedButton):
    """A document that is a picture, as a small picture that can be pressed; it is read when it is first shown."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self._document: Document | None = None
        self._pixmap = QPixmap()
        self.setSizePolicy(FIXED, FIXED)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def is_read(self) -> bool:
        """Whether there is a picture to see: of a file that is gone or damaged there is none."""
        return not self._pixmap.isNull()

    def read(self, document: Document) -> None:
        """Read a document, away from the window's thread."""
        self._document, self._pixmap = document, QPixmap()
        size, ratio = self.sizeHint(), self.devicePixelRatioF()
        user, within = self._app.user, QSize(round(size.width() * ratio * 2), round(size.height() * ratio * 2))
        self._app.run_query(lambda: read_picture(user, document, within), partial(self._came, document), lambda _: None)

    def _came(self, document: Document, made: QImage | None) -> None:
        if document == self._document and made is not None:
            self._pixmap = QPixmap.fromImage(made)
            self.came()
            self.update()

    def came(self) -> None:
        """The picture is there."""

    def draw_picture(self, b: Brush, rect: QRect) -> None:
        """Draw the middle of the picture into a rectangle."""
        path = QPainterPath()
        path.addRoundedRect(rect, t.R_CONTROL, t.R_CONTROL)
        b.p.save()
        b.p.setClipPath(path)
        b.p.drawPixmap(rect, self._pixmap, _middle(self._pixmap.size(), rect.size()))
        b.p.restore()


class CarPhoto(PictureButton):
    """The photo of a car; hidden while there is none, or none that can be read."""

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.large: LargePhoto | None = None
        set_text(self.setAccessibleName, N_("Vehicle photo"))
        set_text(self.setToolTip, N_("Show the vehicle photo"))
        self.clicked.connect(self._open)
        self.hide()

    def show_photo(self, document: Document | None) -> None:
        """Show another photo, or none."""
        if document == self._document and (document is None or self.is_read):
            return
        self._document, self._pixmap = document, QPixmap()
        self.setVisible(False)
        if document is not None:
            self.read(document)

    @override
    def came(self) -> None:
        self.setVisible(True)

    @Slot()
    def _open(self) -> None:
        if self._document:
            self.large = LargePhoto(self._app, self._document, self)
            self.large.open()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(SMALL[0]), theme.u(SMALL[1]))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        if not self.is_read:
            return
        self.draw_picture(b, rect)
        b.frame(rect, b.c.accent if hovered(self) else b.c.line, t.R_CONTROL)
        if focused(self):
            b.ring(rect)


def _middle(size: QSize, shown: QSize) -> QRect:
    """The middle of a picture, of the shape in which it is shown."""
    part = shown.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    return QRect((size.width() - part.width()) // 2, (size.height() - part.height()) // 2, part.width(), part.height())


class LargePhoto(QDialog):
    """The photo of a car over its window; a click or Escape closes it."""

    came = Signal()

    def __init__(self, app: AppContext, document: Document, button: CarPhoto) -> None:
        over = button.window()
        super().__init__(over)
        theme.dress(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_text(self.setWindowTitle, N_("Vehicle photo"))
        self._label = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        set_text(self._label.setAccessibleName, N_("Vehicle photo"))
        self.setLayout(column(self._label, gap=0))
        self._app, self._document, self._asked = app, document, False
        most = QSize(*MOST_LARGE)
        self._room = QSize(round(over.width() * LARGE), round(over.height() * LARGE)).boundedTo(most)

    @override
    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        if not self._asked:
            self._asked = True
            user, ratio, document = self._app.user, self.devicePixelRatioF(), self._document
            self._app.run_query(
                lambda: read_picture(user, document, self._room * ratio), partial(self._came, ratio), lambda _: None
            )

    def _came(self, ratio: float, made: QImage | None) -> None:
        if made is None:
            self.reject()
            return
        shown = QPixmap.fromImage(made)
        shown.setDevicePixelRatio(ratio)
        self._label.setPixmap(shown)
        self.adjustSize()
        self.came.emit()

    @property
    def pixmap(self) -> QPixmap:
        """The picture that is shown."""
        return self._label.pixmap()

    @override
    def event(self, arg__1: QEvent) -> bool:
        if arg__1.type() == QEvent.Type.MouseButtonRelease:
            self.accept()
            return True
        return super().event(arg__1)
