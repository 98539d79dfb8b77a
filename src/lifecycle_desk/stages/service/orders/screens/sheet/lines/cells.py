"""The cells of an order line: typed words and figures, and values that a letter chooses."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, UiText, set_text, show_tip
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import LineEdit, PaintedButton
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineText
from lifecycle_desk.stages.service.orders.screens.looks import Option

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look.parts.notes import Level

FIXED, EXPANDING = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
UNIT_GAP = 8  # px between a figure and its unit, as between two cells
CELL, AIR = 26, 2  # px, within a row of 32; and that Qt leaves in each beside what is typed


class TextCell(LineEdit):
    """Words in a line; `width` 0 takes the rest. Its note stands under the lines while it has the focus."""

    changed = Signal()

    def __init__(self, name: str, hint: UiText, width: int = 0, role: t.Role = "body") -> None:
        self._width = width
        super().__init__(role=role)
        self.name, self.hint = name, hint
        self.note: tuple[Level, UiText] = ("", "")
        self.setProperty("bare", True)  # the row draws the edges
        self.setSizePolicy(FIXED if width else EXPANDING, FIXED)
        self.textEdited.connect(self._edited)

    @property
    def written(self) -> str:
        """The text that is kept of the cell, as it was typed."""
        return self.text()

    @property
    def typed(self) -> str:
        """The text that is kept of the cell, without spaces at its ends."""
        return self.written.strip()

    @property
    def is_faulty(self) -> bool:
        """Whether something in it must be mended."""
        return self.note[0] == "fault"

    def object_to(self, objection: Objection, *, warning: bool = False) -> None:
        """Keep what a rule objects, for the line under the rows."""
        self.note = ("warning" if warning else "fault", Message(objection.message, **objection.told))
        set_text(self.setAccessibleDescription, self.note[1])

    def clear_note(self) -> None:
        """Take the note away."""
        self.note = ("", "")
        self.setAccessibleDescription("")

    @Slot()
    def _edited(self) -> None:
        self.clear_note()
        self.changed.emit()

    def lacks_room(self, width: int) -> bool:
        """Whether its words would be cut in a width."""
        return theme.width(self.text(), self._role) > width - 2 * AIR + 1

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(self._width or 120), theme.px(CELL))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(self._width or 44), theme.px(CELL))


class WordCell(TextCell):
    """Words, which end in an ellipsis where they have no room while nobody writes in them, and are told whole."""

    tells_cut = True

    def __init__(self, name: str, hint: UiText, width: int = 0, role: t.Role = "body") -> None:
        super().__init__(name, hint, width, role)
        self.textChanged.connect(partial(show_tip, self))

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        words, room = self.text(), self.rect().adjusted(AIR, 0, -AIR, 0)
        if self.hasFocus() or not self.lacks_room(self.width()):
            super().paintEvent(arg__1)  # where nothing is typed, its placeholder
            return
        ink = theme.c.ink2 if self.isReadOnly() else theme.c.ink  # as the style sheet has it of every line
        painter = QPainter(self)
        Brush(painter).text(room, words, self._role, ink)
        painter.end()


class DescriptionCell(WordCell):
    """What is done, or fitted: an entry of the catalogue stands in the words of whoever reads, in any language.

    What is kept is what was written, which the customer's papers are made of; it changes only when somebody types.
    """

    _words: LineText | None = None
    _shown = ""

    def show_words(self, words: LineText) -> None:
        """Show an entry to its reader."""
        self._words, self._shown = words, words.read_in(translator().current.code)
        self.setText(self._shown)

    def follow_language(self) -> None:
        """Show it to a reader of another language, unless somebody has typed."""
        if self._words and self.text() == self._shown:
            self.show_words(self._words)

    @property
    @override
    def written(self) -> str:
        return self._words.own if self._words and self.text() == self._shown else self.text()


class FigureCell(TextCell):
    """A figure at the end of its column, units under units; where one reads from the right, with its unit beside it.

    There what stands behind the cell is read behind it too, but far from a short figure.
    """

    unit = ""

    def show_unit(self, unit: str) -> None:
        """Have another unit, or none."""
        if unit != self.unit:
            self.unit = unit
            self.update()

    def unit_place(self) -> QRect:
        """Where the unit is drawn: empty where it stands behind the cell, or has no room in it."""
        if not self.unit or not self.isRightToLeft():
            return QRect()
        end = self.width() - AIR - theme.width(self.text() or self.placeholderText(), self._role) - theme.u(UNIT_GAP)
        wide = theme.width(self.unit, "small")
        return QRect(end - wide, 0, wide, self.height()) if end >= wide else QRect()

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        place = self.unit_place()
        if not place.isEmpty():
            painter = QPainter(self)
            Brush(painter).text(place, self.unit, "small", theme.c.ink3)
            painter.end()

    @override
    def _dress(self) -> None:
        super()._dress()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute  # units under units, in Arabic too
        self.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)


class PickCell(PaintedButton):
    """One of a few values: a letter chooses it, Space and a click go on to the next.

    The letter of an option counts in every language; beside it the first letter of its words in the language of now,
    which goes round among those that share it, and then that of its code, for whoever has Latin keys.
    """

    picked = Signal(object)
    lettered = Signal()
    typed = Signal(str)  # letters and digits that mean none of the options

    def __init__(self, name: str, hint: UiText, options: Sequence[Option], width: int, *, as_chip: bool) -> None:
        super().__init__()
        self.name, self.hint, self._options = name, hint, tuple(options)
        self.note: tuple[Level, UiText] = ("", "")
        self._width, self._chip, self._at, self.live = width, as_chip, 0, True
        self._before: int | None = None  # what stood here before a letter chose
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(FIXED, FIXED)
        self.clicked.connect(self._next)
        translator().changed.connect(self._tell)
        self._tell()

    @property
    def option(self) -> Option:
        """The option that is chosen."""
        return self._options[self._at]

    @property
    def is_faulty(self) -> bool:
        """Whether something in it must be mended."""
        return self.note[0] == "fault"

    def object_to(self, objection: Objection, *, warning: bool = False) -> None:
        """Keep what a rule objects, for the line under the rows."""
        self.note = ("warning" if warning else "fault", Message(objection.message, **objection.told))

    def clear_note(self) -> None:
        """Take the note away."""
        self.note = ("", "")

    def choose(self, value: LabeledEnum) -> None:
        """Choose a value, without telling anybody."""
        self._at = next(at for at, option in enumerate(self._options) if option.value == value)
        self._tell()

    def _pick(self, at: int) -> None:
        if self.live and at != self._at:
            self._at = at
            self.clear_note()
            self._tell()
            self.picked.emit(self.option.value)

    @Slot()
    def _next(self) -> None:
        self._pick((self._at + 1) % len(self._options))

    @Slot()
    def _tell(self) -> None:
        language = translator().current
        words = language(self.option.value.label)
        self.setText(words)
        self.setAccessibleName(language.labelled(language(self.name), words))
        show_tip(self, words)
        self.say_more()
        self.update()

    def say_more(self) -> None:
        """Set the remark beside the cell's value; it follows the language too."""

    def _meant(self, event: QKeyEvent) -> int | None:
        """Which option a key means."""
        key = event.text().casefold() or chr(0)
        pressed = chr(event.key()).casefold() if 0 < event.key() < 128 else key  # noqa: PLR2004 (the end of ASCII)
        for at, option in enumerate(self._options):
            if option.letter and option.letter.casefold() in {key, pressed}:
                return at
        round_from_here = [(self._at + 1 + step) % len(self._options) for step in range(len(self._options))]
        for initial in (self._initial, self._code_initial):
            if (found := next((at for at in round_from_here if initial(at) in {key, pressed}), None)) is not None:
                return found
        return None

    def _no_letter_but_a_word(self) -> None:
        """Somebody types a word where a letter chooses: what stood here stands again."""
        if self._before is not None:
            self._pick(self._before)

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        self._before = None
        super().focusOutEvent(e)

    def _initial(self, at: int) -> str:
        return translator().current(self._options[at].value.label).casefold()[:1]

    def _code_initial(self, at: int) -> str:
        return self._options[at].value.value[:1]

    @staticmethod
    def is_plain(e: QKeyEvent) -> bool:
        """Whether a key types something, and is no command."""
        return e.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        plain = self.is_plain(e)
        if self.live and plain and e.text().isalpha() and (at := self._meant(e)) is not None:
            self._before = self._at if self._before is None else self._before
            self._pick(at)
            self.lettered.emit()
            return
        if self.live and plain and e.text().isprintable() and e.text().strip():
            self._no_letter_but_a_word()
            self.typed.emit(e.text())
            return
        super().keyPressEvent(e)

    @override
    def event(self, e: QEvent) -> bool:
        if e.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        return super().event(e)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(self._width), theme.px(CELL))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        look = self.option
        if self._chip:
            marks.chip(b, rect.adjusted(2, 0, -2, 0), self.text(), look.tone, look.icon)
        else:
            b.icon(rect, look.icon, b.c.ink2)


def frame_cell(b: Brush, cell: TextCell | PickCell, *, is_here: bool) -> None:
    """Draw the edge of a cell that has the keyboard, or in which something is wrong or odd."""
    box = cell.geometry().adjusted(-4, 0, 4, 0)
    if is_here:
        b.frame(box, b.c.danger if cell.is_faulty else b.c.accent, t.R_CHIP, 2, b.c.surface)
    elif cell.note[0] in {"fault", "warning"}:
        tone: t.Tone = "danger" if cell.is_faulty else "warn"
        b.frame(box, b.c.tone(tone)[0], t.R_CHIP, 2, b.c.tone(tone)[1])
