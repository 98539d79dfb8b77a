"""Words of figures: a period, a number with its unit, what a reading is told apart by, how it changed."""

from decimal import Decimal
from fractions import Fraction

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import CountryNamed
from lifecycle_desk.figures.rules.figure import Dimension, Figure, FigureUnit
from lifecycle_desk.figures.rules.periods import A_QUARTER, A_YEAR, Period, PeriodKind
from lifecycle_desk.figures.rules.readings import Number, Reading, worth
from lifecycle_desk.language import Language

QUARTER, A_RATE = N_("Q%(number)s %(year)s"), N_("%(amount)s per hour")
POINTS = N_("%(number)s percentage points")
POINTS_BRIEFLY = C_("figures", "%(number)s pp")  # NOTE: percentage points, as your statistics shorten them: p. p.
NOT_GIVEN, NOTHING = N_("Not given"), "–"


def period_words(period: Period, language: Language, *, brief: bool = False) -> str:
    """A period as people call it: October 2026 (briefly Oct 2026), Q4 2026, 2026."""
    year, month = divmod(period.first, A_YEAR)
    match period.kind:
        case PeriodKind.MONTH:
            return (language.formats.month_briefly if brief else language.formats.month)(period.begins)
        case PeriodKind.QUARTER:
            return language(QUARTER, number=str(month // A_QUARTER + 1), year=language.formats.year(year))
    return language.formats.year(year)


def number_words(figure: Figure, number: Number, currency: str, language: Language) -> str:
    """A number of a figure with its unit; empty where it is not known."""
    told = worth(figure, number, currency)
    if told is None:
        return ""
    return language(A_RATE, amount=told) if figure.unit is FigureUnit.RATE else language.spoken(told)


def cell_words(figure: Figure, number: Number, currency: str, language: Language) -> str:
    """The same in a column of amounts, where the dealer's own currency goes without saying."""
    told = worth(figure, number, currency)
    if figure.unit is FigureUnit.MONEY and isinstance(told, Money):
        return language.formats.in_list(told)
    return number_words(figure, number, currency, language)


def difference_words(figure: Figure, moved: Fraction, currency: str, language: Language, *, brief: bool = False) -> str:
    """By how much a figure differs from another of it; a share by points: per cent would be of the share itself."""
    if figure.unit is FigureUnit.PERCENT:
        return language(POINTS_BRIEFLY if brief else POINTS, number=Decimal(str(round(float(moved), 1))))
    return number_words(figure, moved, currency, language)


def reading_words(reading: Reading, language: Language) -> str:
    """What a figure came to; a dash where there was nothing to count."""
    return number_words(reading.figure, reading.now, reading.currency, language) or NOTHING


def sort_words(figure: Figure, code: str, language: Language) -> str:
    """Who pays, or the stage; the code itself where no term says it."""
    if not code or figure.sorts is None:
        return ""
    try:
        return language(figure.sorts.of(code).label)
    except ValueError:
        return code


def group_words(reading: Reading, by: Dimension | None, language: Language) -> str:
    """What a reading is told apart by: its sort and its brand, model, market or technician."""
    group = reading.group or (language(NOT_GIVEN) if by else "")
    if by is Dimension.MARKET and reading.group:
        group = language.spoken(CountryNamed(reading.group))
    return language.in_a_line(sort_words(reading.figure, reading.sort, language), group)
