"""The board: lanes of cards that say what holds a car up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, override

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text, tip
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts.boxes import column
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, PREFERRED, Painted
from lifecycle_desk.desktop.look.rows.base import ChipShown, Row, RowDelegate, RowList, State, joined
from lifecycle_desk.desktop.look.theme import theme

_GAP = 8  # between two cards
LANE, STRIP = 147, 36  # px of a lane: six stand beside the sidebar on a laptop at 125 %; and of one that is folded
EMPTY = N_("No vehicles here")


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One car on the board; `promised` in red once it is past, and `who` the initials of the technician.

    `shortly` is what stays of `promised` where a lane has no room for all of it: the time, which nothing else tells.
    """

    is_heading: ClassVar[bool] = False
    plate: str
    owner: str
    job: str
    promised: str = ""
    tone: t.Tone | None = None
    who: str = ""
    chips: tuple[ChipShown, ...] = ()
    key: object = None
    shortly: str = ""

    def words(self) -> str:
        """The card as it is read aloud."""
        chips = [chip.words for chip in self.chips]
        return joined(self.plate, self.owner, self.job, self.promised, self.who, *chips)


def _fitting(chips: Sequence[ChipShown], room: int) -> list[ChipShown]:
    """The chips with the words that there is room for: the quiet ones lose theirs first, and keep their icon.

    None is cut in the middle of its word: the last one too gives up the whole of it where it has no room.
    """
    shown = list(chips)
    by_weight = sorted(range(len(chips)), key=lambda at: chips[at].tone != "neutral")
    for at in by_weight:
        if sum(marks.chip_width(chip.words, chip.icon) + theme.u(6) for chip in shown) - theme.u(6) <= room:
            break
        shown[at] = replace(shown[at], words="")
    return shown


class BoardDelegate(RowDelegate):
    """Draws cards."""

    @override
    def height(self, row: Any) -> int:
        lines = 3 + bool(row.promised)
        return theme.px(20) * lines + 22 + _GAP + (theme.px(24) if row.chips else 0)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        box = rect.adjusted(0, 0, 0, -_GAP)
        edge = b.c.accent if state.selected and not state.focused else b.c.line
        b.frame(box, edge, t.R_CARD, 1, b.c.hover if state.hovered and not state.selected else b.c.surface)
        if state.focused:
            b.ring(box, t.R_CARD)
        lines = iter(self._lines(box.adjusted(12, 10, -12, -10)))
        top = Strip(next(lines))
        if row.who:
            marks.avatar(b, top.slot_end(22, 6), row.who, 22)
        b.text(top.rest, row.plate, "strong")
        b.text(next(lines), row.owner, "small", b.c.ink3)
        b.text(next(lines).translated(0, 1), row.job, "body")
        if row.promised:
            self._promise(b, next(lines).translated(0, 2), row)
        if row.chips:
            last = Strip(next(lines).translated(0, 4))
            shown = _fitting(row.chips, last.room)
            b.cut += [chip.words for chip, kept in zip(row.chips, shown, strict=True) if not kept.words]
            for chip in shown:
                last.lead(marks.chip(b, last.rest, chip.words, chip.tone, chip.icon), 6)

    def _lines(self, inner: QRect) -> list[QRect]:
        height = theme.px(20)
        return [QRect(inner.x(), inner.y() + i * height, inner.width(), height) for i in range(5)]

    def _promise(self, b: Brush, place: QRect, row: BoardCard) -> None:
        late = row.tone == "danger"
        ink = b.c.tone(row.tone)[0] if row.tone else b.c.ink2
        foot = Strip(place)
        icon_ink = ink if row.tone else b.c.ink3
        b.icon(foot.slot(t.ICON_SMALL, 5), "clock-exclamation" if late else "clock", icon_ink, t.ICON_SMALL)
        role: t.Role = "small-strong" if row.tone else "small"
        whole = not row.shortly or theme.width(row.promised, role) <= foot.room
        if not whole:
            b.cut.append(row.promised)  # told whole where one points
        b.text(foot.rest, row.promised if whole else row.shortly, role, ink)


class LaneHead(Painted):
    """The head of a lane: icon, name, count, hours."""

    def __init__(self, name: UiText, icon: str) -> None:
        super().__init__()
        self._icon, self._name, self._count, self._hours = icon, "", "", ""
        self.setSizePolicy(EXPANDING, FIXED)
        set_text(self.put_name, name)

    def put_name(self, words: str) -> None:
        """Name the lane."""
        self._name = words
        self._tell()

    def tally(self, count: str, hours: str = "") -> None:
        """Show how many cars stand in the lane, and the hours booked for them."""
        self._count, self._hours = count, hours
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(joined(self._name, self._count, self._hours))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(160), theme.px(32))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        strip = Strip(rect)
        b.icon(strip.slot(t.ICON, 6), self._icon, b.c.ink2)
        hours = theme.width(self._hours, "small", tabular=True)
        if self._hours and strip.room > theme.width(self._name, "strong") + hours + theme.u(44):
            b.text(strip.trail(hours + 2, 6), self._hours, "small", b.c.ink3, "end")
        count = theme.width(self._count, "body")
        name = Strip(strip.rest).lead(max(0, strip.room - count - theme.u(6)))
        strip.lead(b.text(name, self._name, "strong"), 6)
        b.text(strip.rest, self._count, "body", b.c.ink3, elide=False)

    def draw_along(self, b: Brush, rect: QRect) -> None:
        """Draw icon and count at the top of a strip, and the name along it, read from the top in both directions."""
        step, top = theme.px(24), rect.y() + 8
        b.icon(QRect(rect.x(), top, rect.width(), step), self._icon, b.c.ink2)
        b.text(QRect(rect.x(), top + step, rect.width(), step), self._count, "body", b.c.ink3, "centre", elide=False)
        begins = top + 2 * step + theme.u(4)
        b.p.save()
        b.p.translate(rect.x() if theme.rtl else rect.x() + rect.width(), begins)
        length = max(0, rect.bottom() - begins - theme.u(8))
        if theme.rtl:  # such a text begins at its right end
            b.p.translate(0, length)
        b.p.rotate(-90 if theme.rtl else 90)
        b.text(QRect(0, 0, length, rect.width()), self._name, "strong", b.c.ink2)
        b.p.restore()


class Lane(Painted):
    """One lane of the board; its `list` has the keyboard.

    Folded it is a strip with its name along it; a press opens it, as the keyboard does.
    """

    def __init__(self, name: UiText, icon: str, cards: Sequence[Row] = ()) -> None:
        super().__init__()
        self.head = LaneHead(name, icon)
        self.list = RowList(name, BoardDelegate(), cards)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.list)
        self.list.installEventFilter(self)
        self._empty, self._folded = "", False
        set_text(self._put_empty, EMPTY, by=self)
        self.setLayout(column(self.head, self.list, gap=2, margins=(8, 4, 8, 8)))

    def _put_empty(self, words: str) -> None:
        self._empty = words
        self._tell()

    def _tell(self) -> None:
        """Say to a screen reader that there is no card, where there is none to be read."""
        self.list.setAccessibleDescription("" if self.list.rows.rows else self._empty)
        self._say_folded()
        self.update()

    def show_cards(self, cards: Sequence[Row], count: str, hours: str = "") -> None:
        """Show the cars of the lane."""
        self.head.tally(count, hours)
        self.list.show_rows(cards)
        self._tell()

    @property
    def is_folded(self) -> bool:
        """Whether it is a strip."""
        return self._folded

    def fold(self, *, folded: bool) -> None:
        """Make it a strip, or as wide as a lane."""
        if folded == self._folded:
            return
        self._folded = folded
        self.head.setVisible(not folded)  # the list stays, bare as it is: it takes the keyboard and what is dropped
        self.setSizePolicy(FIXED if folded else PREFERRED, PREFERRED)
        self._say_folded()
        self.updateGeometry()
        self.update()

    def _say_folded(self) -> None:
        self.setToolTip(tip(self.head.accessibleName()) if self._folded else "")

    @property
    def least(self) -> int:
        """How narrow it may get where it is open."""
        return theme.u(LANE)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() if self._folded else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(STRIP) if self._folded else self.least, theme.px(160))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._folded:
            self.list.setFocus()
        super().mousePressEvent(event)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        ground = b.c.frame if b.c.dark else b.c.sunken  # in dark, what is sunken is lighter than the cards
        b.fill(b.snap(rect), ground, t.R_CARD + 2)
        if self._folded:
            self.head.draw_along(b, rect)
            return
        if self.list.rows.rows:
            return
        place = QRect(rect.x() + 8, self.list.y(), rect.width() - 16, theme.px(32))
        if self.list.hasFocus():  # with no card that could wear the ring
            b.ring(rect, t.R_CARD + 2)
        b.text(place, self._empty, "small", b.c.ink2 if self.list.hasFocus() else b.c.ink3, "centre")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)
