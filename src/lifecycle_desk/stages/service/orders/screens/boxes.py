"""Operations on parts: take them out of a page again, let them be only read."""

from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget


def take_away(part: QWidget) -> None:
    """Take a part out of its page; hidden first, or the show that its layout has queued would make it a window."""
    part.hide()
    part.setParent(None)
    part.deleteLater()


def only_read(control: QLineEdit | QTextEdit, *, live: bool) -> None:
    """Let a control be written in, or only read; the style sheet looks at that only when it polishes."""
    if control.isReadOnly() is live:
        control.setReadOnly(not live)
        control.style().unpolish(control)
        control.style().polish(control)
