"""Other books in a window of their own, which is another process: this one keeps its own."""

import sys

from PySide6.QtCore import QProcess


def open_in_window(where: str) -> None:
    """Open the books at a place in a window of their own; a frozen program is its own interpreter."""
    module = [] if getattr(sys, "frozen", False) else ["-m", "lifecycle_desk"]
    QProcess.startDetached(sys.executable, [*module, "--store", where])
