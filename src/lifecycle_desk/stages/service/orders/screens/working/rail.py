"""Beside an order: its documents and its history."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPixmap
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import Button, Card, Label, Painted, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.look.parts.painted import FIXED
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.rules.facts import OrderTold
from lifecycle_desk.stages.service.orders.screens.looks import STATES
from lifecycle_desk.stages.service.orders.usecases.history import Happened
from lifecycle_desk.stages.service.orders.usecases.requests import AttachToOrder, OrderDone
from lifecycle_desk.stages.service.orders.usecases.transitions import attach_to_order
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.screens.documents import attaching, document_button
from lifecycle_desk.vehicle.screens.event_text import in_words
from lifecycle_desk.vehicle.usecases.documents import Document, attach, content_of

DOCUMENTS, ATTACH, CHOOSE = N_("Documents"), N_("Attach…"), N_("Choose documents")
NO_DOCUMENT = N_("Drop photos or invoices here, or paste them.")
PASTED = N_("Pasted picture")
ATTACHED = N_("Added to %(number)s")
THUMBNAIL, MOST_STEPS = 36, 12
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


class Thumbnail(Painted):
    """A small picture of a document, or its icon."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setSizePolicy(FIXED, FIXED)

    def show_picture(self, content: bytes) -> None:
        """Show what a file holds."""
        image = QImage.fromData(content)
        if not image.isNull():
            self._picture = QPixmap.fromImage(image.scaled(QSize(256, 256), _KEEP))
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(THUMBNAIL), theme.u(THUMBNAIL))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.frame(rect, b.c.line, t.R_CHIP, 1, b.c.sunken)
        if self._picture.isNull():
            b.icon(rect, "file-text")
            return
        shown = self._picture.size().scaled(rect.size() - QSize(4, 4), _KEEP)
        place = QRect(0, 0, shown.width(), shown.height())
        place.moveCenter(rect.center())
        b.p.drawPixmap(place, self._picture)


class OrderDocuments(Card):
    """The files of an order, and the ways to add others."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number, self._shown = app, "", ()  # type: tuple[AppContext, str, tuple[Document, ...]]
        self.attach, self._nothing = (
            Button(ATTACH, "link", icon="paperclip"),
            Label(NO_DOCUMENT, "small", "ink3", wrap=True),
        )
        self._rows = Stack(6)
        head = row((SectionTitle(DOCUMENTS), 1), self.attach)
        self.setLayout(column(head, self._nothing, self._rows, gap=6, margins=(16, 10, 16, 14)))
        self.attach.clicked.connect(self._choose)
        app.permits.need(attach_to_order, self.attach)

    def show_documents(self, number: str, documents: tuple[Document, ...]) -> None:
        """Show the files of an order."""
        if (number, documents) == (self._number, self._shown):
            return
        self._number, self._shown = number, documents
        self._rows.fill()
        self._nothing.setVisible(not documents)
        for each in documents:
            picture = Thumbnail()
            self._rows.put(wrap(row(picture, (document_button(self._app, each), 1), gap=10)))
            if each.media.startswith("image/"):
                user = self._app.user
                self._app.run_query(partial(content_of, user, each.sha256), picture.show_picture, _passed_over)

    @Slot()
    def _choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, translator().current(CHOOSE))
        self.add([Path(each) for each in paths])

    def add(self, paths: Sequence[Path]) -> None:
        """Keep files and put them to the order, behind whatever is being written."""
        if paths and self.may_add():
            self._attach(attaching(self._app.user, paths))

    def _attach(self, steps: Steps[tuple[Document, ...]]) -> None:
        number = self._number  # the page may show another order before the files are kept

        def saved(made: tuple[Document, ...]) -> None:
            asked = AttachToOrder(number, tuple(each.sha256 for each in made))
            self._app.do(attach_to_order, asked, self._done)

        self._app.run(steps, saved, name=ATTACH)

    def _done(self, done: Result[OrderDone]) -> None:
        self._app.show_toast(Message(ATTACHED, number=done.value.number))

    def may_add(self) -> bool:
        """Whether files may be put to the order; the window says why not."""
        return self._app.permits.lets(attach_to_order)

    def paste(self) -> bool:
        """Add what the clipboard holds: files or a picture; False where it holds neither."""
        given = QGuiApplication.clipboard().mimeData()
        if files := [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]:
            self.add(files)
            return True
        if given.hasImage():
            if not self.may_add():
                return True
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(buffer, b"PNG").write(QImage(given.imageData()))
            name = f"{translator().current(PASTED)}.png"
            self._attach(_attaching(self._app.user, name, bytes(buffer.data().data())))
            return True
        return False


def _passed_over(_: Exception) -> None:
    """A picture that is missing keeps its icon; that it is missing is told where the books are checked."""


def _attaching(user: UserSession, name: str, content: bytes) -> Steps[tuple[Document, ...]]:
    """Keep one file whose bytes are there already."""
    yield Step(0, 1)
    return (attach(user, name, content),)


def order_says(step: Happened[OrderTold]) -> tuple[str, str]:
    """The title and the icon of a step of an order."""
    words, state = worded(step.told), step.said.state
    title = translator().current(state.label) if state else in_words(words.title)
    return title, STATES[state][1] if state else words.icon or "tool"
