"""Somebody at the keyboard who knows nothing beforehand: presses only what needs no reading, or what was read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from hands import CTRL, ENTER, PLAIN, SHIFT, TAB, all_of, press, rest, type_in
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lifecycle_desk.desktop.keyboard_sheet import KeyLine
from lifecycle_desk.desktop.look.key_names import keys_shown
from lifecycle_desk.desktop.look.parts import Button, IconButton
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.place_list import PlaceRow
from lifecycle_desk.desktop.topbar import SearchBox
from lifecycle_desk.desktop.window import Window

ARROWS = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right}
PLAIN_KEYS = {TAB, ENTER, *ARROWS, Qt.Key.Key_Escape, Qt.Key.Key_Space}


@dataclass
class Newcomer:
    """Somebody at the keyboard who uses only what she has read; `seen` are the keys that she has read so far."""

    window: Window
    bot: QtBot
    seen: set[str] = field(default_factory=set)
    pressed: list[str] = field(default_factory=list)

    def look(self) -> None:
        """Read every key that stands on the screen now."""
        buttons = [each for each in all_of(self.window, Button, IconButton) if getattr(each, "keys", "")]
        self.seen |= {keys_shown(each.keys) for each in buttons}
        if all_of(self.window, SearchBox):
            self.seen.add(keys_shown("Ctrl+K"))  # drawn in the box
        places = [each for shown in self.window.side.lists for each in shown.rows.rows if isinstance(each, PlaceRow)]
        self.seen |= {keys_shown(each.keys) for each in places if each.keys}
        self.seen |= {keys for line in all_of(self.window, KeyLine) for keys in line.keys}

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key that needs no reading, or one that was read."""
        keys = keys_shown(QKeySequence(QKeyCombination(modifier, key)).toString())
        is_plain = key in PLAIN_KEYS and modifier in {PLAIN, SHIFT}
        self.look()
        assert is_plain or keys in self.seen, f"{keys} stands nowhere on the screen: {sorted(self.seen)}"
        self.pressed.append(keys)
        press(self.window, key, modifier)

    def type(self, text: str) -> None:
        type_in(self.window, text)

    def until(self, so: Callable[[], object]) -> None:
        def is_so() -> bool:
            rest(self.window)
            return bool(so())

        self.bot.waitUntil(is_so)

    def find(self, text: str, place: Place) -> None:
        """Type into the search what one is looking for, and open the first that is found."""
        self.press(Qt.Key.Key_K, CTRL)
        self.type(text)
        self.until(lambda: self.window.palette_box.found.current() is not None)
        self.until(lambda: text.casefold() in self.window.palette_box.found.current().title.casefold())
        self.press(ENTER)
        self.until(lambda: self.window.place == place)

    @property
    def at(self) -> QWidget | None:
        return QApplication.focusWidget()

    @property
    def page(self):
        return self.window.page()
