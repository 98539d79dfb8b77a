"""The life of a vehicle as a timeline: a spine with a disc for each event, and a heading with the sums of each year."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, NamedTuple, override

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts.boxes import column
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted
from lifecycle_desk.desktop.look.rows.base import (
    SHOWN,
    ChipShown,
    Index,
    Row,
    RowDelegate,
    RowList,
    State,
    focus,
    ground,
    joined,
    two_lines,
)
from lifecycle_desk.desktop.look.theme import theme


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event. `covered` stands in place of `paid`: warranty, free.

    `odd` is what was done with a reading that does not fit; `explain` the words of the link beside it. `opened` says
    whether what is inside is seen, None where nothing is; `folds` says that aloud. What `is_inside` stands below it.
    """

    is_heading: ClassVar[bool] = False
    day: str
    title: str
    detail: str = ""
    stage: t.Stage | None = None
    icon: str = "id"
    chip: ChipShown | None = None
    papers: str = ""
    odometer: str = ""
    paid: str = ""
    covered: str = ""
    odd: str = ""
    explain: str = ""
    key: object = None
    opened: bool | None = None
    folds: str = ""
    is_inside: bool = False

    def words(self) -> str:
        """The event as it is read aloud."""
        chip = self.chip.words if self.chip else ""
        money = self.paid or self.covered
        return joined(self.day, self.title, chip, self.folds, self.detail, self.odometer, money, self.odd, self.explain)


@dataclass(frozen=True, slots=True)
class YearRow:
    """The heading of a year with its sums."""

    is_heading: ClassVar[bool] = True
    year: str
    summary: str = ""
    distance: str = ""
    paid: str = ""

    def words(self) -> str:
        """The heading as it is read aloud."""
        return joined(self.year, self.summary, self.distance, self.paid)


_MARGIN = 24  # px before the day, in which the chevron stands
_INDENT = 12  # px by which what is inside a row stands in
_TITLE = 160  # px that what happened needs at least


class Places(NamedTuple):
    """Where the columns of a row stand."""

    day: QRect
    spine: QRect
    title: QRect
    papers: QRect
    odometer: QRect
    paid: QRect


class TimelineDelegate(RowDelegate):
    """Draws events and years in columns as wide as their widest text; a chevron opens what is inside a row."""

    fold_pressed = Signal(object)  # the row whose chevron was pressed

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._heads: tuple[str, ...] = ("", "", "", "")
        self._widths = (0, 0, 0)

    def name_columns(self, heads: Sequence[str]) -> None:
        """Take the words over the columns into the measure."""
        self._heads = tuple(heads)
        self.measure(self._rows)

    @override
    def measure(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        events = [row for row in rows if isinstance(row, EventRow)]
        years = [row for row in rows if isinstance(row, YearRow)]
        day = [theme.width(row.day, "small") for row in events]
        odometer = [theme.width(row.odometer, "medium", tabular=True) for row in events]
        odometer += [theme.width(row.distance, "small", tabular=True) for row in years]
        paid = [theme.width(row.paid or row.covered, "body", tabular=True) for row in events]
        paid += [theme.width(row.paid, "small", tabular=True) for row in years]
        head = [theme.width(words, "small", tabular=True) for words in self._heads]
        self._widths = (
            max([*day, head[0]]),
            max([*odometer, head[2]]) + theme.u(20),  # room for the mark of an odd reading
            max([*paid, head[3]]),
        )

    def places(self, rect: QRect) -> Places:
        """Where the columns stand in a row; in a narrow one papers, then readings, then money give way to the title."""
        day, odometer, paid = self._widths
        strip = Strip(inset(rect, _MARGIN, end=16))
        first, spine = strip.lead(day + theme.u(8), 8), strip.slot(28, 12)
        spare = strip.room - theme.u(_TITLE)
        none = QRect()
        last = strip.trail(paid + 4, 12) if spare >= paid + theme.u(16) else none
        spare -= paid + theme.u(16)
        reading = strip.trail(odometer, 16) if spare >= odometer + theme.u(16) else none
        spare -= odometer + theme.u(16)
        clip = strip.slot_end(34, 4) if spare >= theme.u(38) else none
        return Places(first, spine, strip.rest, clip, reading, last)

    @override
    def height(self, row: Any) -> int:
        if isinstance(row, YearRow):
            return theme.px(30)
        return theme.px(t.ROW_TWO + 20, 3) if row.odd else theme.px(t.ROW_TWO, 2)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        if isinstance(row, YearRow):
            self._year(b, rect, row)
        else:
            self._event(b, rect, row, state)

    def _year(self, b: Brush, rect: QRect, row: YearRow) -> None:
        at, c = self.places(rect), b.c
        b.fill(rect, c.sunken)
        b.text(at.day.united(at.spine), row.year, "small-strong", c.ink)
        b.text(at.title, row.summary, "small", c.ink3)
        b.text(at.odometer, row.distance, "small", c.ink3, "figure")
        b.text(at.paid, row.paid, "small", c.ink3, "figure")

    def _event(self, b: Brush, rect: QRect, row: EventRow, state: State) -> None:
        ground(b, rect, state)
        main = QRect(rect.x(), rect.y(), rect.width(), theme.px(t.ROW_TWO, 2))
        at = self.places(main)
        middle = at.spine.x() + at.spine.width() / 2
        b.fill(QRect(round(middle) - 1, rect.y(), 2, rect.height()), b.c.line)
        if row.is_inside:
            marks.stage_disc(b, at.spine, row.stage, row.icon, 20)
            at = at._replace(title=inset(at.title, _INDENT))
        else:
            marks.stage_disc(b, at.spine, row.stage, row.icon)
        if row.opened is not None:
            name = "chevron-down" if row.opened else "chevron-right"
            b.icon(self.fold_place(main), name, b.c.ink2, t.ICON_SMALL)
        b.text(at.day, row.day, "small", b.c.ink3 if row.is_inside else b.c.ink2)
        self._title(b, at.title, row)
        if row.papers and not at.papers.isEmpty():
            strip = Strip(at.papers)
            b.icon(strip.slot(t.ICON, 2), "paperclip", b.c.ink3, t.ICON_SMALL)
            b.text(strip.rest, row.papers, "small", b.c.ink3)
        self._figures(b, at, row)
        if row.odd:
            note, link = self._note(rect, row)
            b.text(note, row.odd, "small", b.c.warn)
            b.text(link, row.explain, "small-strong", b.c.accent, elide=False)
        focus(b, rect, state)

    @staticmethod
    def fold_place(rect: QRect) -> QRect:
        """Where the chevron of a row stands: in the margin, so that it takes no room from the columns."""
        return Strip(inset(rect, 4)).slot(_MARGIN - 4)

    @override
    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        row = index.data(SHOWN)
        if isinstance(event, QMouseEvent) and isinstance(row, EventRow) and row.opened is not None:
            first = QRect(option.rect.topLeft(), QSize(option.rect.width(), theme.px(t.ROW_TWO, 2)))
            if self.fold_place(first).contains(event.position().toPoint()):
                if event.type() == QEvent.Type.MouseButtonRelease:
                    self.fold_pressed.emit(row)
                return True
        return super().editorEvent(event, model, option, index)

    def _title(self, b: Brush, place: QRect, row: EventRow) -> None:
        upper, lower = two_lines(place) if row.detail else (place, QRect())
        room = Strip(upper)
        reserve = marks.chip_width(row.chip.words, row.chip.icon) + theme.u(8) if row.chip else 0
        shown = QRect(Strip(upper).lead(max(theme.u(80), upper.width() - reserve)))
        room.lead(b.text(shown, row.title, "medium"), 8)
        if row.chip and room.room >= reserve - theme.u(8):
            marks.chip(b, room.rest, row.chip.words, row.chip.tone, row.chip.icon)
        b.text(lower, row.detail, "small", b.c.ink3)

    def _figures(self, b: Brush, at: Places, row: EventRow) -> None:
        role: t.Role = "medium" if row.odd else "body"
        used = b.text(at.odometer, row.odometer, role, b.c.warn if row.odd else b.c.ink, "figure")
        if row.odd and not at.odometer.isEmpty():
            mark = Strip(at.odometer)
            mark.trail(used, 6)
            b.icon(mark.slot_end(t.ICON_SMALL), "info-circle", b.c.warn, t.ICON_SMALL)
        if row.paid:
            b.text(at.paid, row.paid, "body", b.c.ink, "figure")
        else:
            b.text(at.paid, row.covered, "small", b.c.ok, "figure")

    def _note(self, rect: QRect, row: EventRow) -> tuple[QRect, QRect]:
        """Where the remark on an odd reading stands, and the link after it."""
        at = self.places(rect)
        across = at.title.united(at.paid) if not at.paid.isEmpty() else at.title
        top = rect.y() + theme.px(t.ROW_TWO, 2) - theme.u(3)
        strip = Strip(QRect(across.x(), top, across.width(), theme.px(20)))
        link = theme.width(row.explain, "small-strong")
        note = min(theme.width(row.odd, "small") + 2, strip.room - link - theme.u(10))
        return strip.lead(note, 10), strip.lead(link)

    @override
    def link(self, rect: QRect, row: Any) -> QRect:
        return self._note(rect, row)[1] if isinstance(row, EventRow) and row.explain else QRect()


class TimelineHead(Painted):
    """The words over the columns."""

    def __init__(self, delegate: TimelineDelegate) -> None:
        super().__init__()
        self._delegate = delegate
        self.words = ["", "", "", ""]
        self.setSizePolicy(EXPANDING, FIXED)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        titles = (C_("column", "Date"), C_("column", "Event"), C_("column", "Odometer"), C_("column", "Paid"))
        for place, title in enumerate(titles):
            set_text(partial(self._put, place), title, by=self)

    def _put(self, place: int, words: str) -> None:
        self.words[place] = words
        self.setAccessibleName(joined(*self.words))
        self._delegate.name_columns(self.words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, theme.px(t.HEAD))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        strip = Strip(rect)
        strip.trail(t.SCROLL)  # there stands the list's scroll bar
        at = self._delegate.places(strip.rest)
        b.text(at.day, self.words[0], "small", b.c.ink3)
        b.text(at.title, self.words[1], "small", b.c.ink3)
        b.text(at.odometer, self.words[2], "small", b.c.ink3, "figure")
        b.text(at.paid, self.words[3], "small", b.c.ink3, "figure")
        b.hline(rect)


class Timeline(QWidget):
    """The timeline with its column heads; `list.opened` and `explain` tell which row is meant."""

    def __init__(self, name: UiText) -> None:
        super().__init__()
        self.delegate = TimelineDelegate()
        self.head = TimelineHead(self.delegate)
        self.list = RowList(name, self.delegate)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusProxy(self.list)
        self.explain = self.delegate.link_pressed
        self.setLayout(column(self.head, self.list, gap=0))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the life of a vehicle, the newest first."""
        self.list.show_rows(rows)
        self.head.update()
