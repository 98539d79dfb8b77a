"""How a sheet of the diary is painted: grounds and hours, blocks, the line of now, heads over all that scrolls."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap, QRegion

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import HOUR
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.appointments import ARRIVED, NO_SHOW
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.stages.service.diary.screens.columns import AN_HOUR, NO_BAY, NOBODY, SLOT, By, SheetColumn
from lifecycle_desk.stages.service.diary.screens.looks import (
    HOURS_COUNTED,
    NOT_ARRIVED,
    hours_said,
    start_said,
    state_look,
    state_said,
    work_said,
)
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentShown
from lifecycle_desk.vehicle.screens.event_text import join

if TYPE_CHECKING:
    from lifecycle_desk.stages.service.diary.screens.grid import DiaryGrid

CLOSED, FREE = N_("Closed"), N_("%(column)s, %(time)s: free")
LINE, PAD, NARROWEST_WORDS = 18, 6, 20  # px of a line of text in a block, round it, and of a block with a sign
EDGE = 2  # px above and below the words of a block
GAP, SIGN, NAME = 6, 14, 66  # px between hour and car, of a sign, and of a name that tells a car: it may lose its end


def name_of(column: SheetColumn) -> str:
    """What a column is called."""
    say = translator().current
    if column.by is By.DAY:
        return join(say.formats.weekday_name(column.on.isoweekday()), say.formats.day_and_month(column.on))
    return column.name or say(NOBODY if column.by is By.TECHNICIAN else NO_BAY)


def slot_said(column: SheetColumn, minute: int) -> str:
    """A free place, as it is read aloud."""
    return translator().current(FREE, column=name_of(column), time=time_of(minute))


def head_said(column: SheetColumn) -> str:
    """The head of a column, whole: its name, how full it is, why it is closed, and which hours these are."""
    said = join(name_of(column), hours_said(column.load), column.opening.why)
    return f"{said}\n{translator().current(HOURS_COUNTED)}"


class SheetDrawing:
    """Paints what can be seen of the sheet of a grid."""

    def __init__(self, grid: "DiaryGrid") -> None:
        self._grid = grid
        self._drawn_for: tuple[object, ...] = ()
        self._tiles: dict[int, QPixmap] = {}  # a column each, drawn once: scrolling only moves them

    def draw(self, b: Brush) -> None:
        """Paint what can be seen."""
        grid, view = self._grid, self._grid.viewport().rect()
        b.fill(view, b.c.surface)
        for place in grid.visible():
            b.p.drawPixmap(QPoint(grid.column_rect(place).x(), grid.y_of(grid.sheet.first)), self._tile(place, b))
            self._begun_above(b, place)
            self._now(b, place)
        self._cursor(b)
        self._dragged(b)
        self._axis(b, view)
        for place in grid.visible():
            self._head(b, place)
        corner = Strip(QRect(0, 0, view.width(), grid.head)).lead(grid.axis)
        b.fill(corner, b.c.sunken)
        b.hline(corner)

    # A column ---------------------------------------------------------------------------------------------------

    def _tile(self, place: int, b: Brush) -> QPixmap:
        """A column drawn whole; anew when another sheet, minute, size, theme or language is shown."""
        grid, sheet = self._grid, self._grid.sheet
        now = grid.now  # by which appointments get overdue
        look = (b.ratio, b.c.dark, theme.scale, theme.rtl, translator().current)
        shown = (sheet, now, grid.width_of_one, grid.pitch, *look)
        if len(shown) != len(self._drawn_for) or any(
            one is not other and one != other for one, other in zip(shown, self._drawn_for, strict=True)
        ):
            self._drawn_for = shown
            self._tiles.clear()
        if place not in self._tiles:
            self._tiles[place] = self._column(place, b.ratio)
        return self._tiles[place]

    def _column(self, place: int, ratio: float) -> QPixmap:
        grid, column = self._grid, self._grid.sheet.columns[place]
        whole = QRect(0, 0, grid.width_of_one, grid.depth_of(grid.sheet.last))
        tile = QPixmap(whole.size() * ratio)
        tile.setDevicePixelRatio(ratio)
        painter = QPainter(tile)
        b = Brush(painter)
        b.fill(whole, b.c.surface)
        self._closed(b, whole, column)
        for minute in range(grid.sheet.first, grid.sheet.last, SLOT):
            soft = t.mix(b.c.line, b.c.surface, 0.45) if minute % AN_HOUR else b.c.line
            b.hline(QRect(0, grid.depth_of(minute), whole.width(), 1), soft, top=True)
        self._end(b, place, whole)
        self._why_closed(b, whole, column)
        for each in column.shown:
            self._block(b, grid.block_within(place, each), each)
        painter.end()
        return tile

    def _closed(self, b: Brush, rect: QRect, column: SheetColumn) -> None:
        """A darker ground where nobody works."""
        grid, opening = self._grid, column.opening
        spans = [(grid.sheet.first, opening.opens), (opening.closes, grid.sheet.last)]
        for start, end in [(grid.sheet.first, grid.sheet.last)] if opening.is_closed else spans:
            if start < end:
                top = grid.depth_of(start)
                b.fill(QRect(0, top, rect.width(), grid.depth_of(end) - top), b.c.sunken)

    def _why_closed(self, b: Brush, rect: QRect, column: SheetColumn) -> None:
        """Why nobody works, between the first two lines."""
        if column.opening.is_closed:
            words = join(translator().current(CLOSED), column.opening.why)
            b.text(QRect(PAD, 2, rect.width() - 2 * PAD, theme.px(LINE)), words, "small", b.c.ink3)

    def _now(self, b: Brush, place: int) -> None:
        """The line of now, in the column of today, behind its appointments: it would strike out what they say."""
        grid, column = self._grid, self._grid.sheet.columns[place]
        if grid.now and grid.now[0] == column.on and grid.sheet.first <= grid.now[1] <= grid.sheet.last:
            rect = grid.column_rect(place)
            line = QRect(rect.x(), grid.y_of(grid.now[1]), rect.width(), 2)
            free = QRegion(line)
            for each in column.shown:
                free -= grid.block_rect(place, each)
            b.p.save()
            b.p.setClipRegion(free)
            b.fill(line, b.c.danger)
            b.p.restore()

    def _end(self, b: Brush, place: int, rect: QRect) -> None:
        """The line after a column; the last one ends with its card."""
        if place < len(self._grid.sheet.columns) - 1:
            b.vline(rect.left() if theme.rtl else rect.right(), rect.top(), rect.height())

    # Blocks -----------------------------------------------------------------------------------------------------

    def _block(self, b: Brush, rect: QRect, shown: AppointmentShown) -> None:
        """One appointment: when and which car, who and for what, and its state in a word where there is room."""
        ink, soft = b.c.tone(state_look(shown)[1])
        if rect.width() < theme.u(NARROWEST_WORDS):  # a lane among dozens: its tooltip says all
            b.fill(rect, t.mix(ink, soft, 0.35))
            return
        box = b.snap(rect, inside=True)
        b.frame(box, t.mix(ink, soft, 0.35), t.R_CHIP, ground=soft)
        self._words(b, rect, shown)

    def _begun_above(self, b: Brush, place: int) -> None:
        """Say below the heads what a block says that begins above them, as far as its lines are seen whole."""
        grid, column = self._grid, self._grid.sheet.columns[place]
        seen_from = grid.sheet.first + grid.verticalScrollBar().value() / grid.pitch
        for each in column.shown:
            if not each.of.start < seen_from < each.of.end:  # measured alone: of hundreds, few do
                continue
            rect = grid.block_rect(place, each)
            if rect.top() < grid.head and rect.width() >= theme.u(NARROWEST_WORDS):
                b.fill(rect.adjusted(PAD // 2, EDGE, -PAD // 2, -EDGE), b.c.tone(state_look(each)[1])[1])
                left = QRect(rect.x(), grid.head, rect.width(), rect.bottom() + 1 - grid.head)
                if left.height() >= theme.px(LINE) + 2 * EDGE:
                    self._words(b, left, each)

    def _words(self, b: Brush, rect: QRect, shown: AppointmentShown) -> None:
        """What a block says, from the top of a rectangle.

        That nobody has come goes before what the car comes for, where both have no room: that is what one acts on.
        """
        stands, tone, icon = state_look(shown)
        ink = b.c.tone(tone)[0]
        over = shown.of.state in {ARRIVED, NO_SHOW}
        first, rest = (b.c.ink2, b.c.ink2) if over else (b.c.ink, b.c.ink2)
        inner = rect.adjusted(PAD, EDGE, -PAD, -EDGE)
        lines = max(1, inner.height() // theme.px(LINE))
        room = QRect(inner.x(), inner.y(), inner.width(), min(inner.height(), theme.px(LINE)))
        if room.width() < theme.width(start_said(shown), "small-strong"):  # a lane among many: its tooltip says all
            b.icon(room, "alert-triangle" if shown.meets else icon, b.c.warn if shown.meets else ink, SIGN)
            return
        state = state_said(shown)
        work = join(work_said(shown), shown.of.bay)
        said = [each for each in (shown.customer or shown.name, work, state) if each]  # one order in all blocks
        has_car = self._first_line(b, room, shown, first, is_only=lines == 1, is_tall=lines > len(said) + 1)
        told: list[tuple[str, t.Role, str]] = [] if has_car else [(shown.car, "small-strong", first)]
        told += [(each, "small", ink if each == state else rest) for each in said]
        if stands == NOT_ARRIVED and len(told) - len(said) < lines - 1 < len(told):
            told[lines - 2] = told[-1]
        for place, (words, role, colour) in enumerate(told[: lines - 1], 1):
            b.text(room.translated(0, place * theme.px(LINE)), words, role, colour)

    def _first_line(
        self, b: Brush, room: QRect, shown: AppointmentShown, ink: str, *, is_only: bool, is_tall: bool
    ) -> bool:
        """When it begins, which car comes, and signs; tells whether the car has room in it.

        The car goes before the sign of its state, unless a tall block has a line for the car besides, and in an only
        line before the hour too, which the axis tells. A plate stands there whole or has the next line for itself: one
        that lacks its last digits is that of another car. That two meet is told by nothing else in sight, so that its
        sign stays.
        """
        start, strip, gap = start_said(shown), Strip(room), theme.u(GAP)
        if shown.meets:
            b.icon(strip.slot_end(SIGN, 4), "alert-triangle", b.c.warn, SIGN)
        hour = theme.width(start, "small-strong") + 1
        before, parted, _ = shown.car.partition(" · ")  # as a plate is typed before the name of a car not known here
        plate = theme.width(shown.plate or (before if parted else ""), "small-strong")
        car = min(theme.width(shown.car, "small-strong"), max(plate, theme.u(NAME))) + 1
        sign = theme.u(SIGN) + theme.u(4)
        both = strip.room >= hour + gap + car + (sign if is_tall else 0)
        needed = hour + gap + car if both else car if is_only else hour
        if strip.room >= needed + sign:
            _, tone, icon = state_look(shown)
            b.icon(strip.slot_end(SIGN, 4), icon, b.c.tone(tone)[0], SIGN)
        if both:
            b.text(strip.lead(hour, GAP), start, "small-strong", ink)
        if both or is_only or strip.room >= hour:  # beside a sign the hour goes, which the axis tells
            b.text(strip.rest, shown.car if both or is_only else start, "small-strong", ink)
        return both or is_only

    def _cursor(self, b: Brush) -> None:
        """A ring where the keyboard stands, stronger while the sheet has it."""
        grid, column = self._grid, self._grid.column
        if column is None or grid.place not in grid.visible():
            return
        shown = grid.current
        if shown:
            rect = grid.block_rect(grid.place, shown)
        else:
            rect = grid.column_rect(grid.place).adjusted(2, 0, -2, 0)
            top = grid.y_of(grid.stop.minute)
            rect = QRect(rect.x(), top + 1, rect.width(), grid.y_of(grid.stop.minute + SLOT) - top - 1)
        if rect.bottom() < grid.head:
            return
        if grid.hasFocus():
            b.ring(rect, t.R_CHIP)
        else:
            b.frame(rect, b.c.field_line, t.R_CHIP)

    def _dragged(self, b: Brush) -> None:
        """Where a block would come that is dragged."""
        grid, moved = self._grid, self._grid.dragged
        shown = grid.sheet.shown(moved.number) if moved else None
        if moved is None or shown is None:
            return
        place = next(
            at
            for at, each in enumerate(grid.sheet.columns)
            if each.on == moved.on and (each.by is By.DAY or each.name in {moved.technician, moved.bay} - {None})
        )
        rect = grid.column_rect(place).adjusted(2, 0, -3, 0)
        length = shown.of.end - shown.of.start
        top = grid.y_of(moved.start)
        box = QRect(rect.x(), top, rect.width(), grid.y_of(moved.start + length) - top)
        b.frame(box, b.c.accent, t.R_CHIP, 2, ground=b.c.accent_soft)
        words = join(translator().current.formats.clock(time_of(moved.start)), shown.car)
        b.text(
            box.adjusted(PAD, 2, -PAD, 0).intersected(QRect(box.x(), top, box.width(), theme.px(LINE + 4))),
            words,
            "small-strong",
        )

    # Heads and axis ---------------------------------------------------------------------------------------------

    def _axis(self, b: Brush, view: QRect) -> None:
        grid, formats = self._grid, translator().current.formats
        axis = Strip(QRect(0, grid.head, view.width(), view.height() - grid.head)).lead(grid.axis)
        b.fill(axis, b.c.surface)
        b.vline(axis.left() if theme.rtl else axis.right(), axis.top(), axis.height())
        for minute in range(grid.sheet.first, grid.sheet.last, AN_HOUR):
            line = QRect(axis.x(), grid.y_of(minute) + 1, axis.width(), theme.px(LINE))
            if line.top() < grid.head:  # the heads would slice it
                continue
            b.text(inset(line, PAD, 0, PAD), formats.clock(time_of(minute)), "caption", b.c.ink3, "end")

    def _head(self, b: Brush, place: int) -> None:
        """The name of a column over its load; what is overbooked is in the colour of warnings, with its sign."""
        grid, column = self._grid, self._grid.sheet.columns[place]
        whole = grid.column_rect(place)
        rect = QRect(whole.x(), 0, whole.width(), grid.head)
        b.fill(rect, b.c.sunken)
        b.hline(rect)
        self._end(b, place, rect)
        inner = rect.adjusted(8, 3, -8, -3)
        half = inner.height() // 2
        today = bool(grid.now and grid.now[0] == column.on and column.by is By.DAY)
        b.text(
            QRect(inner.x(), inner.y(), inner.width(), half),
            name_of(column),
            "strong",
            b.c.accent if today else b.c.ink,
        )
        below = Strip(QRect(inner.x(), inner.y() + half, inner.width(), half))
        has_hours = bool(column.load.present or column.load.booked)
        over = column.load.is_over and (column.name or column.by is By.DAY)
        if over:
            b.icon(below.slot(14, 4), "alert-triangle", b.c.warn, 14)
        if has_hours:
            nobodys = not column.name and column.by is not By.DAY
            said = (
                translator().current.formats.measure(column.load.booked, HOUR) if nobodys else hours_said(column.load)
            )
            b.text(below.rest, said, "small", b.c.warn if over else b.c.ink3)
