"""Documents on the screen: opened from a copy that the program names, attached from files in the writing queue."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import override

from PySide6.QtCore import QDir, QMimeData, QTemporaryDir, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Megabytes
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Field, Label, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.usecases.documents import Document, attach, content_of

SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
}
LARGEST = 64 * 1024 * 1024  # bytes; a longer file is a film, not a paper

FileTooLarge = objection(
    "FileTooLarge", N_("%(name)s is too large: up to %(most)s can be attached."), "documents", name=str, most=Megabytes
)
FileUnreadable = objection("FileUnreadable", N_("%(name)s cannot be read."), "documents", name=str)


def open_document(app: AppContext, document: Document) -> None:
    """Show a document in the program that the computer has for it."""
    app.run_query(lambda: content_of(app.user, document.sha256), lambda content: _show(document, content))


def _show(document: Document, content: bytes) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy_of(document, content))))


def copy_of(document: Document, content: bytes) -> Path:
    """A copy that ends as its content asks, whatever its name says: a text that is called x.bat opens as a text."""
    path = Path(_folder().path()) / f"{document.sha256[:16]}{SUFFIXES.get(document.media, '.txt')}"
    path.write_bytes(content)
    return path


@cache
def _folder() -> QTemporaryDir:
    """Where copies lie until the program ends."""
    return QTemporaryDir(QDir.tempPath() + "/lifecycle-desk-XXXXXX")


def attaching(user: UserSession, paths: Sequence[Path]) -> Steps[tuple[Document, ...]]:
    """Attach files one after the other."""
    made = []
    for number, path in enumerate(paths):
        yield Step(number, len(paths))
        made.append(attach(user, path.name, _content(path)))
    return tuple(made)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise FileTooLarge(path.name, LARGEST // 1024 // 1024)
        return path.read_bytes()
    except OSError:
        raise FileUnreadable(path.name) from None


class DocumentsField(Field):
    """The documents that go with an entry: chosen, or dropped on the page."""

    attached = Signal()

    def __init__(self, app: AppContext) -> None:
        self._app = app
        self.documents: tuple[Document, ...] = ()
        self.pick = Button(N_("Attach files…"), icon="paperclip")
        self._names = Label("", "small", "ink2", wrap=True)
        control = wrap(row(self.pick, (self._names, 1), gap=12))
        control.setFocusProxy(self.pick)
        super().__init__(
            N_("Documents"), control, hint=N_("Pictures, PDF or text; you can also drop them on this page.")
        )
        self.pick.clicked.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        title = translator().current(N_("Attach files…"))
        chosen, _ = QFileDialog.getOpenFileNames(self, title)
        self.take([Path(each) for each in chosen])

    def take(self, paths: Sequence[Path]) -> None:
        """Attach files."""
        if paths:
            self._app.run(attaching(self._app.user, paths), self._came, self._failed)

    def _came(self, made: tuple[Document, ...]) -> None:
        known = {each.sha256: each for each in (*self.documents, *made)}
        self.show_documents(tuple(known.values()))
        self.attached.emit()

    def show_documents(self, documents: Sequence[Document]) -> None:
        """Show the documents of another thing: what belongs to the last one must not stay."""
        self.documents = tuple(documents)
        names = translator().current.formats.listed([each.name for each in documents])
        self._names.set_message(PlainText(names) if documents else "")
        self.clear()

    def _failed(self, fact: Exception) -> None:
        if isinstance(fact, Objection):
            self.object_to(fact)
        else:
            self._app.failed.emit(fact)

    @property
    @override
    def value(self) -> object:
        """The documents as events name them."""
        return self.digests

    @override
    def restore(self, saved: object) -> None:
        """Begin without documents: a draft stores none."""
        self.documents = ()
        self._names.set_message("")

    @property
    def digests(self) -> tuple[str, ...]:
        """The documents as events name them."""
        return tuple(each.sha256 for each in self.documents)


def document_button(app: AppContext, document: Document) -> QWidget:
    """A link that opens a document, with its size."""
    link = Button(
        PlainText(document.name), "link", icon="photo" if document.media.startswith("image/") else "file-text"
    )
    link.clicked.connect(lambda: open_document(app, document))
    size = Label(Message(N_("%(size)s KB"), size=max(1, document.size // 1024)), "small", "ink3", fixed=True)
    return wrap(row(link, None, size, gap=8))


def dropped(data: QMimeData) -> list[Path]:
    """The files that are dropped on a page."""
    return [Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile()]
