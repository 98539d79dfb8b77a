"""Formats: numbers, dates, amounts and units as a language writes them in a market; the one module that does so."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_time, get_day_names, get_timezone_location
from babel.lists import format_list
from babel.numbers import (
    NumberPattern,
    format_currency,
    format_decimal,
    get_currency_precision,
    get_currency_symbol,
    get_decimal_symbol,
    parse_pattern,
)

from lifecycle_desk.base import clock
from lifecycle_desk.base.isolates import RIGHTWARD, RLM, ltr
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import (
    METRES_IN_A_MILE,
    PERCENT,
    Distance,
    LengthUnit,
    PressureUnit,
    converted,
    in_unit,
    of_one_kind,
)
from lifecycle_desk.language import calendars, units
from lifecycle_desk.language.regional_format import ARABIC, is_read_alike, market_locale
from lifecycle_desk.language.words import AT_LEAST, AT_MOST, BUDDHIST_YEAR, HIJRI_YEAR

if TYPE_CHECKING:
    from lifecycle_desk.language.language import Language

TRUE_MINUS = "\u2212"
MINUS = str.maketrans("-", TRUE_MINUS)  # CLDR writes a hyphen, which breaks a line and is too short before a figure
CODE_BEFORE_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)")  # Babel leaves out the space that CLDR puts into AED 12
HIDDEN = re.compile("[\u200e\u200f]")  # CLDR's marks of direction in Arabic dates
FIGURES = re.compile(r"[\d.,]+")
TOKENS = re.compile(r"'[^']*'|(y+|M+|L+|d+|G+)")
YEAR_OF_TWO = re.compile(r"(?<!y)yy(?!y)")
QUOTED = re.compile(r"('[^']*')")
YEAR_MARK = re.compile(r"\s*'г'\.")  # CLDR's Russian for a year, which the words for a year of another era have too
MONTHS_IN_WORDS = ("MMM", "LLL", "月")
DAYS_OF_MONTHS = {"zh": "M月d日", "de": "d. MMM", "pt": "d 'de' MMM"}
COUNTED = 1000  # of whole numbers below this the text is kept


@lru_cache
def currency_digits(currency: str) -> int:
    """How many minor digits a currency has (CLDR): 2 for THB, 0 for JPY, 3 for KWD."""
    return get_currency_precision(currency)


@lru_cache
def is_paid_whole(currency: str) -> bool:
    """Whether a currency has minor units that nobody pays with (CLDR's digits for cash): IDR, COP, HUF, NOK, UZS."""
    fractions = get_global("currency_fractions")
    digits, _, cash_digits, _ = fractions.get(currency, fractions["DEFAULT"])
    return bool(digits and not cash_digits)


def is_whole(amount: Money) -> bool:
    """Whether an amount has no minor units."""
    return not amount.minor % 10 ** currency_digits(amount.currency)


@lru_cache
def _whole(pattern: str) -> NumberPattern:
    """A pattern of CLDR without decimals."""
    found = parse_pattern(pattern)
    found.frac_prec = (0, 0)
    return found


def _signed(number: str) -> str:
    """A number with a true minus."""
    return number.translate(MINUS)


def _plain(value: Decimal | int) -> Decimal:
    """A value as plurals are told by: without its sign, and without nulls behind its decimals, which nobody reads."""
    plain = abs(Decimal(value)).normalize()
    return plain if plain.as_tuple().exponent <= 0 else plain.quantize(Decimal(1))  # type: ignore[operator]  # it is finite


class Formats:
    """A language's way of writing values, by the customs of its market."""

    def __init__(self, language: "Language") -> None:
        self._language = language
        self.customs = language.customs
        self.locale = market_locale(language.code, language.customs)
        self.zone = ZoneInfo(language.customs.zone)
        self._patterns: dict[tuple[str, str], str] = {}
        self._ordered: dict[str, str] = {}
        self._counts: dict[int, str] = {}

    def today(self) -> date:
        """The date at the dealership now."""
        return self.local(clock.now()).date()

    def zones(self, territory: str) -> list[tuple[str, str]]:
        """The time zones of a territory (IANA, by CLDR), each with its city in this language, by the city."""
        own = [zone for zone, of in get_global("zone_territories").items() if of == territory]
        named = [(zone, get_timezone_location(zone, locale=self.locale, return_city=True)) for zone in own]
        return sorted(named, key=lambda pair: pair[1])

    def number(self, value: int | Decimal, digits: int | None = None) -> str:
        """A number with its groups; `digits` fixes the decimals, else as many as the value carries."""
        if digits is None:
            return self._count(value) if type(value) is int else self._carried(value)
        form = f"#,##0.{'0' * digits}" if digits else "#,##0"
        return _signed(format_decimal(value, format=form, locale=self.locale))

    def _carried(self, value: int | Decimal) -> str:
        return _signed(format_decimal(value, locale=self.locale, decimal_quantization=False))

    def _count(self, count: int) -> str:
        """A whole number; those that a page is full of are kept, as Babel takes 40 µs for each."""
        if count not in range(COUNTED):
            return self._carried(count)
        told = self._counts.get(count)
        if told is None:
            told = self._counts[count] = self._carried(count)
        return told

    def plain_number(self, value: int | Decimal) -> str:
        """A number as a spreadsheet in this language reads it from text: no groups, a hyphen for the minus."""
        point = get_decimal_symbol(self.locale)
        told = f"{Decimal(value):f}"  # a whole number itself would get six places
        return told.replace(".", point) if point == "," else told

    def percent(self, share: Decimal, digits: int | None = None) -> str:
        """A share of one as a percentage."""
        return self.measure(share * 100, PERCENT, digits)

    def money(self, amount: Money) -> str:
        """An amount with its currency."""
        if self.customs.whole_amounts:
            return self.price(amount)
        return self._money(amount, self.locale.currency_formats["standard"])

    def price(self, amount: Money) -> str:
        """An amount as a price that is asked: where it has no minor units, none are written."""
        pattern = self.locale.currency_formats["standard"]
        if not is_whole(amount):
            return self._money(amount, pattern)
        return self._money(amount, _whole(pattern.pattern), whole=True)

    def _money(self, amount: Money, pattern: NumberPattern, *, whole: bool = False) -> str:
        """An amount by a pattern; `whole` ones keep its decimals, others have those of the currency."""
        exact = Decimal(amount.minor).scaleb(-currency_digits(amount.currency))
        written = format_currency(exact, amount.currency, pattern, locale=self.locale, currency_digits=not whole)
        said = _signed(CODE_BEFORE_DIGITS.sub("\u00a0", written))
        # CLDR's mark turns an amount round in a sentence and nowhere else; beside a Latin code it orders no letter.
        return said if RIGHTWARD.search(said) else said.replace(RLM, "")

    def amount(self, amount: Money) -> str:
        """An amount without its currency, for columns that name it in their head."""
        digits = currency_digits(amount.currency)
        shown = 0 if self.customs.whole_amounts and is_whole(amount) else digits
        return self.number(Decimal(amount.minor).scaleb(-digits), shown)

    def in_list(self, amount: Money) -> str:
        """An amount in a column: in the dealer's own currency a figure, in another with its currency.

        The sums below the column name the currency; a mark before each figure would only take room and part the digits.
        """
        return self.amount(amount) if amount.currency == self.customs.currency else self.money(amount)

    def currency(self, code: str) -> str:
        """The sign of a currency."""
        return get_currency_symbol(code, locale=self.locale)

    def kilometres(self, km: int) -> str:
        """Kilometres in the unit that the market shows."""
        unit = self.customs.distance
        return self.distance(Distance(in_unit(km, unit), unit))

    def distance(self, distance: Distance) -> str:
        """A distance in the unit of its source."""
        return self._beside(self.number(distance.value), distance.unit, distance.value)

    def reading(self, distance: Distance) -> str:
        """An odometer's reading as it shows it, with the market's unit beside it where that is another."""
        shown = self.distance(distance)
        return (
            shown
            if distance.unit is self.customs.distance
            else self._language.with_aside(shown, self.kilometres(distance.km))
        )

    def distance_ticks(self, most_km: float, most: int = 6) -> list[tuple[float, str]]:
        """Ticks from 0 that are round in the market's unit: where each stands in kilometres, and how it is written."""
        from lifecycle_desk.base.ticks import round_values  # behind the first picture, which has no chart

        unit = self.customs.distance
        in_km = float(METRES_IN_A_MILE / 1000) if unit is LengthUnit.MILES else 1.0
        found = round_values(0, max(most_km / in_km, 1), most)
        return [(each * in_km, self.distance(Distance(int(each), unit))) for each in found]

    def pressure(self, kilopascals: int | Decimal) -> str:
        """A pressure in the unit of the market's gauges."""
        return self.measure(Decimal(kilopascals), PressureUnit.KPA)

    def shown_in(self, unit: str) -> str:
        """The market's own unit for what is kept in a unit: mi for km, psi for kPa; any other stays as it is."""
        return next((each for each in (self.customs.distance, self.customs.pressure) if of_one_kind(unit, each)), unit)

    def sign(self, unit: str, beside: Decimal | None = None) -> str:
        """The sign of the unit in which the market writes what is kept in a unit; beside a number by its plural."""
        plural = units.SEVERAL if beside is None else self.locale.plural_form(_plain(beside))
        return units.sign(self.locale, self.shown_in(unit), plural)

    def value(self, value: Decimal | int, unit: str, digits: int | None = None) -> str:
        """A value as the market writes it, without its unit: what stands in a field."""
        return self._value(value, unit, digits)[0]

    def _value(self, value: Decimal | int, unit: str, digits: int | None) -> tuple[str, Decimal]:
        """A value in the market's unit, as it is written and as the number that it is."""
        shown = self.shown_in(unit)
        if shown == unit:
            return self.number(value, digits), Decimal(value)
        there = converted(Decimal(value), unit, shown).normalize() + 0
        return self.number(there), there

    def measure(self, value: Decimal | int, unit: str | None, digits: int | None = None) -> str:
        """A value with its unit, lengths and pressures in those of the market."""
        if not unit:
            return self.number(value, digits)
        written, there = self._value(value, unit, digits)
        return self._beside(written, self.shown_in(unit), there)

    def measured(self, value: str, unit: str | None) -> str:
        """A written value or range with its unit; nothing is converted."""
        return self._beside(value, unit) if unit else value

    def _beside(self, written: str, unit: str, value: Decimal | int | None = None) -> str:
        """A written value beside its unit, by its plural; a range or a minus would turn round in Arabic."""
        form = self._pattern(unit, units.SEVERAL if value is None else self.locale.plural_form(_plain(value)))
        if written.startswith(TRUE_MINUS) and not form.startswith(units.VALUE):
            return TRUE_MINUS + self._beside(written.removeprefix(TRUE_MINUS), unit, value)  # -%3,6 in Turkish
        if not self._language.right_to_left:
            return form.replace(units.VALUE, written)
        if ARABIC.search(form):
            return form.replace(units.VALUE, written if FIGURES.fullmatch(written) else ltr(written))
        return ltr(form.replace(units.VALUE, written))

    def _pattern(self, unit: str, plural: str) -> str:
        found = self._patterns.get((unit, plural))
        if found is None:
            found = self._patterns[unit, plural] = units.pattern(self.locale, unit, plural)
        return found

    def between(self, least: Decimal | None, most: Decimal | None, unit: str | None, digits: int | None = None) -> str:
        """Limits with their unit: 12.5–13.6 V, ≥ 500 Ω/V; empty without any.

        Those of lengths and pressures are converted to the market's units, so that what lies at one passes.
        """
        low, high = ("" if each is None else self._limit(each, unit, digits) for each in (least, most))
        unit = self.shown_in(unit) if unit else unit
        if low and high:
            return self.measured(f"{low}–{high}", unit) if unit else self.span(low, high)
        if not (low or high):
            return ""
        return self._language(AT_LEAST if low else AT_MOST, value=self.measured(low or high, unit))

    def span(self, first: str, last: str) -> str:
        """A range of written figures, 08:00–17:00, which runs from left to right in every language."""
        return ltr(f"{first}–{last}") if self._language.right_to_left else f"{first}–{last}"

    def _limit(self, value: Decimal, unit: str | None, digits: int | None) -> str:
        return self.value(value, unit, digits) if unit else self.number(value, digits)

    def language(self, code: str, *, alone: bool = False) -> str:
        """A language's name as it stands in a sentence; `alone`, in a cell or behind a label, it begins as such do."""
        name = str(self.locale.languages.get(code.partition("_")[0], code))
        return name[:1].upper() + name[1:] if alone else name

    def unit(self, unit: str) -> str:
        """The sign of a unit, whichever the market has."""
        return units.sign(self.locale, unit)

    def day(self, day: date, form: str = "medium") -> str:
        """A date; `form` is CLDR's short, medium, long, full, or a pattern."""
        if form == "medium" and self.locale.language == "ar":
            form = "d MMM y"  # CLDR's own is figures between invisible marks, which no one can tell from a short one
        named = self.locale.date_formats.get(form)
        said = self._written(day, self._in_order(str(named.pattern)) if named else form)
        if self.customs.civil_beside and self.customs.calendar == calendars.HIJRI and calendars.in_hijri(day):
            return f"{said} / {self.civil_day(day)}"
        return said

    def _in_order(self, pattern: str) -> str:
        """A pattern, in the market's order where it is of figures that would be read by that order as another day.

        Its year gets all its figures, also where CLDR writes two, as half of the languages do in a short date.
        """
        if pattern not in self._ordered:
            own = HIDDEN.sub("", str(self.locale.market.date_formats["short"].pattern))
            whole = "yy" not in pattern
            kept = any(each in pattern for each in MONTHS_IN_WORDS) or is_read_alike(pattern, own, whole=whole)
            self._ordered[pattern] = YEAR_OF_TWO.sub("y", pattern if kept else own)
        return self._ordered[pattern]

    def cell_day(self, day: date) -> str:
        """A date in a table: in figures where words would be long, in Chinese, Russian, Portuguese and French."""
        return self.day(day, "short" if self.locale.language in {"ru", "zh", "pt", "fr"} else "medium")

    def weekday(self, day: date) -> str:
        """A date with its weekday, as an entry is echoed: Sun 15 Mar 2026; behind it, where the language says so."""
        name, said = format_date(day, "EEE", locale=self.locale), self.day(day)
        return f"{said}{name}" if self.locale.language == "zh" else f"{name} {said}"

    def day_and_month(self, day: date) -> str:
        """A date without its year, for rows that stand under it."""
        return self._written(day, DAYS_OF_MONTHS.get(self.locale.language, "d MMM"))

    def day_of_each_year(self, day: date) -> str:
        """A day that comes each year, as seasons of tariffs do: by the months of the civil year in every calendar."""
        pattern = DAYS_OF_MONTHS.get(self.locale.language, "d MMM")
        return format_date(day, pattern, locale=self.locale)

    def civil_day(self, day: date) -> str:
        """A date in the Gregorian calendar, beside one of another."""
        return self._language.dated_by(calendars.GREGORIAN).formats.day(day)

    def day_in_figures(self, day: date) -> str:
        """A day and its month in figures, in the market's order: 1/10; it reads the same in every language."""
        pattern = HIDDEN.sub("", str(Locale.parse(self.customs.numbers).date_formats["short"].pattern))
        return format_date(day, re.sub(r"[^dM]*y+[^dM]*", "", pattern), locale=self.locale)

    def weekday_name(self, number: int, width: str = "abbreviated") -> str:
        """The name of a day of the week, of which Monday is 1; short (CLDR), or `wide`."""
        names: dict[int, str] = dict(get_day_names(width, "stand-alone", self.locale))  # type: ignore[arg-type]  # Babel lists the widths
        return names[number - 1]

    def month(self, day: date) -> str:
        """The month of a day, with its year: a month of the civil year, by which statements and taxes run."""
        pattern = {"zh": "y年M月", "es": "LLLL 'de' y", "pt": "LLLL 'de' y"}.get(self.locale.language, "LLLL y")
        return format_date(day, self._years(pattern, day), locale=self.locale)

    def month_briefly(self, day: date) -> str:
        """The same with the month's name shortened, where there is little room."""
        pattern = {"zh": "y年M月"}.get(self.locale.language, "LLL y")
        return format_date(day, self._years(pattern, day), locale=self.locale)

    def month_alone(self, day: date) -> str:
        """The month of a day without its year, for rows that stand under it; of the civil year, as `month` is."""
        pattern = {"zh": "M月"}.get(self.locale.language, "LLL")
        return format_date(day, pattern, locale=self.locale)

    def year(self, year: int) -> str:
        """A civil year, by the era that the person chose; a Hijri year begins on another day and is no such year."""
        if self.customs.calendar != calendars.BUDDHIST:
            return str(year)
        return self._buddhist(year)

    def year_beside(self, year: int) -> str:
        """A civil year by the other of the two eras that a date may have: with its name, unless the date has one."""
        if self.customs.calendar != calendars.BUDDHIST:
            return self._of_buddhist_era(year)
        if self._buddhist(year).isdecimal():  # as Thai writes it: then the civil year has to say which of the two it is
            return format_date(date(year, 1, 1), "G y", locale=self.locale)
        return str(year)

    def moment(self, moment: datetime) -> str:
        """A date and time in the market's zone."""
        return f"{self.day(self.local(moment).date())} {self.clock(moment)}"

    def cell_moment(self, moment: datetime) -> str:
        """A date and time in a table, whose date is written as it is alone."""
        return f"{self.cell_day(self.local(moment).date())} {self.clock(moment)}"

    def clock(self, moment: datetime | time) -> str:
        """The time of day in the market's zone."""
        local = self.local(moment).time() if isinstance(moment, datetime) else moment
        return format_time(local, "HH.mm" if self.locale.language == "id" else "HH:mm", locale=self.locale)

    def local(self, moment: datetime) -> datetime:
        """A moment as the market's clocks show it."""
        return moment.astimezone(self.zone)

    def listed(self, items: Sequence[str]) -> str:
        """Some things in a row: a, b and c."""
        if self.locale.language == "th":
            from lifecycle_desk.language.thai import apart_from  # as late as a list in Thai

            items = apart_from(items)
        return format_list(list(items), locale=self.locale) if items else ""

    def _buddhist(self, year: int) -> str:
        return str(year + calendars.BUDDHIST_AHEAD) if self.locale.language == "th" else self._of_buddhist_era(year)

    def _of_buddhist_era(self, year: int) -> str:
        return self._language(BUDDHIST_YEAR) % {"year": str(year + calendars.BUDDHIST_AHEAD)}

    def _written(self, day: date, pattern: str) -> str:
        """A date by a pattern of CLDR, in the calendar that the person chose."""
        if self.customs.calendar == calendars.HIJRI and (told := calendars.in_hijri(day)):
            pattern = self._in_hijri(YEAR_MARK.sub("", pattern), told)
        return format_date(day, self._years(pattern, day), locale=self.locale)

    def _in_hijri(self, pattern: str, told: tuple[int, int, int]) -> str:
        """A pattern with year, month and day written out; the weekday is left to Babel, since it is the same."""
        year, month, day = told
        words = any(each in pattern for each in ("MMM", "LLL", "月"))
        shown = {
            "y": self._language.words(HIJRI_YEAR) % {"year": year} if words else str(year),
            "d": str(day),
            "G": "",
        }

        def put(found: re.Match[str]) -> str:
            sign, length = found[1] and found[1][0], len(found[1] or "")
            if not sign:
                return found[0]  # quoted already
            if sign in "ML":
                text = self._language.words(calendars.MONTHS[month - 1]) if length > 2 else str(month).zfill(length)  # noqa: PLR2004 (CLDR's figures)
            else:
                text = shown[sign].zfill(length) if sign == "d" else shown[sign]
            return f"'{text.replace("'", "''")}'" if text else ""

        return TOKENS.sub(put, pattern)

    def _years(self, pattern: str, day: date) -> str:
        """The pattern with its year and era written out, where the person counts by the Buddhist era.

        Babel knows no other calendar; shifting the date itself would lose 29 February and change the weekday.
        """
        if self.customs.calendar != calendars.BUDDHIST:
            return pattern
        parts = QUOTED.split(YEAR_MARK.sub("", pattern))
        year = self._buddhist(day.year).replace("'", "''")
        return "".join(
            part if part.startswith("'") else re.sub(r"y+", f"'{year}'", re.sub(r"G+\s*", "", part)) for part in parts
        )
