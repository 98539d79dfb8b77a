"""The bar of a rail says that more stands below: it lies over the edge of the cards and takes no room of theirs."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QScrollBar


class RailBar(QScrollBar):
    """Scrolls an area that shows no bar of its own; it is seen only where there is something to scroll."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area, self._own = area, area.verticalScrollBar()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._own.rangeChanged.connect(self.follow)
        self._own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._own.setValue)
        self.hide()

    @Slot()
    def follow(self) -> None:
        """Stand at the end of the area, as long as that is, and be gone where all of it is seen."""
        own, wide = self._own, self.sizeHint().width()
        self.setRange(own.minimum(), own.maximum())
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setValue(own.value())
        from_right = self._area.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setGeometry(0 if from_right else self._area.width() - wide, 0, wide, self._area.height())
        self.setVisible(own.maximum() > own.minimum())
        self.raise_()
