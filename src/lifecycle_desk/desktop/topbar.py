"""The top bar: whose books these are, back and forward, the search box, language, light or dark."""

from collections.abc import Callable
from functools import partial
from typing import override

from PySide6.QtCore import QPoint, QRect, QSize, Signal, Slot
from PySide6.QtWidgets import QSizePolicy

from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.happened import Happened
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.key_names import BACK, FORWARD, keys_shown, turned
from lifecycle_desk.desktop.look.messages import Message, PlainText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts import Backdrop, Button, Fitted, IconButton, row
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, PREFERRED, Painted, PaintedButton, focused
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES

SIDE, BESIDE, EDGE = 24, 10, 4  # px of the mark, between it and the name, and outside of both
LEAST_NAME = 130  # px that both keep where the bar is full
SEARCH, LEAST_SEARCH = 440, 160  # px
KEYS = "Ctrl+K"
NARROW = 1_000  # px of a window, below which the sidebar is icons only


class Mark(Painted):
    """The program's mark and the dealer's name."""

    def __init__(self, dealer: str) -> None:
        super().__init__()
        self._dealer, self._narrow = dealer, False
        self.setSizePolicy(PREFERRED, EXPANDING)
        self.setAccessibleName(dealer)

    def rename(self, dealer: str) -> None:
        """Show another name."""
        self._dealer = dealer
        self.setAccessibleName(dealer)
        self.updateGeometry()
        self.update()

    def show_narrow(self, narrow: bool) -> None:  # noqa: FBT001 (a state)
        """Take no more room than the name needs, beside a sidebar of icons alone."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        """As wide as the sidebar is with its names."""
        wide = theme.u(t.SIDEBAR - 16)
        if self._narrow:
            wide = min(wide, theme.width(self._dealer, "strong") + theme.u(SIDE + BESIDE + 2 * EDGE) + 2)
        return QSize(wide, theme.px(30))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.u(LEAST_NAME), self.sizeHint().width()), theme.px(30))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        strip = Strip(inset(rect, EDGE, 0, EDGE))
        box = strip.slot(SIDE, BESIDE)
        side = box.width()
        square = QRect(box.x(), rect.center().y() - side // 2 + 1, side, side)
        b.fill(square, b.c.accent, t.R_CONTROL)
        b.icon(square, "steering-wheel", b.c.on_accent, 17)
        b.text(strip.rest, self._dealer, "strong", b.c.ink)


class SearchBox(PaintedButton):
    """Looks like a field and opens the palette, where typing goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_text(self.setText, words.SEARCH)
        set_text(self.setAccessibleName, words.SEARCH)

    @override
    def sizeHint(self) -> QSize:
        """As wide as is designed, or as its words need: in some languages they are longer."""
        beside = theme.u(10 + 16 + 8 + 8 + 8) + marks.key_width(keys_shown(KEYS))
        wide = max(theme.u(SEARCH), beside + theme.width(self.text(), "body") + 2)
        self.setMaximumWidth(wide)
        return QSize(wide, theme.px(t.CONTROL))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(LEAST_SEARCH), theme.px(t.CONTROL))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.frame(rect, b.c.field_line if b.c.dark else b.c.line, t.R_CONTROL, 1, b.c.surface)
        strip = Strip(inset(rect, 10, 0, 8))
        b.icon(strip.slot(16, 8), "search", b.c.ink3)
        shown = keys_shown(KEYS)
        if strip.room >= theme.width(self.text(), "body") + marks.key_width(shown) + theme.u(8):  # words before keys
            marks.key(b, strip.trail(marks.key_width(shown), 8), shown)
        b.text(strip.rest, self.text(), "body", b.c.ink3)
        if focused(self):
            b.ring(rect)


class BellButton(IconButton):
    """A bell, with a dot while there is something that nobody has looked at."""

    def __init__(self, happened: Happened) -> None:
        super().__init__("bell", words.HAPPENED)
        self._happened = happened
        happened.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        unseen = self._happened.unseen
        self.set_message(Message(words.HAPPENED_NEW, n=unseen) if unseen else words.HAPPENED)
        self.update()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        super().draw(b, rect)
        if self._happened.unseen:
            side = theme.u(8)
            centre = rect.center() + QPoint(theme.u(-6 if theme.rtl else 6), -theme.u(7))
            spot = QRect(0, 0, side, side)
            spot.moveCenter(centre)
            b.disc(spot, b.c.accent, side)


class PersonButton(IconButton):
    """Who works here now; a click asks who comes next. Nobody is shown where nobody signs in."""

    def __init__(self, staff: str | None) -> None:
        super().__init__("user", words.WHO_WORKS)
        self._initials = ""
        self.show_person(staff or "", staff or "")

    def show_person(self, staff: str, name: str) -> None:
        """Show somebody by the initials of the name."""
        self._initials = marks.initials(name or staff)
        self.set_message(Message(words.WORKS_HERE, name=name or staff) if staff else words.WHO_WORKS)
        self.setVisible(bool(staff))
        self.update()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        marks.avatar(b, rect, self._initials, 28, "accent")
        if focused(self):
            b.ring(rect)


class TopBar(Fitted, Backdrop):
    """The bar that stays above every page."""

    back, forward, search = Signal(), Signal(), Signal()
    language_wanted = Signal(str)
    dark_wanted = Signal(bool)

    def __init__(self, dealer: str, staff: str | None, happened: Happened) -> None:
        super().__init__(frame=True)
        self.bell = BellButton(happened)
        self.mark = Mark(dealer)
        self.back_button = IconButton("arrow-left", words.BACK)
        self.forward_button = IconButton("arrow-right", words.FORWARD)
        self.search_box = SearchBox()
        self.language = Button(text=" ", kind="quiet", icon="world")
        self.mode = IconButton("moon", words.DARK)
        self.language.drop(Menu(self, self._languages))
        self.back_button.clicked.connect(self.back)
        self.forward_button.clicked.connect(self.forward)
        self.search_box.clicked.connect(self.search)
        self.mode.clicked.connect(lambda: self.dark_wanted.emit(not theme.c.dark))
        self.person = PersonButton(staff)
        self.setSizePolicy(EXPANDING, FIXED)
        self.setLayout(
            row(
                self.mark, self.back_button, self.forward_button, None, (self.search_box, 30_000), None,
                self.language, self.mode, self.bell, self.person, gap=4, margins=(12, 0, 16, 0),
            )
        )  # fmt: skip
        translator().changed.connect(self.follow)
        theme.changed.connect(self.follow)
        self.follow()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(t.TOP_BAR))

    def _fit(self) -> None:
        self.mark.show_narrow(self.width() < theme.u(NARROW))

    def show_person(self, staff: str, name: str) -> None:
        """Show who works here now."""
        self.person.show_person(staff, name)

    def _languages(self, menu: Menu) -> None:
        """Offer the languages, each by its own name; the one of now is chosen."""
        for code, name in LANGUAGES.items():
            is_spoken = code == translator().current.code
            entry = menu.offer(PlainText(name), partial(self.language_wanted.emit, code), checked=is_spoken)
            if is_spoken:
                menu.choose(entry)

    def commands(self) -> tuple[PaletteCommand, ...]:
        """Change the language from the palette: each by its own name, as who cannot read the present one types it."""
        by_name = (PaletteCommand(name, "world", self._speaks(code)) for code, name in LANGUAGES.items())
        return PaletteCommand(words.LANGUAGE, "world", lambda _: self.language.click()), *by_name

    def _speaks(self, code: str) -> Callable[[object], None]:
        return lambda _: self.language_wanted.emit(code)

    def follow(self) -> None:
        """Show the language and the mode of now."""
        name = LANGUAGES.get(translator().current.code, "")
        self.language.set_message(PlainText(name))
        set_text(self.language.setAccessibleName, words.LANGUAGE)
        self.back_button.press_by(turned(BACK))
        self.forward_button.press_by(turned(FORWARD))
        self.mode.show_icon("sun" if theme.c.dark else "moon")
        self.mode.set_message(words.LIGHT if theme.c.dark else words.DARK)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        super().draw(b, rect)
        b.hline(rect)
