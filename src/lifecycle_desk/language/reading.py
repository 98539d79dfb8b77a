"""Reading: numbers, dates and amounts as people type them, in the forms that the program itself writes.

Nothing is guessed: what can be read two ways, or not at all, is refused in a sentence.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from babel.numbers import get_decimal_symbol, get_group_symbol

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.quantities import (
    FURTHEST_KM,
    Distance,
    LengthUnit,
    Measure,
    PressureUnit,
    converted,
    of_one_kind,
)
from lifecycle_desk.language import calendars, units
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.language import Language
from lifecycle_desk.language.typed_days import (
    EARLIEST,
    YEARS_AHEAD,
    DayNotUnderstood,
    NoSuchDay,
    eras_of,
    plain,
    spelt,
    without_weekday,
)
from lifecycle_desk.language.words import COMMA, DAY_KEY, SEMICOLON, TODAY, TOMORROW, YESTERDAY

A_LEAP_YEAR = 2024  # every day of the year is in it
_SIGNS = {COMMA: re.compile("[,，、،]"), SEMICOLON: re.compile("[;；؛]")}
MINUSES = ("-", "\u2212")
MOST_SIGNS = 24  # a longer number is no price, distance or count, and more than Decimal keeps exactly

NumberNotUnderstood = objection(
    "NumberNotUnderstood",
    N_("“%(given)s” is not a number; write it like %(example)s."),
    given=str,
    example=str,
)
TooManyDecimals = objection(
    "TooManyDecimals", N_("“%(given)s” has more decimals than %(currency)s allows."), given=str, currency=str
)
TimeNotUnderstood = objection(
    "TimeNotUnderstood",
    N_("“%(given)s” is not a time; write it like %(example)s."),
    given=str,
    example=str,
)
OutOfRange = objection(
    "OutOfRange", N_("%(given)s is out of range: enter %(low)s to %(high)s."), given=Decimal, low=Decimal, high=Decimal
)


class Read[Value](NamedTuple):
    """A value and how it was understood, for the echo under the field."""

    value: Value
    echo: str


def read_number(text: str, language: Language, digits: int | None = None) -> Read[Decimal]:
    """A number in the market's signs; groups must be whole groups, so 1,5 is never 15."""
    locale, tidy = language.formats.locale, plain(text)
    group = plain(get_group_symbol(locale)) or " "
    point = get_decimal_symbol(locale)
    if any(sign in text for sign in "\u066b\u066c"):
        group, point = ",", "."
    marks = re.escape(group) + (" " if group != " " else "")
    whole = rf"\d{{1,3}}(?:[{marks}]\d{{3}})+|\d+"
    found = re.fullmatch(rf"([-\u2212]?)({whole})(?:{re.escape(point)}(\d+))?", tidy)
    if not found or len(tidy) > MOST_SIGNS:
        raise NumberNotUnderstood(text, language.formats.number(Decimal("1234.5"), digits))
    sign, before, after = found.groups()
    value = Decimal(("-" if sign else "") + re.sub(r"\D", "", before) + (f".{after}" if after else ""))
    return Read(value, language.formats.number(value, digits))


def typed_list(parts: Iterable[str], language: Language, sign: str = COMMA) -> str:
    """Several words as a field has them: parted by the language's comma, or by its semicolon."""
    return language.parted_by(sign, list(parts))


def read_list(text: str, sign: str = COMMA) -> list[str]:
    """The words of such a field, which may be parted by the sign of any language."""
    return [each.strip() for each in _SIGNS[sign].split(text) if each.strip()]


def read_whole(text: str, language: Language, low: int, high: int) -> Read[int]:
    """A whole number within limits."""
    value = read_number(text, language, 0).value
    if value != value.to_integral_value():
        raise NumberNotUnderstood(text, language.formats.number(Decimal(1234), 0))
    if not low <= value <= high:
        raise OutOfRange(value, Decimal(low), Decimal(high))
    return Read(int(value), language.formats.number(int(value)))


def read_distance(text: str, language: Language) -> Read[Distance]:
    """An odometer reading: a whole number, with km or mi behind it where it is not the market's own unit."""
    tidy, given = _without_unit(text, language, LengthUnit)
    unit = LengthUnit(given) if given else language.customs.distance
    value = read_whole(tidy, language, 0, FURTHEST_KM).value
    made = Distance(value, unit)
    return Read(made, language.formats.distance(made))


def _without_unit(text: str, language: Language, units_of_kind: Iterable[str]) -> tuple[str, str]:
    """A typed value without its unit, and which of some it is: by its sign, or a word of the language for any number.

    A word that holds its number, as the Arabic one for two miles, gives that number.
    """
    tidy = plain(text).casefold()
    signs: dict[str, tuple[str, int | None]] = {}
    for unit in units_of_kind:
        for word, held in ((str(unit), None), *units.words(language.formats.locale, unit)):
            sign = plain(word).casefold()
            if held is not None or sign not in signs:  # the word for one of it stands beside other numbers too
                signs[sign] = str(unit), held
    for sign in sorted(filter(None, signs), key=len, reverse=True):
        if tidy.endswith(sign):
            unit, held = signs[sign]
            rest = tidy.removesuffix(sign).strip()
            return rest if rest or held is None else str(held), unit
    return tidy, ""


def read_unit(text: str, language: Language) -> str:
    """The sign under which a unit is kept: mm for mm, мм and มม.; what is none here stays as it was typed."""
    tidy, locale = plain(text).casefold(), language.formats.locale
    known = (
        unit for unit in units.SIGNS if tidy in {plain(unit).casefold(), plain(units.sign(locale, unit)).casefold()}
    )
    return next(known, text.strip())


def read_measure(text: str, language: Language, unit: str) -> Read[Measure]:
    """A measured value: in the market's unit of that kind, or the one whose sign is behind it: 36, 36 psi, 2.5 bar."""
    formats = language.formats
    known = (each for each in (unit, *LengthUnit, *PressureUnit) if of_one_kind(each, unit))
    tidy, given = _without_unit(text, language, known)
    made = Measure(read_number(tidy, language).value, given or formats.shown_in(unit))
    return Read(made, formats.measured(formats.number(made.value), made.unit))


def read_pressure(text: str, language: Language, most: int) -> Read[int]:
    """A pressure of tyres in whole kilopascals, typed in the market's unit or with its own behind it."""
    measure = read_measure(text, language, PressureUnit.KPA).value
    kilopascals = converted(Decimal(measure.value), measure.unit, PressureUnit.KPA)
    if kilopascals != kilopascals.to_integral_value():
        raise NumberNotUnderstood(text, language.formats.number(Decimal(250), 0))
    if not 0 <= kilopascals <= most:
        limits = (converted(Decimal(each), PressureUnit.KPA, measure.unit) for each in (0, most))
        raise OutOfRange(Decimal(measure.value), *limits)
    return Read(int(kilopascals), language.formats.measured(language.formats.number(measure.value), measure.unit))


def read_money(text: str, language: Language, currency: str) -> Read[Money]:
    """An amount in a currency, its sign or code before or behind."""
    tidy = plain(text)
    minus = tidy[:1] if tidy[:1] in MINUSES else ""
    tidy = tidy.removeprefix(minus).strip()
    for sign in (plain(language.formats.currency(currency)), currency):
        tidy = tidy.removeprefix(sign).removesuffix(sign).strip()
    digits = currency_digits(currency)
    minor = read_number(minus + tidy, language, digits).value.scaleb(digits)
    if minor != minor.to_integral_value():
        raise TooManyDecimals(text, currency)
    if abs(minor) > 10**15:
        raise OutOfRange(minor.scaleb(-digits), Decimal(0), Decimal(10**13))
    made = Money(int(minor), currency)
    return Read(made, language.formats.money(made))


def read_day(text: str, language: Language, today: date) -> Read[date]:
    """A date: 15/3/2026 in the market's order, 2026-03-15, 15 Mar, t for today, +3 for three days on."""
    tidy = plain(text).casefold()
    made = _near(tidy, language, today) or _spelt(text, tidy, language, today)
    if not EARLIEST <= made.year <= today.year + YEARS_AHEAD:
        raise NoSuchDay(text)
    return Read(made, echo_day(made, language))


def _spelt(text: str, tidy: str, language: Language, today: date) -> date:
    """A day that is written out, alone or with its weekday, which then has to be the right one."""
    try:
        return spelt(text, tidy, language, today)
    except DayNotUnderstood:
        rest, weekday = without_weekday(tidy, language)
        if not weekday:
            raise
        made = spelt(text, rest, language, today)
    if made.isoweekday() != weekday:
        raise NoSuchDay(text)
    return made


def read_day_of_year(text: str, language: Language, today: date) -> Read[date]:
    """A day of any year: 1/10, 1 Oct, 10月1日; given in a leap year, and a year that was typed does not matter."""
    try:
        day = read_day(text, _civil(language), today.replace(year=A_LEAP_YEAR)).value
    except DayNotUnderstood:
        raise DayNotUnderstood(text, language.formats.day_of_each_year(today)) from None
    return Read(day, language.formats.day_of_each_year(day))


def _civil(language: Language) -> Language:
    """The language without the Hijri calendar, whose months wander through the year."""
    return language.dated_by(calendars.GREGORIAN) if language.customs.calendar == calendars.HIJRI else language


def echo_day(day: date, language: Language, clock: str = "") -> str:
    """A date as it was understood: its weekday, its time, and the year of the other era where two are in use.

    The time stands with the day that it is of, and not behind the year of another era.
    """
    said, chosen = " ".join(filter(None, (language.formats.weekday(day), clock))), language.customs.calendar
    if chosen == calendars.HIJRI:
        return f"{said} / {language.formats.civil_day(day)}"
    if calendars.BUDDHIST not in eras_of(language):
        return said
    return f"{said} / {language.formats.year_beside(day.year)}"


def _near(tidy: str, language: Language, today: date) -> date | None:
    """Today and its neighbours."""
    for word, days in ((DAY_KEY, 0), (TODAY, 0), (TOMORROW, 1), (YESTERDAY, -1)):
        if tidy in {language(word).casefold(), word.rpartition("\x04")[2]}:
            return today + timedelta(days=days)
    if found := re.fullmatch(r"([+\-\u2212])\s*(\d{1,3})", tidy):
        return today + timedelta(days=int(found[2]) * (1 if found[1] == "+" else -1))
    return None


def read_time(text: str, language: Language) -> Read[time]:
    """A time of day: 15:30, 15.30, 1530, 9."""
    if found := re.fullmatch(r"(\d{1,2})(?:[:.h]?(\d{2}))?", plain(text).casefold()):
        with suppress(ValueError):
            made = time(int(found[1]), int(found[2] or 0))
            return Read(made, language.formats.clock(made))
    raise TimeNotUnderstood(text, "15:30")


def read_moment(text: str, language: Language, now: datetime) -> Read[datetime]:
    """A day and a time in the market's zone, either alone: “tomorrow 15:30”, “+1 9”, “15.30”; gives UTC."""
    local = language.formats.local(now)
    before, _, last = plain(text).rpartition(" ")
    try:
        at = read_time(last, language).value
        day = read_day(before, language, local.date()).value if before else local.date()
    except TimeNotUnderstood:
        day, at = read_day(text, language, local.date()).value, time(17)
    made = datetime.combine(day, at, language.formats.zone).astimezone(UTC)
    return Read(made, echo_day(day, language, language.formats.clock(at)))
