"""What is known in one line of a head where its page is low: the lines of the order keep the room."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts import Button, Label, Painted, column, row
from lifecycle_desk.desktop.look.parts.boxes import Item
from lifecycle_desk.desktop.look.rows.base import joined
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.stages.service.orders.screens.sheet.car_notes import MORE, Note

SHOW, HIDE = N_("Show details"), N_("Hide details")
NOTES = NN_("%(n)s note", "%(n)s notes")
SO_MANY_MORE = N_("+%(n)s")  # NOTE: so many more notes, behind the first one, where “and 2 more” has no room
LEAST = 140  # px of a note that has no few words: of less nobody learns anything, and how many there are stands there
GAP = 8  # px between the note and how many more there are
ALL = 1000  # the stretch of the line, beside which a space in its head gets nothing

INKS = ("danger", "warn")  # of the more pressing notes


class FoldedParts(QWidget):
    """Parts that a line of facts stands for; where none of them is seen it takes no room, nor a gap beside itself."""

    wanted = Signal()

    def __init__(self, *parts: Item, gap: int = 12) -> None:
        super().__init__()
        self._is_open = True
        self.setLayout(column(*parts, gap=gap))
        self._own = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for each in self._own:
            each.installEventFilter(self)
        if all(map(_is_put_away, self._own)):
            super().setVisible(False)

    @override
    def setVisible(self, visible: bool) -> None:
        self._is_open = visible
        super().setVisible(visible and not all(map(_is_put_away, self._own)))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.setVisible(self._is_open)
        return super().eventFilter(watched, event)


def _is_put_away(part: QWidget) -> bool:
    """Whether a part was hidden: one that has not been shown yet counts as hidden with Qt, too."""
    return part.isHidden() and part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def reveal(part: QWidget) -> None:
    """Bring a part back that is folded away."""
    at: QWidget | None = part
    while at is not None:
        if isinstance(at, FoldedParts):
            at.wanted.emit()
        at = at.parentWidget()


class PressingNote(Painted):
    """The most pressing of some notes, and how many more there are; it takes the room that is left."""

    def __init__(self) -> None:
        super().__init__()
        self._ink: t.Ink = "ink2"
        self._icon, self._words, self._short = "", "", ""
        self._more, self._plus, self._count = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show the most pressing one of them, or nothing."""
        notes = sorted(notes, key=lambda each: INKS.index(each.ink) if each.ink in INKS else len(INKS))
        self._ink, self._icon, words, short = notes[0] if notes else Note("ink2", "", "")
        set_text(self._put_words, words, by=self)
        set_text(self._put_short, short, by=self)
        set_text(self._put_more, Message(MORE, n=len(notes) - 1) if len(notes) > 1 else "", by=self)
        set_text(self._put_plus, Message(SO_MANY_MORE, n=len(notes) - 1) if len(notes) > 1 else "", by=self)
        set_text(self._put_count, Message(NOTES, n=len(notes)) if notes else "", by=self)

    def _put_words(self, words: str) -> None:
        self._words = words
        self._tell()

    def _put_short(self, words: str) -> None:
        self._short = words
        self.update()

    def _put_more(self, words: str) -> None:
        self._more = words
        self._tell()

    def _put_plus(self, words: str) -> None:
        self._plus = words
        self.update()

    def _put_count(self, words: str) -> None:
        self._count = words
        self.updateGeometry()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(joined(self._words, self._more))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """What presses keeps room for how many notes there are; what does not, as the last visit, gives way whole."""
        alone = theme.u(t.ICON) + theme.u(GAP) + theme.width(self._count, "body")
        return QSize(alone if self._words and self._ink in INKS else 0, theme.px(t.CONTROL))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        if not self._words:
            return
        strip = Strip(rect)
        place = strip.slot(t.ICON, GAP)
        words, more = self.texts_in(strip.room)
        if words:
            b.icon(place, self._icon, b.c.ink_of(self._ink))
            behind = theme.u(GAP) + theme.width(more, "small") if more else 0
            told = min(theme.width(words, "body"), strip.room - behind)
            b.text(strip.lead(told, GAP), words, "body", b.c.ink2)
        if more:
            b.text(strip.rest, more, "small", b.c.ink3)
        if words != self._words or more != self._more:
            b.cut += [joined(self._words, self._more)]

    def texts_in(self, room: int) -> tuple[str, str]:
        """What is said in so many px behind the icon: of the most pressing note, and how many more there are.

        Its sentence stands where it can be read whole, else its few words; one that has none may be cut. Where nothing
        could be read of it, how many notes there are stands alone, or nothing.
        """
        wide = {each: theme.width(each, "body") for each in (self._words, self._short) if each}
        if not self._short:  # it may be cut
            wide[self._words] = min(wide[self._words], theme.u(LEAST))
        for words, width in wide.items():
            for more in (self._more, self._plus) if self._more else ("",):
                if room >= width + (theme.u(GAP) + theme.width(more, "small") if more else 0):
                    return words, more
        return self._count if room >= theme.width(self._count, "body") else "", ""


class FactsLine(QWidget):
    """One line in the place of some parts, which its button brings back; only where the page is low.

    It folds nothing in which somebody writes, and what is objected to in one of the parts brings them back.
    """

    folded = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.facts, self.note, self.toggle = Label("", "medium"), PressingNote(), Button(SHOW, "link")
        self.setLayout(row(self.facts, (self.note, 1), self.toggle, gap=12))
        self._parts: tuple[FoldedParts, ...] = ()
        self._notes: Sequence[Note] = ()
        self._low = self._wanted = self._open = False
        self.toggle.clicked.connect(self._toggle)
        self.hide()

    def stand_for(self, *parts: FoldedParts) -> None:
        """Stand in the place of these parts."""
        self._parts = parts
        for each in parts:
            each.wanted.connect(self.open_up)

    @property
    def is_folded(self) -> bool:
        """Whether it stands in the place of its parts."""
        return self._low and self._wanted and not self._open

    def say(self, facts: str, notes: Sequence[Note]) -> None:
        """Tell the facts, and the most pressing note, with how many more there are."""
        self.facts.set_message(PlainText(facts))
        self._notes = notes
        self._fit()

    @Slot(bool)
    def be_low(self, low: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        """Fold where the page has become low, unless somebody writes in the parts."""
        self._low = low
        here = QApplication.focusWidget()
        self._open = here is not None and any(each.isAncestorOf(here) for each in self._parts)
        self._fit()

    def begin(self, *, wanted: bool) -> None:
        """Fold what is shown anew, where it is known and only read."""
        self._wanted, self._open = wanted, False
        self._fit()

    def open_up(self) -> None:
        """Bring the parts back."""
        if self.is_folded:
            self._toggle()

    @Slot()
    def _toggle(self) -> None:
        self._open = not self._open
        self._fit()

    def _fit(self) -> None:
        self.setVisible(self._low and self._wanted)
        self.toggle.set_message(HIDE if self._open else SHOW)
        self.facts.setVisible(not self._open)
        self.note.show_notes(() if self._open else self._notes)
        for part in self._parts:
            part.setVisible(not self.is_folded)
        self.folded.emit(self.is_folded)
