"""How a file of charging records is read: its kind, whose sessions they are, its dates and its currency."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.counter.offers import Choices
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.look.parts import Button, ChoiceField, Label, ReadField, column, row
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.look.words import Plain, Spoken, Words, tell
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.stages.charging.interchange.faulty import JSON_KIND
from lifecycle_desk.stages.charging.interchange.figures import CurrencyNotOurs, currencies
from lifecycle_desk.stages.charging.interchange.previewing import Preview
from lifecycle_desk.stages.charging.interchange.readers import OPENERS
from lifecycle_desk.stages.charging.rules.incoming import CurrencyUnknown
from lifecycle_desk.stages.charging.rules.words import KINDS
from lifecycle_desk.vehicle.interchange.days import DayTwoWays, readings
from lifecycle_desk.vehicle.screens.brought import ORDERS
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField

if TYPE_CHECKING:
    from datetime import date

WHOSE, BY_NAMES = N_("Whose sessions"), N_("Left empty: by the names in the file.")
KIND, DATES, CURRENCY = N_("Kind of file"), N_("Dates are written"), N_("Amounts are in")


class ReadingChoices(QWidget):
    """Fields that each say something of how a file is read; those that do not matter to it are not shown."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        kinds: list[tuple[object, Spoken]] = [(kind, KINDS.get(kind, kind)) for kind in OPENERS]
        self.kind = ChoiceField(KIND, kinds)
        self.whose = VehicleField(desk)
        self.whose.label.say(WHOSE)
        tell(self.whose.line.setAccessibleName, WHOSE)
        self.whose.hint(BY_NAMES)
        self.dates = ChoiceField(DATES, list(ORDERS.items()))
        self.currency = ReadField(CURRENCY, _currency)
        self._dealers, self._silent = "", False
        self.setLayout(row((self.kind, 3), (self.whose, 4), (self.dates, 3), (self.currency, 2), gap=16))
        for field in (self.kind, self.dates):
            field.chosen.connect(self._changed)
        self.whose.chosen.connect(self._changed)
        self.whose.edited.connect(self._edited)
        self.currency.read.connect(self._changed)
        speech().changed.connect(self.whose.say_vehicle)

    @property
    def kind_now(self) -> str | None:
        """The kind that is chosen; None leaves it to the file."""
        kind = self.kind.value
        return kind if isinstance(kind, str) else None

    @property
    def now(self) -> Choices:
        """What else is chosen; None leaves it to the file and to the dealer's market."""
        dates, currency = self.dates.value, self.currency.value
        return Choices(
            vin=self.whose.vehicle.vin if self.whose.vehicle else None,
            dates=dates if isinstance(dates, str) else None,
            currency=currency if isinstance(currency, str) and currency != self._dealers else None,
        )

    def forget(self) -> None:
        """Leave everything to the file."""
        self._silent = True
        for field in (self.kind, self.dates):
            field.set_value(None)
        self.whose.reset()
        self.currency.set_text("")
        self._silent = False

    def offer(self, seen: Preview) -> None:
        """Show how a file was read, and what of it can be chosen otherwise."""
        self._silent = True
        self.kind.set_value(seen.kind)
        if self.now.vin != seen.choices.vin:
            self.whose.reset()
            if seen.choices.vin:
                self.whose.find_vehicle(seen.choices.vin)
        order = seen.taken.read_as.get("dates")
        self.dates.set_value(order)
        self.dates.setVisible(order is not None)
        self._dealers = "" if seen.choices.currency else seen.currency
        self.currency.set_text(seen.currency)
        self.currency.setVisible(seen.kind != JSON_KIND and _has_amounts(seen))
        self._silent = False

    @Slot()
    def _changed(self) -> None:
        if not self._silent and (self.whose.vehicle or not self.whose.text):
            self.changed.emit()

    @Slot(str)
    def _edited(self, text: str) -> None:
        if not text.strip():
            self._changed()


def _has_amounts(seen: Preview) -> bool:
    """Whether a file tells amounts, or refuses some for their currency."""
    return any(
        (each.session and each.session.cost) or (each.fault and isinstance(each.fault.why, CurrencyNotOurs))
        for each in seen.lines.values()
    )


def _currency(text: str) -> tuple[object, str]:
    """A currency by its code of three letters."""
    code = text.strip().upper()
    if code not in currencies():
        raise CurrencyUnknown(text)
    sign = speech().voice.formats.currency(code)
    return code, sign if sign != code else ""


class DayQuestion(QWidget):
    """Asks which of two days is meant by one that a file writes; the first of the two has the keyboard."""

    answered = Signal(str)  # the order of day, month and year

    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[tuple[str, date], ...] = ()
        self._sentence = Label("", "read", "ink2", align="centre", wrap=True)
        self.buttons = tuple(Button("") for _ in range(2))
        answers = column(*(row(None, button, None) for button in self.buttons), gap=8)
        self.setLayout(
            column(
                None,
                row(None, Label(N_("Which day is meant?"), "title"), None),
                row(None, (self._sentence, 1000), None),
                12,
                answers,
                None,
                None,
                gap=6,
                margins=(24, 0, 24, 24),
            )
        )
        self._sentence.setMaximumWidth(theme.u(520))
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, place=place: self.answered.emit(self._days[place][0]))
        self.setFocusProxy(self.buttons[0])
        speech().changed.connect(self._say)

    def ask(self, why: DayTwoWays) -> bool:
        """Ask about a day; False where the two are not told apart by their order."""
        orders = {day: order for order, day in reversed(readings(why.given).items())}
        self._days = tuple((orders[day], day) for day in (why.one, why.other) if day in orders)
        said = N_("“%(given)s” in the column “%(column)s” can be two days, and nothing in the file says which.")
        self._sentence.say(Words(said, given=why.given, column=why.at or ""))
        self._say()
        return len(self._days) == len(self.buttons)

    @Slot()
    def _say(self) -> None:
        voice = speech().voice
        for button, (order, day) in zip(self.buttons, self._days, strict=False):
            day_said = voice.formats.weekday(day)
            button.say(Plain(voice(N_("%(day)s (%(order)s)"), day=day_said, order=voice(ORDERS[order]))))
        widest = max(button.sizeHint().width() for button in self.buttons)
        for button in self.buttons:
            button.setMinimumWidth(widest)
