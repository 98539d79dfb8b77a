"""Form fields: a label above, a control, and one line below it that is a hint, an echo, a warning or a fault."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QTextEdit, QWidget

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText, set_text
from lifecycle_desk.desktop.look.parts.boxes import LeastHeight, column, wrap
from lifecycle_desk.desktop.look.parts.controls import TextEdit
from lifecycle_desk.desktop.look.parts.labels import Label
from lifecycle_desk.desktop.look.parts.line_edit import LineEdit
from lifecycle_desk.desktop.look.parts.notes import AIR, Level, NoteLine
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, PREFERRED
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

if TYPE_CHECKING:
    from lifecycle_desk.language import Language

CONTROL_GAP = 4  # px above and below a control, to its label and its note
APART = 8  # px below a control whose field says nothing but faults, to the label below it
LEAST = 104  # px of a field: a date and its echo
LONGEST = 200  # px of a label that a row of fields makes room for

type Reader = Callable[[str], tuple[object, str]]
type Judge = Callable[[], Objection | None]


class Field(QWidget):
    """Any control with its label and its note; the label is its name, the note its description."""

    folds = True  # takes another line where a row is narrow
    keeps_room = True  # for its note, from the beginning; else from its first word on
    apart = APART

    def __init__(self, label: UiText, control: QWidget, *, hint: UiText = "") -> None:
        super().__init__()
        self.control, self.level, self._live = control, "", True
        self._hint: UiText = hint
        self.label = Label(label, "small", "ink2")
        self.label.setBuddy(control)
        set_text(control.setAccessibleName, label)
        self._note = NoteLine(keeps_room=self.keeps_room, apart=self.apart)
        self._note.hint(hint)
        self.setLayout(column(self.label, control, self._note, None, gap=CONTROL_GAP))
        self.setSizePolicy(QSizePolicy(EXPANDING, PREFERRED))
        self.setFocusProxy(control)
        self.clear()

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for its control, and for its label, which says what it asks for: rather fold a row than cut that."""
        least, named = super().minimumSizeHint(), min(self.label.sizeHint().width(), theme.u(LONGEST))
        return QSize(max(least.width(), theme.u(LEAST), named), least.height())

    @property
    def value(self) -> object:
        """The field's value as a request takes it; None where it is empty."""
        return None

    def validate(self) -> bool:
        """Read what stands there, and say under it what is wrong; gives whether there is no fault."""
        return not self.is_faulty

    def draft_value(self) -> object:
        """The value that a draft stores."""
        return None

    def restore(self, saved: object) -> None:
        """Show what a draft stored; None empties the field."""

    def worded(self, saved: object) -> object:
        """What a draft stored, as people read it here."""
        return saved

    @property
    def is_faulty(self) -> bool:
        """Whether something stands under the field that must be mended."""
        return self.level == "fault"

    def hint(self, message: UiText, **facts: object) -> None:
        """Say what belongs here; it comes back whenever nothing else is to be said."""
        self._hint = Message(message, **facts) if isinstance(message, str) and facts else message
        self._note.hint(self._belongs)
        if self.level in {"", "hint"}:
            self.clear()

    @property
    def _belongs(self) -> UiText:
        """What belongs here; nothing where nobody can write it."""
        return self._hint if self._live else ""

    def expect(self, echo: Callable[[], str]) -> None:
        """Keep the room of an echo from the beginning, so that the form stays as it is when somebody types."""
        self._note.expected = echo

    def note_apart(self) -> QWidget:
        """Its note, for a place beside it: below a narrow field it would be broken into many lines."""
        if layout := self.layout():
            layout.removeWidget(self._note)
        return self._note

    def understood(self, text: str) -> None:
        """Echo what was understood of what was typed."""
        self._show("echo", PlainText(text))

    def warn(self, message: UiText, **facts: object) -> None:
        """Say what is odd; it may be explained and stay."""
        self._show("warning", Message(message, **facts) if isinstance(message, str) else message)

    def fault(self, message: UiText, **facts: object) -> None:
        """Say what is wrong; it must be mended."""
        self._show("fault", Message(message, **facts) if isinstance(message, str) else message)

    def object_to(self, objection: Objection, *, warning: bool = False) -> None:
        """Say what a rule objects, as a fault, or as a warning that may be explained."""
        self._show("warning" if warning else "fault", Message(objection.message, **objection.told))

    def clear(self) -> None:
        """Take the note away; the hint comes back."""
        self._show("hint" if self._belongs else "", self._belongs)

    def _show(self, level: Level, words: UiText) -> None:
        self.level = level
        self._note.show_note(level, words)
        set_text(self.control.setAccessibleDescription, words)
        self._edge(level if level in {"warning", "fault"} else "")

    def _edge(self, note: str) -> None:
        if (self.control.property("note") or "") == note:
            return
        self.control.setProperty("note", note)
        style = self.control.style()
        style.unpolish(self.control)  # the style sheet reads a property only when it polishes
        style.polish(self.control)
        self.control.update()


def beside_field(part: QWidget) -> QWidget:
    """A button, or what is lower, on the line of the control of the field beside it, below where that has its label."""
    LeastHeight(part, t.CONTROL)
    return wrap(column(Label("", "small"), part, None, gap=CONTROL_GAP))


class TypedField(Field):
    """A field whose value is the text that stands in it."""

    control: QLineEdit | QTextEdit

    def allow(self, *, live: bool) -> None:
        """Let it be written in, or only read: then nothing says what belongs here."""
        if live is self._live:
            return
        self._live = live
        self.control.setReadOnly(not live)
        self.control.style().unpolish(self.control)  # the style sheet reads it only when it polishes
        self.control.style().polish(self.control)
        self.hint(self._hint)

    @property
    def text(self) -> str:
        """The text in the field, without spaces at its ends."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Put a text in."""
        raise NotImplementedError

    @property
    @override
    def value(self) -> object:
        """The text."""
        return self.text

    @override
    def draft_value(self) -> object:
        return self.text

    @override
    def restore(self, saved: object) -> None:
        self.set_text(str(saved or ""))


class LineField(TypedField):
    """One line of text; without a hint it has nothing to say but what is wrong in it once somebody saves."""

    keeps_room = False
    edited = Signal(str)

    def __init__(
        self,
        label: UiText,
        *,
        text: str = "",
        hint: UiText = "",
        placeholder: UiText = "",
        mono: bool = False,
        read_only: bool = False,
        longest: int = 400,
    ) -> None:
        self.line = LineEdit(role="mono-big" if mono else "body")
        super().__init__(label, self.line, hint=hint)
        self.line.setMaxLength(longest)
        self.line.setText(text)
        self.line.setReadOnly(read_only)
        if placeholder:
            set_text(self.line.setPlaceholderText, placeholder)
        self.line.textEdited.connect(self._edited)

    def on_enter(self, call: Callable[[], object]) -> None:
        """Let Enter do something of its own here, where in every other field it goes on to the next."""
        self.line.on_enter(call)

    @property
    @override
    def text(self) -> str:
        return self.line.text().strip()

    @override
    def set_text(self, text: str) -> None:
        """Put a text in, as if it had been typed."""
        self.line.setText(text)
        self._edited(text)

    @Slot(str)
    def _edited(self, text: str) -> None:
        if self.level in {"warning", "fault"}:
            self.clear()
        self.edited.emit(text)


class ReadField(LineField):
    """A line that is read when it is left: a date, an amount, a distance.

    The reader turns text into (value, echo) or raises an Objection, which then stands under the field. The typed
    text stays as it is.
    """

    keeps_room = True
    read = Signal(object)

    def __init__(
        self,
        label: UiText,
        reader: Reader,
        *,
        text: str = "",
        hint: UiText = "",
        placeholder: UiText = "",
        required: bool = False,
    ) -> None:
        self._reader, self._required, self._value = reader, required, None  # type: tuple[Reader, bool, object]
        self.judge: Judge | None = None  # finds a sound value odd; that stands as long as the value does
        self._known: tuple[str, object, Language] | None = None  # a text, what it was read as, in which language
        super().__init__(label, text=text, hint=hint, placeholder=placeholder)
        self.line.editingFinished.connect(self.validate)
        translator().changed.connect(self._echo_again)
        if text:
            self.validate()

    @property
    @override
    def value(self) -> object:
        """The value that was read; None while the field is empty or wrong."""
        return self._value

    @override
    def set_text(self, text: str) -> None:
        super().set_text(text)
        self.validate()

    @Slot()
    @override
    def validate(self) -> bool:
        """Read the text, and say under the field what was understood; gives whether there is no fault."""
        before, self._value = self._value, None
        try:
            self._understand()
        except Objection as objection:
            self.object_to(objection)
        if self._value != before:
            self.read.emit(self._value)
        return not self.is_faulty

    @Slot()
    def _echo_again(self) -> None:
        """Say in the language of now what was understood."""
        if self.level == "echo":
            self.validate()

    def _understand(self) -> None:
        if not self.text:
            if self._required:
                self.fault(N_("Please fill this in."))
            else:
                self.clear()
            return
        self._value, echo = self._read_as_typed()
        if self.judge and self._value is not None and (odd := self.judge()):
            self.object_to(odd, warning=True)
        elif echo:
            self.understood(echo)
        else:
            self.clear()

    @Slot(str)
    @override
    def _edited(self, text: str) -> None:
        self._known = None
        super()._edited(text)

    def _read_as_typed(self) -> tuple[object, str]:
        """Read it in the language in which it was typed: no other one knows its months."""
        text, value, language = self._known or ("", None, translator().current)
        if text != self.text or language is translator().current:
            value, echo = self._reader(self.text)
            self._known = (self.text, value, translator().current)
            return value, echo
        with suppress(Objection):
            now, echo = self._reader(self.text)
            if now == value:
                return value, echo
        return value, ""


class TextField(TypedField):
    """Several lines of text; Tab leaves them. Nearly nothing is wrong there, so no room is kept for a note."""

    keeps_room = False
    apart = AIR
    edited = Signal(str)

    def __init__(self, label: UiText, *, text: str = "", hint: UiText = "", rows: int = 2, longest: int = 4000) -> None:
        self.lines = TextEdit(rows)
        self.lines.setPlainText(text)
        super().__init__(label, self.lines, hint=hint)
        self._longest = longest
        self.lines.textChanged.connect(self._edited)

    @property
    @override
    def text(self) -> str:
        return self.lines.toPlainText().strip()

    @override
    def set_text(self, text: str) -> None:
        """Put a text in."""
        self.lines.setPlainText(text)

    @Slot()
    def _edited(self) -> None:
        text = self.lines.toPlainText()
        if len(text) > self._longest:
            cursor = self.lines.textCursor()
            self.lines.setPlainText(text[: self._longest])
            cursor.setPosition(min(cursor.position(), self._longest))
            self.lines.setTextCursor(cursor)
            return
        if self.level in {"warning", "fault"}:
            self.clear()
        self.edited.emit(text)
