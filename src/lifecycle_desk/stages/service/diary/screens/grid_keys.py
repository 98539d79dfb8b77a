"""The keyboard of the diary: walked by arrows, booked with N, moved with Ctrl+Shift and an arrow, told in the sheet."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.keys import KeyOffer
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.stages.service.diary.rules.appointments import A_DAY, A_TENTH, EXPECTED
from lifecycle_desk.stages.service.diary.screens.columns import Stop

if TYPE_CHECKING:
    from lifecycle_desk.stages.service.diary.screens.grid import DiaryGrid

OPEN, BOOK_HERE = N_("Open the appointment, or book in the free slot"), N_("Book an appointment at this time")
WALK = N_("To the next appointment or free slot")
EARLIER_LATER, SIDEWAYS = N_("Move the appointment by 6 minutes"), N_("Move the appointment to the next column")
_SIDES = {Qt.Key.Key_Left, Qt.Key.Key_Right}
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_MOVING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class GridKeys(KeyOffer):
    """What a sheet of the diary does by keys."""

    fixed = Signal()  # somebody tried to move an appointment that is over

    def __init__(self, grid: "DiaryGrid") -> None:
        super().__init__(grid)
        self._grid = grid

    @override
    def key_words(self) -> Iterator[tuple[str, str]]:
        yield from (("Enter", OPEN), ("N", BOOK_HERE), ("Down", WALK))
        yield from (("Ctrl+Shift+Down", EARLIER_LATER), ("Ctrl+Shift+Right", SIDEWAYS))

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; whether it means anything."""
        mods, key = event.modifiers() & ~_KEYPAD, event.key()
        if not self._grid.sheet.columns:
            return False
        by = 1 if key in {Qt.Key.Key_Down, Qt.Key.Key_Right} else -1
        arrow = key in {Qt.Key.Key_Up, Qt.Key.Key_Down, *_SIDES}
        if arrow and mods == _MOVING:
            self._move(by, sideways=key in _SIDES)
        elif arrow and not mods:
            self._walk(by, sideways=key in _SIDES)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and not mods:
            stops = self._grid.sheet.columns[self._grid.place].stops
            self._grid.stand(self._grid.place, stops[0 if key == Qt.Key.Key_Home else -1])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not mods:
            self._grid.open()
        elif (key == Qt.Key.Key_N or event.nativeVirtualKey() == Qt.Key.Key_N.value) and not mods:
            self._grid.slot_opened.emit(self._grid.slot())
        else:
            return False
        return True

    def _walk(self, by: int, *, sideways: bool) -> None:
        grid = self._grid
        if sideways:
            place = grid.place + self._beside(by)
            if 0 <= place < len(grid.sheet.columns):
                grid.stand(place, grid.sheet.columns[place].nearest(grid.stop.minute))
            return
        stops = grid.sheet.columns[grid.place].stops
        here = stops.index(grid.stop) if grid.stop in stops else _before(stops, grid.stop)
        grid.stand(grid.place, stops[max(0, min(len(stops) - 1, here + by))])

    def _move(self, by: int, *, sideways: bool) -> None:
        grid, shown = self._grid, self._grid.current
        if shown is None:
            return
        if shown.of.state not in EXPECTED:
            self.fixed.emit()
            return
        place = grid.place + (self._beside(by) if sideways else 0)
        start = shown.of.start + (0 if sideways else by * A_TENTH)
        if 0 <= place < len(grid.sheet.columns) and 0 <= start < A_DAY:
            grid.want(grid.moved(shown, place, start))

    def _beside(self, by: int) -> int:
        """The next column on the side to which the arrow points."""
        return -by if theme.rtl else by


def _before(stops: tuple[Stop, ...], stop: Stop) -> int:
    """The place of the last stop that is not behind another one."""
    return max(0, sum((each.minute, each.number) <= (stop.minute, stop.number) for each in stops) - 1)
