"""The words of a tariff: when each of its prices applies and what it is, as people read it."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.language import Language
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.reading import MOST_SIGNS
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import HOME, LEAP_YEAR, WEEK, Element, Tariff, clock_time

AT_HOME = C_("charging", "At home")
PER_KWH, PER_MINUTE = N_("%(price)s per kWh"), N_("%(price)s per minute")
LATER = NN_("%(price)s per minute after %(n)s minute", "%(price)s per minute after %(n)s minutes")
PER_SESSION = N_("%(fee)s per session")
NOTHING_ELSE = N_("No other price: only the session fee applies.")
WHEN = N_("%(when)s: %(price)s")  # NOTE: when a price applies, and the price: Sat–Sun, 22:00–06:00: 0.12 EUR per kWh
OTHERWISE = C_("tariff", "All other times")
BESIDE = C_("tariff", "%(one)s, %(other)s")  # NOTE: two conditions or prices in a row: Sat–Sun, 22:00–06:00
SPAN = C_("tariff", "%(first)s–%(last)s")  # NOTE: Mon–Fri, 1 Oct–31 Mar, 22:00–06:00
SINCE, UNTIL, BOTH = N_("from %(on)s"), N_("until %(on)s"), N_("%(first)s to %(last)s")

MOST_PLACES = 12  # nine of minor units, and what a currency has itself


def place_said(tariff: Tariff, language: Language) -> str:
    """Where a tariff holds."""
    return language(AT_HOME) if tariff.place == HOME else tariff.place


def period_said(tariff: Tariff, language: Language) -> str:
    """From when, and until when, it is in force."""
    if tariff.valid_until is None:
        return language(SINCE, on=tariff.valid_from)
    return language(BOTH, first=tariff.valid_from, last=tariff.valid_until)


def fee_said(tariff: Tariff, language: Language) -> str:
    """The fee of each session; empty where there is none."""
    fee = Fraction(tariff.session_fee)
    return language(PER_SESSION, fee=price_said(fee, tariff.currency, language)) if tariff.session_fee else ""


def elements_said(tariff: Tariff, language: Language, first_weekday: int = 1) -> list[str]:
    """Each price with all its conditions, in the order in which they are tried."""
    return [
        _element_said(element, tariff.currency, language, first_weekday, behind=at > 0)
        for at, element in enumerate(tariff.elements)
    ]


def _element_said(element: Element, currency: str, language: Language, first_weekday: int, *, behind: bool) -> str:
    priced = _in_a_row(prices_said(element, currency, language), language)
    conditions = conditions_said(element, language, first_weekday)
    if not conditions and not behind:
        return priced
    return _joined(language, WHEN, when=_in_a_row(conditions, language) or language(OTHERWISE), price=priced)


def prices_said(element: Element, currency: str, language: Language) -> list[str]:
    """The prices of energy and time."""
    said = []
    if element.kwh is not None:
        said.append(language(PER_KWH, price=price_said(element.kwh, currency, language)))
    if element.minute is not None:
        price = price_said(element.minute, currency, language)
        after = element.after_minutes
        said.append(language(LATER, price=price, n=after) if after else language(PER_MINUTE, price=price))
    return said


def conditions_said(element: Element, language: Language, first_weekday: int = 1) -> list[str]:
    """When it applies: weekdays, season, time of day; nothing where it always does."""
    said = [weekdays_said(element.weekdays, language, first_weekday)] if element.weekdays else []
    if season := element.season:
        first, last = (language.formats.day_of_each_year(date(LEAP_YEAR, *day)) for day in (season.first, season.last))
        said.append(language(SPAN, first=first, last=last))
    if window := element.window:
        said.append(language(SPAN, first=clock_time(window.first), last=clock_time(window.until)))
    return said


def weekdays_said(days: Collection[int], language: Language, first_weekday: int = 1) -> str:
    """Days of the week, those that follow one another as a span: Mon–Fri, Sun."""
    week = week_from(first_weekday)
    begins = [day for day in week if day in days and _before(day) not in days] or week[:1]
    return _in_a_row([_run_said(_run(day, days), language) for day in begins], language)


def week_from(first_weekday: int) -> list[int]:
    """The days of the week in a market's order, by their numbers from Monday as 1."""
    return [(first_weekday - 1 + at) % len(WEEK) + 1 for at in range(len(WEEK))]


def _before(day: int) -> int:
    return (day - 2) % len(WEEK) + 1


def _run(first: int, days: Collection[int]) -> list[int]:
    """The days that follow one another from a first one on."""
    run = [first]
    while len(run) < len(days) and (following := run[-1] % len(WEEK) + 1) in days:
        run.append(following)
    return run


def _run_said(run: Sequence[int], language: Language) -> str:
    first, last = (language.formats.weekday_name(day) for day in (run[0], run[-1]))
    return first if len(run) == 1 else language(SPAN, first=first, last=last)


def _in_a_row(said: Sequence[str], language: Language) -> str:
    return reduce(lambda one, other: _joined(language, BESIDE, one=one, other=other), said) if said else ""


def _joined(language: Language, message: str, **phrases: str) -> str:
    """Phrases of the language itself in one sentence: they run as it does, where a name keeps its own direction."""
    return language.words(message) % phrases


def price_said(minor: Fraction, currency: str, language: Language) -> str:
    """An exact price with the code of its currency."""
    return f"{price_written(minor, currency, language)} {currency}"


def price_written(minor: Fraction, currency: str, language: Language) -> str:
    """An exact price as its field reads it back: 0.125, or 1/300 where no decimal number is exact."""
    major = minor / 10 ** currency_digits(currency)
    for places in range(MOST_PLACES + 1):
        scaled = major * 10**places
        if scaled.denominator == 1:
            written = language.formats.number(Decimal(scaled.numerator).scaleb(-places))
            if len(written) <= MOST_SIGNS:
                return written
    return f"{major.numerator}/{major.denominator}"
