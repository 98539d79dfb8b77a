"""The board: lanes of cards that say what holds a car up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, ClassVar, override

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import flow, marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text, tip
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset, stands_upright
from lifecycle_desk.desktop.look.parts.boxes import column
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, PREFERRED, Painted
from lifecycle_desk.desktop.look.rows.base import ChipShown, Row, RowDelegate, RowList, State, joined
from lifecycle_desk.desktop.look.theme import MEASURED, theme
from lifecycle_desk.desktop.translator import translator

_GAP = 8  # between two cards
_EDGE, _PITCH, _CHIPS = 8, 20, 24  # px: at the sides of a card, and from line to line of its words and of its chips
_ABOVE, _BELOW, _PARTED = 10, 8, 1  # px: above and below what a card says, and between its parts
CHIP_GAP = 6  # px between two chips
HEAD, HOURS, AFTER = 32, 18, 6  # px of a lane's head, of the hours below its name, and behind each of its parts
LANE, STRIP = 126, 36  # px of a lane: six stand beside the widest sidebar at 1366 and 125 %; and of one that is folded
_OWNER = 2  # lines that a name may take
_MARGIN = 6  # px round the cards of a lane
LETTER = 17  # px from letter to letter of a name that is written downwards
EMPTY = N_("No vehicles here")


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One car on the board; `promised` in its tone once it is past, and `who` the initials of the technician.

    `shorter` are other words for `promised`, each shorter than the one before, where a lane has no room for all of it.
    `warning` is a chip that nobody may overlook, right below plate and model.
    The name of the model stays on each card, as people ask for a car by it; an owner's long name is cut for it.
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
    shorter: tuple[str, ...] = ()
    model: str = ""
    warning: ChipShown | None = None

    def words(self) -> str:
        """The card as it is read aloud."""
        chips = [chip.words for chip in self.chips]
        warning = self.warning.words if self.warning else ""
        return joined(self.plate, self.model, warning, self.owner, self.job, self.promised, self.who, *chips)


def chip_lines(chips: Sequence[ChipShown], room: int) -> list[list[ChipShown]]:
    """The chips in as few lines as hold them, so that each keeps its word: that is what the eye looks for.

    Where one line would hold them without their icons, they go without. A word that is wider than a whole line is the
    only one that is cut.
    """
    bare = [replace(chip, icon="") for chip in chips]
    if _wide(chips) > room >= _wide(bare):
        return [bare]
    lines: list[list[ChipShown]] = []
    for whole, plain in zip(chips, bare, strict=True):
        if lines and _wide([*lines[-1], whole]) <= room:
            lines[-1].append(whole)
        else:
            lines.append([whole if _wide([whole]) <= room else plain])
    return lines


def _wide(chips: Sequence[ChipShown]) -> int:
    """How wide chips are beside one another."""
    return sum(marks.chip_width(chip.words, chip.icon) + theme.u(CHIP_GAP) for chip in chips) - theme.u(CHIP_GAP)


def in_lines(words: str, role: t.Role, room: int, most: int = 2) -> tuple[str, ...]:
    """Words in as many lines as they need, or in the most of which the last may have to be cut; none for no words."""
    return _in_lines(words, role, room, most, theme.script, theme.scale)


@lru_cache(maxsize=4096)  # of each card asked for its height, and again to be drawn
def _in_lines(words: str, role: t.Role, room: int, most: int, _script: t.Script, _scale: float) -> tuple[str, ...]:
    if most == 1 or theme.width(words, role) <= room + 1:
        return (words,) if words else ()
    begun, rest = flow.split(words, role, room)
    return begun, *in_lines(rest, role, room, most - 1)


MEASURED.append(_in_lines.cache_clear)


def whose(row: BoardCard, room: int) -> tuple[str, ...]:
    """Model and owner in a line, or the model in one and the owner below it, whose name may have to be cut."""
    both = translator().current.in_a_line(row.model, row.owner)
    if theme.width(both, "small") <= room + 1:
        return (both,) if both else ()
    return (*filter(None, (row.model,)), *in_lines(row.owner, "small", room, _OWNER))


def warning_lines(row: BoardCard, room: int) -> tuple[str, ...]:
    """What a card warns of in two lines, where a chip would cut it; none where the chip has room or nothing is."""
    if row.warning is None or _wide([replace(row.warning, icon="")]) <= room:
        return ()
    return in_lines(row.warning.words, "small-strong", room)


def _role(row: BoardCard) -> t.Role:
    return "small-strong" if row.tone else "small"


def promised(row: BoardCard, room: int) -> str:
    """The first form of its time that has room, be it without its sign; the last where none has."""
    forms, role = (row.promised, *row.shorter), _role(row)
    return next((each for each in forms if theme.width(each, role) <= room + 1), forms[-1])


class BoardDelegate(RowDelegate):
    """Draws cards; as high as their words and chips need in the width that its list says."""

    width = 0  # of a card, in px

    @override
    def height(self, row: Any) -> int:
        room = self.width - 2 * theme.u(_EDGE)
        when = in_lines(promised(row, room), _role(row), room)
        parts = (len(whose(row, room)), len(in_lines(row.job, "body", room)), len(when))
        warned = warning_lines(row, room)
        chips = len(chip_lines(row.chips, room)) + (row.warning is not None and not warned)
        apart = theme.u(_PARTED) * (sum(map(bool, (*parts, row.chips))) + (row.warning is not None))
        around = theme.u(_ABOVE) + theme.u(_BELOW) + _GAP
        return theme.px(_PITCH) * (1 + sum(parts) + len(warned)) + apart + theme.px(_CHIPS) * chips + around

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        box = rect.adjusted(0, 0, 0, -_GAP)
        edge = b.c.accent if state.selected and not state.focused else b.c.line
        b.frame(box, edge, t.R_CARD, 1, b.c.hover if state.hovered and not state.selected else b.c.surface)
        if state.focused:
            b.ring(box, t.R_CARD)
        inner = inset(box, _EDGE, _ABOVE, _EDGE)
        place = QRect(inner.x(), inner.y(), inner.width(), theme.px(_PITCH))
        top, shown = Strip(place), whose(row, place.width())
        if row.who:
            marks.avatar(b, top.slot_end(22, 6), row.who, 22)
        b.text(top.rest, row.plate, "strong")
        if len(shown) > 1 and theme.width(shown[-1], "small") > place.width() + 1:
            b.cut.append(row.owner)  # told whole where one points, as what its last line loses is not
        place, known = place.translated(0, place.height()), 1 if row.model else 0
        place = self._written(b, place, shown[:known], "small", b.c.ink3)
        if warned := warning_lines(row, place.width()):
            place = self._written(b, place, warned, "small-strong", b.c.danger)
        elif row.warning:
            place = self._chips(b, place.translated(0, theme.u(_PARTED)), [row.warning])
        place = self._written(b, place, shown[known:], "small", b.c.ink3, parted=not known)
        place = self._written(b, place, in_lines(row.job, "body", place.width()), "body", b.c.ink)
        place = self._promise(b, place, row)
        self._chips(b, place.translated(0, theme.u(_PARTED)), row.chips)

    def _chips(self, b: Brush, place: QRect, shown: Sequence[ChipShown]) -> QRect:
        """Chips from a place on, and the place of what follows them."""
        place = QRect(place)
        for chips in chip_lines(shown, place.width()):
            strip = Strip(place)
            for chip in chips:
                strip.lead(marks.chip(b, strip.rest, chip.words, chip.tone, chip.icon), CHIP_GAP)
            place.translate(0, theme.px(_CHIPS))
        return place

    def _written(
        self, b: Brush, place: QRect, lines: Sequence[str], role: t.Role, ink: str, *, parted: bool = True
    ) -> QRect:
        """Lines from a place on, and the place of what follows them."""
        place = place.translated(0, theme.u(_PARTED) if lines and parted else 0)
        for words in lines:
            b.text(place, words, role, ink)
            place.translate(0, place.height())
        return place

    def _promise(self, b: Brush, place: QRect, row: BoardCard) -> QRect:
        """Its time with a sign, where that costs no word, and the place of what follows it."""
        said, role = promised(row, place.width()), _role(row)
        ink = b.c.tone(row.tone)[0] if row.tone else b.c.ink2
        sign, wide = theme.u(t.ICON_SMALL) + theme.u(5), theme.width(said, role)
        beside = place
        if said and not place.width() + 1 - sign < wide <= place.width() + 1:  # in one line, or in two behind the sign
            foot = Strip(place.translated(0, theme.u(_PARTED)))
            icon = "clock-exclamation" if row.tone == "danger" else "clock"
            b.icon(foot.slot(t.ICON_SMALL, 5), icon, ink if row.tone else b.c.ink3, t.ICON_SMALL)
            beside = Strip(place).trail(place.width() - sign)
        after = self._written(b, beside, in_lines(said, role, beside.width()), role, ink)
        if said != row.promised:
            b.cut.append(row.promised)  # told whole where one points
        return QRect(place.x(), after.y(), place.width(), place.height())


class CardList(RowList):
    """The cards of a lane, which are as high as their chips need in its width."""

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        if isinstance(self.delegate, BoardDelegate) and self.delegate.width != self.viewport().width():
            self.delegate.width = self.viewport().width()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(e)


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
        self.list = CardList(name, BoardDelegate(), cards)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.list)
        self.list.installEventFilter(self)
        self._empty, self._folded, self._stretched = "", False, 0
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
