"""Countries by CLDR: which there are, and what to propose for one of which the program has no rules of its own."""

import tomllib
from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_territory_currencies

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.quantities import LengthUnit, PressureUnit
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.said import NamesInText, in_text

UnknownCountry = objection("UnknownCountry", N_("There is no country with the code “%(given)s”."), "country", given=str)
ZoneOpen = objection(
    "ZoneOpen",
    N_("%(country)s has several time zones: choose one of %(known)s."),
    "time_zone",
    country=str,
    known=NamesInText,
)
ANY_NUMBERS = "en_001"  # of a country whose language CLDR does not know
ANY_CURRENCY = "USD"
# Territories that CLDR names and ISO 3166-1 reserves or nobody trades cars in.
NO_COUNTRIES = frozenset(
    ["AC", "AQ", "BV", "CP", "DG", "EA", "EU", "EZ", "GS", "HM", "IC", "IO", "PN", "TA", "TF", "UM", "UN", "XA", "XB"]
)
# CLDR 46, supplemental data: measurementData, whose paperSize is US-Letter, and whose measurementSystem is US or UK.
LETTER = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
MILES = frozenset(["GB", "LR", "US"])


@cache
def countries() -> tuple[str, ...]:
    """The countries that have a currency of today, by their codes."""
    named = [str(each) for each in Locale("en").territories]
    some = (each for each in named if len(each) == len("ZZ") and each.isalpha() and each not in NO_COUNTRIES)
    return tuple(sorted(each for each in some if get_territory_currencies(each)))


@cache
def currencies() -> tuple[str, ...]:
    """The currencies of today, by their codes."""
    return tuple(sorted({each for country in countries() for each in get_territory_currencies(country)}))


def country_name(code: str, locale: Locale) -> str:
    """The name of a country."""
    return str(locale.territories.get(code, code))


def currency_name(code: str, locale: Locale) -> str:
    """The name of a currency."""
    return str(locale.currencies.get(code, code))


def zones(code: str) -> tuple[str, ...]:
    """The time zones of a country (IANA), the first of CLDR first; UTC where it has none."""
    return tuple(zone for zone, of in get_global("zone_territories").items() if of == code) or ("UTC",)


def the_zone(code: str) -> str:
    """The one time zone of a country; raises ZoneOpen where it has several."""
    first, *others = zones(code)
    if others:
        raise ZoneOpen(code, in_text(sorted((first, *others))))
    return first


def proposed(code: str) -> Mapping[str, str]:
    """The rules to propose for a country, under the names and in the form in which a dealer's own rules are kept."""
    if code not in countries():
        raise UnknownCountry(code[:40])
    numbers = _numbers(code)
    found = {
        "territory": code,
        "currency": next(iter(get_territory_currencies(code)), ANY_CURRENCY),
        "number_locale": numbers,
        "distance_unit": (LengthUnit.MILES if code in MILES else LengthUnit.KM).value,
        "pressure_unit": (PressureUnit.PSI if code in MILES else PressureUnit.KPA).value,
        "paper": "LETTER" if code in LETTER else "A4",
        "first_weekday": str(Locale.parse(numbers).first_week_day + 1),
    }
    calling = _calling_codes().get(code)
    return found | ({"calling_code": calling} if calling else {})


def _numbers(code: str) -> str:
    """The locale of a country's first language; that of the world where CLDR knows none."""
    try:
        return str(Locale.parse(f"und_{code}"))
    except (UnknownLocaleError, ValueError):
        return ANY_NUMBERS


@cache
def _calling_codes() -> dict[str, str]:
    return tomllib.loads(resource("people/calling-codes.toml").read_text("utf-8"))
