"""Cards of the board, which say what holds a car up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from sys import maxsize
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent

from lifecycle_desk.desktop.look import flow, marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.rows.base import ChipShown, RowDelegate, RowList, State, joined
from lifecycle_desk.desktop.look.theme import MEASURED, theme
from lifecycle_desk.desktop.translator import translator

GAP = 8  # between two cards
_EDGE, _PITCH, _CHIPS = 8, 20, 24  # px: at the sides of a card, and from line to line of its words and of its chips
_ABOVE, _BELOW, _PARTED = 10, 8, 1  # px: above and below what a card says, and between its parts
CHIP_GAP, _SIGN_GAP = 6, 5  # px between two chips, and between a sign and what it stands before
_OWNER = 2  # lines that a name may take


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


def _beside_sign(row: BoardCard, room: int) -> int:
    """The room for its time: the sign of one that has passed stands before it in every width, and no other has one."""
    return room - theme.u(t.ICON_SMALL) - theme.u(_SIGN_GAP) if row.tone else room


def promised(row: BoardCard, room: int) -> str:
    """The first form of its time that has room; the last where none has."""
    forms, role = (row.promised, *row.shorter), _role(row)
    return next((each for each in forms if theme.width(each, role) <= room + 1), forms[-1])


def names_to() -> int:
    """How far below its top edge a card has said which car it is: the end of the line of its plate, in px."""
    return theme.u(_ABOVE) + theme.px(_PITCH)


class BoardDelegate(RowDelegate):
    """Draws cards; as high as their words and chips need in the width that its list says.

    Where its list ends amid a card, that ends with a whole line; one whose plate has no room is not begun.
    """

    width = 0  # of a card, in px
    until = maxsize  # where its list ends, in px

    @override
    def height(self, row: Any) -> int:
        room = self.width - 2 * theme.u(_EDGE)
        beside = _beside_sign(row, room)
        when = in_lines(promised(row, beside), _role(row), beside)
        parts = (len(whose(row, room)), len(in_lines(row.job, "body", room)), len(when))
        warned = warning_lines(row, room)
        chips = len(chip_lines(row.chips, room)) + (row.warning is not None and not warned)
        apart = theme.u(_PARTED) * (sum(map(bool, (*parts, row.chips))) + (row.warning is not None))
        around = theme.u(_ABOVE) + theme.u(_BELOW) + GAP
        return theme.px(_PITCH) * (1 + sum(parts) + len(warned)) + apart + theme.px(_CHIPS) * chips + around

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        if rect.y() + names_to() > self.until:
            return
        box = rect.adjusted(0, 0, 0, -GAP)
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

    def _has_room(self, line: QRect) -> bool:
        """Whether a line is above the end of its list."""
        return line.y() + line.height() <= self.until

    def _chips(self, b: Brush, place: QRect, shown: Sequence[ChipShown]) -> QRect:
        """Chips from a place on, and the place of what follows them."""
        place = QRect(place)
        for chips in chip_lines(shown, place.width()):
            strip = Strip(place)
            for chip in chips if self._has_room(place) else ():
                strip.lead(marks.chip(b, strip.rest, chip.words, chip.tone, chip.icon), CHIP_GAP)
            place.translate(0, theme.px(_CHIPS))
        return place

    def _written(
        self,
        b: Brush,
        place: QRect,
        lines: Sequence[str],
        role: t.Role,
        ink: str,
        *,
        parted: bool = True,
        whole: bool = False,
    ) -> QRect:
        """Lines from a place on, all or those that have room, and the place of what follows them."""
        place = place.translated(0, theme.u(_PARTED) if lines and parted else 0)
        last = place.translated(0, (len(lines) - 1) * place.height())
        for words in lines:
            if self._has_room(last if whole else place):
                b.text(place, words, role, ink)
            place.translate(0, place.height())
        return place

    def _promise(self, b: Brush, place: QRect, row: BoardCard) -> QRect:
        """Its time, behind a sign where it has passed, and the place of what follows it."""
        room, role = _beside_sign(row, place.width()), _role(row)
        said = promised(row, room)
        lines, ink = in_lines(said, role, room), b.c.tone(row.tone)[0] if row.tone else b.c.ink2
        foot = Strip(place.translated(0, theme.u(_PARTED)))
        if row.tone and said and self._has_room(foot.rest.translated(0, (len(lines) - 1) * place.height())):
            icon = "clock-exclamation" if row.tone == "danger" else "clock"
            b.icon(foot.slot(t.ICON_SMALL, _SIGN_GAP), icon, ink, t.ICON_SMALL)
        after = self._written(b, Strip(place).trail(room), lines, role, ink, whole=True)
        if said != row.promised:
            b.cut.append(row.promised)  # told whole where one points
        return QRect(place.x(), after.y(), place.width(), place.height())


class CardList(RowList):
    """The cards of a lane, which are as high as their chips need in its width; `foot` is kept free below them."""

    foot = 0  # px

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
