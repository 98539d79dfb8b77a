"""What stands in the form's place once an order is saved: open it, print it, or go on to the next."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Button, Card, Label, column, row
from lifecycle_desk.desktop.look.parts.painted import Glyph

OPEN, PRINT, NEXT = N_("Open it"), N_("Print it"), N_("Next order")
UNDOABLE = N_("Nothing more is needed. Ctrl+Z takes you back if this was a mistake.")


class SavedCard(QWidget):
    """The order that was just saved; `onward` asks for the next one."""

    onward = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number = app, ""
        self.title = Label("", "title")
        self.open = Button(OPEN, icon="tool", keys="Ctrl+O")
        self.print = Button(PRINT, icon="printer", keys="Ctrl+P")
        self.next = Button(NEXT, "primary", icon="plus", keys="Ctrl+N")
        said = row(Glyph("circle-check", "ok"), (self.title, 1), gap=12)
        buttons = row(self.open, self.print, self.next, None, gap=8)
        card = Card(
            column(said, Label(UNDOABLE, "read", "ink2", wrap=True), 4, buttons, gap=12, margins=(24, 20, 24, 20))
        )
        self.setLayout(column(row((card, 1)), None, margins=(24, 8, 24, 0)))
        self.open.clicked.connect(self._open)
        self.print.clicked.connect(self._print)
        self.next.clicked.connect(self.onward)
        self.hide()

    def show_order(self, number: str, said: UiText) -> None:
        """Tell of an order; Enter goes on to the next, the arrows and Tab to the others."""
        self._number = number
        self.title.set_message(said)
        self.show()
        self.next.setFocus()

    @Slot()
    def _open(self) -> None:
        self._app.go("order", self._number)

    @Slot()
    def _print(self) -> None:
        self._app.go("reports", f"order:{self._number}")
