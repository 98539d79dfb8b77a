"""Figures in a partner's file: whole numbers of small units, read by the decimal sign that the file shows.

Nothing is guessed: a file in which 1,234 may be a thousand or one and a bit, and no cell says which, is refused with
both readings.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from babel import UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from babel.numbers import get_currency_symbol

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.reading import MOST_SIGNS, NumberNotUnderstood, OutOfRange
from lifecycle_desk.language.typed_days import plain
from lifecycle_desk.stages.charging.sessions.rules.sessions import MOST_MINOR

POINTS = {".": "point", ",": "comma"}
CORE = re.compile(r"([^0-9]*)([0-9](?:.*[0-9])?)([^0-9]*)", re.DOTALL)
WHOLE = {
    ".": re.compile(r"([1-9][0-9]{0,2}([,'’ ])[0-9]{3}(?:\2[0-9]{3})*|[0-9]+)(?:\.([0-9]+))?"),
    ",": re.compile(r"([1-9][0-9]{0,2}([.'’ ])[0-9]{3}(?:\2[0-9]{3})*|[0-9]+)(?:,([0-9]+))?"),
}
MINUS = re.compile("[-\u2212(]")
SIGNS_OF_SIGN = re.compile(r"[-+\u2212()\s.\u200e\u200f]+")
LONGEST_UNIT = 12

FigureTwoWays = objection(
    "FigureTwoWays",
    N_(
        "“%(given)s” in line %(line)s could be %(one)s or %(other)s. Please write numbers without a "
        "thousands separator."
    ),
    given=str,
    line=int,
    one=Decimal,
    other=Decimal,
)
CurrencyNotOurs = objection(
    "CurrencyNotOurs",
    N_("“%(given)s” is an amount in %(sign)s, not in %(currency)s. Set the currency with --currency."),
    given=str,
    sign=str,
    currency=str,
)


class Bare(NamedTuple):
    """A number's text: whether it is negative, its digits and signs, and the unit or currency that stands beside."""

    negative: bool
    core: str
    beside: str


class Figure(NamedTuple):
    """A cell that holds a number: where it stands, and the most that it can mean there."""

    line: int
    column: str
    text: str
    most: int | None


def bare(text: str) -> Bare | None:
    """The number in a text, without its surroundings; None where it holds no digit."""
    tidy = plain(text)
    found = CORE.fullmatch(tidy) if len(tidy) <= MOST_SIGNS + LONGEST_UNIT else None
    if not found or len(found[2]) > MOST_SIGNS:
        return None
    before, core, after = found.groups()
    if before.lstrip("-+\u2212 ") in POINTS:  # .5
        core, before = f"0{before[-1]}{core}", before[:-1]
    negative = bool(MINUS.search(before)) or after.rstrip().endswith("-")
    return Bare(negative, core, SIGNS_OF_SIGN.sub("", before + after))


def readings(core: str) -> dict[str, tuple[str, str]]:
    """The whole part and the decimals of a number, by the sign that is taken to part them."""
    made = {}
    for point, form in WHOLE.items():
        if found := form.fullmatch(core):
            made[point] = re.sub("[^0-9]", "", found[1]), found[3] or ""
    return made


@dataclass(frozen=True, slots=True)
class StatedFigures:
    """How a file's numbers are read: `point` parts their decimals; None where no cell has one."""

    point: str | None
    _sign: str

    @property
    def read_as(self) -> dict[str, str]:
        """How they were understood, as an import answers."""
        return {"decimal": POINTS[self.point]} if self.point else {}

    def scaled(self, text: str, places: int, units: tuple[str, ...] = ()) -> int:
        """A number in units of 10 to the minus `places`, halves away from zero: "24.61" is 24610 thousandths.

        `units` are what may stand beside it, in small letters; raises NumberNotUnderstood.
        """
        whole, sign, part = text.partition(self._sign)
        if whole.isdecimal() and (part.isdecimal() or not sign) and len(text) <= MOST_SIGNS and text.isascii():
            if len(part) == places:
                return int(whole + part)
            return _scaled(whole, part, places)
        if text[:1] == "-" and text[-1:].isdecimal() and text[1:2].isdecimal():
            return -self.scaled(text[1:], places)
        found = bare(text)
        if found is None or (found.beside and found.beside.casefold() not in units):
            raise NumberNotUnderstood(text[:MOST_SIGNS], "1234.5")
        made = self._parted(found.core, text)
        return -_scaled(*made, places) if found.negative else _scaled(*made, places)

    def money(self, text: str, currency: str, market: str, *, named: bool) -> Money:
        """An amount to the nearest minor unit; refuses the sign of another currency unless the caller `named` one."""
        digits = currency_digits(currency)
        whole, sign, part = text.partition(self._sign)
        if whole.isdecimal() and (part.isdecimal() or not sign) and len(text) <= MOST_SIGNS and text.isascii():
            return checked_money(_scaled(whole, part, digits), currency, digits)
        found = bare(text)
        if found is None:
            raise NumberNotUnderstood(text[:MOST_SIGNS], "1234.50")
        if found.beside and not named and found.beside.casefold() not in signs_of(currency, market):
            raise CurrencyNotOurs(text[: 2 * MOST_SIGNS], found.beside, currency)
        minor = _scaled(*self._parted(found.core, text), digits)
        return checked_money(-minor if found.negative else minor, currency, digits)

    def _parted(self, core: str, text: str) -> tuple[str, str]:
        made = readings(core)
        if self.point in made:
            return made[self.point]
        different = set(made.values())
        if self.point or len(different) != 1:
            raise NumberNotUnderstood(text[:MOST_SIGNS], f"1234{self._sign}5")
        return different.pop()


def checked_money(minor: int, currency: str, digits: int) -> Money:
    """An amount that a store can hold; raises OutOfRange."""
    if abs(minor) > MOST_MINOR:
        most = Decimal(MOST_MINOR).scaleb(-digits)
        raise OutOfRange(Decimal(minor).scaleb(-digits), -most, most)
    return Money(minor, currency)


def _scaled(whole: str, part: str, places: int) -> int:
    if len(part) <= places:
        return int(f"{whole}{part:0<{places}}") if places else int(whole)
    return int(whole + part[:places]) + (part[places] >= "5")


def figures_of(cells: Iterable[Figure], native: str | None) -> StatedFigures:
    """How the numbers of a file are read: by the decimal sign that its cells show, else by the format's own.

    A number that is too large for its column in one reading shows the other, where no plainer cell says otherwise.
    """
    plainly, by_size = set[str](), set[str]()
    open_cells: list[tuple[Figure, dict[str, tuple[str, str]]]] = []
    for cell in cells:
        found = bare(cell.text)
        made = readings(found.core) if found else {}
        if len(set(made.values())) == 1:
            if len(made) == 1:
                plainly |= made.keys()
        elif made:
            fitting = {point for point, (whole, _) in made.items() if cell.most is None or int(whole) <= cell.most}
            if len(fitting) == 1:
                by_size |= fitting
            elif not open_cells:
                open_cells.append((cell, made))
    shown = plainly or by_size
    point = shown.copy().pop() if len(shown) == 1 else None
    if point is None and open_cells:
        cell, made = open_cells[0]
        numbers = sorted(Decimal(f"{whole}.{part or 0}") for whole, part in made.values())
        raise FigureTwoWays(cell.text[:MOST_SIGNS], cell.line, *numbers).at_field(cell.column)
    return StatedFigures(point or native, point or native or ".")


@lru_cache(maxsize=64)
def signs_of(currency: str, market: str) -> frozenset[str]:
    """How a currency is written, in small letters: its code, its sign, and its sign in the market's own languages."""
    signs = {currency}
    for locale in ("en", *(f"{language}_{market}" for language in get_official_languages(market, de_facto=True))):
        with suppress(UnknownLocaleError, ValueError):
            signs.add(get_currency_symbol(currency, locale))
    return frozenset(SIGNS_OF_SIGN.sub("", plain(sign)).casefold() for sign in signs)


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """The currencies that ISO 4217 names or named, as CLDR lists them."""
    return frozenset(get_global("all_currencies"))
