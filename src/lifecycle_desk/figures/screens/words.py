"""Words of tiles and charts: a figure with its changes, and its months as columns or as a line."""

from collections.abc import Sequence
from decimal import Decimal

from lifecycle_desk.base import scene
from lifecycle_desk.base.objections import N_
from lifecycle_desk.figures.papers import difference_words, number_words, period_words, reading_words, sort_words
from lifecycle_desk.figures.rules.figure import Figure, FigureUnit
from lifecycle_desk.figures.rules.periods import A_YEAR, Period, first_of
from lifecycle_desk.figures.rules.readings import NOTHING, Number, Reading, Series, is_better, without_sorts
from lifecycle_desk.figures.screens.tile import DOWN, UP, Change, TileText, months_drawn
from lifecycle_desk.language import Language

MORE, LESS = N_("%(amount)s more than in %(period)s"), N_("%(amount)s less than in %(period)s")
AS_IN, NONE_THEN = N_("as in %(period)s"), N_("nothing in %(period)s")
NOTHING_YET, REST = N_("Nothing to count yet"), N_("All others")
MINOR = 100
MOST_DRAWN = 3


def tile_text(
    figure: Figure,
    readings: Sequence[Reading],
    series: Sequence[Series],
    period: Period,
    language: Language,
    currency: str | None = None,
) -> TileText:
    """A figure of a period on its tile; of several currencies the one with most in it, the others in its words.

    Who counts all that there is gives the `currency` in which nothing was added up; else nothing is known of it.
    """
    whole = without_sorts(readings)
    if not whole and figure.is_sum and currency is not None:
        whole = [Reading(figure, "", "", currency, NOTHING, NOTHING, NOTHING, 0)]
    if all(each.now is None for each in whole):
        return TileText(why=language(figure.without or NOTHING_YET))
    first = max(whole, key=lambda each: abs(each.now or NOTHING))
    value = language.in_a_line(*(reading_words(each, language) for each in whole if each.now is not None))
    changes = (
        change(first, first.before, period.before, language),
        change(first, first.year_before, period.a_year_before, language),
    )
    months = _summed([each for each in series if each.currency == first.currency])
    if first.figure.per is not None:  # months in which nothing was there to divide are no nought
        months = [each for each in months if each is not None]
    return TileText(value, changes, months_drawn(months))


def change(reading: Reading, other: Number, period: Period, language: Language) -> Change:
    """How a figure stands to that of another period, in words, with its sign, and whether that is good."""
    words = period_words(period, language)
    if other is None or reading.now is None:
        return Change(language(NONE_THEN, period=words) if other is None else "")
    moved = reading.now - other
    told = [number_words(reading.figure, each, reading.currency, language) for each in (reading.now, other)]
    if told[0] == told[1]:  # what differs by less than is shown is the same to whoever reads it
        return Change(language(AS_IN, period=words))
    amount = difference_words(reading.figure, abs(moved), reading.currency, language)
    better = is_better(reading.figure, moved)
    tone = {True: "ok", False: "danger", None: "neutral"}[better]
    said, icon = (MORE, UP) if moved > 0 else (LESS, DOWN)
    briefly = period_words(period, language, brief=True)
    short = difference_words(reading.figure, abs(moved), reading.currency, language, brief=True)
    return Change(language(said, amount=amount, period=words), icon, tone, short, briefly)  # type: ignore[arg-type]  # a tone by its name


def _summed(series: Sequence[Series]) -> list[float | None]:
    """The months of a figure with its sorts added."""
    if not series:
        return []
    months = zip(*(each.values for each in series), strict=True)
    return [None if all(each is None for each in of) else float(sum(each or NOTHING for each in of)) for of in months]


def months_chart(figure: Figure, series: Sequence[Series], language: Language) -> scene.Charted:
    """A figure month by month: columns of what is added up, one for each of the most of its sorts, else a line."""
    if figure.per is None and not figure.aged:
        return _columns(figure, series, language)
    return _trend(figure, series, language)


def _name(figure: Figure, each: Series, language: Language, series: Sequence[Series]) -> str:
    """What a series is told apart by; its currency only where there are several."""
    currency = each.currency if len({other.currency for other in series}) > 1 else ""
    return language.in_a_line(sort_words(figure, each.sort, language), each.group, currency)


def _columns(figure: Figure, series: Sequence[Series], language: Language) -> scene.Columns:
    most = sorted(series, key=lambda each: -sum(value or 0 for value in each.values))
    drawn, rest = most[:MOST_DRAWN], most[MOST_DRAWN:]
    if rest:
        drawn, rest = most[: MOST_DRAWN - 1], most[MOST_DRAWN - 1 :]
    names = [_name(figure, each, language, series) for each in drawn] + ([language(REST)] if rest else [])
    columns = []
    for at, month in enumerate(series[0].months if series else ()):
        values = [each.values[at] for each in drawn]
        others = [each.values[at] for each in rest]
        all_values = [*values, sum((each or NOTHING for each in others), start=NOTHING)] if rest else values
        total = sum((each or NOTHING for each in (*values, *others)), start=NOTHING)
        currency = series[0].currency
        read = language.in_a_line(
            language.formats.month(first_of(month)), number_words(figure, total, currency, language)
        )
        columns.append(
            scene.Column(
                _month(month, language), [_drawn(figure, each) for each in all_values], read, month % A_YEAR == 0
            )
        )
    highest = max((sum(each.values) for each in columns), default=0.0) or 1.0
    up = _axis(0, highest * 1.08, language, counted=figure.unit is FigureUnit.COUNT)
    return scene.Columns(columns, names, up, language(NOTHING_YET))


def _trend(figure: Figure, series: Sequence[Series], language: Language) -> scene.Trend:
    readings, curves, values = [], [], []
    for each in series[:MOST_DRAWN]:
        points = [
            (float(month), _drawn(figure, value))
            for month, value in zip(each.months, each.values, strict=True)
            if value is not None
        ]
        values += [value for _, value in points]
        name = _name(figure, each, language, series)
        curves.append(scene.Curve(points, words=name))
        for month, value in zip(each.months, each.values, strict=True):
            if value is not None:
                said = language.in_a_line(
                    name, language.formats.month(first_of(month)), number_words(figure, value, each.currency, language)
                )
                readings.append(scene.Reading(float(month), _drawn(figure, value), said))
    months = series[0].months if series else (0, 1)
    low, high = min((0.0, *values)), max(values, default=1.0) or 1.0
    ticks = [(float(month), _month(month, language)) for month in months if month % 3 == 0]
    across = scene.Axis(months[0] - 0.5, months[-1] + 0.5, ticks)
    return scene.Trend(across, _axis(low, high * 1.08, language), readings, curves, nothing=language(NOTHING_YET))


def _drawn(figure: Figure, value: Number) -> float:
    number = float(value or 0)
    return number / MINOR if figure.unit.is_money else number


def _month(month: int, language: Language) -> str:
    day = first_of(month)
    return language.formats.year(day.year) if day.month == 1 else language.formats.month_alone(day)


def _axis(low: float, high: float, language: Language, *, counted: bool = False) -> scene.Axis:
    """An axis in round numbers; of what is counted there is no half."""
    values = [each for each in scene.round_values(low, high, 4) if not counted or each == int(each)]
    ticks = [(value, language.formats.number(Decimal(str(value)))) for value in values]
    return scene.Axis(low, high, ticks)
