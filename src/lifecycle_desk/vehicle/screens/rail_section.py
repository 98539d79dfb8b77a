"""A card of a rail whose content changes."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Card, SectionTitle, column, row, wrap


class Section(Card):
    """A card of the rail, whose content changes."""

    def __init__(self, title: UiText, *actions: QWidget) -> None:
        self._title = SectionTitle(title)
        self._body = QVBoxLayout()
        self._held: QWidget | None = None
        super().__init__(column(row(self._title, None, *actions), self._body, gap=6, margins=(16, 12, 16, 12)))

    def entitle(self, title: UiText) -> None:
        """Change the heading."""
        self._title.set_message(title)

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Show other parts below one another."""
        if self._held:
            self._body.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = wrap(column(*parts, gap=2))
        self._body.addWidget(self._held)
