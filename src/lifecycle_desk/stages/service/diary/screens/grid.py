"""The diary as it is drawn: columns over a time axis, blocks that are walked by keys and dragged by the mouse.

Only what can be seen is drawn: of a month with five thousand appointments a page holds one day or one week of them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, override

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip

from lifecycle_desk.desktop.look.messages import set_text, tip
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.parts.told import TellsCut
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.appointments import A_TENTH, EXPECTED
from lifecycle_desk.stages.service.diary.screens.columns import AN_HOUR, By, Sheet, SheetColumn, Stop
from lifecycle_desk.stages.service.diary.screens.drawing import SheetDrawing, head_said, slot_said
from lifecycle_desk.stages.service.diary.screens.grid_keys import GridKeys
from lifecycle_desk.stages.service.diary.screens.looks import whole_said
from lifecycle_desk.stages.service.diary.screens.read_aloud import SheetRead, read_grids
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentShown

HOUR_HEIGHT, AXIS, HEAD, NARROWEST = 62, 52, 44, 106  # px
NOW_AT = 3  # a third of what is seen is past, when today is opened
HOUR_LINES = 3  # of an hour's appointment: when and which car, who, what for


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A free place in the diary: when, and whose column it is in."""

    on: date
    start: int
    technician: str = ""
    bay: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where an appointment is to go; None is where it was."""

    number: int
    on: date
    start: int
    technician: str | None = None
    bay: str | None = None


class DiaryGrid(TellsCut, QAbstractScrollArea):
    """A sheet of the diary. `at` is where the keyboard stands: a column's place and a stop in it."""

    opened = Signal(int)  # the number of an appointment
    slot_opened = Signal(object)  # a FreeSlot in which something is to be booked
    move_wanted = Signal(object)  # a Moved
    stood_on = Signal(int)  # the number of an appointment; 0 where none stands there

    def __init__(self, title: str) -> None:
        super().__init__()
        read_grids()
        self._read: SheetRead | None = None
        self.sheet, self.place, self.stop = Sheet(By.TECHNICIAN, ()), 0, Stop(0)
        self.now: tuple[date, int] | None = None
        self._follow, self._pressed, self.dragged = 0, QPoint(), None  # type: tuple[int, QPoint, Moved | None]
        self._drawing, self.keys = SheetDrawing(self), GridKeys(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        surface(self).setAutoFillBackground(False)
        set_text(self.setAccessibleName, title)
        translator().changed.connect(self.viewport().update)

    # What it shows ----------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet, now: tuple[date, int]) -> None:
        """Show another sheet; the keyboard stays on its appointment wherever that went, on the same day at its time."""
        number, minute = self._follow or self.stop.number, self.stop.minute
        is_new = not self.sheet.columns or self.sheet.columns[0].on != sheet.columns[0].on
        self.sheet, self.now, self._follow = sheet, now, 0
        self._measure()
        place = sheet.place_of(number) if number else None
        if place is not None:
            self.stand(place, next(each for each in sheet.columns[place].stops if each.number == number))
        elif is_new:
            self._begin(*now)
        else:
            place = min(self.place, len(sheet.columns) - 1)
            self.stand(place, sheet.columns[place].nearest(minute or sheet.first))
        self.viewport().update()

    def _begin(self, day: date, minute: int) -> None:
        """Begin another sheet where it matters: now in the upper third, of other days the first hour at the top."""
        columns, up = self.sheet.columns, self.verticalScrollBar()
        at = next((at for at, each in enumerate(columns) if each.on == day), None)
        if at is None:
            place = min(self.place, len(columns) - 1)
            self.stand(place, columns[place].nearest(self.sheet.first))
            up.setValue(0)
        else:
            self.stand(at if self.sheet.by is By.DAY else 0, columns[at].nearest(minute))
            up.setValue(self.depth_of(minute) - (self.viewport().height() - self.head) // NOW_AT)

    def follow(self, number: int) -> None:
        """Stand on an appointment as soon as it is shown."""
        self._follow = number
        place = self.sheet.place_of(number)
        if place is not None:
            self.stand(place, next(each for each in self.sheet.columns[place].stops if each.number == number))

    @property
    def column(self) -> SheetColumn | None:
        """The column in which the keyboard stands."""
        return self.sheet.columns[self.place] if self.sheet.columns else None

    @property
    def current(self) -> AppointmentShown | None:
        """The appointment on which the keyboard stands."""
        return self.sheet.shown(self.stop.number) if self.stop.number else None

    def slot(self, minute: int | None = None) -> FreeSlot | None:
        """The free place at which the keyboard stands, or at a minute of its column."""
        column, start = self.column, self.stop.minute if minute is None else minute
        return None if column is None else _slot(column, start)

    def stand(self, place: int, stop: Stop) -> None:
        """Let the keyboard stand somewhere, and bring that into sight."""
        self.place, self.stop = place, stop
        self._into_sight()
        said = self.said()
        self.setAccessibleDescription(said)
        if QAccessible.isActive():
            self._tell(said)
        self.stood_on.emit(stop.number)
        self.viewport().update()

    def read_as(self) -> SheetRead:
        """The sheet as a screen reader reads it."""
        if self._read is None:
            self._read = SheetRead(self)
        return self._read

    def _tell(self, said: str) -> None:
        """Tell a screen reader where the keyboard is: on an appointment, or at a free slot, which is no part."""
        at = self.read_as().numbers
        if self.stop.number not in at:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
            return
        moved = QAccessibleEvent(self, QAccessible.Event.Focus)
        moved.setChild(at.index(self.stop.number))
        QAccessible.updateAccessibility(moved)

    def said(self) -> str:
        """What stands where the keyboard is, as it is read aloud."""
        column, shown = self.column, self.current
        if column is None:
            return ""
        return whole_said(shown) if shown else slot_said(column, self.stop.minute)

    # Where things stand -----------------------------------------------------------------------------------------

    @property
    def axis(self) -> int:
        """How wide the time axis is."""
        return theme.u(AXIS)

    @property
    def head(self) -> int:
        """How high the heads of the columns are."""
        return theme.px(HEAD, 2)

    @property
    def width_of_one(self) -> int:
        """How wide a column is: they share the room, and scroll across once it is too narrow."""
        count = max(1, len(self.sheet.columns))
        return max(theme.u(NARROWEST), (self.viewport().width() - self.axis) // count)

    @property
    def pitch(self) -> float:
        """Pixels of a minute: a short day fills the room that there is."""
        room = self.viewport().height() - self.head - theme.u(6)
        return max(theme.px(HOUR_HEIGHT, HOUR_LINES) / AN_HOUR, room / (self.sheet.last - self.sheet.first))

    def y_of(self, minute: int) -> int:
        """Where a minute stands in what can be seen."""
        return self.head + self.depth_of(minute) - self.verticalScrollBar().value()

    def column_rect(self, place: int) -> QRect:
        """Where a column stands in what can be seen, below its head."""
        width, view = self.width_of_one, self.viewport().rect()
        start = self.axis + place * width - self.horizontalScrollBar().value()
        x = view.width() - start - width if theme.rtl else start
        return QRect(x, self.head, width, view.height() - self.head)

    def block_rect(self, place: int, shown: AppointmentShown) -> QRect:
        """Where a block stands in what can be seen."""
        return self.block_within(place, shown).translated(self.column_rect(place).x(), self.y_of(self.sheet.first))

    def block_within(self, place: int, shown: AppointmentShown) -> QRect:
        """Where a block stands in its column, from the sheet's first minute on."""
        lane, of = self.sheet.columns[place].lanes[shown.number]
        whole = self.width_of_one
        width = (whole - 4) // of
        start = 2 + lane * width
        top, bottom = self.depth_of(shown.of.start), self.depth_of(shown.of.end)
        x = whole - start - width if theme.rtl else start
        return QRect(x, top + 1, max(2, width - 2), max(theme.px(18), bottom - top - 1))

    def depth_of(self, minute: int) -> int:
        """How far a minute stands below the sheet's first one."""
        return round((minute - self.sheet.first) * self.pitch)

    def visible(self) -> range:
        """The places of the columns that can be seen."""
        offset, width = self.horizontalScrollBar().value(), self.width_of_one
        last = (offset + self.viewport().width() - self.axis) // width + 1
        return range(offset // width, min(len(self.sheet.columns), last))

    def at(self, point: QPoint) -> tuple[int, Stop] | None:
        """The column and the stop under a point; None in the heads and the axis."""
        view = self.viewport().width()
        along = view - 1 - point.x() if theme.rtl else point.x()
        if point.y() < self.head or along < self.axis:
            return None
        place = (along - self.axis + self.horizontalScrollBar().value()) // self.width_of_one
        if not 0 <= place < len(self.sheet.columns):
            return None
        for each in reversed(self.sheet.columns[place].shown):
            if self.block_rect(place, each).contains(point):
                return place, Stop(each.of.start, each.number)
        return place, Stop(self._minute_at(point.y(), 30))

    def _minute_at(self, y: int, step: int) -> int:
        """The minute at a height, on a step."""
        exact = self.sheet.first + (y - self.head + self.verticalScrollBar().value()) / self.pitch
        return max(0, min(24 * 60 - step, int(exact // step) * step))

    def _measure(self) -> None:
        """Let both bars reach as far as the sheet does."""
        view = self.viewport()
        height = round((self.sheet.last - self.sheet.first) * self.pitch) + self.head + theme.u(6)
        across = self.axis + self.width_of_one * len(self.sheet.columns)
        for bar, whole, room in (
            (self.verticalScrollBar(), height, view.height()),
            (self.horizontalScrollBar(), across, view.width()),
        ):
            bar.setRange(0, max(0, whole - room))
            bar.setPageStep(room)
            bar.setSingleStep(theme.px(HOUR_HEIGHT, HOUR_LINES) // 2)

    def _into_sight(self) -> None:
        up, across = self.verticalScrollBar(), self.horizontalScrollBar()
        top, bottom = self.y_of(self.stop.minute), self.y_of(self.stop.minute + AN_HOUR)
        if top < self.head:
            up.setValue(up.value() + top - self.head)
        elif bottom > self.viewport().height():
            up.setValue(up.value() + bottom - self.viewport().height())
        start, width = self.place * self.width_of_one, self.width_of_one
        if start < across.value():
            across.setValue(start)
        elif start + width > across.value() + self.viewport().width() - self.axis:
            across.setValue(start + width - self.viewport().width() + self.axis)

    # Painting ---------------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._drawing.draw(Brush(painter))
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}:
            self._measure()
        return super().event(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(480), theme.u(360))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(240), theme.u(160))

    # Keys and mouse ---------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip(self.told_at(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def told_at(self, point: QPoint) -> str:
        """All that is known of what lies under a point: an appointment, or the head of a column."""
        found = self.at(point)
        if found is None:
            below = self.at(QPoint(point.x(), self.head + 1)) if point.y() < self.head else None
            return head_said(self.sheet.columns[below[0]]) if below else ""
        shown = self.sheet.shown(found[1].number) if found[1].number else None
        return whole_said(shown) if shown else ""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and (found := self.at(self._pressed)):
            self.stand(*found)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shown, point = self.current, event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton or shown is None or shown.of.state not in EXPECTED:
            return
        if self.dragged or (point - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self.dragged = self._moved_to(shown, point) or self.dragged
            self.viewport().update()

    def _moved_to(self, shown: AppointmentShown, point: QPoint) -> Moved | None:
        """Where a block would come whose grip is dragged to a point, in steps of a tenth of an hour."""
        found = self.at(QPoint(point.x(), max(self.head, point.y())))
        if found is None:
            return None
        grip = self._pressed.y() - self.y_of(shown.of.start)
        return self.moved(shown, found[0], self._minute_at(point.y() - grip, A_TENTH))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        moved, self.dragged = self.dragged, None
        self.viewport().update()
        if moved:
            self.want(moved)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.at(event.position().toPoint()):
            self.open()

    # What is wanted ---------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Open the appointment on which the keyboard stands, or book in the free place."""
        if self.stop.number:
            self.opened.emit(self.stop.number)
        elif slot := self.slot():
            self.slot_opened.emit(slot)

    def moved(self, shown: AppointmentShown, place: int, start: int) -> Moved:
        """The move of an appointment to a minute of a column."""
        column = self.sheet.columns[place]
        return Moved(
            shown.number,
            column.on,
            start,
            column.name if column.by is By.TECHNICIAN else None,
            column.name if column.by is By.BAY else None,
        )

    def want(self, moved: Moved) -> None:
        """Ask for a move that changes something, and stand there once it is done."""
        shown = self.sheet.shown(moved.number)
        if shown is None:
            return
        there = (moved.on, moved.start, moved.technician, moved.bay)
        here = (
            shown.of.on,
            shown.of.start,
            None if moved.technician is None else shown.of.technician,
            None if moved.bay is None else shown.of.bay,
        )
        if there != here:
            self._follow = moved.number
            self.move_wanted.emit(moved)


def _slot(column: SheetColumn, start: int) -> FreeSlot:
    technician = column.name if column.by is By.TECHNICIAN else ""
    return FreeSlot(column.on, start, technician, column.name if column.by is By.BAY else "")
