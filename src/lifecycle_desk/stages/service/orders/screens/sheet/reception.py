"""The header of an order on the screen: odometer, promise, who looks after it, and the language of the papers."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.quantities import HOUR, Distance, Measure
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Card, ChoiceField, Field, LineField, ReadField, column, row
from lifecycle_desk.desktop.look.parts.fields import Reader
from lifecycle_desk.desktop.offer_box import Completion
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.language.reading import Read, read_day, read_distance, read_moment
from lifecycle_desk.stages.service.clocks.rules import DayOf
from lifecycle_desk.stages.service.orders.rules.orders import OrderSheet
from lifecycle_desk.stages.service.orders.screens.sheet.folded_facts import FoldedParts, reveal
from lifecycle_desk.stages.service.orders.usecases.form_defaults import FormDefaults
from lifecycle_desk.vehicle.screens.event_text import join

KINDS = kinds_of(OrderSheet)
CUSTOMERS_OWN = N_("Customer’s own")
ON_ORDERS = N_("Today: %(hours)s / %(of)s on orders")  # NOTE: a technician’s hours, of those that there are
ON, ON_HINT = C_("order", "Date"), N_("t for today, -1 for yesterday")


def read_odometer(text: str) -> Read[Distance]:
    """A reading as it was typed."""
    return read_distance(text, translator().current)


def read_promise(text: str) -> Read[Any]:
    """A moment as it was typed."""
    return read_moment(text, translator().current, clock.now())


def read_date(text: str) -> Read[date]:
    """A day as it was typed."""
    return read_day(text, translator().current, today())


def _shortly(distance: Distance) -> str:
    """A distance as people type it: with its unit only where that is not the market's own."""
    language = translator().current
    figure = language.formats.number(distance.value)
    if distance.unit is language.customs.distance:
        return figure
    return language.formats.measured(figure, distance.unit)


def today() -> date:
    """The day on the market's clocks."""
    return translator().current.formats.local(clock.now()).date()


class FigureField(ReadField):
    """A day or a distance: what was typed stays, its echo follows the language."""

    def __init__(self, label: str, reader: Reader, *, hint: str = "") -> None:
        super().__init__(label, reader, hint=hint)
        translator().changed.connect(self._echo)

    @Slot()
    def _echo(self) -> None:
        if self.level == "echo":
            self.validate()


class NameField(LineField):
    """A name of somebody who works here; what is typed is completed, the arrow down shows all."""

    def __init__(self, label: str) -> None:
        super().__init__(label, longest=200)
        self._completion = Completion(self.line, label)

    def complete(self, names: Sequence[str]) -> None:
        """Complete from these names."""
        self._completion.among(names, lists=True)


class Reception(Card):
    """The fields of a sheet that are no jobs; `first` stand above them, and may be folded away."""

    edited = Signal()
    odometer_read = Signal(object)

    def __init__(self, first: Sequence[tuple[Field, int]] = ()) -> None:
        super().__init__()
        self.odometer = FigureField(KINDS["odometer_in"].label, read_odometer)
        self.promised = ReadField(KINDS["promised"].label, read_promise, hint=KINDS["promised"].hint)
        self.adviser, self.technician = (NameField(KINDS[name].label) for name in ("adviser", "technician"))
        own: tuple[object, Any] = ("", CUSTOMERS_OWN)
        self.language = ChoiceField(
            KINDS["language"].label, [own, *((code, PlainText(name)) for code, name in LANGUAGES.items())]
        )
        self.fields: dict[str, Field] = {
            "odometer_in": self.odometer,
            "promised": self.promised,
            "adviser": self.adviser,
            "technician": self.technician,
            "language": self.language,
        }
        self.first = FoldedParts(row(*first, gap=16))
        own_line = row(*zip(self.fields.values(), (8, 7, 5, 5, 6), strict=True), gap=16)
        above = [self.first] if first else []
        self.setLayout(column(*above, own_line, gap=2, margins=(16, 10, 16, 4)))
        for field in (self.odometer, self.promised, self.adviser, self.technician):
            field.edited.connect(self.edited)
        self.language.chosen.connect(self.edited)
        self.odometer.read.connect(self.odometer_read)
        self.technician.edited.connect(self._say_hours)
        self._day, self._live = dict[str, DayOf](), True
        translator().changed.connect(self._reword)

    @Slot()
    def _reword(self) -> None:
        """Write the promise as the language of now writes it: names of months do not travel."""
        if isinstance(moment := self.promised.value, datetime):
            self.promised.set_text(translator().current.formats.moment(moment))

    def offer(self, start: FormDefaults) -> None:
        """Offer the names of those who work here, and say for how long they have orders today, as the board does."""
        self.technician.complete(start.technicians)
        self.adviser.complete(start.advisers)
        self._day = {each.technician: each for each in start.day.shares}
        self._say_hours()

    @Slot()
    def _say_hours(self) -> None:
        day = self._day.get(self.technician.text)
        told = Message(ON_ORDERS, hours=day.booked, of=Measure(day.hours, HOUR)) if day and day.booked else ""
        self.technician.hint(told if self._live else "")

    def warn_of(self, objections: Sequence[Objection]) -> None:
        """Say what is odd about the reading; it may stay."""
        for each in objections[:1]:
            reveal(self.odometer)
            self.odometer.object_to(each, warning=True)

    @property
    def told(self) -> str:
        """What stands in it, in a line: the promise, the reading, and who does the work."""
        language, reading, moment = translator().current, self.odometer.text, self.promised.value
        with suppress(Objection):
            reading = read_odometer(reading).echo if reading else ""
        promise = language.formats.moment(moment) if isinstance(moment, datetime) else self.promised.text
        promised = language.labelled(language(KINDS["promised"].label), promise) if promise else ""
        return join(promised, reading, self.technician.text)

    # What stands in it ------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: OrderSheet) -> None:
        """Show what is kept."""
        came, moment = sheet.odometer_in, sheet.promised
        self.odometer.set_text(_shortly(came) if came else "")
        self.promised.set_text(translator().current.formats.moment(moment) if moment else "")
        self.adviser.set_text(sheet.adviser)
        self.technician.set_text(sheet.technician)
        self.language.set_value(sheet.language or "")
        self._say_hours()

    def clear(self) -> None:
        """Empty it, but for the people and the language, who stay from order to order."""
        self.odometer.set_text("")
        self.promised.set_text("")
        self.language.set_value("")

    def typed(self) -> dict[str, Any]:
        """The typed texts, as a draft stores them."""
        return {name: field.draft_value() for name, field in self.fields.items()}

    def write(self, draft: dict[str, Any]) -> None:
        """Bring back what a draft kept."""
        for name, field in self.fields.items():
            field.restore(draft.get(name, ""))

    def read(self) -> dict[str, Any]:
        """The values for a sheet; what could not be read has its fault already."""
        if not self._warned:
            self.odometer.validate()
        self.promised.validate()
        return {name: field.value for name, field in self.fields.items()} | {"language": self.language.value or None}

    @property
    def _warned(self) -> bool:
        """Whether the reading has been read and is warned of, which reading it again would take away."""
        return self.odometer.level == "warning" and self.odometer.value is not None

    def allow(self, *, live: bool) -> None:
        """Let it be written, or only read."""
        self._live = live
        for field in self.fields.values():
            if isinstance(field, LineField):
                field.allow(live=live)
        self._say_hours()
        self.language.choice.setEnabled(live)
