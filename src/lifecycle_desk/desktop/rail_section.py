"""A card of a rail whose content changes, and a label with its value in it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import Card, Label, Pair, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.look.parts.cards import ink_of
from lifecycle_desk.desktop.look.states import Look
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

PAIR_ROOM = 250  # px for a name and its value in one line of the rail; longer ones stand below one another


class Section(Card):
    """A card of the rail, whose content changes."""

    def __init__(self, title: UiText, *actions: QWidget) -> None:
        self._title = SectionTitle(title)
        self._body = Stack()
        super().__init__(column(row(self._title, None, *actions), self._body, gap=6, margins=(16, 12, 16, 12)))

    def entitle(self, title: UiText) -> None:
        """Change the heading."""
        self._title.set_message(title)

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Show other parts below one another."""
        self._body.fill([wrap(column(*parts, gap=2))])


def pair(label: str, value: str) -> QWidget:
    """A label and its value at the two ends of a line, or one below the other where the value is long."""
    return pair_of(label, translator().current(label), value)


def pair_of(label: UiText, name: str, value: str, look: Look | None = None) -> QWidget:
    """The same, of a label and how it is said now; a value that is a verdict looks like one."""
    tone, icon = look or (None, "")
    if theme.width(name, "small") + theme.width(value, "medium") < theme.u(PAIR_ROOM) and "\n" not in value:
        return Pair(label, PlainText(value), tone, icon)
    below = Label(text=value, role="body", ink=ink_of(tone) if tone else "ink", wrap=True)
    return wrap(column(Label(label, "small", "ink2"), below, gap=0, margins=(0, 3, 0, 3)))
