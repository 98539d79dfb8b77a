"""What follows the room it has: told once for a new size, and for texts of another size in the same room."""

from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as Mixed
else:
    Mixed = object  # the widget's own class comes after it: PySide takes one class of Qt's for a part


class Fitted(Mixed):
    """Mixed in before a widget's class: `_fit` is asked whenever its size, or that of its texts, is another."""

    def _fit(self) -> None:
        """Bring what is inside into the room of now; asked again with nothing changed, it changes nothing."""
        raise NotImplementedError

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._fit()
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
