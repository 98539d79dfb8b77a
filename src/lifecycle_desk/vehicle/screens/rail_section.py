"""A card of a rail whose content changes."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desk.desktop.look.parts import Card, SectionTitle, column, hold, row
from lifecycle_desk.desktop.look.words import Spoken


class Section(Card):
    """A card of the rail, whose content changes."""

    def __init__(self, title: Spoken, *actions: QWidget) -> None:
        self._title = SectionTitle(title)
        self._body = QVBoxLayout()
        self._held: QWidget | None = None
        super().__init__(column(row(self._title, None, *actions), self._body, gap=6, margins=(16, 12, 16, 12)))

    def entitle(self, title: Spoken) -> None:
        """Change the heading."""
        self._title.say(title)

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Show other parts below one another."""
        if self._held:
            self._body.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = hold(column(*parts, gap=2))
        self._body.addWidget(self._held)
