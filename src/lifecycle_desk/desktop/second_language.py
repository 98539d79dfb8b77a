"""A second language: what is said where one points is shown in it, for who learns in two.

Widgets know their messages. What is painted are words; which message they came from is remembered as they are said.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, override

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPixmap
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QToolTip, QWidget

from lifecycle_desk.desktop.look.messages import Message, UiText, tip
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts.painted import Painted
from lifecycle_desk.desktop.look.rows.base import SHOWN, RowDelegate, State
from lifecycle_desk.desktop.look.rows.head import TableHead
from lifecycle_desk.desktop.translator import messages_of, translator
from lifecycle_desk.language import Language

# Setters whose words do not stand on the part itself; what it is called stands there in place of an icon's words.
BESIDE = frozenset({"setToolTip", "setAccessibleDescription", "setPlaceholderText", "_put_reason"})
CALLED = "setAccessibleName"
MOST = 20_000  # texts that are remembered with their messages, the latest ones
BETWEEN = re.compile(r" · |, |، |、|，")  # texts that stand in a row, in any language
ISOLATES = "\u2066\u2067\u2068\u2069"  # around texts that keep their own direction

type Said = tuple[str, dict[str, object]]  # a message and its facts


class Remembering(Language):
    """The first language, which remembers of what it says from which message it came."""

    def __init__(self, language: Language, said: OrderedDict[str, Said]) -> None:
        super().__init__(language.code, language.customs)
        self._said = said

    @override
    def __call__(self, message: str, **facts: object) -> str:
        words = super().__call__(message, **facts)
        self._said[words] = message, facts
        if len(self._said) > MOST:
            self._said.popitem(last=False)
        return words


class Reading(Brush):
    """A brush that reads where a part paints which texts."""

    def __init__(self, painter: QPainter) -> None:
        super().__init__(painter)
        self.texts: list[tuple[QRect, str]] = []

    @override
    def text(self, rect: QRect, words: str, *how: Any, **more: Any) -> int:
        if words:
            self.texts.append((rect, words))
        return super().text(rect, words, *how, **more)

    @override
    def _note(self, words: str) -> None:
        """Nobody sees what is cut here."""


class SecondLanguage(QObject):
    """Watches for tooltips while a second language is chosen; without one it hears no event."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.language: Language | None = None
        self._remembered: OrderedDict[str, Said] = OrderedDict()
        self.destroyed.connect(_forget)

    def speak(self, language: Language | None) -> None:
        """Show another second language from now on, or none."""
        changes = (language is None) != (self.language is None)
        self.language = language
        if changes:  # all that is on the screen is said once more, to be remembered or not
            self._remembered.clear()
            _hear(partial(Remembering, said=self._remembered) if language else None)
        running = QApplication.instance()
        if running:
            running.removeEventFilter(self)
            if language:
                running.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent) or not isinstance(watched, QWidget):
            return False
        words = self.words_of(watched, event.pos())
        if not words:
            return False
        shown, where = _shown(watched, event.pos())
        QToolTip.showText(event.globalPos(), below(shown, words), watched, where)
        return True

    def words_of(self, widget: QWidget, at: QPoint) -> str:
        """What a part says in the second language, each text once; empty where it says nothing, or the same."""
        language = self.language
        if language is None or language.code == translator().current.code:
            return ""
        said = _said(widget, at) or [found for each in _painted(widget, at) for found in self._recalled(each)]
        told = (language(message, **facts) for message, facts in said)
        return "\n".join(dict.fromkeys(each for each in told if each))

    def _recalled(self, text: str) -> Iterator[Said]:
        """The messages of a text that is painted, whole or of its parts; of data there is none."""
        if whole := self._remembered.get(text):
            yield whole
            return
        for each in BETWEEN.split(text):
            if part := self._remembered.get(each.strip(ISOLATES)):
                yield part


def _said(widget: QWidget, at: QPoint) -> list[Said]:
    """The messages of a part at a point: of a head those of its column, of a menu those of an entry."""
    head = widget.parent()
    if isinstance(head, TableHead):
        column = head.logicalIndexAt(at)
        return list(_message(head.columns[column].title)) if 0 <= column < len(head.columns) else []
    spoken: QObject | None = widget.actionAt(at) if isinstance(widget, QMenu) else widget
    said = [each for each in messages_of(spoken) if each[0] not in BESIDE] if spoken else []
    shown = [each for each in said if each[0] != CALLED] or said
    return [(message, facts) for _, message, facts in shown]


def _painted(widget: QWidget, at: QPoint) -> list[str]:
    """The texts that are painted at a point: of a row, of a cell, of a part that paints itself."""
    view = _view_of(widget)
    if view:
        index = view.indexAt(at)
        delegate = view.itemDelegate()
        if not index.isValid():
            return []
        if not isinstance(delegate, RowDelegate):
            return [_read_out(index)]
        row, rect = index.data(SHOWN), view.visualRect(index)
        return _read(lambda brush: delegate.draw(brush, rect, row, State()), at) or [row.words()]
    return _read(lambda brush: widget.draw(brush, widget.rect()), at) if isinstance(widget, Painted) else []


def _read(draw: Callable[[Brush], object], at: QPoint) -> list[str]:
    """The texts that something draws at a point; where none is there, all that it draws."""
    paper = QPixmap(1, 1)
    painter = QPainter(paper)
    brush = Reading(painter)
    draw(brush)
    painter.end()
    here = [words for rect, words in brush.texts if rect.contains(at)]
    return here or [words for _, words in brush.texts]


def _shown(widget: QWidget, at: QPoint) -> tuple[str, QRect]:
    """What stands in the first language above the second, and where that holds: of a row what it may have cut."""
    view = _view_of(widget)
    if view is None:
        return widget.toolTip(), QRect()
    index = view.indexAt(at)
    delegate, rect = view.itemDelegate(), view.visualRect(index)
    if isinstance(delegate, RowDelegate):
        return "\n".join(delegate.cut(rect, index.data(SHOWN))), rect
    return _read_out(index), rect


def _read_out(index: QModelIndex) -> str:
    """All that a cell says, with what it has no room for."""
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "")


def _view_of(widget: QWidget) -> QAbstractItemView | None:
    """The list whose ground a widget is."""
    view = widget.parent()
    return view if isinstance(view, QAbstractItemView) and view.viewport() is widget else None


def _hear(through: Callable[[Language], Language] | None) -> None:
    """Let all that is said go through another language, or through none."""
    spoken = translator()
    spoken.through = through or (lambda language: language)
    spoken.set_language(Language(spoken.current.code, spoken.current.customs))


def _forget() -> None:
    """Hear nothing any more: the window has gone."""
    translator().through = lambda language: language


def _message(said: UiText) -> Iterator[tuple[str, dict[str, object]]]:
    match said:
        case Message(message=message, facts=facts):
            yield message, dict(facts)
        case str(message):
            yield message, {}


def below(shown: str, words: str) -> str:
    """A tooltip with other words below its own, which Qt may read as markup."""
    if not shown:
        return tip(words)
    if Text.mightBeRichText(shown):
        from html import escape  # brings all that HTML has names for

        return f"{shown}<p>{escape(words)}</p>"
    return tip(f"{shown}\n{words}")
