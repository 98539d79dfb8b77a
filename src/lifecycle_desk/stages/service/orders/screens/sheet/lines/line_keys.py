"""What the lines of an order do by keys, for the sheet of keys: each row hears them itself."""

from collections.abc import Iterator
from typing import override

from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.keys import KeyOffer
from lifecycle_desk.stages.service.orders.screens.sheet.lines.menu import REMOVE
from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import MORE


class LineKeys(KeyOffer):
    """The keys of a line that is written; lines that are only read have none."""

    def __init__(self, lines: QWidget) -> None:
        super().__init__(lines)
        self.live = True

    @override
    def key_words(self) -> Iterator[tuple[str, str]]:
        if self.live:
            yield from (("Shift+F10", MORE), ("Ctrl+Delete", REMOVE))
