"""The sheet of keys: what can be pressed here and everywhere, read from what listens and never kept by hand."""

from collections.abc import Iterable, Sequence
from typing import override

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.base.said import InARow
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.keys import KeyGroup, KeyShown, keys_of
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.key_names import keys_shown
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts import (
    Floating,
    IconButton,
    Label,
    Painted,
    Scrim,
    Scroll,
    SectionTitle,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

WIDE, DEEP, HEAD = 780, 620, 64  # px of the panel, and of what is above and below its lines


class KeyCaps(Painted):
    """Keys as they are engraved, one cap beside another."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__()
        self.keys = tuple(keys)
        self.setSizePolicy(FIXED, FIXED)

    @override
    def sizeHint(self) -> QSize:
        gaps = theme.u(4) * (len(self.keys) - 1)
        return QSize(sum(marks.key_width(each) for each in self.keys) + gaps, theme.px(22))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        strip = Strip(rect)
        for each in self.keys:
            marks.key(b, strip.slot(round(marks.key_width(each) / theme.scale), 4), each, "start", b.c.ink2)


class KeyLine(QWidget):
    """What some keys do, and the keys."""

    def __init__(self, says: str, keys: Sequence[str]) -> None:
        super().__init__()
        self.says, self.keys = says, tuple(keys)
        self.setLayout(row((Label(PlainText(says), "body"), 1), KeyCaps(keys), gap=12))
        self.setSizePolicy(EXPANDING, FIXED)
        self.setAccessibleName(translator().current.labelled(says, InARow(*keys)))


class KeyboardSheet(QObject):
    """The sheet over a window; Escape, a click beside it, or the key that showed it takes it away."""

    def __init__(self, over: QWidget, *everywhere: QWidget) -> None:
        super().__init__(over)
        self._over, self._everywhere = over, everywhere
        self._before: QWidget | None = None
        self.close = IconButton("x", words.CLOSE)
        self.starts, self.ends = Stack(gap=4), Stack(gap=4)
        sides = [wrap(column(each, None, gap=0)) for each in (self.starts, self.ends)]
        self._scroll = Scroll(row(*((each, 1) for each in sides), gap=40, margins=(20, 0, 20, 16)))
        head = row(SectionTitle(words.SHORTCUTS), None, self.close, margins=(20, 12, 12, 4))
        self._scrim, self.box = Scrim(over), Floating(column(head, (self._scroll, 1), gap=4))
        self.box.setParent(over)
        self.close.clicked.connect(self.close_up)
        for part in (over, self._scrim, self.close, self._scroll):
            part.installEventFilter(self)
        self._show(visible=False)

    @property
    def is_open(self) -> bool:
        """Whether it can be seen."""
        return self.box.isVisible()

    def turn(self, page: QWidget | None) -> None:
        """Show the keys of a page, or close the sheet where it is open."""
        if self.is_open:
            self.close_up()
            return
        self._before = QApplication.focusWidget()
        self._fill(self.shown(page))
        self._place()
        self._show(visible=True)
        self.close.setFocus()

    def shown(self, page: QWidget | None) -> list[KeyShown]:
        """The keys that can be pressed on a page: its own, and those of the window."""
        bars = [each for part in self._everywhere for each in keys_of(part, everywhere=True)]
        return [*keys_of(self._over, deep=False), *bars, *(keys_of(page) if page else ())]

    @Slot()
    def close_up(self) -> None:
        """Take the sheet away and give the focus back."""
        self._show(visible=False)
        if self._before:
            self._before.setFocus()

    def _show(self, *, visible: bool) -> None:
        for part in (self._scrim, self.box):
            part.setVisible(visible)
            part.raise_()

    def _fill(self, keys: Sequence[KeyShown]) -> None:
        ends = (KeyGroup.PAGE, KeyGroup.LISTS, KeyGroup.FORMS)
        self.starts.fill(_lines((KeyGroup.EVERYWHERE,), keys))
        self.ends.fill(_lines(ends, keys))

    def _place(self) -> None:
        over, shade = self._over, 2 * marks.SHADE
        self._scrim.setGeometry(over.rect())
        wide = min(theme.u(WIDE) + shade, over.width() - 32)
        held = max(each.sizeHint().height() for each in (self.starts, self.ends))
        deep = min(theme.px(HEAD) + held + 24 + shade, theme.px(DEEP) + shade, over.height() - 32)
        self.box.setGeometry(QRect((over.width() - wide) // 2, (over.height() - deep) // 3, wide, deep))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.is_open:
            self._place()
        if watched is self._scrim and event.type() == QEvent.Type.MouseButtonPress:
            self.close_up()
        if isinstance(event, QKeyEvent) and self.is_open:
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()  # or a page that Escape leaves would be left behind the sheet
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        bar = self._scroll.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_up()
            case Qt.Key.Key_Down | Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + theme.px(60))
            case Qt.Key.Key_Up | Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - theme.px(60))
            case _:
                return False
        return True


def _lines(groups: Iterable[KeyGroup], keys: Sequence[KeyShown]) -> list[QWidget]:
    """The lines of some groups under their headings; what several keys do is one line."""
    made: list[QWidget] = []
    for group in groups:
        found: dict[str, list[str]] = {}
        for each in keys:
            if each.group is group:
                engraved = keys_shown(each.keys)
                if engraved not in found.setdefault(each.words, []):
                    found[each.words].append(engraved)
        if found:
            head = row(Label(group.value, "small-strong", "ink3"), margins=(0, 12 if made else 0, 0, 0))
            made.append(wrap(head))
            made += [KeyLine(says, caps) for says, caps in found.items()]
    return made
