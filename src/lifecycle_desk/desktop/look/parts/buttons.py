"""Buttons: one primary on a page, the others plain, quiet or links; each shows its key."""

from typing import Literal, override

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QSizePolicy

from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.key_names import keys_shown
from lifecycle_desk.desktop.look.messages import UiText, set_text, show_tip, ui_text
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.parts.painted import FIXED, PREFERRED, PaintedButton, focused, hovered
from lifecycle_desk.desktop.look.theme import theme

type Kind = Literal["primary", "plain", "quiet", "link"]

LEAST_NAME = 96  # px of a name that is shortened: a plate
_NO_ROOM_FOR_KEYS = 1.75  # from this text size on the words need the room


class WithheldButton(PaintedButton):
    """A button that may be withheld from the person at the window: it is greyed, and its tooltip says why."""

    withheld = Signal()  # it is greyed for a reason, for another one, or free again

    def __init__(self) -> None:
        super().__init__()
        self._wanted, self._withheld, self._tip = True, "", ""
        self.reason: UiText = ""  # why it is withheld; empty where it is free

    def withhold(self, reason: UiText) -> None:
        """Grey it for a reason that its tooltip gives, whatever its page lets one do; without words it is free."""
        if reason != self.reason:
            self.reason = reason
            set_text(self._put_reason, reason)
            self.withheld.emit()

    def _put_reason(self, words: str) -> None:
        if words or self._withheld:
            show_tip(self, words or self._tip)
        self._withheld = words
        super().setEnabled(self._wanted and not words)

    @override
    def setEnabled(self, arg__1: bool) -> None:
        self._wanted = arg__1
        super().setEnabled(arg__1 and not self._withheld)


class Button(WithheldButton):
    """A button with words: `Button(N_("Add event"), "primary", icon="plus", keys="Ctrl+N")`.

    `keys` presses it; `shown_keys` only tells a key that somebody else's action already listens to.
    """

    folds = True  # takes another line where a row is narrow

    def __init__(
        self,
        words: UiText = "",
        kind: Kind = "plain",
        *,
        icon: str = "",
        keys: str = "",
        shown_keys: str = "",
        text: str = "",
        **facts: object,
    ) -> None:
        super().__init__()
        self.kind: Kind = kind
        self._icon, self._menu = icon, False
        self._pressed_by, self._keys = keys, keys or shown_keys
        self.setSizePolicy(FIXED, FIXED)
        self.set_message(ui_text(words, text, facts))

    def set_message(self, words: UiText, **facts: object) -> None:
        """Change the words."""
        set_text(self._put, ui_text(words, "", facts))

    def _put(self, words: str) -> None:
        self.setText(words)
        self.setShortcut(QKeySequence(self._pressed_by))  # setText would make a key of an & in a name

    @property
    def picture(self) -> str:
        """The name of its icon."""
        return self._icon

    @property
    def keys(self) -> str:
        """The key that it shows."""
        return self._keys

    @property
    def pressed_by(self) -> str:
        """The key that presses it."""
        return self._pressed_by

    def show_keys(self, keys: str) -> None:
        """Tell another key, to which somebody else's action listens."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def drop(self, menu: Menu) -> None:
        """Open a menu when pressed, and show that with a chevron."""
        self._menu = True
        self.clicked.connect(lambda: menu.open_under(self))
        self.updateGeometry()

    @override
    def changeEvent(self, e: QEvent) -> None:
        """Its keys are called otherwise in another language, whatever its words are."""
        super().changeEvent(e)
        if e.type() == QEvent.Type.LanguageChange:
            self.updateGeometry()

    def _shown_keys(self) -> str:
        return keys_shown(self._keys) if self._keys and theme.scale < _NO_ROOM_FOR_KEYS else ""

    @override
    def sizeHint(self) -> QSize:
        width = theme.width(self.text(), "medium") + theme.u(24)
        if self._icon:
            width += theme.u(18)
        if self._shown_keys():
            width += theme.width(self._shown_keys(), "caption") + theme.u(8)
        if self._menu:
            width += theme.u(20)
        if self.kind == "link":
            width -= theme.u(18 if self._icon else 22)  # a link stands flush with the text above and below it
        return QSize(width, theme.px(t.CONTROL))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        ink, icon_ink, key_ink = self._ground(b, rect)
        strip = Strip(rect.adjusted(1, 0, -1, 0) if self.kind == "link" else self._inner(rect))
        if self._icon:
            b.icon(strip.slot(t.ICON, 6), self._icon, icon_ink)
        if self._menu:
            b.icon(strip.slot_end(12, 4), "chevron-down", key_ink, t.ICON_SMALL)
        if keys := self._shown_keys():
            place = strip.trail(theme.width(keys, "caption"), 8)
            b.text(place, keys, "caption", key_ink, "end", ltr=True, elide=False)
        b.text(strip.rest, self.text(), "medium", ink, elide=self.width() < self.sizeHint().width())
        if focused(self):
            self._focus(b, rect)

    def _inner(self, rect: QRect) -> QRect:
        return inset(rect, 10 if self._icon else 12, 0, 12)

    def _ground(self, b: Brush, rect: QRect) -> tuple[str, str, str]:
        """Draw the ground of the state; gives the inks of words, icon and key."""
        c, live = b.c, hovered(self) or self.isDown()
        if self.kind == "primary":
            ground = c.sunken if not self.isEnabled() else c.accent_hover if live else c.accent
            b.fill(b.snap(rect), ground, t.R_CONTROL)
            ink = c.on_accent if self.isEnabled() else c.disabled
            return ink, ink, ink
        if self.kind == "plain":
            edge = c.field_line if live else t.mix(c.field_line, c.surface, 0.55)
            b.frame(rect, edge, t.R_CONTROL, ground=c.hover if live else c.surface)
        elif self.kind == "quiet" and (live or self.isChecked()):
            b.fill(b.snap(rect), t.mix(c.ink3, c.surface, 0.14), t.R_CONTROL)
        if not self.isEnabled():
            return c.disabled, c.disabled, c.disabled
        if self.kind == "link":
            ink = c.accent_hover if live else c.accent
            return ink, ink, c.ink3
        return c.ink, c.ink2, c.ink3

    def _focus(self, b: Brush, rect: QRect) -> None:
        if self.kind == "link":
            b.fill(QRectF(rect.x(), rect.bottom() - theme.u(5), rect.width(), 2), b.c.accent)
        else:
            b.ring(rect, gap=self.kind == "primary")


class NameLink(Button):
    """A link called after a thing: where there is no room for the name in one line it stands in several."""

    def __init__(self, name: UiText) -> None:
        super().__init__(name, "link")
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, PREFERRED)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.u(LEAST_NAME)), hint.height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        one_line = theme.px(t.CONTROL)
        if arg__1 >= self.sizeHint().width():
            return one_line
        return one_line - flow.pitch("medium") + flow.height(self.text(), "medium", arg__1 - 2)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        if rect.width() >= self.sizeHint().width():
            super().draw(b, rect)
            return
        ink, _, _ = self._ground(b, rect)
        high = flow.height(self.text(), "medium", rect.width() - 2)
        place = rect.adjusted(1, (rect.height() - high) // 2, -1, 0)
        flow.draw(b.p, place, self.text(), "medium", ink)
        if focused(self):
            self._focus(b, rect)


MORE_ICON = "dots"


class IconButton(WithheldButton):
    """A button that is an icon: its name is its tooltip and what is read aloud, and may not be left out."""

    def __init__(self, icon: str, name: UiText, *, kind: Kind = "quiet", keys: str = "", size: int = t.CONTROL) -> None:
        super().__init__()
        self.kind: Kind = kind
        self._icon, self._keys, self._size = icon, keys, size
        self.setSizePolicy(FIXED, FIXED)
        if keys:
            self.setShortcut(QKeySequence(keys))
        self.set_message(name)

    def set_message(self, name: UiText) -> None:
        """Change the name."""
        set_text(self._put, name)

    @property
    def pressed_by(self) -> str:
        """The key that presses it."""
        return self._keys

    def press_by(self, keys: str) -> None:
        """Be pressed by another key."""
        if keys != self._keys:
            self._keys = keys
            self.setShortcut(QKeySequence(keys))
            self._put(self.accessibleName())

    @property
    def opens_more(self) -> bool:
        """Whether it is the “…” of a page, under which its rarer actions stand."""
        return self._icon == MORE_ICON

    def _put(self, name: str) -> None:
        self.setAccessibleName(name)
        shown = keys_shown(self._keys) if self._keys else ""
        self._tip = f"{name}  {shown}".rstrip()
        show_tip(self, self._withheld or self._tip)

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = theme.px(self._size)
        return QSize(side, side)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        c, live = b.c, hovered(self) or self.isDown()
        ink = c.ink2 if self.isEnabled() else c.disabled
        match self.kind:
            case "primary":
                b.fill(b.snap(rect), c.accent_hover if live else c.accent, t.R_CONTROL)
                ink = c.on_accent
            case "plain":
                edge = c.field_line if live else t.mix(c.field_line, c.surface, 0.55)
                b.frame(rect, edge, t.R_CONTROL, ground=c.hover if live else c.surface)
            case _ if live or self.isChecked():
                b.fill(b.snap(rect), t.mix(c.ink3, c.surface, 0.14), t.R_CONTROL)
        b.icon(rect, self._icon, ink, t.ICON_SMALL if self._size < t.FILTER else t.ICON)
        if focused(self):
            b.ring(rect, gap=self.kind == "primary")
