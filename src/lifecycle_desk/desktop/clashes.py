"""Clashes: fields that somebody else changed while they were written here; both stand side by side to choose from."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from lifecycle_desk.base.merging import Clash
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import Button, Card, FilterChip, InfoBar, Label, Stack, column, row, wrap
from lifecycle_desk.desktop.translator import translator

RELOAD = N_("Show current version")
BOTH_ARE_HERE = N_("Somebody else changed this in the meantime. Their changes and yours are both here: check and save.")
BOTH = N_("You and somebody else changed these fields. Choose what is to stay, then save.")
BOTH_WITH = N_("You and %(who)s changed these fields (%(moment)s). Choose what is to stay, then save.")
MINE, THEIRS, THEIRS_OF = C_("clash", "Yours: %(value)s"), C_("clash", "Theirs: %(value)s"), N_("%(who)s: %(value)s")
EMPTY = C_("clash", "empty")
LONGEST = 60  # letters of a value that are shown

type Path = tuple[str | int, ...]
type Worded = Callable[[Path, Any], Any]  # a value as the field at its place reads it


class Clashes(Card):
    """The fields that both changed, each with two values of which one is chosen; mine until somebody chooses."""

    chosen = Signal(object, object)  # where, and the value that is to stand there

    def __init__(self) -> None:
        super().__init__(sunken=True)
        self._said, self._rows = Label("", wrap=True), Stack()
        self.setLayout(column(self._said, self._rows, gap=8, margins=(12, 10, 12, 10)))
        self.hide()

    def show_clashes(
        self,
        clashes: Sequence[Clash],
        named: Callable[[Path], UiText],
        who: str | None,
        at: datetime | None,
        worded: Worded,
    ) -> None:
        """Show what both changed, and who the other was; nothing where that is nothing."""
        self._said.set_message(Message(BOTH_WITH, who=who, moment=at) if who and at else Message(BOTH))
        self._rows.fill([self._row(each, named(each.path), who, worded) for each in clashes])
        self.setVisible(bool(clashes))

    def clear(self) -> None:
        """Show nothing."""
        self._rows.fill([])
        self.hide()

    def _row(self, clash: Clash, name: UiText, who: str | None, worded: Worded) -> QWidget:
        mine = FilterChip(Message(MINE, value=_shown(worded(clash.path, clash.mine))), checked=True)
        other = FilterChip(_theirs(worded(clash.path, clash.theirs), who))
        either = QButtonGroup(self)
        for chip, value in ((mine, clash.mine), (other, clash.theirs)):
            either.addButton(chip)
            chip.clicked.connect(partial(self._choose, clash.path, value))
        return wrap(row(Label(name, "small", "ink2"), mine, other, None, gap=8))

    def _choose(self, path: Path, value: Any, *_: object) -> None:
        self.chosen.emit(path, value)


def _theirs(value: Any, who: str | None) -> Message:
    shown = _shown(value)
    return Message(THEIRS_OF, who=who, value=shown) if who else Message(THEIRS, value=shown)


def _shown(value: Any) -> str:
    """A value of a form as its text; of what is more than one text, the texts in it."""
    text = " · ".join(_texts(value))
    if not text:
        return translator().current(EMPTY)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [text for each in parts for text in _texts(each)]


class Meanwhile(QWidget):
    """What a form says when somebody else changed the same: a bar with the way to their version, and the clashes."""

    chosen = Signal(object, object)  # where, and the value that is to stand there

    def __init__(self) -> None:
        super().__init__()
        self.action = Button(RELOAD)
        self._bar, self.clashes = InfoBar("", action=self.action), Clashes()
        self.clashes.chosen.connect(self.chosen)
        self.setLayout(column(self._bar, self.clashes, gap=8))
        self.hide()

    def object_to(self, objection: Objection) -> None:
        """Say why nothing was saved."""
        self._bar.set_message(Message(objection.message, **objection.told))
        self.show()

    def show_both(
        self,
        clashes: Sequence[Clash],
        named: Callable[[Path], UiText],
        who: str | None,
        at: datetime | None,
        worded: Worded = lambda _, value: value,
    ) -> None:
        """Say that their changes stand here beside one's own, and where one is to be chosen."""
        self._bar.set_message(Message(BOTH_ARE_HERE))
        self.clashes.show_clashes(clashes, named, who, at, worded)
        self.show()

    def end(self) -> None:
        """Say nothing more, and hold nothing of what was chosen from."""
        self.clashes.clear()
        self.hide()
