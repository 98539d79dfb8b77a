"""The column of cover over all jobs of an order: an empty one gives its room to descriptions that would be cut."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from lifecycle_desk.desktop.look.once import Once

if TYPE_CHECKING:
    from lifecycle_desk.stages.service.orders.screens.sheet.job_card import JobCard


class CoverRoom:
    """Says whether the column is seen, in all jobs alike, so that their figures stand under one another.

    It is never taken from the way of Tab, which brings it back: there a part is chosen. Once it was needed it stays
    until other jobs are shown, or the lines would jump while somebody writes them.
    """

    def __init__(self, parent: QObject, cards: Callable[[], Iterable["JobCard"]]) -> None:
        self._cards, self._was_needed = cards, False
        self.soon = Once(parent, self._find_out)

    def begin_anew(self) -> None:
        """Other jobs are shown."""
        self._was_needed = False
        self.soon.ask()

    def _find_out(self) -> None:
        cards = list(self._cards())
        rows = [row for card in cards for row in card.rows]
        self._was_needed |= any(row.cover.is_used for row in rows)
        is_seen = self._was_needed or not any(row.lacks_room for row in rows)
        for card in cards:
            card.head.show_cover(is_seen=is_seen)
        for row in rows:
            row.show_cover(is_seen=is_seen)
