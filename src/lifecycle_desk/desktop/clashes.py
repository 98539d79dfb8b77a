"""Clashes: fields that somebody else changed while they were written here; both stand side by side to choose from."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from lifecycle_desk.base.merging import Clash
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.desktop.look.messages import Message, UiText, show_tip
from lifecycle_desk.desktop.look.parts import Button, Card, FilterChip, InfoBar, Label, Stack, column, row, wrap
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

RELOAD = N_("Show current version")
BOTH_ARE_HERE = N_("Somebody else changed this in the meantime. Their changes and yours are both here: check and save.")
BOTH = N_("You and somebody else changed these fields. Choose what is to stay, then save.")
BOTH_WITH = N_("You and %(who)s changed these fields (%(moment)s). Choose what is to stay, then save.")
MINE, THEIRS, THEIRS_OF = C_("clash", "Yours: %(value)s"), C_("clash", "Theirs: %(value)s"), N_("%(who)s: %(value)s")
EMPTY = C_("clash", "empty")
LONGEST = 60  # letters of a value that are shown
NAMES = 220  # px that names of fields may take beside the values

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
        names = [Label(named(each.path), "small", "ink2") for each in clashes]
        widest = max((each.sizeHint().width() for each in names), default=0)
        for each in names:
            each.setFixedWidth(min(widest, theme.u(NAMES)))  # so that the values stand below one another
        self._rows.fill([self._row(each, name, who, worded) for each, name in zip(clashes, names, strict=True)])
        self.setVisible(bool(clashes))

    def clear(self) -> None:
        """Show nothing."""
        self._rows.fill([])
        self.hide()

    def _row(self, clash: Clash, name: Label, who: str | None, worded: Worded) -> QWidget:
        mine, theirs = (_text(worded(clash.path, each)) for each in (clash.mine, clash.theirs))
        other = Message(THEIRS_OF, who=who, value=_shown(theirs)) if who else Message(THEIRS, value=_shown(theirs))
        chips = FilterChip(Message(MINE, value=_shown(mine)), checked=True), FilterChip(other)
        either = QButtonGroup(self)
        for chip, value, text in zip(chips, (clash.mine, clash.theirs), (mine, theirs), strict=True):
            if text != _shown(text):
                show_tip(chip, text)
            either.addButton(chip)
            chip.clicked.connect(partial(self._choose, clash.path, value))
        return wrap(row(name, (wrap(row(*chips, None, gap=8)), 1), gap=8))

    def _choose(self, path: Path, value: Any, *_: object) -> None:
        self.chosen.emit(path, value)


def _text(value: Any) -> str:
    """A value of a form as its text; of what is more than one text, the texts in it."""
    return " · ".join(_texts(value)) or translator().current(EMPTY)


def _shown(text: str) -> str:
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
