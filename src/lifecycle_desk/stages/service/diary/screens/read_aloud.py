"""The diary for screen readers: each appointment of a sheet is a part of it, with its words, its place and the focus.

Qt reads the parts of a widget that it does not know from an interface of ours. Interfaces are made when somebody asks,
and kept with their sheet, since Qt names them by where they lie.
"""

from functools import cache
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from lifecycle_desk.stages.service.diary.screens.looks import whole_said
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentShown

if TYPE_CHECKING:
    from lifecycle_desk.stages.service.diary.screens.grid import DiaryGrid


class SheetRead(QAccessibleWidget):
    """A sheet with its appointments, column by column, in the order in which the arrows pass them."""

    def __init__(self, grid: "DiaryGrid") -> None:
        super().__init__(grid, QAccessible.Role.List)
        self._grid = grid
        self._blocks: dict[int, BlockRead] = {}

    @property
    def numbers(self) -> list[int]:
        """The numbers of the appointments that are shown."""
        if not isValid(self._grid):
            return []
        return [each.number for column in self._grid.sheet.columns for each in column.shown]

    def block(self, number: int) -> "BlockRead":
        """An appointment as it is read."""
        if number not in self._blocks:
            self._blocks[number] = BlockRead(self._grid, number)
        return self._blocks[number]

    @override
    def childCount(self) -> int:
        return len(self.numbers)

    @override
    def child(self, index: int) -> QAccessibleInterface:
        numbers = self.numbers
        return self.block(numbers[index]) if 0 <= index < len(numbers) else None  # type: ignore[return-value]  # none there

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        numbers = self.numbers
        return numbers.index(child.number) if isinstance(child, BlockRead) and child.number in numbers else -1

    @override
    def focusChild(self) -> QAccessibleInterface:
        here = self._grid.stop.number
        return self.block(here) if here in self.numbers else None  # type: ignore[return-value]  # a free slot has none


class BlockRead(QAccessibleInterface):
    """One appointment: its time, plate, customer and work are its name."""

    def __init__(self, grid: "DiaryGrid", number: int) -> None:
        super().__init__()
        self._grid, self.number = grid, number

    @property
    def shown(self) -> AppointmentShown | None:
        """The appointment as it stands; None where it is shown no longer."""
        return self._grid.sheet.shown(self.number) if isValid(self._grid) else None

    @override
    def isValid(self) -> bool:
        return self.shown is not None

    @override
    def object(self) -> QObject:
        return None  # type: ignore[return-value]  # it is drawn, and no widget

    @override
    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._grid)

    @override
    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]  # it has no parts

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]  # it has no parts

    @override
    def childCount(self) -> int:
        return 0

    @override
    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        return -1

    @override
    def text(self, t: QAccessible.Text) -> str:
        shown = self.shown
        return whole_said(shown) if shown and t == QAccessible.Text.Name else ""

    @override
    def setText(self, t: QAccessible.Text, text: str) -> None:
        """Keep its words: they are those of the appointment."""

    @override
    def rect(self) -> QRect:
        grid, shown = self._grid, self.shown
        place = grid.sheet.place_of(self.number) if shown else None
        if shown is None or place is None:
            return QRect()
        block = grid.block_rect(place, shown)
        return QRect(grid.viewport().mapToGlobal(block.topLeft()), block.size())

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def state(self) -> QAccessible.State:
        made = QAccessible.State()
        made.focusable = made.selectable = True
        is_here = self.shown is not None and self._grid.stop.number == self.number
        made.selected, made.focused = is_here, is_here and self._grid.hasFocus()
        return made


@cache
def read_grids() -> None:
    """Let Qt ask here for the sheets of the diary; once for the program."""
    QAccessible.installFactory(_read)


def _read(_kind: str, asked: QObject) -> QAccessibleInterface | None:
    made = getattr(asked, "read_as", None)
    return made() if callable(made) else None
