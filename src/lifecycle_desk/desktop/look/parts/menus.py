"""Menus: groups of entries under their captions, with one entry chosen from the beginning, so that Enter takes it."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from lifecycle_desk.desktop.look.icons import icon
from lifecycle_desk.desktop.look.key_names import keys_shown
from lifecycle_desk.desktop.look.messages import UiText, in_words, set_text, tip
from lifecycle_desk.desktop.look.paint import Brush, inset
from lifecycle_desk.desktop.look.parts.painted import Painted
from lifecycle_desk.desktop.look.theme import theme

CAPTION = 24  # px of the row of a caption
START, END = 12, 24  # px beside the words of an entry, as in the style sheet


class Menu(QMenu):
    """A menu in the look of the program, in the language of now.

    A menu with `fill` stays, and is filled anew whenever it opens. One without is filled by whoever makes it, opens
    once, and is gone when it closes.
    """

    def __init__(self, parent: QWidget, fill: Callable[["Menu"], object] | None = None) -> None:
        super().__init__(parent)
        self._fill = fill
        self._caption, self._begins = "", False
        self._first: QAction | None = None  # the first entry of the first group, which has no caption while it is alone
        self._first_caption, self._groups = "", 0
        self._chosen: QAction | None = None
        if fill:
            self.aboutToShow.connect(self.refill)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    # Its entries ------------------------------------------------------------------------------------------------

    @Slot()
    def refill(self) -> None:
        """Fill it anew, as it would be if it opened now."""
        self.clear()
        self._first = self._chosen = None
        self._caption, self._begins, self._groups = "", False, 0
        if self._fill:
            self._fill(self)

    def group(self, caption: UiText = "") -> None:
        """Let the next entries be a group of their own; its caption is shown where there are several groups."""
        self._caption, self._begins = in_words(caption), True

    def offer(
        self,
        words: UiText,
        call: Callable[[], object],
        *,
        icon_name: str = "",
        keys: str = "",
        checked: bool | None = None,
        enabled: bool = True,
        withheld: UiText = "",
    ) -> QAction:
        """Offer one entry, with its icon, the key that does the same, and a tick where it is `checked` or not.

        One that is `withheld` is greyed for the reason given, which its tooltip says.
        """
        action = _Entry(self, keys)
        set_text(action.say, words)
        if icon_name:
            action.setIcon(icon(icon_name))
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.setEnabled(enabled and not withheld)
        if withheld:
            self.setToolTipsVisible(True)
            action.setToolTip(tip(in_words(withheld)))
        action.triggered.connect(lambda _=False: call())
        self._begin_group(action)
        self.addAction(action)
        return action

    def choose(self, entry: QAction) -> None:
        """Let it open with another entry chosen than the first."""
        self._chosen = entry

    def _begin_group(self, entry: QAction) -> None:
        """Part the entry from the group before it, and let both have their captions."""
        if self._first is None:
            self._first, self._first_caption, self._groups = entry, self._caption, 1
        elif self._begins:
            if self._groups == 1 and self._first_caption:
                self.insertAction(self._first, _Caption(self._first_caption, self))
            self._groups += 1
            self.addSeparator()
            if self._caption:
                self.addAction(_Caption(self._caption, self))
        self._begins = False

    # Opening it -------------------------------------------------------------------------------------------------

    def open_under(self, widget: QWidget) -> None:
        """Open it under a button, flush with the side where reading starts."""
        if self._fill:
            self.refill()  # its width is that of what it will offer
        if offer_folded := getattr(widget.parentWidget(), "offer_folded", None):
            offer_folded(self)
        at = widget.rect().bottomLeft()
        if theme.rtl:
            at = QPoint(widget.width() - self.sizeHint().width(), at.y())
        self.popup(widget.mapToGlobal(at))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = next((each for each in self.actions() if each.isEnabled() and not each.isSeparator()), None)
        if chosen := self._chosen or first:
            self.setActiveAction(chosen)


class _Entry(QAction):
    """An entry by its words, with the key that does the same."""

    def __init__(self, menu: QMenu, keys: str) -> None:
        super().__init__(menu)
        self._keys = keys

    def say(self, words: str) -> None:
        """Show words, and the key behind them."""
        text = words.replace("&", "&&")
        self.setText(f"{text}\t{keys_shown(self._keys)}" if self._keys else text)


class _Caption(QWidgetAction):
    """The caption of a group; neither the pointer nor the keyboard can choose it."""

    def __init__(self, text: str, menu: QMenu) -> None:
        super().__init__(menu)
        self.setText(text)
        self.setSeparator(True)
        self.setDefaultWidget(_CaptionRow(text))


class _CaptionRow(Painted):
    """The row in which a caption stands, as wide as its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setAccessibleName(text)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.width(self._text, "caption") + theme.u(START + END), theme.px(CAPTION))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.text(inset(rect, START, 4, END), self._text, "caption", b.c.ink3)
