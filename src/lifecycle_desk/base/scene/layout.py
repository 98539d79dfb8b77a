"""The layout of any chart: in the fullest form for which its frame has room."""

from lifecycle_desk.base.scene.columns import columns
from lifecycle_desk.base.scene.grid import Form
from lifecycle_desk.base.scene.heat import HeatMap, heat
from lifecycle_desk.base.scene.lanes import timeline
from lifecycle_desk.base.scene.parts import Frame, Scene
from lifecycle_desk.base.scene.shown import Columns, Timeline, Trend
from lifecycle_desk.base.scene.tree import Tree, tree
from lifecycle_desk.base.scene.trend import trend

type Charted = Trend | Columns | Timeline | Tree | HeatMap


def laid_out(shown: Charted, frame: Frame) -> Scene:
    """The scene of a chart. No two texts overlap and nothing leaves the frame.

    Where a frame is too tight the legend goes first, then floors, moments and forecasts as on a card, then all words;
    a frame of a few pixels stays empty.
    """
    if isinstance(shown, Tree):
        return tree(shown, frame)
    if isinstance(shown, HeatMap):
        return heat(shown, frame)
    for form in Form:
        if frame.small and form < Form.SMALL:
            continue
        found = _in_form(shown, frame, form)
        if found:
            return found
    return Scene(frame.width, frame.height)


def _in_form(shown: Trend | Columns | Timeline, frame: Frame, form: Form) -> Scene | None:
    match shown:
        case Trend():
            return trend(shown, frame, form)
        case Columns():
            return columns(shown, frame, form)
    return timeline(shown, frame, form)
