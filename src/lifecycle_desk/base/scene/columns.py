"""Columns laid out: stacked from the foot of the plot, each series with a filling of its own."""

from lifecycle_desk.base.scene.geometry import Box, Scale
from lifecycle_desk.base.scene.grid import Form, Grid, above, along, below, sides, upward
from lifecycle_desk.base.scene.legend import LEGEND_OFF, Legend, filled
from lifecycle_desk.base.scene.notes import middle
from lifecycle_desk.base.scene.parts import Frame, Letters, Part, Role, Rule, Scene, Stop
from lifecycle_desk.base.scene.shown import Columns
from lifecycle_desk.base.scene.words import Obstacles, Words

_FILLED = 0.62  # of a column's place: the column itself
_WIDEST = 64.0  # pixels of the design; two months are no two walls


def columns(shown: Columns, frame: Frame, form: Form) -> Scene | None:
    """Columns in a form; None where that form finds no room."""
    entries = list(enumerate(shown.series)) if form is Form.FULL and len(shown.series) > 1 else []
    key = Legend(entries, frame)
    ticks = [(at + 0.5, column.words) for at, column in enumerate(shown.columns)]
    left, right = sides(shown.up, frame, form)
    top = above(shown.up, frame, form)
    under = below(ticks, frame, form) + (key.height + LEGEND_OFF * frame.unit if entries else 0.0)
    plot = Box(left, top, right - left, frame.height - top - under)
    if min(plot.width, plot.height) < form.least * frame.unit:
        return None
    x = Scale(0.0, float(max(len(shown.columns), 1)), left, right)
    grid = Grid(plot, x, Scale(shown.up.low, shown.up.high, plot.bottom, plot.top))
    words, parts = Words(frame), list[Part]()
    if form is not Form.BARE:
        parts += upward(shown.up, grid, frame, words)
        lead = next((at for at, column in enumerate(shown.columns) if column.leads), 0)
        parts += along(ticks, grid, frame, words, strokes=False, lead=lead)
    parts += _stacks(shown, grid, frame.unit)
    parts.append(Rule(plot.left, plot.bottom, plot.width, Role.AXIS))
    if not shown.columns and form < Form.SMALL and (size := words.size(shown.nothing, Letters.NOTE, plot.width)):
        words.best((shown.nothing, Letters.NOTE, Role.NOTE), size, middle(plot, size), Obstacles(plot, (), ()))
    parts += [*words.put, *key.parts(frame.height - key.height)]
    return Scene(frame.width, frame.height, tuple(parts), tuple(_stops(shown, grid)))


def _stacks(shown: Columns, grid: Grid, u: float) -> list[Part]:
    """The pieces of all columns; what exceeds the axis ends at its end, and nothing reaches below its beginning."""
    parts: list[Part] = []
    width = min((grid.x(1.0) - grid.x(0.0)) * _FILLED, _WIDEST * u)
    for at, column in enumerate(shown.columns):
        reached, left = 0.0, grid.x(at + 0.5) - width / 2
        for series, value in enumerate(column.values):
            low, high = grid.y.inside(reached), grid.y.inside(reached + max(value, 0.0))
            reached += max(value, 0.0)
            if high < low:
                parts += filled(Box(left, high, width, low - high), series, u)
    return parts


def _stops(shown: Columns, grid: Grid) -> list[Stop]:
    places = ((grid.x(at + 0.5), column) for at, column in enumerate(shown.columns))
    return [Stop(x, grid.y.inside(sum(column.values)), column.read) for x, column in places if column.read]
