"""A card that asks for one sentence, a reason or a name, before something is done; never in the way."""

from PySide6.QtCore import Qt, Signal, Slot

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Button, Card, LineField, row
from lifecycle_desk.desktop.words import CLOSE
from lifecycle_desk.vehicle.rules.life import ReasonMissing

CANCEL = C_("question", "Cancel")


class Question(Card):
    """One field and one button; Enter answers, Escape takes the question away, as does an answer that is `needed`."""

    answered = Signal(str)
    given_up = Signal()

    def __init__(self, label: UiText, action: UiText, hint: UiText = "", *, needed: bool = False) -> None:
        super().__init__()
        self._needed = needed
        self.field, self.go = LineField(label, hint=hint, longest=400), Button(action)
        cancel = Button(CANCEL, "quiet")
        self.setLayout(row((self.field, 1), self.go, cancel, gap=8, margins=(16, 8, 12, 0)))
        self.hide()
        self.go.clicked.connect(self._answer)
        self.field.on_enter(self._answer)
        cancel.clicked.connect(self.give_up)
        listen(self, "Esc", CLOSE, self.give_up, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def ask(self) -> None:
        """Ask."""
        self.show()
        self.field.setFocus()
        self.field.line.selectAll()

    @Slot()
    def give_up(self) -> None:
        """Take the question away."""
        self.hide()
        self.field.set_text("")
        self.field.clear()
        self.given_up.emit()

    @Slot()
    def _answer(self) -> None:
        answer = self.field.text
        if self._needed and not answer:
            self.field.fault(ReasonMissing.message)
            return
        if self._needed:
            self.give_up()
        self.answered.emit(answer)
