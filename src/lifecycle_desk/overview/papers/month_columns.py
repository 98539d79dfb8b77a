"""Columns by month or by band on papers that read across the dealership, with an axis in round numbers."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from lifecycle_desk.base import scene
from lifecycle_desk.language import Language

HEAD = 1.08  # of the highest column: air above it


def columns_of(
    columns: Sequence[scene.Column],
    series: Sequence[str],
    tick: Callable[[Decimal], str],
    nothing: str = "",
    *,
    counted: bool = False,
) -> scene.Columns:
    """Columns with the series that have something, over an axis whose values are written by `tick`.

    `counted`: they count things, of which there is no half.
    """
    used = [at for at in range(len(series)) if any(each.values[at] for each in columns)] or [0]
    shown = [
        scene.Column(each.words, [each.values[at] for at in used], each.read, leads=each.leads) for each in columns
    ]
    highest = max((sum(each.values) for each in shown), default=0.0) or 1.0
    values = [each for each in scene.round_values(0, highest, 4) if not counted or each == int(each)]
    ticks = [(value, tick(Decimal(str(value)))) for value in values]
    return scene.Columns(shown, [series[at] for at in used], scene.Axis(0, highest * HEAD, ticks), nothing)


def month_words(month: date, language: Language, *, first: bool) -> tuple[str, bool]:
    """The words under a month's column, and whether they lead: January, and the first, stand under their year."""
    if month.month == 1 or first:
        return language.formats.month_briefly(month) if first else language.formats.year(month.year), True
    return language.formats.month_alone(month), False
