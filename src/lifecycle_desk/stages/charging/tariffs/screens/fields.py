"""Fields of a tariff: an exact price, a fee, a time of day, a day of the year, minutes; and a pair of them."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import override

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import LineField, ReadField, row
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.reading import read_day_of_year, read_money, read_number, read_time, read_whole
from lifecycle_desk.language.typed_days import plain
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import (
    EXACT,
    MOST_MINUTES,
    TariffPriceUnread,
    day_of_year,
    exact_number,
)

MISSING = N_("Please fill this in.")
END_OF_DAY = "24:00"
APART, BELOW = 12, 4  # px between fields in a line, and between lines
SIDE_BY_SIDE = 460  # px: from here on, two pairs of fields stand in one line

_FRACTION = re.compile(r"\d{1,12}/[1-9]\d{0,14}")
_END_OF_DAY = re.compile(r"24(?:[:.h]?00)?")


@dataclass(slots=True)
class Terms:
    """In what a form reckons: a currency, the zone of its times, and the day with which a week begins there."""

    currency: str = ""
    zone: str = ""
    first_weekday: int = 1


def price_field(label: UiText, terms: Terms) -> ReadField:
    """A price from 0 on, exact; its value is that in minor units, as tariffs are kept."""

    def read(text: str) -> tuple[object, str]:
        tidy = plain(text).replace(" ", "")
        major = Fraction(tidy) if _FRACTION.fullmatch(tidy) else Fraction(read_number(text, translator().current).value)
        exact = exact_number(major * 10 ** currency_digits(terms.currency))
        if not EXACT.fullmatch(exact):
            raise TariffPriceUnread(text)
        return exact, ""

    return ReadField(label, read)


def fee_field(label: UiText, terms: Terms) -> ReadField:
    """An amount from 0 on, in whole minor units."""

    def read(text: str) -> tuple[object, str]:
        fee = read_money(text, translator().current, terms.currency)
        if fee.value.minor < 0:
            raise TariffPriceUnread(text)
        return fee.value.minor, ""

    return ReadField(label, read)


def clock_field(label: UiText, *, ends: bool = False) -> ReadField:
    """A time of day; where something `ends`, 24:00 is the end of the day."""

    def read(text: str) -> tuple[object, str]:
        if ends and _END_OF_DAY.fullmatch(plain(text).casefold()):
            return END_OF_DAY, "" if text == END_OF_DAY else END_OF_DAY
        at, echo = read_time(text, translator().current)
        return f"{at:%H:%M}", "" if echo == text else echo

    return ReadField(label, read, placeholder=N_("for example 22:00"))


def season_field(label: UiText) -> ReadField:
    """A day of any year, kept as month and day."""

    def read(text: str) -> tuple[object, str]:
        language = translator().current
        day, echo = read_day_of_year(text, language, language.formats.local(clock.now()).date())
        return day_of_year((day.month, day.day)), echo

    return ReadField(label, read, placeholder=N_("for example 1 Oct"))


def minutes_field(label: UiText) -> ReadField:
    """After how many whole minutes something begins; empty is at once."""

    def read(text: str) -> tuple[object, str]:
        return read_whole(text, translator().current, 0, MOST_MINUTES).value, ""

    return ReadField(label, read, placeholder=PlainText("0"))


def ask_for_both(one: ReadField, other: ReadField) -> None:
    """A span needs both its ends: ask for the one that is missing."""
    for empty, given in ((one, other), (other, one)):
        if not empty.text and given.text:
            empty.fault(MISSING)


def put(field: LineField, text: str) -> None:
    """Put a text into a field; emptied so, it leaves nothing that Undo would bring back."""
    if text:
        field.set_text(text)
    else:
        field.line.setText("")
        field.clear()


class Pairs(QWidget):
    """Two pairs of fields: in one line where there is room, else one below the other."""

    def __init__(self, one: tuple[QWidget, QWidget], other: tuple[QWidget, QWidget]) -> None:
        super().__init__()
        self._line = row(gap=APART)
        for pair in (one, other):
            self._line.addLayout(row(*((each, 1) for each in pair), gap=APART), 1)
        self.setLayout(self._line)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= theme.u(SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)
            self._line.part_by(APART if wide else BELOW)
            self.updateGeometry()
