"""Filters over a list: chips of which one is chosen, in as many lines as they need, and a field for a few letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, override

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.parts import ChipLines, FilterChip, LineEdit
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

ALL, FILTER, FILTER_KEY = C_("filter", "All"), C_("filter", "Filter"), N_("Filter (F6)")
SETTLED = 120  # ms without a key before a list is filtered
GAP = 12
_MAY_CHANGE = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange, QEvent.Type.Show})


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that a list can be narrowed to; the value None stands for the list that is not narrowed."""

    value: object
    words: UiText
    tone: t.Tone = "neutral"
    icon: str = ""


class FilterChips(ChipLines[object]):
    """Chips of which one is chosen; a kind of which there is nothing is not offered.

    `every` is the word for what is listed while none is chosen: all, by what is counted (Spanish says todos of cars and
    todas of orders), or what the list shows of it (open claims).
    """

    chosen = Signal(object)
    counted = Signal()

    def __init__(self, name: UiText, kinds: Sequence[Kind], every: UiText = ALL) -> None:
        super().__init__()
        self.counts: Mapping[Any, int] = {}
        self.value: object = None
        self._shown_for: tuple[Mapping[Any, int], object] | None = None  # the counts, and what was chosen
        self._group = QButtonGroup(self)
        for kind in (Kind(None, every), *kinds):
            chip = FilterChip(kind.words, icon=kind.icon, tone=kind.tone, checked=kind.value is None)
            chip.setParent(self)
            chip.setVisible(kind.value is None)  # the others come with their counts
            chip.clicked.connect(self._clicked)
            self._group.addButton(chip)
            self.chips[kind.value] = chip
        set_text(self.setAccessibleName, name)
        translator().changed.connect(self._write)

    def show_counts(self, counts: Mapping[Any, int], total: int) -> None:
        """Show how many there are of each kind; the same as before cost nothing."""
        shown = dict(counts) | {None: total}
        if (shown, self.value) == self._shown_for:
            return
        self.counts, self._shown_for = shown, (shown, self.value)
        for value, chip in self.chips.items():
            chip.setVisible(value is None or bool(self.counts.get(value)) or value == self.value)
        self._write()
        self.counted.emit()

    @property
    def has_others(self) -> bool:
        """Whether there is something of a kind, which the list need not show that is not narrowed."""
        return any(count for value, count in self.counts.items() if value is not None)

    def choose(self, value: object) -> None:
        """Choose a kind, as if its chip had been pressed."""
        self.chips[value].setChecked(True)
        self._clicked()

    @Slot()
    def _write(self) -> None:
        for value, chip in self.chips.items():
            chip.count(translator().current.spoken(self.counts.get(value, 0)))
        self.place()

    @Slot()
    def _clicked(self) -> None:
        value = next(value for value, chip in self.chips.items() if chip.isChecked())
        if value != self.value:
            self.value = value
            self.chosen.emit(value)


class FilterLine(LineEdit):
    """A field for a few letters; Escape empties it, Enter and the arrow down go on to the list."""

    wanted = Signal(str)
    onward = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wait = QTimer(self, singleShot=True, interval=SETTLED)
        self._wait.timeout.connect(lambda: self.wanted.emit(self.text().strip()))
        self.textChanged.connect(lambda _: self._wait.start())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_text(self.setPlaceholderText, FILTER_KEY)
        set_text(self.setAccessibleName, FILTER)

    def put(self, text: str) -> None:
        """Stand with some letters, as if the list had been filtered by them already."""
        self.setText(text)
        self._wait.stop()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(170), theme.px(t.FILTER))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        match arg__1.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.onward.emit()
            case _:
                super().keyPressEvent(arg__1)


class FilterRow(QWidget):
    """Chips with a field at the end of their first line; the lines below it take the whole width.

    Beside the field, long chips would stand one below the other in what it leaves of a narrow list. `others` stand
    before it while they are shown.
    """

    def __init__(self, chips: ChipLines[Any], *others: QWidget) -> None:
        super().__init__()
        self._chips, self._others = chips, others
        for part in (chips, *others):  # what stands beside the chips lies over them
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _place(self) -> None:
        rtl, end = self.layoutDirection() == Qt.LayoutDirection.RightToLeft, self.width()
        for each in reversed([each for each in self._others if not each.isHidden()]):
            size = each.sizeHint()
            end -= size.width()
            x = self.width() - end - size.width() if rtl else end
            each.setGeometry(QRect(x, 0, size.width(), theme.px(t.FILTER)))
            end -= theme.u(GAP)
        self._chips.leave(self.width() - end)
        self._chips.setGeometry(self.rect())

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in _MAY_CHANGE:
            self._place()
            self.updateGeometry()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return self._chips.heightForWidth(arg__1)

    @override
    def sizeHint(self) -> QSize:
        return self._chips.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._chips.minimumSizeHint()
