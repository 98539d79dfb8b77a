"""Tariffs as plain values: how they are kept as JSON and written in TOML, with exact numbers as text.

{place, currency, valid_from, valid_until?, zone, session_fee?, elements: [{name?, kwh?, minute?, after_minutes?,
weekdays?, season_from? and season_until?, from? and until?}]}: days as 2026-03-29, prices in minor units as "12.5" or
"1/3", weekdays as [6, 7], days of the year as "10-01", times as "22:00", the end of a day as "24:00".
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from fractions import Fraction
from reprlib import repr as repr_short
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import (
    EXACT,
    MOST_ELEMENTS,
    MOST_FEE,
    Element,
    Season,
    Tariff,
    TariffElementsUnread,
    TariffNumberUnread,
    TariffPriceUnread,
    TariffSeasonUnread,
    TariffTextUnread,
    TariffTimeUnread,
    TariffValueUnread,
    TariffWeekdayUnread,
    Window,
    check_tariff,
    clock_time,
    day_of_year,
    exact_number,
)

SHOWN = 40  # no more of what was given comes back in a refusal

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")
_DAY_OF_YEAR = re.compile(r"([0-9]{2})-([0-9]{2})")
_KEYS = frozenset({"place", "currency", "valid_from", "valid_until", "zone", "session_fee", "elements"})
_ENDS = frozenset({"season_from", "season_until", "from", "until"})
_ELEMENT_KEYS = frozenset({"name", "kwh", "minute", "after_minutes", "weekdays"}) | _ENDS


class TariffDayUnread(TariffValueUnread):
    """No day of the calendar."""

    message = N_("Enter a date such as 2026-03-29, not %(given)s.")


class TariffObjectUnread(TariffValueUnread):
    """No object where a tariff or an element is meant."""

    message = N_("A tariff and each of its elements must be a table of names and values, not %(given)s.")


class TariffKeyUnknown(TariffValueUnread):
    """A key that no tariff has: a name was mistyped, and a price would go unseen."""

    message = N_("A tariff has no field called %(given)s.")


def tariff_from(given: object) -> Tariff:
    """A tariff from plain values, checked; days and times may be Python's own, as TOML gives them.

    Raises a TariffValueUnread with its field, or what `check_tariff` raises.
    """
    values = _object(given, _KEYS, "")
    elements = values.get("elements", ())
    if not isinstance(elements, list | tuple) or len(elements) > MOST_ELEMENTS:
        raise TariffElementsUnread(_shown(elements), MOST_ELEMENTS).at_field("elements")
    tariff = Tariff(
        place=_text(values.get("place"), "place"),
        currency=_text(values.get("currency"), "currency"),
        valid_from=_day(values.get("valid_from"), "valid_from"),
        valid_until=_maybe(_day, values, "valid_until"),
        zone=_text(values.get("zone"), "zone"),
        session_fee=_whole(values.get("session_fee", 0), "session_fee"),
        elements=tuple(_element(element, f"elements[{at}]") for at, element in enumerate(elements)),
    )
    check_tariff(tariff)
    return tariff


def plain(tariff: Tariff) -> dict[str, Any]:
    """The plain values from which the tariff reads back; what is not told is left out."""
    return {
        "place": tariff.place,
        "currency": tariff.currency,
        "valid_from": tariff.valid_from.isoformat(),
        **({"valid_until": tariff.valid_until.isoformat()} if tariff.valid_until else {}),
        "zone": tariff.zone,
        "session_fee": tariff.session_fee,
        "elements": [_plain(element) for element in tariff.elements],
    }


def _plain(element: Element) -> dict[str, Any]:
    season, window = element.season, element.window
    told = {
        "name": element.name or None,
        "kwh": None if element.kwh is None else exact_number(element.kwh),
        "minute": None if element.minute is None else exact_number(element.minute),
        "after_minutes": element.after_minutes or None,
        "weekdays": sorted(element.weekdays) or None,
        "season_from": day_of_year(season.first) if season else None,
        "season_until": day_of_year(season.last) if season else None,
        "from": clock_time(window.first) if window else None,
        "until": clock_time(window.until) if window else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _element(given: object, where: str) -> Element:
    values = _object(given, _ELEMENT_KEYS, f"{where}.")
    return Element(
        name=_text(values.get("name", ""), f"{where}.name"),
        kwh=_maybe(_price, values, "kwh", where),
        minute=_maybe(_price, values, "minute", where),
        after_minutes=_whole(values.get("after_minutes", 0), f"{where}.after_minutes"),
        weekdays=_weekdays(values.get("weekdays", ()), f"{where}.weekdays"),
        season=_both(Season, _of_year, values, ("season_from", "season_until"), where),
        window=_both(Window, _time, values, ("from", "until"), where),
    )


def _object(given: object, keys: Collection[str], where: str) -> Mapping[str, object]:
    if not isinstance(given, Mapping):
        raise TariffObjectUnread(_shown(given)).at_field(where.rstrip(".") or "tariff")
    for key in given:
        if key not in keys:
            raise TariffKeyUnknown(_shown(key)).at_field(f"{where}{_shown(key)}")
    return given


def _maybe[Value](
    read: Callable[[object, str], Value], values: Mapping[str, object], name: str, where: str = ""
) -> Value | None:
    """The value under a name, read; None where there is none."""
    given = values.get(name)
    return None if given is None else read(given, f"{where}.{name}" if where else name)


def _both[Value, Whole](
    whole: Callable[[Value, Value], Whole],
    read: Callable[[object, str], Value],
    values: Mapping[str, object],
    ends: tuple[str, str],
    where: str,
) -> Whole | None:
    """A season or a window of its two ends; None where neither is told."""
    if all(values.get(end) is None for end in ends):
        return None
    first, last = (read(values.get(end), f"{where}.{end}") for end in ends)
    return whole(first, last)


def _text(given: object, at: str) -> str:
    if not isinstance(given, str):
        raise TariffTextUnread(_shown(given)).at_field(at)
    return given.strip()


def _whole(given: object, at: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= MOST_FEE:
        raise TariffNumberUnread(_shown(given)).at_field(at)
    return given


def _price(given: object, at: str) -> Fraction:
    """A whole number, or an exact one as text; a float is none, since 0.1 is not what it says."""
    text = _shown(given) if isinstance(given, int) and not isinstance(given, bool) else given
    if not isinstance(text, str) or not EXACT.fullmatch(text):
        raise TariffPriceUnread(_shown(given)).at_field(at)
    return Fraction(text)


def _day(given: object, at: str) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        return date.fromisoformat(given if isinstance(given, str) else "")
    except ValueError:
        raise TariffDayUnread(_shown(given)).at_field(at) from None


def _of_year(given: object, at: str) -> tuple[int, int]:
    found = _DAY_OF_YEAR.fullmatch(given) if isinstance(given, str) else None
    if not found:
        raise TariffSeasonUnread(_shown(given)).at_field(at)
    return int(found[1]), int(found[2])


def _time(given: object, at: str) -> int:
    text = given.isoformat("minutes") if isinstance(given, time) and given.second == given.microsecond == 0 else given
    if not isinstance(text, str) or not _TIME.fullmatch(text):
        raise TariffTimeUnread(_shown(given)).at_field(at)
    return int(text[:2]) * 60 + int(text[3:])


def _weekdays(given: object, at: str) -> frozenset[int]:
    if not isinstance(given, list | tuple) or not all(type(each) is int for each in given):
        raise TariffWeekdayUnread(_shown(given)).at_field(at)
    return frozenset(given)


def _shown(given: object) -> str:
    """A value as it was given, shortened; of a number longer than Python writes, dots."""
    if isinstance(given, int) and abs(given) >= 10**SHOWN:
        return "…"
    if isinstance(given, list | tuple | Mapping):
        return repr_short(given)[:SHOWN]
    return "-" if given is None else str(given)[:SHOWN]
