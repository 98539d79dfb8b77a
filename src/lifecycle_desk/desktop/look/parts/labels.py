"""Texts: always plain, shortened with a tooltip, set for their script."""

from typing import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text, ui_text
from lifecycle_desk.desktop.look.paint import Align, Brush
from lifecycle_desk.desktop.look.parts.painted import FIXED, PREFERRED
from lifecycle_desk.desktop.look.parts.told import TellsCut
from lifecycle_desk.desktop.look.theme import theme

LEAST_TITLE, LEAST_SECTION = 200, 120  # px of the heading of a page and of a card, whatever stands beside it


class Label(TellsCut, QLabel):
    """A text: one line, shortened where it must be, or wrapped with `wrap`.

    `Label(N_("Owner"))` is a message, `Label(N_("to %(on)s"), on=day)` one with facts, `Label(text=name)` is data.
    `fixed` may not be shortened; `ltr` is for VINs and codes.
    """

    def __init__(
        self,
        words: UiText = "",
        role: t.Role = "body",
        ink: t.Ink = "ink",
        *,
        text: str = "",
        align: Align = "start",
        ltr: bool = False,
        wrap: bool = False,
        fixed: bool = False,
        **facts: object,
    ) -> None:
        super().__init__()
        self.role, self.ink = role, ink
        self._align: Align = align
        self._ltr, self._wrap, self._fixed = ltr, wrap, fixed
        self.setTextFormat(Qt.TextFormat.PlainText)  # what a customer is called is never markup
        policy = QSizePolicy(PREFERRED, PREFERRED if wrap else FIXED)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.set_message(ui_text(words, text, facts))

    def set_message(self, words: UiText, **facts: object) -> None:
        """Show another text."""
        set_text(self.setText, ui_text(words, "", facts))

    def show_text(self, text: str) -> None:
        """Show a text that is data."""
        self.set_message(ui_text("", text, {}) if text else "")

    def paint_in(self, ink: t.Ink) -> None:
        """Change the ink."""
        self.ink = ink
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return self._wrap

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return flow.height(self.text(), self.role, arg__1) if self._wrap else -1

    @override
    def sizeHint(self) -> QSize:
        if self._wrap:
            wanted = min(theme.u(280), self._natural())
            return QSize(wanted, flow.height(self.text(), self.role, wanted))
        return QSize(self._natural(), self._line())

    def _natural(self) -> int:
        return theme.width(self.text(), self.role, tabular=self._align == "end") + 2

    def _line(self) -> int:
        return round(theme.font(self.role).pixelSize() * max(1.35, theme.script.line))

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self._fixed:
            return hint
        return QSize(min(hint.width(), theme.u(56 if self._wrap else 24)), self._line())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        b = Brush(painter)
        colour = b.c.ink_of(self.ink) if self.isEnabled() else b.c.disabled
        if self._wrap:
            flow.draw(painter, self.rect(), self.text(), self.role, colour, centred=self._align == "centre")
        else:
            b.text(self.rect(), self.text(), self.role, colour, self._align, ltr=self._ltr)
        painter.end()
        self.tell_cut(b)


class WholeOrNothing(Label):
    """A remark that stands where there is room for it: “12 vehicles” cut to “1…” would be another number."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class SectionTitle(Label):
    """The heading of a card."""

    def __init__(self, words: UiText = "", *, text: str = "", **facts: object) -> None:
        super().__init__(ui_text(words, text, facts), "section")

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.u(LEAST_SECTION)), self._line())


class PageTitle(Label):
    """The heading of a page, which is shortened last of all."""

    heads = True  # the row that it begins is the page's head

    def __init__(self, words: UiText = "", *, text: str = "", **facts: object) -> None:
        super().__init__(ui_text(words, text, facts), "title")

    @override
    def _line(self) -> int:
        """As high as the buttons beside it, so that it stands alike on a page that has none."""
        return max(super()._line(), theme.px(t.CONTROL))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.u(LEAST_TITLE)), self._line())
