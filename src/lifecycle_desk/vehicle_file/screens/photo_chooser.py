"""Choosing the photo of a car: its pictures side by side, small, gone through with the arrows and taken by Enter."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, set_text
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import Button, Label, Scroll, column, row, wrap
from lifecycle_desk.desktop.look.parts.painted import focused, hovered
from lifecycle_desk.desktop.look.parts.spaced import Grid
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.vehicle.usecases.documents import Document
from lifecycle_desk.vehicle_file.screens.photo import PictureButton

CHOOSE = N_("Choose the vehicle photo")
SMALL = (148, 104)  # px of a picture
NAME = 20  # px of the line below it
IN_A_ROW, ROWS_SEEN, GAP = 3, 3, 12


class Thumbnail(PictureButton):
    """One of the pictures, with its name; the photo that is in use has a check mark."""

    def __init__(self, app: AppContext, document: Document, *, in_use: bool) -> None:
        super().__init__(app)
        self.document, self._in_use = document, in_use
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(document.name)
        set_text(self.setToolTip, PlainText(document.name))
        self.setEnabled(False)  # until it is known to be a picture
        self.read(document)

    @override
    def came(self) -> None:
        self.setEnabled(True)
        if self._in_use or not isinstance(self.window().focusWidget(), Thumbnail):
            self.setFocus()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(SMALL[0]), theme.u(SMALL[1]) + theme.px(NAME))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        picture = QRect(rect.x(), rect.y(), rect.width(), theme.u(SMALL[1]))
        if self.is_read:
            self.draw_picture(b, picture)
        else:
            b.frame(picture, b.c.line, t.R_CONTROL, 1, b.c.sunken)
            b.icon(picture, "photo", b.c.disabled)
        b.frame(picture, b.c.accent if self._in_use or hovered(self) else b.c.line, t.R_CONTROL)
        if focused(self):
            b.ring(picture)
        name = QRect(rect.x(), picture.bottom() + 3, rect.width(), theme.px(NAME))
        if self._in_use:
            side = theme.u(t.ICON_SMALL)
            at = name.right() - side if theme.rtl else name.x()
            b.icon(QRect(at, name.y(), side, name.height()), "circle-check", b.c.accent, t.ICON_SMALL)
            start = 0 if theme.rtl else side + 4
            name.adjust(start, 0, -(side + 4) if theme.rtl else 0, 0)
        b.text(name, self.document.name, "small", b.c.ink2 if self.isEnabled() else b.c.disabled)


class PhotoChooser(QDialog):
    """The pictures of a car over its window; one of them is taken, or Escape leaves all as it is."""

    chosen = Signal(str)  # the hash of the document

    def __init__(self, app: AppContext, pictures: Sequence[Document], now: Document | None, over: QWidget) -> None:
        super().__init__(over)
        theme.dress(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_text(self.setWindowTitle, CHOOSE)
        self.pictures = [Thumbnail(app, each, in_use=each == now) for each in pictures]
        grid = Grid(GAP)
        for place, each in enumerate(self.pictures):
            grid.addWidget(each, *divmod(place, IN_A_ROW))
            each.clicked.connect(partial(self._take, each))
        self._cancel = Button(C_("form", "Cancel"), keys="Esc")
        self._cancel.clicked.connect(self.reject)
        body = Scroll(column(grid, None, gap=0, margins=(20, 4, 20, 4)))
        head = row(Label(CHOOSE, "section"), None, margins=(20, 16, 20, 0))
        foot = row(None, self._cancel, margins=(20, 8, 20, 16))
        self.setLayout(column(wrap(head), (body, 1), wrap(foot), gap=8))
        self.resize(self._wanted(len(pictures)))

    def _wanted(self, count: int) -> QSize:
        """Room for what there is, at most three rows of it; more of them scrolls."""
        across, rows = min(max(count, 2), IN_A_ROW), min(-(-count // IN_A_ROW), ROWS_SEEN)
        width, height = theme.u(SMALL[0]) + GAP, theme.u(SMALL[1]) + theme.px(NAME) + GAP
        return QSize(across * width + 48, rows * height + theme.px(120))

    def _take(self, picture: Thumbnail, _: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self.chosen.emit(picture.document.sha256)
        self.accept()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        onward = -1 if theme.rtl else 1
        steps: dict[int, int] = {
            Qt.Key.Key_Right: onward,
            Qt.Key.Key_Left: -onward,
            Qt.Key.Key_Down: IN_A_ROW,
            Qt.Key.Key_Up: -IN_A_ROW,
        }
        at = next((place for place, each in enumerate(self.pictures) if each.hasFocus()), None)
        by = steps.get(arg__1.key())
        if by is None or at is None:
            super().keyPressEvent(arg__1)
        elif 0 <= at + by < len(self.pictures):
            self.pictures[at + by].setFocus()
