"""Cards, facts, pairs, and the bar with one sentence and one action."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, ui_text
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts.boxes import EqualGrid, Item, column, row
from lifecycle_desk.desktop.look.parts.buttons import Button
from lifecycle_desk.desktop.look.parts.labels import Label
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, PREFERRED, Glyph, Painted
from lifecycle_desk.desktop.look.theme import theme

LEAST_FACT = 96  # px of a fact whose texts need less


class Card(Painted):
    """A surface with a hairline; shadows are kept for what floats."""

    def __init__(self, layout: QLayout | None = None, *, sunken: bool = False) -> None:
        super().__init__()
        self._sunken = sunken
        if layout is not None:
            self.setLayout(layout)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.frame(rect, b.c.line, t.R_CARD, 1, b.c.sunken if self._sunken else b.c.surface)


def ink_of(tone: t.Tone | None) -> t.Ink:
    """The ink in which words of a tone are written; without a tone they are a quiet remark."""
    match tone:
        case None:
            return "ink3"
        case "neutral":
            return "ink2"
    return tone


class Fact(QWidget):
    """A label, a value, and what qualifies it: an icon and a tone when it is a verdict."""

    def __init__(
        self, label: UiText, value: UiText, note: UiText = "", tone: t.Tone | None = None, icon: str = ""
    ) -> None:
        super().__init__()
        self._label = Label(label, "small", "ink3")
        self._value = Label("", "strong")
        self._glyph, self._note = Glyph("", size=t.ICON_SMALL, beside="small"), Label("", "small", wrap=True)
        self._label.setBuddy(self._value)
        qualified = row(self._glyph, (self._note, 1), gap=5)
        qualified.setAlignment(self._glyph, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self._label, self._value, qualified, None, gap=3))
        self.setSizePolicy(EXPANDING, FIXED)
        self.show_fact(value, note, tone, icon)

    @property
    def text_width(self) -> int:
        """How wide it has to be for label and value to stand whole, and what qualifies them in two lines."""
        mark = 0 if self._glyph.isHidden() else self._glyph.sizeHint().width() + theme.u(5)
        note = mark + flow.in_two_lines(self._note.text(), "small")
        return max(self._label.sizeHint().width(), self._value.sizeHint().width(), note)

    def show_fact(self, value: UiText, note: UiText = "", tone: t.Tone | None = None, icon: str = "") -> None:
        """Show another value."""
        self._value.set_message(value)
        self._note.set_message(note)
        self._note.setVisible(bool(self._note.text()))  # or its line gapes under the value
        self._note.paint_in(ink_of(tone))
        self._glyph.show_icon(icon or "check", ink_of(tone))
        self._glyph.setVisible(bool(icon))


def facts_strip(facts: Sequence[Fact], *, least: int = LEAST_FACT) -> EqualGrid:
    """Facts in equal columns parted by hairlines: as many as show every value whole."""
    return EqualGrid(facts, least=least, gap=32)


class Pair(QWidget):
    """A name and its value at the two ends of a line, for the cards of a rail."""

    def __init__(self, name: UiText, value: UiText, tone: t.Tone | None = None, icon: str = "") -> None:
        super().__init__()
        self._value = Label(value, "medium", ink_of(tone) if tone else "ink", align="end", fixed=True)
        mark = [Glyph(icon, ink_of(tone), t.ICON_SMALL)] if icon else []
        self.setLayout(row((Label(name, "small", "ink2"), 1), *mark, self._value, gap=8))
        self.setSizePolicy(EXPANDING, FIXED)

    def show_value(self, value: UiText) -> None:
        """Show another value."""
        self._value.set_message(value)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(25))


class InfoBar(Painted):
    """Something a page has to say: one sentence and one action on a soft ground; never in the way."""

    def __init__(
        self,
        words: UiText,
        *,
        strong: UiText = "",
        tone: t.Tone = "warn",
        icon: str = "alert-triangle",
        action: Button | None = None,
        **facts: object,
    ) -> None:
        super().__init__()
        self._tone: t.Tone = tone
        self._sentence = Label(ui_text(words, "", facts), wrap=True)
        self.action = action
        first: list[Item] = [Label(strong, "strong", ink_of(tone), fixed=True), 2] if strong else []
        last: list[Item] = [action] if action else []
        mark = Glyph(icon, ink_of(tone))
        self._inner = row(mark, 2, *first, (self._sentence, 1), *last, gap=8, margins=(12, 4, 5, 4))
        self._inner.setAlignment(self._sentence, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(self._inner)
        policy = QSizePolicy(PREFERRED, PREFERRED)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_message(self, words: UiText, **facts: object) -> None:
        """Say another sentence."""
        self._sentence.set_message(words, **facts)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return max(theme.px(38), self._inner.heightForWidth(arg__1))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._inner.minimumSize().width(), theme.px(38))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        ink, ground = b.c.tone(self._tone)
        b.frame(rect, t.mix(ink, ground, 0.28), t.R_CONTROL, 1, ground)
