"""Taking parts out of a page again."""

from PySide6.QtWidgets import QLayout, QWidget


def take_away(part: QWidget) -> None:
    """Take a part out of its page; hidden first, or the show that its layout has queued would make it a window."""
    part.hide()
    part.setParent(None)
    part.deleteLater()


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while item := layout.takeAt(0):
        if part := item.widget():
            take_away(part)
