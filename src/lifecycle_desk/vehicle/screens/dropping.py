"""Pages that a file can be dropped onto, and that save files."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QDir
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.screens.importing.preview import SAVED, write_to


class FileDropPage(PageWidget):
    """A page that takes a file that is dropped onto it, and saves files where a person says."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app = app
        self.setAcceptDrops(True)

    def bring(self, path: Path) -> None:
        """Take a file that a person gave."""
        raise NotImplementedError

    def save_file(self, title: str, name: str, files: str, content: Callable[[], bytes]) -> None:
        """Save a file where a person says; it is made off the GUI thread."""
        place = QDir.home().filePath(name)
        chosen, _ = QFileDialog.getSaveFileName(self, translator().current(title), place, files)
        if chosen:
            self.app.run_query(partial(write_to, Path(chosen), content), lambda _: self.app.show_toast(SAVED))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.bring(Path(files[0]))
