"""Fields that several forms of this room have: a day, a moment, a distance, a year, energy."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import override

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import KWH, converted
from lifecycle_desk.base.strokes import Strokes
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, LineField, ReadField, SignaturePad
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.language.reading import (
    read_day,
    read_distance,
    read_measure,
    read_moment,
    read_money,
    read_number,
    read_whole,
)
from lifecycle_desk.language.typed_days import plain
from lifecycle_desk.vehicle.rules.vin import FIRST_YEAR
from lifecycle_desk.vehicle.screens.vin_field import VinField

BUDDHIST_YEARS = 2400  # a year above it was typed as the Buddhist calendar counts
BUDDHIST = 543
HEAVIEST_KWH = 1_000
AS_TYPED = N_("t for today, -1 for yesterday")


def today_written() -> str:
    """The day of today as a field shows it."""
    language = translator().current
    return language.formats.day(language.formats.local(clock.now()).date(), "short")


def country_field(label: UiText, given: str = "", hint: UiText = "") -> LineField:
    """A country in two letters."""
    field = LineField(label, longest=2, placeholder=C_("country", "2 letters"), hint=hint)
    field.line.setText(given)
    return field


def day_field(
    label: UiText, *, today: bool = False, required: bool = False, placeholder: UiText = "", ahead: bool = False
) -> ReadField:
    """A day as people type it: t for today, -1 for yesterday, 15/3; a placeholder says what none means.

    Of a day that lies `ahead`, the hint says how one types those to come.
    """

    def read(text: str) -> tuple[object, str]:
        language = translator().current
        return read_day(text, language, language.formats.local(clock.now()).date())

    hint = "" if placeholder else N_("t for today, +1 for tomorrow") if ahead else AS_TYPED
    field = ReadField(label, read, required=required, hint=hint, placeholder=placeholder)
    field.expect(lambda: read(today_written())[1])
    if today:
        field.set_text(today_written())
    return field


class MomentField(ReadField):
    """A day and a time as people type them; kept in the offset of the market's zone on that day."""

    def __init__(self, label: UiText, *, hint: UiText = "", required: bool = False) -> None:
        hint = hint or N_("for example 15/3 18:30; t for today, -1 for yesterday")
        super().__init__(label, _read_moment, required=required, hint=hint)
        self.expect(lambda: _read_moment(moment_written(clock.now()))[1])

    @override
    def restore(self, saved: object) -> None:
        """Show a moment as it is read back, or what a draft stored."""
        super().restore(moment_written(saved) if isinstance(saved, datetime) else saved)


def _read_moment(text: str) -> tuple[object, str]:
    language = translator().current
    moment, echo = read_moment(text, language, clock.now())
    return moment.astimezone(language.formats.zone), echo


def moment_written(moment: datetime) -> str:
    """A moment as its field reads it back."""
    formats = translator().current.formats
    local = formats.local(moment)
    return f"{formats.day(local.date(), 'short')} {formats.clock(local)}"


def distance_field(label: UiText, *, required: bool = False) -> ReadField:
    """An odometer reading, in the market's unit or with its own behind it."""
    return ReadField(label, lambda text: read_distance(text, translator().current), required=required)


def minor_field(label: UiText, currency: str, *, hint: UiText = "", required: bool = False) -> ReadField:
    """An amount that is kept in minor units of a currency."""

    def read(text: str) -> tuple[object, str]:
        language = translator().current
        money = read_money(text, language, currency).value
        return money.minor, language.formats.money(money)

    return ReadField(label, read, hint=hint, required=required)


def year_field(label: UiText) -> ReadField:
    """A model year; one of the Buddhist calendar is taken for what it is."""

    def read(text: str) -> tuple[object, str]:
        last = translator().current.formats.today().year + 2
        year = read_whole(text, translator().current, FIRST_YEAR, last + BUDDHIST).value
        year -= BUDDHIST if year > BUDDHIST_YEARS else 0
        read_whole(str(year), translator().current, FIRST_YEAR, last)
        return year, "" if text.strip() == str(year) else str(year)

    return ReadField(label, read)


def energy_field(label: UiText) -> ReadField:
    """Usable energy in kWh, kept as whole Wh."""

    def read(text: str) -> tuple[object, str]:
        value, _ = read_number(bare(text, KWH), translator().current)
        if not 0 < value <= HEAVIEST_KWH:
            read_whole(str(int(value)), translator().current, 1, HEAVIEST_KWH)
        return int(value * Decimal(1000)), translator().current.formats.measure(value, KWH)

    return ReadField(label, read)


def language_field() -> ChoiceField:
    """The language of a customer's papers, each by its own name."""
    items: list[tuple[object, UiText]] = [(None, C_("language", "Dealer’s language"))]
    items += [(code, PlainText(name)) for code, name in LANGUAGES.items()]
    return ChoiceField(N_("Document language"), items)


def looked(*fields: ReadField | VinField) -> bool:
    """Read fields that may not have been left yet; False where one has a fault."""
    return all([field.validate() for field in fields])  # noqa: C419 (each is to be looked at, also behind a fault)


def strokes_of(pad: SignaturePad) -> Strokes:
    """A signature in whole pixels, none outside the sheet: a pen may leave it."""
    return tuple(tuple((max(0, round(x)), max(0, round(y))) for x, y in stroke) for stroke in pad.strokes)


def chosen[Of: StrEnum](kind: type[Of], field: ChoiceField) -> Of | None:
    """The term that is chosen: Qt keeps no more of it than its code."""
    return next((each for each in kind if each.value == field.value), None)


def exact(field: ReadField) -> Decimal | None:
    """The field's value as a number, if it has one."""
    return field.value if isinstance(field.value, Decimal) else None


def measured_in(unit: str) -> Callable[[str], tuple[object, str]]:
    """A reader of measures that are kept in a unit, and typed in the market's own or with another of its kind behind.

    What is typed in the unit that is kept stays exact.
    """

    def read(text: str) -> tuple[object, str]:
        measure, echo = read_measure(text, translator().current, unit)
        return converted(Decimal(measure.value), measure.unit, unit), echo

    return read


def bare(text: str, unit: str) -> str:
    """A text without the unit that somebody typed behind it, by the sign that is kept or by the language's own."""
    text = text.strip()
    for sign in (unit, plain(translator().current.formats.sign(unit))) if unit else ():
        if sign and text.casefold().endswith(sign.casefold()):
            return text[: -len(sign)].strip()
    return text
