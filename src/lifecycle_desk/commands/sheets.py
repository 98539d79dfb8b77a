"""Tables that go out to spreadsheets: what a column and a value are, and their text in CSV and on the clipboard."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lifecycle_desk.base.inert import inert, tidied
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.language import Language
from lifecycle_desk.language.formats import currency_digits

type Given = str | int | Decimal | date | Money | Distance | None

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column that goes out: its title, and its width in letters."""

    title: str
    width: int = 14


def in_plain_words(given: Given, language: Language, *, bare: bool) -> str:
    """A value as a spreadsheet reads it from text: numbers without groups in the language's form, days as ISO has them.

    `bare` amounts and distances leave out their currency or unit, since the title of their column names it.
    """
    match given:
        case datetime():
            return (language.formats.local(given) if given.tzinfo else given).strftime("%Y-%m-%d %H:%M")
        case date():
            return given.isoformat()
        case Money() | Distance():
            number = language.formats.plain_number(bare_number(given))
            return number if bare else f"{number} {sign_of(given, language)}"
        case int() | Decimal():
            return language.formats.plain_number(given)
    return inert(tidied(given or ""))


def bare_number(given: Money | Distance) -> Decimal:
    """The number of an amount or a distance."""
    if isinstance(given, Distance):
        return Decimal(given.value)
    return Decimal(given.minor).scaleb(-currency_digits(given.currency))


def sign_of(given: Given, language: Language) -> str:
    """The currency or the unit that a value brings with it."""
    match given:
        case Money(currency=currency):
            return currency
        case Distance(unit=unit):
            return tidied(language.formats.unit(unit))
    return ""


def text_rows(columns: Sequence[SheetColumn], rows: Sequence[Sequence[Given]], language: Language) -> list[list[str]]:
    """Rows as texts under their titles; where all amounts of a column have one currency, its title names that."""
    signs = [{sign for row in rows if (sign := sign_of(row[at], language))} for at in range(len(columns))]
    titles = [
        inert(tidied(f"{each.title} ({next(iter(own))})" if len(own) == 1 else each.title))
        for each, own in zip(columns, signs, strict=True)
    ]
    return [titles] + [
        [in_plain_words(each, language, bare=len(own) == 1) for each, own in zip(row, signs, strict=True)]
        for row in rows
    ]


def as_csv(rows: Iterable[Sequence[str]], language: Language) -> bytes:
    """Lines of CSV for a spreadsheet: UTF-8 with a mark, semicolons where the comma is a decimal sign."""
    lines = io.StringIO(newline="")
    delimiter = ";" if language.formats.plain_number(Decimal("0.5")) == "0,5" else ","
    csv.writer(lines, delimiter=delimiter).writerows(rows)
    return (BOM + lines.getvalue()).encode()


def as_clipboard(rows: Iterable[Sequence[str]]) -> str:
    """Lines of cells parted by tabs, as spreadsheets take them from the clipboard."""
    return "\n".join("\t".join(row) for row in rows)
