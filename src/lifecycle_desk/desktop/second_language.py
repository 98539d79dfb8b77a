"""A second language: what a label, a button or a head says is shown in it where one points, for who learns in two."""

from collections.abc import Iterator
from typing import override

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from lifecycle_desk.desktop.look.messages import Message, UiText, tip
from lifecycle_desk.desktop.look.rows.head import TableHead
from lifecycle_desk.desktop.translator import messages_of, translator
from lifecycle_desk.language import Language

# Setters whose words do not stand on the part itself; what it is called stands there in place of an icon's words.
BESIDE = frozenset({"setToolTip", "setAccessibleDescription", "setPlaceholderText", "_put_reason"})
CALLED = "setAccessibleName"


class SecondLanguage(QObject):
    """Watches for tooltips while a second language is chosen; without one it hears no event."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.language: Language | None = None

    def speak(self, language: Language | None) -> None:
        """Show another second language from now on, or none."""
        self.language = language
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
        QToolTip.showText(event.globalPos(), below(watched.toolTip(), words), watched)
        return True

    def words_of(self, widget: QWidget, at: QPoint) -> str:
        """What a part says in the second language, each text once; empty where it says nothing, or the same."""
        language = self.language
        if language is None or language.code == translator().current.code:
            return ""
        told = (language(message, **facts) for message, facts in _said(widget, at))
        return "\n".join(dict.fromkeys(each for each in told if each))


def _said(widget: QWidget, at: QPoint) -> Iterator[tuple[str, dict[str, object]]]:
    """The messages of a part at a point: of a head those of its column."""
    head = widget.parent()
    if isinstance(head, TableHead):
        column = head.logicalIndexAt(at)
        if 0 <= column < len(head.columns):
            yield from _message(head.columns[column].title)
        return
    said = [each for each in messages_of(widget) if each[0] not in BESIDE]
    shown = [each for each in said if each[0] != CALLED] or said
    yield from ((message, facts) for _, message, facts in shown)


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
