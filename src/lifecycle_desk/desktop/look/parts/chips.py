"""Chips, filters, number plates, VINs and initials: the small things that name a vehicle and its state."""

from collections.abc import Iterable
from typing import override

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text, ui_text
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts.boxes import row
from lifecycle_desk.desktop.look.parts.buttons import IconButton
from lifecycle_desk.desktop.look.parts.labels import Label
from lifecycle_desk.desktop.look.parts.painted import FIXED, Painted, PaintedButton, focused, hovered
from lifecycle_desk.desktop.look.parts.told import TellsCut
from lifecycle_desk.desktop.look.theme import theme

CHIP_GAP = 6  # from chip to chip


class Chip(TellsCut, QLabel):
    """A state in a word, with the soft ground of its tone and an icon."""

    def __init__(
        self, words: UiText = "", tone: t.Tone = "neutral", icon: str = "", *, text: str = "", **facts: object
    ) -> None:
        super().__init__()
        self._tone, self._icon = tone, icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(FIXED, FIXED)
        set_text(self.setText, ui_text(words, text, facts))

    @classmethod
    def of_stage(cls, words: UiText, stage: t.Stage, **facts: object) -> "Chip":
        """A chip in the colour and with the icon of a stage."""
        return cls(ui_text(words, "", facts), stage, t.STAGES[stage])

    def become(self, words: UiText, tone: t.Tone, icon: str = "") -> None:
        """Show another state."""
        self._tone, self._icon = tone, icon
        set_text(self.setText, words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(marks.chip_width(self.text(), self._icon), theme.px(t.CHIP))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        b = Brush(painter)
        marks.chip(b, self.rect(), self.text(), self._tone, self._icon)
        painter.end()
        self.tell_cut(b)


class Plate(TellsCut, QLabel):
    """A number plate: framed, and from left to right in every language."""

    def __init__(self, text: str, *, small: bool = False) -> None:
        super().__init__()
        self._role: t.Role = "strong" if small else "plate"
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(FIXED, FIXED)
        self.setText(text)

    @override
    def sizeHint(self) -> QSize:
        height = theme.px(26 if self._role == "plate" else 20)
        return QSize(marks.plate_width(self.text(), self._role), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        b = Brush(painter)
        marks.plate(b, self.rect(), self.text(), self._role)
        painter.end()
        self.tell_cut(b)


class Vin(QWidget):
    """A VIN in the typewriter face with a button that copies it."""

    def __init__(self, text: str, *, big: bool = True) -> None:
        super().__init__()
        self._vin = text
        self.label = Label(text=text, role="mono-big" if big else "mono", ink="ink2", ltr=True, fixed=True)
        self.copy = IconButton("copy", N_("Copy VIN"), size=24)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._vin))
        self.setLayout(row(self.label, self.copy, gap=4))
        self.setSizePolicy(FIXED, FIXED)

    def show_vin(self, text: str) -> None:
        """Show another VIN."""
        self._vin = text
        self.label.show_text(text)


class FilterChip(PaintedButton):
    """One of a row of filters: a word, an icon in the colour of its stage, a count."""

    folds = True  # takes another line where a row is narrow

    def __init__(
        self,
        words: UiText = "",
        count: str = "",
        *,
        icon: str = "",
        tone: t.Tone = "neutral",
        checked: bool = False,
        text: str = "",
        **facts: object,
    ) -> None:
        super().__init__()
        self._count, self._icon, self._tone = count, icon, tone
        self.is_bare = False  # without its icon, where a row of chips would need one more line for them
        self.setCheckable(True)
        self.setChecked(checked)
        self.setSizePolicy(FIXED, FIXED)
        set_text(self._put, ui_text(words, text, facts))

    def _put(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(f"{words} {self._count}".strip())
        self.updateGeometry()

    def count(self, count: str) -> None:
        """Show how many there are, written as the language writes numbers."""
        self._count = count
        self._put(self.text())

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.wide(bare=self.is_bare), theme.px(t.FILTER))

    def wide(self, *, bare: bool) -> int:
        """How wide it is, with its icon or bare of it."""
        width = theme.width(self.text(), "small") + theme.u(40 if self._icon and not bare else 20)
        if self._count:
            width += theme.width(self._count, "small") + theme.u(6)
        return width

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        c, on = b.c, self.isChecked()
        ground = c.accent_soft if on else c.hover if hovered(self) else c.surface
        b.frame(rect, c.accent if on else c.line, t.R_CONTROL, 1, ground)
        strip = Strip(inset(rect, 10, 0, 10))
        if self._icon and not self.is_bare:
            b.icon(strip.slot(t.ICON_SMALL, 6), self._icon, c.tone(self._tone)[0], t.ICON_SMALL)
        ink, count_ink = (c.accent, c.accent) if on else (c.ink, c.ink3)
        if not self.isEnabled():
            ink = count_ink = c.ink3
        strip.lead(b.text(strip.rest, self.text(), "small", ink, elide=False), 6)
        b.text(strip.rest, self._count, "small", count_ink, elide=False)
        if focused(self):
            b.ring(rect)


def in_one_line(chips: Iterable[FilterChip]) -> int:
    """How wide chips are beside one another, without their icons."""
    return sum(chip.wide(bare=True) + theme.u(CHIP_GAP) for chip in chips) - theme.u(CHIP_GAP)


class ChipLines[Key](QWidget):
    """Chips beside one another from the side where reading starts, in as many lines as needed; a hidden one takes none.

    `chips` is who they are by what they stand for; whoever changes them calls `place`, their words do it themselves.
    Where that spares a line, all go without their icons: words before pictures.
    """

    placed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[Key, FilterChip] = {}
        self._beside = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.place)

    def leave(self, width: int) -> None:
        """Leave room at the end of the first line for what stands there."""
        if width != self._beside:
            self._beside = width
            self.place()

    def _shown(self) -> list[FilterChip]:
        return [chip for chip in self.chips.values() if not chip.isHidden()]

    def _lines(self, width: int) -> tuple[list[list[FilterChip]], bool]:
        """The chips that stand in each line of a width, and whether they are bare."""
        whole, bare = self._filled(width, bare=False), self._filled(width, bare=True)
        is_bare = len(bare) < len(whole)
        return bare if is_bare else whole, is_bare

    @property
    def one_line(self) -> int:
        """How wide they are in one line, without their icons."""
        return in_one_line(self._shown()) + self._beside

    def _filled(self, width: int, *, bare: bool) -> list[list[FilterChip]]:
        lines: list[list[FilterChip]] = [[]]
        used = self._beside
        for chip in self._shown():
            wide = chip.wide(bare=bare)
            if lines[-1] and used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(chip)
            used += wide + theme.u(CHIP_GAP)
        return lines

    @Slot()
    def place(self) -> None:
        """Let each chip stand where it belongs now."""
        self.updateGeometry()
        rtl, y = self.layoutDirection() == Qt.LayoutDirection.RightToLeft, 0
        lines, is_bare = self._lines(self.width())
        for line in lines:
            x = 0
            for chip in line:
                chip.is_bare = is_bare
                size = chip.sizeHint()
                at = self.width() - x - size.width() if rtl else x
                chip.setGeometry(QRect(QPoint(at, y), size))
                x += size.width() + theme.u(CHIP_GAP)
            y += theme.px(t.FILTER) + theme.u(CHIP_GAP)
        self.placed.emit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return len(self._lines(arg__1)[0]) * (theme.px(t.FILTER) + theme.u(CHIP_GAP)) - theme.u(CHIP_GAP)

    @override
    def sizeHint(self) -> QSize:
        wide = sum(chip.wide(bare=False) + theme.u(CHIP_GAP) for chip in self._shown())
        return QSize(wide + self._beside, theme.px(t.FILTER))

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max((chip.wide(bare=True) for chip in self.chips.values()), default=0)
        return QSize(widest + self._beside, theme.px(t.FILTER))


class Avatar(Painted):
    """The initials of a person; the name is what is read aloud."""

    def __init__(self, initials: str, name: str, *, diameter: int = 28, tone: t.Tone = "accent") -> None:
        super().__init__()
        self._initials, self._diameter, self._tone = initials, diameter, tone
        self.setAccessibleName(name)
        self.setSizePolicy(FIXED, FIXED)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(self._diameter), theme.u(self._diameter))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        marks.avatar(b, rect, self._initials, self._diameter, self._tone)
