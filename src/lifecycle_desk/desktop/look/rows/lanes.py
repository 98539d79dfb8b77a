"""The lanes of the board: heads that are laid out alike, over their cards."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Slot
from PySide6.QtGui import QMouseEvent

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text, tip
from lifecycle_desk.desktop.look.paint import Brush, Strip, stands_upright
from lifecycle_desk.desktop.look.parts.boxes import column
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, PREFERRED, Painted
from lifecycle_desk.desktop.look.rows.base import Row, joined
from lifecycle_desk.desktop.look.rows.board import BoardCard, BoardDelegate, CardList, in_lines
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

HEAD, HOURS, AFTER = 32, 18, 6  # px of a lane's head, of the hours below its name, and behind each of its parts
LANE, STRIP = 126, 36  # px of a lane: six stand beside the widest sidebar at 1366 and 125 %; and of one that is folded
_MARGIN = 6  # px round the cards of a lane
LETTER = 17  # px from letter to letter of a name that is written downwards
EMPTY, MORE = N_("No vehicles here"), NN_("and %(n)s more", "and %(n)s more")


class LaneHead(Painted):
    """The head of a lane: icon, name, count, hours; the figures below where a lane of its board is narrow.

    Where it is narrower still, the icon goes before a name takes two lines, and none is cut.
    """

    def __init__(self, name: UiText, icon: str) -> None:
        super().__init__()
        self._icon, self._name, self._count, self._hours = icon, "", "", ""
        self._has_two_lines, self._has_icon, self._name_lines = False, True, 1
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

    @property
    def fits_one_line(self) -> bool:
        """Whether there is room for the count and the hours behind the name."""
        words = theme.width(self._name, "strong") + theme.width(self._count, "body")
        hours = self._hours_wide + 2 + theme.u(AFTER) if self._hours else 0
        return theme.u(t.ICON) + words + 2 * theme.u(AFTER) + hours <= self.width()

    @property
    def _hours_wide(self) -> int:
        return theme.width(self._hours, "small", tabular=True)

    def have_two_lines(self, two: bool) -> None:  # noqa: FBT001 (a property)
        """Tell the count and the hours below the name, which then has its line for itself, or behind it."""
        if two != self._has_two_lines:
            self._has_two_lines = two
            self.updateGeometry()
            self.update()

    def fits_name(self, *, icon: bool) -> bool:
        """Whether its name has room in one line, with its icon or without."""
        before = theme.u(t.ICON) + theme.u(AFTER) if icon else 0
        return before + theme.width(self._name, "strong") <= self.width() + 1

    def write_name(self, *, icon: bool, lines: int) -> None:
        """Write its name with its icon or without, in a place of so many lines."""
        if (icon, lines) != (self._has_icon, self._name_lines):
            self._has_icon, self._name_lines = icon, lines
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        more = self._name_lines - 1 + self._has_two_lines
        return QSize(theme.u(160), theme.px(HEAD) + theme.px(HOURS) * more)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        strip = Strip(QRect(rect.x(), rect.y(), rect.width(), theme.px(HEAD)))
        if self._has_icon:
            b.icon(strip.slot(t.ICON, AFTER), self._icon, b.c.ink2)
        if self._has_two_lines:
            place = strip.rest
            for words in in_lines(self._name, "strong", place.width()) if self._name_lines > 1 else (self._name,):
                b.text(place, words, "strong")
                place.translate(0, theme.px(HOURS))
            b.text(place, translator().current.in_a_line(self._count, self._hours), "small", b.c.ink3)
            return
        if self._hours:
            b.text(strip.trail(self._hours_wide + 2, AFTER), self._hours, "small", b.c.ink3, "end")
        count = theme.width(self._count, "body")
        name = Strip(strip.rest).lead(max(0, strip.room - count - theme.u(AFTER)))
        strip.lead(b.text(name, self._name, "strong"), AFTER)
        b.text(strip.rest, self._count, "body", b.c.ink3, elide=False)

    def draw_along(self, b: Brush, rect: QRect) -> None:
        """Draw icon and count at the top of a strip, and the name along it, read from the top in both directions.

        Chinese letters stand upright below one another, as on the spine of a book; other scripts are turned.
        """
        step, top = theme.px(24), rect.y() + 8
        b.icon(QRect(rect.x(), top, rect.width(), step), self._icon, b.c.ink2)
        b.text(QRect(rect.x(), top + step, rect.width(), step), self._count, "body", b.c.ink3, "centre", elide=False)
        begins = top + 2 * step + theme.u(4)
        if stands_upright(self._name):
            self._draw_down(b, QRect(rect.x(), begins, rect.width(), rect.bottom() - theme.u(8) - begins))
            return
        b.p.save()
        b.p.translate(rect.x() if theme.rtl else rect.x() + rect.width(), begins)
        length = max(0, rect.bottom() - begins - theme.u(8))
        if theme.rtl:  # such a text begins at its right end
            b.p.translate(0, length)
        b.p.rotate(-90 if theme.rtl else 90)
        b.text(QRect(0, 0, length, rect.width()), self._name, "strong", b.c.ink2)
        b.p.restore()

    def _draw_down(self, b: Brush, rect: QRect) -> None:
        """Draw the letters of the name below one another, as many as have room."""
        pitch = theme.u(LETTER)
        room = max(0, rect.height() // pitch)
        shown = self._name if len(self._name) <= room else f"{self._name[: max(0, room - 1)]}⋮"
        for at, letter in enumerate(shown):
            place = QRect(rect.x(), rect.y() + at * pitch, rect.width(), pitch)
            b.text(place, letter, "strong", b.c.ink2, "centre", elide=False)


def write_alike(heads: Sequence[LaneHead]) -> None:
    """Lay the heads of a board out alike: all tell their figures in one place, and begin their cards in one line."""
    below = not all(head.fits_one_line for head in heads)
    icon = not below or all(head.fits_name(icon=True) for head in heads)
    lines = 1 if not below or all(head.fits_name(icon=icon) for head in heads) else 2
    for head in heads:
        head.have_two_lines(below)
        head.write_name(icon=icon, lines=lines)


class Lane(Painted):
    """One lane of the board; its `list` has the keyboard.

    Folded it is a strip with its name along it; a press opens it, as the keyboard does.
    """

    def __init__(self, name: UiText, icon: str, cards: Sequence[Row] = ()) -> None:
        super().__init__()
        self.head = LaneHead(name, icon)
        self._delegate = BoardDelegate()
        self.list = CardList(name, self._delegate, cards)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.list)
        self.list.installEventFilter(self)
        self._empty, self._folded, self._stretched = "", False, 0
        self.list.verticalScrollBar().rangeChanged.connect(self._keep_foot)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)
        set_text(self._put_empty, EMPTY, by=self)
        self.setLayout(column(self.head, self.list, gap=2, margins=(_MARGIN, 4, _MARGIN, _MARGIN)))

    def _put_empty(self, words: str) -> None:
        self._empty = words
        self._tell()

    def _tell(self) -> None:
        """Say to a screen reader that there is no card, where there is none to be read."""
        self.list.setAccessibleDescription("" if self.list.rows.rows else self._empty)
        self._say_folded()
        self.update()

    @property
    def more(self) -> int:
        """How many cards are below its foot: what is seen of a card without its plate, or its lateness, names none."""
        return self._unnamed(self.list.viewport().height(), self.list.verticalScrollBar().value())

    def _unnamed(self, high: int, scrolled: int = 0) -> int:
        """How many cards have no room for what names them in so many px, where it is scrolled so far."""
        rows, at = self.list.rows, self.list.verticalScrollBar().value()
        tops = (self.list.visualRect(rows.index(each, 0)).y() + at - scrolled for each in range(rows.rowCount()))
        return sum(top + self._names_to(each) > high for each, top in zip(rows.rows, tops, strict=True))

    def _names_to(self, card: Row) -> int:
        """How far below its top edge a card is named, in px."""
        return self._delegate.names_to(card) if isinstance(card, BoardCard) else 0

    @Slot()
    def _keep_foot(self) -> None:
        """Keep a line below the cards where not all of them can be named, as far as the first one still can.

        How far it is scrolled does not matter: a foot that came and went by that would move what is read.
        """
        high, line = self.list.viewport().height() + self.list.foot, theme.px(HOURS)
        first = self._names_to(self.list.rows.rows[0]) if self.list.rows.rows else 0
        self.list.keep(line if self._unnamed(high) and high - line >= first else 0)
        self.update()

    @Slot()
    def _scrolled(self) -> None:
        self.update()  # with its cards: a line may have room now that had none

    def show_cards(self, cards: Sequence[Row], count: str, hours: str = "") -> None:
        """Show the cars of the lane."""
        self.head.tally(count, hours)
        self.list.show_rows(cards)
        self._keep_foot()
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

    def stretch(self, width: int) -> None:
        """Take so much of a board that scrolls, so that no lane is cut at its edge; 0 for as little as it may."""
        if width != self._stretched:
            self._stretched = width
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() if self._folded else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(STRIP) if self._folded else max(self.least, self._stretched), theme.px(160))

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
            if self.list.foot and (more := self.more):
                foot = QRect(rect.x(), self.list.geometry().bottom() + 1 - self.list.foot, rect.width(), self.list.foot)
                b.text(foot, translator().current(MORE, n=more), "small", b.c.ink2, "centre")
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
