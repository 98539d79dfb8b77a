"""Customs: how numbers, dates and amounts are written where the dealer is, whatever language is spoken."""

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from babel import Locale
from babel.core import get_global, get_locale_identifier
from babel.localedata import Alias, LocaleDataDict, load, resolve_locale_filename
from babel.numbers import NumberPattern

from lifecycle_desk.base.quantities import LengthUnit, PressureUnit

REGIONAL = {"es_419": "es_MX"}  # by CLDR's parent of a locale
ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class RegionalFormat:
    """A market's way of writing: words follow the language, numbers follow the market.

    `numbers` is a CLDR locale (es_MX writes 1,234.50, es_ES 1.234,50), `calendar` is gregorian, buddhist or hijri,
    `calendars` are all in which people of the market may write a date,
    `civil_beside` writes the Gregorian date beside a Hijri one, as papers for authorities do;
    `whole_amounts` leaves out decimals that are null, where all amounts of a paper have none;
    `zone` is an IANA time zone in which moments are shown, `own` the code of the market's own language.
    """

    territory: str = "GB"
    numbers: str = "en_GB"
    calendar: str = "gregorian"
    zone: str = "UTC"
    distance: LengthUnit = LengthUnit.KM
    pressure: PressureUnit = PressureUnit.KPA
    currency: str = "EUR"
    own: str = "en"
    calendars: tuple[str, ...] = ()
    civil_beside: bool = False
    whole_amounts: bool = False


class OwnLocale(Locale):
    """A locale in whose data nothing is another's; whoever asks Babel for names of months and days asks with one."""

    @cached_property
    def _data(self) -> LocaleDataDict:
        """What CLDR knows of it."""
        return _of_its_own(str(self))


@cache
def own_locale(identifier: str) -> OwnLocale:
    """The locale of an identifier such as th_TH."""
    named = Locale.parse(identifier)
    return OwnLocale(named.language, named.territory, named.script, named.variant)


class MarketLocale(OwnLocale):
    """A locale of a language whose number signs are those of a market."""

    market: Locale
    home: str = ""

    @cached_property
    def currency_symbols(self) -> dict[str, str]:  # type: ignore[override]  # Babel's own type is private
        """The signs of currencies; that of the market as on its own price tags, unless it is in Arabic letters."""
        sign = self.market.currency_symbols.get(self.home, "")
        ours = dict(super().currency_symbols)
        if sign and (self.language == self.market.language or not ARABIC.search(sign)):
            ours[self.home] = sign
        return ours

    @property
    def number_symbols(self) -> dict[str, dict[str, str]]:  # type: ignore[override]  # Babel's own type is private
        """Decimal and group signs of the market."""
        return self.market.number_symbols  # type: ignore[return-value]  # the same private mapping

    @property
    def decimal_formats(self) -> dict[str | None, NumberPattern]:  # type: ignore[override]  # as above
        """Grouping of the market."""
        return self.market.decimal_formats  # type: ignore[return-value]  # the same private mapping


@cache
def _of_its_own(identifier: str) -> LocaleDataDict:
    """The data of a locale apart from those of all others.

    Babel (2.18) copies of a parent's data only what the child changes, and writes what an alias leads to where the
    alias stood: once Chinese months were read, those of Spanish that stand alone were Chinese too.
    """
    known = load(identifier)
    return LocaleDataDict({key: deepcopy(part) if _leads_on(part) else part for key, part in known.items()})


def _leads_on(part: object) -> bool:
    """Whether an alias is somewhere in a part of CLDR's data."""
    if isinstance(part, dict):
        return any(map(_leads_on, part.values()))
    return isinstance(part, Alias) or (isinstance(part, tuple) and bool(part) and isinstance(part[0], Alias))


def order_of_figures(pattern: str) -> str:
    """The order of day, month and year in a pattern of CLDR: "dmy", "mdy" or "ymd"."""
    return "".join(sorted("dmy", key=pattern.casefold().index))


def is_read_alike(pattern: str, own: str, *, whole: bool) -> bool:
    """Whether figures by a pattern are read as they are meant where a market writes them by its own.

    A year of four figures tells the order: before the others everywhere, behind them where the market has it before.
    """
    given, market = order_of_figures(pattern), order_of_figures(own)
    return given == market or (whole and (given[0] == "y" or (given[-1] == "y" and market[0] == "y")))


def regional(code: str, territory: str) -> str:
    """The catalog of a language as it is spoken in a territory, which gettext lays over the language's own.

    CLDR says whose Spanish follows that of Latin America; it is written here as in Mexico.
    """
    parent = get_global("parent_exceptions").get(f"{code}_{territory}", code)
    return REGIONAL.get(parent, code)


def market_locale(code: str, customs: RegionalFormat) -> MarketLocale:
    """The locale of a language as it is spoken in a market, with the market's number signs."""
    language = Locale.parse(code)
    home = language.territory or ("GB" if language.language == "en" else None)
    spoken = (each for each in (customs.territory, home, None) if _is_spoken(language, each))
    made = MarketLocale(language.language, territory=next(spoken, None), script=language.script)
    made.market, made.home = Locale.parse(customs.numbers), customs.currency
    return made


def _is_spoken(language: Locale, territory: str | None) -> bool:
    """Whether CLDR knows how a language is spoken in a territory.

    Asked of the file: for one that is not there Babel lists all its thousand.
    """
    return Path(
        resolve_locale_filename(get_locale_identifier((language.language, territory, language.script)))
    ).exists()
