"""Parts that come and go: they are taken out of a page again."""

from PySide6.QtWidgets import QWidget


def take_away(part: QWidget) -> None:
    """Take a part out of its page; hidden first, or the show that its layout has queued would make it a window."""
    part.hide()
    part.setParent(None)
    part.deleteLater()
