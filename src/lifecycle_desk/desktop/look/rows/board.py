"""Cards of the board, which say what holds a car up."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from sys import maxsize
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent

from lifecycle_desk.desktop.look import flow, marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.rows.base import ChipShown, RowDelegate, RowList, State, joined
from lifecycle_desk.desktop.look.theme import MEASURED, theme
from lifecycle_desk.desktop.translator import translator

GAP = 8  # between two cards
_EDGE, _PITCH, _CHIPS = 8, 20, 24  # px: at the sides of a card, and from line to line of its words and of its chips
_BESIDE_NAME = 2  # parts of a card besides what names it, without which it is not begun
_ABOVE, _BELOW, _PARTED = 10, 8, 1  # px: above and below what a card says, and between its parts
CHIP_GAP, _SIGN_GAP = 6, 5  # px between two chips, and between a sign and what it stands before
_OWNER = 2  # lines that a name may take
CLIP = Qt.ClipOperation.IntersectClip


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One car on the board; `promised` in its tone once it is past, and `who` the initials of the technician.

    `shorter` are other words for `promised`, each shorter than the one before, where a lane has no room for all of it.
    One that is past stands right below the plate, as it must not be below the edge of a lane; so does `warning`, a chip
    that nobody may overlook, right below the model.
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
        late, due = (self.promised, "") if self.tone else ("", self.promised)
        return joined(self.plate, late, self.model, warning, self.owner, self.job, due, self.who, *chips)


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


def _beside_sign(row: BoardCard, room: int) -> int:
    """The room for its time: the sign of one that has passed stands before it in every width, and no other has one."""
    return room - theme.u(t.ICON_SMALL) - theme.u(_SIGN_GAP) if row.tone else room


def promised(row: BoardCard, room: int) -> str:
    """The first form of its time that has room; the last where none has."""
    forms, role = (row.promised, *row.shorter), _role(row)
    return next((each for each in forms if theme.width(each, role) <= room + 1), forms[-1])


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of a card, or what is seen whole or not at all: how high it is, what it keeps above it, what it draws."""

    high: int
    draw: Callable[[Brush, QRect], object]
    above: int = 0


def _written(lines: Sequence[str], role: t.Role, ink: str, *, parted: bool = True) -> Iterator[_Part]:
    """Lines of text in an ink of the theme, each a part of its own."""
    above = theme.u(_PARTED) if parted else 0
    for words in lines:
        yield _Part(theme.px(_PITCH), partial(_write, words, role, ink), above)
        above = 0


def _write(words: str, role: t.Role, ink: str, b: Brush, place: QRect) -> None:
    b.text(place, words, role, getattr(b.c, ink))


def _chips(shown: Sequence[ChipShown], room: int) -> Iterator[_Part]:
    """Chips, each line of them a part of its own."""
    above = theme.u(_PARTED)
    for chips in chip_lines(shown, room):
        yield _Part(theme.px(_CHIPS), partial(_draw_chips, chips), above)
        above = 0


def _draw_chips(chips: Sequence[ChipShown], b: Brush, place: QRect) -> None:
    strip = Strip(QRect(place.x(), place.y(), place.width(), theme.px(_PITCH)))
    for chip in chips:
        strip.lead(marks.chip(b, strip.rest, chip.words, chip.tone, chip.icon), CHIP_GAP)


def _plate(row: BoardCard) -> _Part:
    """Which car it is, and who works on it."""

    def draw(b: Brush, place: QRect) -> None:
        top = Strip(place)
        if row.who:
            marks.avatar(b, top.slot_end(22, 6), row.who, 22)
        b.text(top.rest, row.plate, "strong")

    return _Part(theme.px(_PITCH), draw)


def _promise(row: BoardCard, room: int) -> Iterator[_Part]:
    """Its time, behind a sign where it has passed: half of how long that was reads as the time that is left."""
    beside, role = _beside_sign(row, room), _role(row)
    said = promised(row, beside)
    lines = in_lines(said, role, beside)

    def draw(b: Brush, place: QRect) -> None:
        ink = b.c.tone(row.tone)[0] if row.tone else b.c.ink2
        line = QRect(place.x(), place.y(), place.width(), theme.px(_PITCH))
        if row.tone:
            icon = "clock-exclamation" if row.tone == "danger" else "clock"
            b.icon(Strip(line).slot(t.ICON_SMALL, _SIGN_GAP), icon, ink, t.ICON_SMALL)
        line = Strip(line).trail(beside)
        for words in lines:
            b.text(line, words, role, ink)
            line.translate(0, line.height())
        if said != row.promised:
            b.cut.append(row.promised)  # told whole where one points

    if lines:
        yield _Part(theme.px(_PITCH) * len(lines), draw, theme.u(_PARTED))


def _named(row: BoardCard, room: int) -> list[_Part]:
    """What has to be seen of a card that is begun: which car it is, and that it is late."""
    return [_plate(row), *(_promise(row, room) if row.tone else ())]


def _parts(row: BoardCard, room: int) -> list[_Part]:
    """All that a card says, from the top."""
    shown, known = whose(row, room), 1 if row.model else 0
    parts = [*_named(row, room), *_written(shown[:known], "small", "ink3")]
    if warned := warning_lines(row, room):
        parts += _written(warned, "small-strong", "danger")
    elif row.warning:
        parts += _chips([row.warning], room)
    parts += _written(shown[known:], "small", "ink3", parted=not known)
    parts += _written(in_lines(row.job, "body", room), "body", "ink")
    parts += () if row.tone else _promise(row, room)
    return [*parts, *_chips(row.chips, room)]


def _least_parts(row: BoardCard, room: int) -> int:
    """How many of its parts a card shows at least: a plate alone over a cut edge looks like a fault."""
    return min(len(_named(row, room)) + _BESIDE_NAME, len(_parts(row, room)))


def _high(parts: Sequence[_Part]) -> int:
    return sum(part.above + part.high for part in parts)


class BoardDelegate(RowDelegate):
    """Draws cards; as high as their words and chips need in the width that its list says.

    Where its list ends amid a card, that ends below its last whole line; one that cannot say which car it is, by how
    much it is late, and a little more, is not begun.
    """

    width = 0  # of a card, in px
    until = maxsize  # where its list ends, in px

    @override
    def height(self, row: Any) -> int:
        around = theme.u(_ABOVE) + theme.u(_BELOW) + GAP
        return _high(_parts(row, self.width - 2 * theme.u(_EDGE))) + around

    def names_to(self, row: BoardCard) -> int:
        """How far below its top edge a card has said which car it is, by how much it is late, and a little more."""
        room = self.width - 2 * theme.u(_EDGE)
        return theme.u(_ABOVE) + _high(_parts(row, room)[: _least_parts(row, room)])

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        inner = inset(rect, _EDGE, _ABOVE, _EDGE)
        room, places, top = inner.width(), list[tuple[_Part, QRect]](), inner.y()
        for part in _parts(row, room):
            top += part.above
            if top + part.high > self.until:
                if len(places) < _least_parts(row, room):
                    return
                break
            places.append((part, QRect(inner.x(), top, room, part.high)))
            top += part.high
        else:
            top = maxsize
        self._ground(b, rect.adjusted(0, 0, 0, -GAP), state, top)
        if len(names := whose(row, room)) > 1 and theme.width(names[-1], "small") > room + 1:
            b.cut.append(row.owner)  # told whole where one points, as what its last line loses is not
        for part, place in places:
            part.draw(b, place)

    def _ground(self, b: Brush, box: QRect, state: State, said: int) -> None:
        """The card itself; one that goes on below its list is open below, and ends where it has said so much."""
        edge = b.c.accent if state.selected and not state.focused else b.c.line
        b.p.save()
        if said < box.bottom():
            b.p.setClipRect(box.adjusted(-1, -1, 1, said + theme.u(_BELOW) - box.bottom()), CLIP)
        b.frame(box, edge, t.R_CARD, 1, b.c.hover if state.hovered and not state.selected else b.c.surface)
        if state.focused:
            b.ring(box, t.R_CARD)
        b.p.restore()


class CardList(RowList):
    """The cards of a lane, which are as high as their chips need in its width; `foot` is kept free below them."""

    foot = 0  # px
    between = GAP  # px below each card that are a part of its row

    def keep(self, foot: int) -> None:
        """Keep so much free below the cards."""
        if foot != self.foot:
            self.foot = foot
            self.setViewportMargins(0, 0, 0, foot)

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        if isinstance(self.delegate, BoardDelegate):
            self.delegate.until = self.viewport().height()
            if self.delegate.width != self.viewport().width():
                self.delegate.width = self.viewport().width()
                self.scheduleDelayedItemsLayout()
        super().resizeEvent(e)
