"""The fold below an order line: fields that are seldom said, each for its kind of line."""

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout

from lifecycle_desk.desktop.look.parts import Label, row
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.offer_box import Completion
from lifecycle_desk.stages.service.orders.rules.kinds import Name
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import AIR
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import (
    FOLDED,
    GAP,
    KINDS,
    WIDTHS,
    typed_cell,
)
from lifecycle_desk.stages.service.orders.screens.sheet.lines.parts import Place


class LineFold:
    """Titles and cells under the text of a line; folded away they are no stop of Tab and Enter.

    The supplier of sublet work is asked for at once, since nobody would look for it in a menu.
    """

    def __init__(self) -> None:
        self.cells = {name: typed_cell(name) for name in FOLDED}
        self._titles = {name: Label(KINDS[name].label, "small", "ink2", fixed=True) for name in FOLDED}
        self._completions = [Completion(cell) for name, cell in self.cells.items() if isinstance(KINDS[name], Name)]
        self._before = Place(lambda: theme.u(WIDTHS["kind"])), Place(lambda: theme.u(WIDTHS["code"]) + AIR)
        self._is_open = False

    def layout(self) -> QBoxLayout:
        """Its line, which begins under the text."""
        parts = [part for name, cell in self.cells.items() for part in (self._titles[name], (cell, 1))]
        return row(*self._before, *parts, gap=GAP)

    @property
    def is_shown(self) -> bool:
        """Whether it takes a line."""
        return any(cell.isEnabled() for cell in self.cells.values())

    def open_up(self, technicians: Sequence[str]) -> None:
        """Ask for these fields from now on; names of those who work here are completed."""
        self._is_open = True
        for completion in self._completions:
            completion.among(technicians)

    def follow(self, kind: LineKind) -> None:
        """Show what lines of a kind have: what was asked for, what says something, and who does sublet work."""
        for name, cell in self.cells.items():
            is_wanted = self._is_open or bool(cell.typed) or (kind is LineKind.SUBLET and name == "supplier")
            shown = is_wanted and KINDS[name].only in {None, kind}
            cell.setEnabled(shown)
            cell.setVisible(shown)
            self._titles[name].setVisible(shown)
        for each in self._before:
            each.setVisible(self.is_shown)
