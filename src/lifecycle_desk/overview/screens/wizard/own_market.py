"""The rules of a country that has no pack: what a dealer says of his own, proposed as CLDR knows the country."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import LengthUnit, PressureUnit
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, UiText, value_alone
from lifecycle_desk.desktop.look.parts import ChoiceField, Label, LineField, ReadField, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language, RegionalFormat
from lifecycle_desk.language.countries import currencies, currency_name, proposed, zones
from lifecycle_desk.language.reading import OutOfRange, read_number
from lifecycle_desk.market.market import PaperSize
from lifecycle_desk.market.own_rules import HUNDRED, RuleKind, tax_value
from lifecycle_desk.vehicle.rules.record_fields import CALENDARS

if TYPE_CHECKING:
    from lifecycle_desk.overview.screens.wizard.answers import Answers

NOTHING_CLAIMED = N_(
    "Lifecycle Desk has no rules for this country yet. It claims nothing about taxes, guarantees or papers there:"
    " what you enter here applies."
)
TAX_HINT = N_("Leave empty if there is no tax.")
A_NUMBER = Decimal("1234.5")
WAYS = ("en_001", "de_DE", "fr_FR", "de_CH", "es_ES")  # of writing numbers, beside the country's own
WEEKDAYS = range(1, 8)


class OwnMarket(QWidget):
    """The fields of such a country; `changed` tells that something that the window shows is another."""

    changed = Signal()

    def __init__(self, answers: "Answers") -> None:
        super().__init__()
        self.answers = answers
        self.currency, self.numbers = ChoiceField(N_("Currency")), ChoiceField(N_("Number format"))
        self.tax_name = LineField(N_("Tax name"), text="VAT", longest=40)
        self.tax_rate = ReadField(N_("Tax rate (%)"), self._read_rate, hint=TAX_HINT)
        self.distance = ChoiceField(N_("Distance unit"), _in_signs(LengthUnit))
        self.pressure = ChoiceField(N_("Pressure unit"), _in_signs(PressureUnit))
        self.paper = ChoiceField(N_("Paper size"), [(PaperSize.A4, PlainText("A4")), (PaperSize.LETTER, N_("Letter"))])
        self.calendar = ChoiceField(N_("Calendar"), list(CALENDARS.items()))
        self.first_weekday, self.zone = ChoiceField(N_("First day of the week")), ChoiceField(N_("Time zone"))
        pairs = (
            (self.currency, self.numbers),
            (self.tax_name, self.tax_rate),
            (self.distance, self.pressure),
            (self.paper, self.calendar),
            (self.first_weekday, self.zone),
        )
        lines = [wrap(row(*((each, 1) for each in pair), gap=t.COLUMN_GAP)) for pair in pairs]
        self.setLayout(column(Label(NOTHING_CLAIMED, "small", "ink2", wrap=True), 4, *lines, gap=4))
        for field in (self.currency, self.numbers, self.distance, self.pressure, self.calendar, self.zone):
            field.chosen.connect(self._chosen)
        translator().changed.connect(self.show_answers)

    def propose(self, country: str) -> None:
        """Fill the fields with what CLDR knows of a country."""
        self.answers.own = dict(proposed(country))
        self.answers.zone = zones(country)[0]
        self.show_answers()

    @Slot()
    def show_answers(self) -> None:
        """Show what has been answered, in the language of now."""
        own, formats = self.answers.own, translator().current.formats
        if not own:
            return
        named = sorted((currency_name(each, formats.locale), each) for each in currencies())
        _offer(self.currency, [(each, PlainText(f"{name} · {each}")) for name, each in named], own["currency"])
        _offer(self.numbers, self._ways(own["number_locale"]), own["number_locale"])
        week = [(str(each), PlainText(formats.weekday_name(each, "wide"))) for each in WEEKDAYS]
        _offer(self.first_weekday, week, own["first_weekday"])
        cities = formats.zones(own["territory"]) or [(self.answers.zone, self.answers.zone)]
        _offer(self.zone, [(zone, PlainText(city)) for zone, city in cities], self.answers.zone)
        for field, name in ((self.distance, "distance_unit"), (self.pressure, "pressure_unit"), (self.paper, "paper")):
            with QSignalBlocker(field):
                field.set_value(own[name])
        with QSignalBlocker(self.calendar):
            self.calendar.set_value(self.answers.calendar)

    def _ways(self, own: str) -> list[tuple[object, UiText]]:
        """The ways of writing numbers, each once, the country's own first."""
        found: dict[str, str] = {}
        for numbers in (own, *WAYS):
            formats = Language(self.answers.language, RegionalFormat(numbers=numbers)).formats
            found.setdefault(formats.number(A_NUMBER, 2), numbers)
        return [(numbers, PlainText(sample)) for sample, numbers in found.items()]

    @Slot(object)
    def _chosen(self, _value: object = None) -> None:
        """Write what is chosen into the answers, and let the window speak so."""
        own = self.answers.own
        chosen = {"currency": self.currency, "number_locale": self.numbers, "distance_unit": self.distance}
        chosen |= {"pressure_unit": self.pressure, "paper": self.paper, "first_weekday": self.first_weekday}
        own |= {name: str(field.value) for name, field in chosen.items() if field.value}
        self.answers.zone = str(self.zone.value or self.answers.zone)
        self.answers.calendar = str(self.calendar.value or self.answers.calendar)
        self.changed.emit()

    def read(self) -> None:
        """Write all of it into the answers; a rate that is none stays refused at its field."""
        self._chosen()
        self.tax_rate.validate()
        rate = self.tax_rate.value
        named = self.tax_name.text or "VAT"
        self.answers.own[RuleKind.TAX] = tax_value(named, rate if isinstance(rate, Decimal) else None)

    @staticmethod
    def _read_rate(text: str) -> tuple[object, str]:
        read = read_number(text, translator().current)
        if not 0 <= read.value <= HUNDRED:
            raise OutOfRange(read.value, Decimal(0), Decimal(HUNDRED))
        return read.value, translator().current.formats.percent(read.value / HUNDRED)


def _in_signs(units: Iterable[str]) -> list[tuple[object, UiText]]:
    return [(each, value_alone(each)) for each in units]


def _offer(field: ChoiceField, items: Sequence[tuple[object, UiText]], value: object) -> None:
    """Offer other values in a field, one of them chosen, without telling anybody."""
    with QSignalBlocker(field.choice), QSignalBlocker(field):
        field.choice.clear()
        for each, words in items:
            field.choice.offer(each, words)
        field.set_value(value)
