"""A tariff as the texts of its form: what would have been typed to keep it."""

from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import Any

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_day
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import HOME, LEAP_YEAR, Element, Tariff, clock_time
from lifecycle_desk.stages.charging.tariffs.screens.prices import is_quick
from lifecycle_desk.stages.charging.tariffs.screens.words import price_written


def texts_of(tariff: Tariff) -> dict[str, Any]:
    """The texts from which the form reads the same tariff again."""
    prices = [_texts_of(element, tariff.currency) for element in tariff.elements]
    fee = Fraction(tariff.session_fee)
    return {
        "currency": tariff.currency,
        "zone": tariff.zone,
        "place": "" if tariff.place == HOME else tariff.place,
        "fee": price_written(fee, tariff.currency, translator().current) if fee else "",
        "since": _day_written(tariff.valid_from),
        "until": _day_written(tariff.valid_until) if tariff.valid_until else "",
        "quick": is_quick(prices),
        "prices": prices,
    }


def _day_written(day: date) -> str:
    """A day as its field reads it back; in figures of ISO where the market writes a year by its last two alone."""
    language, written = translator().current, translator().current.formats.day(day, "short")
    with suppress(Objection):
        if read_day(written, language, language.formats.local(clock.now()).date()).value == day:
            return written
    return day.isoformat()


def _texts_of(element: Element, currency: str) -> dict[str, Any]:
    language, season, window = translator().current, element.season, element.window
    exact = {"kwh": element.kwh, "minute": element.minute}
    days = {"season_from": season.first, "season_until": season.last} if season else {}
    minutes = {"from": window.first, "until": window.until} if window else {}
    after, weekdays = element.after_minutes, sorted(element.weekdays)
    return {
        **{name: price_written(price, currency, language) for name, price in exact.items() if price is not None},
        **({"after_minutes": language.formats.number(after)} if after else {}),
        **({"weekdays": weekdays} if weekdays else {}),
        **{name: language.formats.day_in_figures(date(LEAP_YEAR, *day)) for name, day in days.items()},
        **{name: clock_time(minute) for name, minute in minutes.items()},
        **({"name": element.name} if element.name else {}),
    }
