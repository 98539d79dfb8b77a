"""Typed days: what people write of a date, in whichever of their calendars, turned into a day.

A year of four figures tells its era. One of two figures is of the dealer's own, and is asked for where it could be of
two: nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal

from babel import Locale
from babel.dates import get_day_names, get_month_names

from lifecycle_desk.base.objections import CONTEXT, N_, objection
from lifecycle_desk.language import calendars
from lifecycle_desk.language.calendars import A_BUDDHIST_YEAR, A_HIJRI_YEAR, BUDDHIST_AHEAD
from lifecycle_desk.language.language import Language
from lifecycle_desk.language.regional_format import order_of_figures, own_locale
from lifecycle_desk.language.words import BUDDHIST_YEAR, HIJRI_YEAR

SPACES = "\u00a0\u202f\u2009 "
HIDDEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
EARLIEST, YEARS_AHEAD = 1886, 30  # the first car, and longer than any warranty
CENTURY = 100
_WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
_CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
_YEAR_MARK = re.compile(r"(?<=\d) ?г\.?$")  # Russian: 15 янв. 2026 г.

DayNotUnderstood = objection(
    "DayNotUnderstood",
    N_("“%(given)s” is not a date; write it like %(example)s."),
    given=str,
    example=str,
)
# A year of two figures that is one of two eras: nobody guesses which.
YearTwoWays = objection(
    "YearTwoWays",
    N_("“%(given)s” could be %(first)s or %(second)s: enter the year with four digits."),
    given=str,
    first=date,
    second=date,
)
NoSuchDay = objection("NoSuchDay", N_("%(given)s does not exist."), given=str)


def plain(text: str) -> str:
    """Typed text with ASCII digits, one kind of space, and no hidden signs."""
    tidy = unicodedata.normalize("NFKC", text.translate(HIDDEN))
    return "".join(_ascii(letter) for letter in tidy).strip()


def _ascii(letter: str) -> str:
    if letter in SPACES:
        return " "
    if letter in "\u066b\u066c":  # the decimal and the thousands sign of Arabic digits
        return "." if letter == "\u066b" else ","
    return str(unicodedata.digit(letter)) if unicodedata.category(letter) == "Nd" else letter


def eras_of(language: Language) -> frozenset[str]:
    """The calendars in which a date may be typed."""
    return frozenset((language.customs.calendar, *language.customs.calendars))


def spelt(text: str, tidy: str, language: Language, today: date) -> date:
    """A day that is written out; raises DayNotUnderstood, NoSuchDay and YearTwoWays."""
    tidy = _YEAR_MARK.sub("", _without_eras(tidy, language))
    typed = _Typed(text, language, today)
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4}) ?年(\d{1,2})月(\d{1,2})日", tidy):
        year, month, day = (int(each) for each in found.groups() if each)
        if year < CENTURY:  # four figures are a year as it stands, never one of two figures
            raise NoSuchDay(text)
        return typed.day(year, month, day)
    if found := re.fullmatch(r"(\d{1,2})月(\d{1,2})日", tidy):
        return typed.day(None, int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{1,4})\s*[/. -]\s*(\d{1,2})(?:\s*[/. -]\s*(\d{1,4})\.?|\.)?", tidy):
        first, second, third = (int(each) if each else None for each in found.groups())
        written = _order_of(first or 0, third, language)
        figures = (first, second, third) if third is not None else (first, second)
        parts = dict(zip(written if third is not None else written.replace("y", ""), figures, strict=True))
        return typed.day(parts.get("y"), parts["m"] or 0, parts["d"] or 0)
    for number, name, calendar in _months(language):
        if found := re.fullmatch(
            rf"(\d{{1,2}})(?:er)?[ .-]*(?:de )?{re.escape(name)}\.?,?(?:[ -]*(?:de )?(\d{{2,4}}))?", tidy
        ):
            return typed.day(int(found[2]) if found[2] else None, number, int(found[1]), calendar)
        if found := re.fullmatch(rf"{re.escape(name)}\.? (\d{{1,2}}),? (\d{{2,4}})", tidy):
            return typed.day(int(found[2]), number, int(found[1]), calendar)
    raise DayNotUnderstood(text, language.formats.day(today, "short"))


def without_weekday(tidy: str, language: Language) -> tuple[str, int]:
    """A date without the name of its weekday before or behind it, and which that is; 0 where none stands there."""
    names = {
        (plain(name).casefold().rstrip("."), number)
        for locale in (language.formats.locale, own_locale("en"))
        for width, context in product(_WIDTHS, _CONTEXTS)
        for number, name in get_day_names(width, context, locale).items()
    }
    for name, number in sorted(names, key=lambda each: -len(each[0])):
        if found := re.fullmatch(rf"{re.escape(name)}[.,،]?,? +(.+)|(.+日) ?{re.escape(name)}", tidy):
            return found[1] or found[2], number + 1
    return tidy, 0


def _order_of(first: int, third: int | None, language: Language) -> str:
    """The order of figures: the market's, unless a year of four figures stands where the market has none.

    Before the others it tells the order; behind them, in a market that has it before, it is the language's own order.
    """
    if third is not None and first > CENTURY:
        return "ymd"
    written = _order(language)
    if third is not None and third > CENTURY and written.startswith("y"):
        own = _order_in(language.formats.locale)
        return own if own.endswith("y") else "dmy"
    return written


def _without_eras(tidy: str, language: Language) -> str:
    """A date without the words that name its era: the figures of its year tell it."""
    said = [
        words % {"year": ""} for each in (BUDDHIST_YEAR, HIJRI_YEAR) for words in (language.words(each), _english(each))
    ]
    for era in filter(
        None, (plain(each).casefold() for each in (*said, language.formats.locale.eras["abbreviated"][1]))
    ):
        tidy = re.sub(rf"(?<![^\W\d_年月日]){re.escape(era)}(?![^\W\d_年月日])", " ", tidy)
    return " ".join(tidy.split())


def _english(message: str) -> str:
    return message.rpartition(CONTEXT)[2]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A typed date, with where and when it was typed: these decide the meaning of its figures."""

    text: str
    language: Language
    today: date

    def day(self, year: int | None, month: int, day: int, named: str | None = None) -> date:
        """The day; `named` is the calendar whose month was named. Raises NoSuchDay and YearTwoWays."""
        days = [each for each in self._readings(year, month, day, named) if self._can_be(each)]
        if not days:
            raise NoSuchDay(self.text)
        if len(set(days)) > 1:
            raise YearTwoWays(self.text, *days[:2])
        return days[0]

    def _can_be(self, day: date) -> bool:
        return EARLIEST <= day.year <= self.today.year + YEARS_AHEAD

    def _readings(self, year: int | None, month: int, day: int, named: str | None) -> Iterator[date]:
        """The days that it can be, that of the dealer's own calendar first."""
        for calendar, full in self._years(year, named):
            with suppress(ValueError):
                if calendar == calendars.HIJRI:
                    yield calendars.from_hijri(full, month, day)
                else:
                    yield date(full, month, day)

    def _years(self, year: int | None, named: str | None) -> Sequence[tuple[str, int]]:
        """The years that it can be, each in its calendar; those of the Buddhist era as civil ones."""
        chosen, eras = self.language.customs.calendar, eras_of(self.language)
        if year is None:
            lunar = (named or chosen) == calendars.HIJRI
            return [(calendars.HIJRI, self._hijri_now) if lunar else (calendars.GREGORIAN, self.today.year)]
        if year < CENTURY:
            return self._short(year, named)
        if named == calendars.HIJRI or (year in A_HIJRI_YEAR and calendars.HIJRI in eras and named is None):
            return [(calendars.HIJRI, year)]
        if year in A_BUDDHIST_YEAR:
            return [(calendars.GREGORIAN, year - BUDDHIST_AHEAD)] if calendars.BUDDHIST in eras else []
        return [(calendars.GREGORIAN, year)]

    def _short(self, year: int, named: str | None) -> Sequence[tuple[str, int]]:
        """The possible years of two figures: those of this century, in the calendar of the dealer or the civil one."""
        chosen = self.language.customs.calendar
        hijri = (calendars.HIJRI, self._century(self._hijri_now) + year)
        civil = (calendars.GREGORIAN, self._century(self.today.year) + year)
        era = self._century(self.today.year + BUDDHIST_AHEAD) + year - BUDDHIST_AHEAD
        if named == calendars.HIJRI:
            return [hijri]
        if chosen == calendars.HIJRI and named is None:
            return [hijri, civil]
        return [(calendars.GREGORIAN, era), civil] if chosen == calendars.BUDDHIST else [civil]

    @staticmethod
    def _century(year: int) -> int:
        return year // CENTURY * CENTURY

    @property
    def _hijri_now(self) -> int:
        now = calendars.in_hijri(self.today)
        return now[0] if now else 0


def _order(language: Language) -> str:
    """The order of day, month and year in the market: "dmy", "mdy" or "ymd"."""
    return _order_in(Locale.parse(language.customs.numbers))


def _order_in(locale: Locale) -> str:
    """The order of day, month and year in a locale."""
    return order_of_figures(str(locale.date_formats["short"].pattern))


def _months(language: Language) -> Iterator[tuple[int, str, str]]:
    """The names of the months, longest first: in the language, in the market's own, in English; with their calendar."""
    names = {
        (number, plain(name).casefold().rstrip("."), calendars.GREGORIAN)
        for locale in (language.formats.locale, own_locale(language.customs.numbers), own_locale("en"))
        for width, context in product(_WIDTHS, _CONTEXTS)
        for number, name in get_month_names(width, context, locale).items()
    }
    if calendars.HIJRI in eras_of(language):
        names |= {
            (number, plain(name).casefold(), calendars.HIJRI)
            for number, message in enumerate(calendars.MONTHS, 1)
            for name in (language.words(message), _english(message))
        }
    return iter(sorted(names, key=lambda each: -len(each[1])))
