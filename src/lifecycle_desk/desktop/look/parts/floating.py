"""Surfaces over a page: one with a shadow, and the toast that tells what was done and takes it back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import override

from PySide6.QtCore import (
    QAbstractAnimation,
    QEvent,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QVariantAnimation,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts.bars import StickyBar
from lifecycle_desk.desktop.look.parts.boxes import Item, column, row, wrap
from lifecycle_desk.desktop.look.parts.buttons import Button, IconButton
from lifecycle_desk.desktop.look.parts.labels import Label
from lifecycle_desk.desktop.look.parts.painted import Glyph, Painted


def _call(run: Callable[[], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
    run()


class Scrim(Painted):
    """The veil over a page behind a dialog."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setGeometry(over.rect())

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.fill(rect, b.c.scrim)


class Floating(Painted):
    """A surface with a hairline and a soft shadow, which needs `marks.SHADE` pixels all round."""

    def __init__(self, layout: QLayout, *, radius: int = t.R_DIALOG) -> None:
        super().__init__()
        self._radius = radius
        shade = marks.SHADE
        self.setLayout(column(wrap(layout), gap=0, margins=(shade, shade, shade, shade)))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        shade = marks.SHADE
        box = QRectF(rect).adjusted(shade, shade, -shade, -shade)
        marks.shadow(b, box, self._radius)
        edge = t.mix(b.c.field_line, b.c.surface, 0.5) if b.c.dark else b.c.line
        b.frame(box, edge, self._radius, 1, b.c.surface)


type Offer = tuple[UiText, str, str, Callable[[], object]]  # words, icon, keys to show, what it does


class Toast(Floating):
    """A note of what was done, with what one would do next and Undo; or of what went wrong, with details to copy.

    It lasts ten seconds, which stand still under the pointer or the focus. It stands above the bar of the page, is read
    aloud and never takes the focus.
    """

    gone = Signal()
    LASTS = 10_000  # ms

    def __init__(
        self,
        over: QWidget,
        words: UiText,
        *,
        detail: UiText = "",
        undo: Callable[[], object] | None = None,
        offers: Sequence[Offer] = (),
        keys: str = "Ctrl+Z",
        icon: str = "circle-check",
        copies: str = "",
    ) -> None:
        self._left = 1.0
        text = Label(words, "medium", fixed=True)
        said: QLayout | QWidget = column(text, Label(detail, "small", "ink3"), gap=0) if detail else text
        self._undo = Button(N_("Undo"), icon="arrow-back-up", shown_keys=keys) if undo else None
        self.copy = Button(N_("Copy details"), icon="copy") if copies else None
        self.offers = [Button(said, icon=icon, shown_keys=keys) for said, icon, keys, _ in offers]
        asks = [*self.offers, *(each for each in (self._undo, self.copy) if each)]
        close = IconButton("x", N_("Close"))
        tone: t.Ink = "ok" if icon == "circle-check" else "warn"
        items: list[Item] = [Glyph(icon, tone, 18), said, 16, *asks, close]
        super().__init__(row(*items, gap=10, margins=(16, 10, 8, 12)), radius=t.R_CARD)
        set_text(self.setAccessibleName, words)
        self._over = over
        self.setParent(over)
        for button, (*_, run) in zip(self.offers, offers, strict=True):
            button.clicked.connect(partial(_call, run))
            button.clicked.connect(self.go)
        if self._undo and undo:
            self._undo.clicked.connect(undo)
            self._undo.clicked.connect(self.go)
        if self.copy:
            self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(copies))
        close.clicked.connect(self.go)
        self._clock = QVariantAnimation(self)
        self._clock.setDuration(self.LASTS)
        self._clock.setStartValue(1.0)
        self._clock.setEndValue(0.0)
        self._clock.valueChanged.connect(self._tick)
        self._clock.finished.connect(self.go)
        over.installEventFilter(self)
        for part in (self, *asks, close):
            part.installEventFilter(self)

    def rise(self) -> None:
        """Show it at the foot of the window and let the time run."""
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    @Slot()
    def go(self) -> None:
        """Take it away."""
        self._clock.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    @property
    def is_still(self) -> bool:
        """Whether the time stands still."""
        return self._clock.state() == QAbstractAnimation.State.Paused

    def _place(self) -> None:
        self.adjustSize()
        x = (self._over.width() - self.width()) // 2
        bars = [each for each in self._over.findChildren(StickyBar) if each.isVisible()]
        foot = min((each.mapTo(self._over, QPoint()).y() for each in bars), default=self._over.height())
        self.move(x, foot - self.height() - 4)

    def _hold(self, *, still: bool) -> None:
        running = self._clock.state() == QAbstractAnimation.State.Running
        if still and running:
            self._clock.pause()
        elif not still and self.is_still:
            self._clock.resume()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Resize if watched is self._over:
                self._place()
            case QEvent.Type.Enter | QEvent.Type.FocusIn if watched is not self._over:
                self._hold(still=True)
            case QEvent.Type.Leave | QEvent.Type.FocusOut if watched is not self._over:
                self._hold(still=self._is_used())
        return super().eventFilter(watched, event)

    def _is_used(self) -> bool:
        focus = QApplication.focusWidget()
        return self.underMouse() or (focus is not None and self.isAncestorOf(focus))

    @Slot(object)
    def _tick(self, left: object) -> None:
        self._left = left if isinstance(left, float) else 0.0
        self.update()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        super().draw(b, rect)
        shade = marks.SHADE
        track = rect.adjusted(shade + 10, 0, -shade - 10, 0)
        line = Strip(QRect(track.x(), rect.bottom() - shade - 3, track.width(), 2))
        b.fill(line.lead(int(track.width() * self._left)), b.c.accent, 1)
