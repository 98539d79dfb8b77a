"""Questions that a file of charging records leaves open, asked in place of its rows: which day, which columns."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Label, column, row
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.files.days import DayTwoWays, readings
from lifecycle_desk.stages.charging.imports.interchange.evcc_columns import BY_NAME, BY_ORDER, OrderNotProved
from lifecycle_desk.vehicle.screens.importing.preview import ORDERS

if TYPE_CHECKING:
    from datetime import date


class Question(QWidget):
    """Asks one of two answers in place of a file's rows; the first of the two has the keyboard."""

    answered = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._answers: tuple[str, ...] = ()
        self.sentence = Label("", "read", "ink2", align="centre", wrap=True)
        self.buttons = tuple(Button("") for _ in range(2))
        answers = column(*(row(None, button, None) for button in self.buttons), gap=8)
        self.setLayout(
            column(
                None,
                row(None, Label(title, "title"), None),
                row(None, (self.sentence, 1000), None),
                12,
                answers,
                None,
                None,
                gap=6,
                margins=(24, 0, 24, 24),
            )
        )
        TextWidth(self.sentence, 520, at_most=True)
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, place=place: self.answered.emit(self._answers[place]))
        self.setFocusProxy(self.buttons[0])

    def answers(self, *codes: str) -> None:
        """The codes that the buttons answer with."""
        self._answers = codes

    def level(self) -> None:
        """Make both buttons as wide as the wider."""
        widest = max(button.sizeHint().width() for button in self.buttons)
        for button in self.buttons:
            button.setMinimumWidth(widest)


class DayQuestion(Question):
    """Asks which of two days is meant by one that a file writes, and answers with the order of day, month and year."""

    def __init__(self) -> None:
        super().__init__(N_("Which date is meant?"))
        self._days: tuple[tuple[str, date], ...] = ()
        translator().changed.connect(self._say)

    def ask(self, why: DayTwoWays) -> bool:
        """Ask about a day; False where the two are not told apart by their order."""
        orders = {day: order for order, day in reversed(readings(why.given).items())}
        self._days = tuple((orders[day], day) for day in (why.one, why.other) if day in orders)
        self.answers(*(order for order, _ in self._days))
        said = N_("“%(given)s” in column “%(column)s” could be two dates.")
        self.sentence.set_message(Message(said, given=why.given, column=why.at or ""))
        self._say()
        return len(self._days) == len(self.buttons)

    @Slot()
    def _say(self) -> None:
        language = translator().current
        for button, (order, day) in zip(self.buttons, self._days, strict=False):
            day_said = language.formats.weekday(day)
            button.set_message(
                PlainText(language(N_("%(day)s (%(order)s)"), day=day_said, order=language(ORDERS[order])))
            )
        self.level()


class ColumnsQuestion(Question):
    """Asks whether columns that are not known by name stand in evcc's order."""

    def __init__(self) -> None:
        super().__init__(N_("What are these columns?"))
        self.answers(BY_ORDER, BY_NAME)
        self.buttons[0].set_message(N_("They are in evcc order"))
        self.buttons[1].set_message(N_("Read only columns with known names"))
        translator().changed.connect(self.level)

    def ask(self, why: OrderNotProved) -> bool:
        """Ask about the first column that nothing proves."""
        said = N_("Column “%(column)s” could be evcc’s “%(one)s” or something else, and no row proves it.")
        self.sentence.set_message(Message(said, **why.facts))
        self.level()
        return True
