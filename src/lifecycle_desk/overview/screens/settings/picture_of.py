"""The picture of a member of staff, as the form shows it: chosen from a file, or taken away."""

from pathlib import Path
from typing import override

from PySide6.QtCore import QDir, QRect, QSize, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import Button, IconButton, row
from lifecycle_desk.desktop.look.parts.painted import FIXED, Painted
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.faces import Faces
from lifecycle_desk.vehicle.usecases.documents import attach

PICTURE, CHOOSE, REMOVE = N_("Picture"), C_("picture", "Choose…"), N_("Remove the picture")
FILES = N_("Pictures (%(endings)s)")
SIDE = 44  # px


class Face(Painted):
    """The picture on a disc, or the initials where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._initials, self._picture = "", QPixmap()
        self.setSizePolicy(FIXED, FIXED)

    def show_face(self, initials: str, picture: QPixmap | None) -> None:
        """Show another person's."""
        self._initials, self._picture = initials, picture or QPixmap()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(SIDE), theme.u(SIDE))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        if self._picture.isNull():
            marks.avatar(b, rect, self._initials, SIDE)
        else:
            marks.face(b, rect, self._picture, SIDE)


class PictureOf(QWidget):
    """The face of whom the form is about, and what changes it; `digest` is the document's, None for no picture."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._name = app, ""
        self.digest: str | None = None
        self._faces, self.face = Faces(app, self), Face()
        self.choose, self.remove = Button(CHOOSE, icon="photo"), IconButton("trash", REMOVE)
        self.setLayout(row(self.face, self.choose, self.remove, None, gap=12))
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(lambda: self._put(None))
        self._faces.came.connect(self._say)

    def show_person(self, name: str, digest: str | None) -> None:
        """Show somebody's picture, or the initials of somebody without one."""
        self._name = name
        self._put(digest)

    def _put(self, digest: str | None) -> None:
        self.digest = digest
        if digest:
            self._faces.read([digest])
        self._say()

    @Slot()
    def _say(self) -> None:
        self.face.show_face(marks.initials(self._name), self._faces.of(self.digest))
        self.remove.setVisible(self.digest is not None)

    @Slot()
    def _choose(self) -> None:
        language = translator().current
        endings = language(FILES, endings="*.png *.jpg *.jpeg *.webp")
        chosen, _ = QFileDialog.getOpenFileName(self, language(PICTURE), QDir.homePath(), endings)
        if chosen:
            user = self._app.user
            self._app.run_query(lambda: _stored(user, Path(chosen)), self._put)


def _stored(user: UserSession, path: Path) -> str:
    """A picture that was stored as a document, by its digest."""
    return attach(user, path.name, path.read_bytes()).sha256
