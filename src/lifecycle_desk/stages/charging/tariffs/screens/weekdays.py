"""Days of the week as a field: seven small toggles in the market's order, each with its short name."""

from collections.abc import Collection, Sequence
from typing import override

from PySide6.QtCore import QRect, QSize, Slot

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, show_tip
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import EqualGrid, Field, PaintedButton
from lifecycle_desk.desktop.look.parts.painted import FIXED, focused, hovered
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.tariffs.screens.words import week_from

NARROW, APART = 40, 4  # px of a toggle, and between two


class DayToggle(PaintedButton):
    """A day of the week, on or off; its whole name is its tooltip and what is read aloud."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.setCheckable(True)
        self.setSizePolicy(FIXED, FIXED)
        translator().changed.connect(self._name)
        self._name()

    @Slot()
    def _name(self) -> None:
        formats = translator().current.formats
        whole = formats.weekday_name(self.number, "wide")
        self.setText(formats.weekday_name(self.number))
        self.setAccessibleName(whole)
        show_tip(self, whole)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(theme.u(NARROW), theme.width(self.text(), "small") + 8), theme.px(t.FILTER))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(NARROW), self.sizeHint().height())

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        c, on = b.c, self.isChecked()
        ground = c.accent_soft if on else c.hover if hovered(self) else c.surface
        b.frame(rect, c.accent if on else c.field_line, t.R_CONTROL, 1, ground)
        b.text(rect.adjusted(3, 0, -3, 0), self.text(), "small", c.accent if on else c.ink, "centre")
        if focused(self):
            b.ring(rect)


class Week(EqualGrid):
    """The days beside one another, in two rows where their names are longer than the place is wide."""

    def __init__(self, days: Sequence[DayToggle]) -> None:
        super().__init__(days, least=NARROW, gap=APART, lines=False)
        translator().changed.connect(self._fit)

    @override
    def in_a_row(self, width: int) -> int:
        widest = max(day.sizeHint().width() for day in self.cells)
        fit = max(1, (width + APART) // (widest + APART))
        return -(-len(self.cells) // -(-len(self.cells) // fit))

    @Slot()
    def _fit(self) -> None:
        self.updateGeometry()
        self._place()


class WeekdaysField(Field):
    """Days of the week, from Monday as 1; none are all."""

    def __init__(self, label: UiText, first_weekday: int) -> None:
        self.days = [DayToggle(number) for number in week_from(first_weekday)]
        days = Week(self.days)
        days.setFocusProxy(self.days[0])
        super().__init__(label, days)
        for day in self.days:
            day.toggled.connect(self.clear)

    @property
    def value(self) -> list[int]:
        """The days that are on."""
        return sorted(day.number for day in self.days if day.isChecked())

    def set_value(self, days: Collection[int]) -> None:
        """Switch some days on, and the others off."""
        for day in self.days:
            day.setChecked(day.number in days)
