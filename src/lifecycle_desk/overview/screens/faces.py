"""Faces: the pictures of staff, read away from the window's thread and kept small."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPixmap

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.vehicle.usecases.documents import document
from lifecycle_desk.vehicle_file.screens.photo import read_picture

SIDE = 256  # px: a disc of 28 at 200 % on a screen of two pixels to one, and the preview beside the form


class Faces(QObject):
    """The pictures of the people that a list shows; `came` says that there are more of them to draw."""

    came = Signal()

    def __init__(self, app: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._known: dict[str, QPixmap] = {}  # by the digest of the document; empty where there is no such picture

    def of(self, digest: str | None) -> QPixmap | None:
        """A picture that has been read; None where there is none, or not yet."""
        found = self._known.get(digest or "")
        return None if found is None or found.isNull() else found

    def want(self, people: Iterable[Member]) -> None:
        """Read the pictures of these people that are not here yet."""
        self.read(each.picture for each in people if each.picture)

    def read(self, digests: Iterable[str]) -> None:
        """Read these documents, as far as they are not here yet."""
        missing = set(digests) - self._known.keys()
        if missing:
            user = self._app.user
            self._app.run_query(lambda: {each: _read(user, each) for each in missing}, self._came)

    def _came(self, found: dict[str, QImage | None]) -> None:
        self._known |= {digest: QPixmap.fromImage(each) if each else QPixmap() for digest, each in found.items()}
        self.came.emit()


def _read(user: UserSession, digest: str) -> QImage | None:
    known = document(user, digest)
    return read_picture(user, known, QSize(SIDE, SIDE)) if known else None
