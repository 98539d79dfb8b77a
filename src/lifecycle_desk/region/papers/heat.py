"""A figure by something and month as a heat map: a dealer's, a market's or a model's months beside one another."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from lifecycle_desk.base.money import rounded
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.scene import HeatCell, HeatMap, HeatRow
from lifecycle_desk.figures.papers import number_words
from lifecycle_desk.figures.rules.figure import Figure
from lifecycle_desk.figures.rules.periods import A_YEAR, first_of
from lifecycle_desk.figures.rules.readings import Number, Series
from lifecycle_desk.language import Language
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.region.papers import country
from lifecycle_desk.region.rules.dividing import By

MOST_ROWS = 12  # of a heat map; those with least are in the list alone
NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})
NO_WEIGHTS: Mapping[str, int] = MappingProxyType({})
NOTHING_YET = N_("Nothing to count yet")


def heat_map(
    figure: Figure,
    by: By,
    series: Sequence[Series],
    language: Language,
    names: Mapping[str, str] = NOTHING_KNOWN,
    weights: Mapping[str, int] = NO_WEIGHTS,
) -> HeatMap:
    """The months of each row, those with most in them first.

    The highest rates are those of the smallest, by chance alone; so rows of a rate stand by how much they are of.

    Of several currencies no two rows can be compared, so each row is shaded by its own months, from the least on. What
    is divided or aged lies close together and is shaded so too; what is added up, from nothing on.
    """
    is_divided = figure.per is not None or figure.aged
    shown = sorted(series, key=lambda each: (-weights.get(each.group, 0) if is_divided else 0, -_whole(each)))
    shown = shown[:MOST_ROWS]
    apart = len({each.currency for each in series}) > 1
    everything = [value for each in shown for value in each.values if value is not None]
    rows = []
    for each in shown:
        within = [value for value in each.values if value is not None] if apart else everything
        name = _name(by, each, names, language)
        cells = [
            _cell(figure, each, at, value, _share(figure, value, within, apart=apart), name, language)
            for at, value in enumerate(each.values)
        ]
        rows.append(HeatRow(name, cells))
    months = shown[0].months if shown else ()
    return HeatMap([_month(each, language) for each in months], rows, language(NOTHING_YET))


def _whole(each: Series) -> float:
    known = [value for value in each.values if value is not None]
    return float(sum(known)) if known else 0.0


def _name(by: By, each: Series, names: Mapping[str, str], language: Language) -> str:
    match by:
        case By.MARKET:
            return country(each.group, language)
        case By.DEALER:
            return names.get(each.group, each.group)
    return each.group


def _share(figure: Figure, value: Number, within: Sequence[Number], *, apart: bool) -> float | None:
    known = [float(each) for each in within if each is not None]
    if value is None or not known:
        return None
    least = min(known) if apart or figure.per is not None or figure.aged else min(0.0, *known)
    room = max(known) - least
    return (float(value) - least) / room if room else 0.0


def _cell(
    figure: Figure, each: Series, at: int, value: Number, share: float | None, name: str, language: Language
) -> HeatCell:
    if value is None:
        return HeatCell("")
    month = language.formats.month(first_of(each.months[at]))
    said = number_words(figure, value, each.currency, language)
    return HeatCell(_briefly(figure, each, value, language), share, language.in_a_row(name, month, said))


def _briefly(figure: Figure, each: Series, value: Fraction, language: Language) -> str:
    """A figure without its unit, which is read out with it; money in whole units of its currency."""
    if figure.unit.is_money:
        return language.formats.number(rounded(value / 10 ** currency_digits(each.currency)))
    if figure.per is not None or figure.aged:
        return language.formats.number(Decimal(rounded(value * 10)) / 10, 1)
    return language.formats.number(rounded(value))


def _month(month: int, language: Language) -> str:
    day = first_of(month)
    return language.formats.month_briefly(day) if month % A_YEAR == 0 else language.formats.month_alone(day)
