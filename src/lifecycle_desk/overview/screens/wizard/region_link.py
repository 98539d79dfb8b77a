"""Who looks into a region founds nothing: a link beside the first steps asks for its address and leaves them."""

from collections.abc import Callable, Generator
from functools import partial
from typing import override

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import Step
from lifecycle_desk.desktop.list_actions import OPEN
from lifecycle_desk.desktop.look.parts import Button, Label, LineField, column, row, wrap
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.tasks import Tasks

ABOUT = N_("For importers: look into what dealers have sent, read-only.")

type Looks = Callable[[str], str]  # gives the address of a region as it is kept, or refuses it


class RegionLink(QWidget):
    """A link, and once it was pressed a field for the address; `opened` tells the region that was found there."""

    opened = Signal(str)

    def __init__(self, looks: Looks, tasks: Tasks) -> None:
        super().__init__()
        self._looks, self._tasks = looks, tasks
        self.link = Button(N_("Open a region"), "link", icon="world")
        self.about = Label(
            N_("For importers: look into what dealers have sent, read-only."), "small", "ink3", wrap=True
        )
        self.field, self.open = LineField(N_("Address of the region")), Button(OPEN)
        self.refused = Label("", "small", "danger", wrap=True)
        self._asked = wrap(column(self.about, self.field, row(None, self.open), self.refused, gap=6))
        self._asked.hide()
        self.setLayout(column(row(self.link, None), self._asked, gap=6, margins=(16, 0, 16, 8)))
        self.link.clicked.connect(self._ask)
        self.open.clicked.connect(self._look)

    @Slot()
    def _ask(self) -> None:
        self._asked.show()
        self.field.setFocus()

    @Slot()
    def _look(self) -> None:
        """Look whether there is a region, where nobody waits for the server."""
        self.open.setEnabled(False)
        self.refused.set_message("")
        self._tasks.start(_one_step(partial(self._looks, self.field.text.strip())), self._found, self._failed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look on Enter, which in the first steps goes on to the next of them."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._look()
        else:
            super().keyPressEvent(event)

    def _found(self, where: str) -> None:
        self.open.setEnabled(True)
        self.opened.emit(where)

    def _failed(self, fact: Exception) -> None:
        self.open.setEnabled(True)
        self.refused.set_message(said_of(fact))


def _one_step(look: Callable[[], str]) -> Generator[Step, None, str]:
    yield Step(0)
    return look()
