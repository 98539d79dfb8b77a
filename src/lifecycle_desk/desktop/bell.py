"""The panel of the bell: what happened in the background, newest first."""

from functools import partial
from typing import override

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.happened import Happening
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import (
    Button,
    Floating,
    IconButton,
    Label,
    Scroll,
    SectionTitle,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.painted import Glyph
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator

WIDE, DEEP, HEAD = 400, 460, 60  # px of the panel, and of what is above and below its rows


class BellPanel(QObject):
    """What happened, newest first, below the bell; Escape, or a click beside it, closes it."""

    def __init__(self, over: QWidget, bell: QWidget, app: AppContext) -> None:
        super().__init__(over)
        self._over, self._bell, self._app = over, bell, app
        self.rows = Stack(gap=2)
        self.close = IconButton("x", words.CLOSE)
        body = Scroll(column(self.rows, None, gap=0, margins=(16, 0, 16, 8)))
        head = row(SectionTitle(words.HAPPENED), None, self.close, margins=(16, 8, 8, 0))
        self.box = Floating(column(head, (body, 1), gap=4))
        self._catcher = QWidget(over)  # a click beside the panel
        self.box.setParent(over)
        self.close.clicked.connect(self.close_up)
        app.happened.changed.connect(self._changed)
        for part in (over, self._catcher, self.box, body, self.close):
            part.installEventFilter(self)
        self._show(visible=False)

    @property
    def is_open(self) -> bool:
        """Whether it can be seen."""
        return self.box.isVisible()

    @Slot()
    def turn(self) -> None:
        """Open it, or close it where it is open."""
        if self.is_open:
            self.close_up()
            return
        self._fill()
        self._app.happened.look()
        self._place()
        self._show(visible=True)
        self.close.setFocus()

    @Slot()
    def close_up(self) -> None:
        """Close it and give the focus back."""
        self._show(visible=False)
        self._bell.setFocus()

    def _show(self, *, visible: bool) -> None:
        for part in (self._catcher, self.box):
            part.setVisible(visible)
            part.raise_()

    @Slot()
    def _changed(self) -> None:
        if self.is_open:
            self._fill()
            self._app.happened.look()
            self._place()

    def _fill(self) -> None:
        entries = self._app.happened.entries
        self.rows.fill(
            [self._row(each) for each in entries] or [Label(words.HAPPENED_NOTHING, "body", "ink3", wrap=True)]
        )

    def _row(self, entry: Happening) -> QWidget:
        formats = translator().current.formats
        day = formats.local(entry.at).date()
        at = formats.clock(entry.at) if day == formats.today() else formats.day(day)
        when = Label(text=at, role="small", ink="ink3")
        tone: t.Ink = "ok" if entry.icon == "circle-check" else "warn" if entry.icon == "alert-circle" else "ink2"
        said = Label(entry.said, "medium", wrap=True)
        lines: list[QWidget] = [said]
        if entry.detail:
            lines.append(Label(entry.detail, "small", "ink2", wrap=True))
        lines.append(wrap(row(when, *(self._offer(each) for each in _offered(entry)), None, gap=12)))
        sign = Glyph(entry.icon, tone, beside="medium")
        line = row(sign, (wrap(column(*lines, gap=2)), 1), gap=10, margins=(0, 8, 0, 8))
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        return wrap(line)

    def _offer(self, command: PaletteCommand) -> Button:
        button = Button(command.words, "link")
        button.clicked.connect(partial(self._take, command))
        return button

    def _take(self, command: PaletteCommand, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self.close_up()
        command.run(self._app)

    def _place(self) -> None:
        over, shade = self._over, marks.SHADE
        self._catcher.setGeometry(over.rect())
        foot = self._bell.mapTo(over, QPoint(self._bell.width(), self._bell.height()))
        wide = min(theme.u(WIDE) + 2 * shade, over.width() - 16)
        held = theme.px(HEAD) + self.rows.totalHeightForWidth(wide - 2 * shade - 32)
        deep = min(held + 2 * shade, theme.px(DEEP) + 2 * shade, over.height() - foot.y() - 8)
        start = foot.x() - self._bell.width() - shade if theme.rtl else foot.x() - wide + shade
        self.box.setGeometry(QRect(min(max(start, 8 - shade), over.width() - wide), foot.y() - shade + 4, wide, deep))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.is_open:
            self._place()
        if watched is self._catcher and event.type() == QEvent.Type.MouseButtonPress:
            self.close_up()
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.is_open):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
            return True
        return False


def _offered(entry: Happening) -> list[PaletteCommand]:
    """What can be done about an entry: what one would do next, and its undo as long as it stands."""
    undo = entry.undo
    if undo is None or not undo.is_open:
        return list(entry.then)
    return [*entry.then, PaletteCommand(words.UNDO, "arrow-back-up", lambda _: undo())]
