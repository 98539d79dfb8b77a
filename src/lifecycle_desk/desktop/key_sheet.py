"""The sheet of keys: what F1 and ? show over a page, read from the buttons that stand on it."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import Button, Divider, Label, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.overlay import Overlay

TITLE, CLOSE = N_("Keyboard"), N_("Press Esc to close.")
EVERYWHERE: tuple[tuple[str, UiText], ...] = (
    ("Tab", N_("Next field")),
    ("Return", N_("Next field, or take the suggestion")),
    ("Ctrl+K", N_("Search and commands")),
    ("F6", N_("Filter the list")),
    ("Ctrl+Z", C_("key", "Undo")),
    ("Alt+Left", C_("key", "Back")),
)
CLOSING = {Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Question, Qt.Key.Key_Return, Qt.Key.Key_Enter}


def keys_of(page: QWidget | None) -> list[tuple[str, str]]:
    """The keys of the buttons that can be seen on a page, with the words of the buttons, each key once."""
    buttons = page.findChildren(Button) if page else []
    shown = [each for each in buttons if each.keys and each.isVisible() and each.isEnabled()]
    return list({each.keys: (each.keys, each.text()) for each in shown}.values())


class KeySheet(Overlay):
    """The keys of the page that is shown, and those that work everywhere."""

    def __init__(self, over: QWidget, page: Callable[[], QWidget | None]) -> None:
        self._rows, self._page = Stack(2), page
        self._before: QWidget | None = None
        super().__init__(
            over,
            column(SectionTitle(TITLE), self._rows, Label(CLOSE, "small", "ink3"), gap=10, margins=(20, 18, 20, 18)),
        )
        self.panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.panel.installEventFilter(self)

    @Slot()
    def rise(self) -> None:
        """Show the keys of the page; whoever had the keyboard gets it back."""
        if self.is_going:
            return
        self._before = QApplication.focusWidget()
        own = keys_of(self._page())
        self._rows.fill([_line(keys, PlainText(words)) for keys, words in own])
        if own:
            self._rows.put(Divider())
        for keys, words in EVERYWHERE:
            if keys not in dict(own):
                self._rows.put(_line(keys, words))
        self.lift()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.panel and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in CLOSING:
                self.lower()
                if self._before is not None:
                    self._before.setFocus()
            return True
        return super().eventFilter(watched, event)


def _line(keys: str, words: UiText) -> QWidget:
    cap = Label(PlainText(marks.keys_shown(keys)), "medium", "ink2", fixed=True)
    return wrap(row((Label(words, "body"), 1), cap, gap=16, margins=(0, 3, 0, 3)))
