"""Charts as scenes: lines, areas, marks and texts, laid out once, that every painter draws alike.

shown = Trend(across=Axis(…), up=Axis(…), readings=[…], curves=[Curve(…)], floors=[Floor(…)], moments=[Moment(…)])
scene = laid_out(shown, Frame(width, height, measure))

The screen and the paper each have a thin painter. Time runs from left to right in every language; words and figures
come ready. The meaning of a mark or a line is told by its shape or its dash, and never by its colour alone.
"""

from lifecycle_desk.base.scene.geometry import Box, Scale
from lifecycle_desk.base.scene.heat import HEATS, HeatCell, HeatMap, HeatRow, heat_height
from lifecycle_desk.base.scene.layout import Charted, laid_out
from lifecycle_desk.base.scene.parts import (
    SOFT,
    Area,
    Frame,
    Letters,
    Mark,
    Measure,
    Part,
    Role,
    Rule,
    Scene,
    Shape,
    Stop,
    Stroke,
    Text,
)
from lifecycle_desk.base.scene.shown import (
    Axis,
    Column,
    Columns,
    Curve,
    Drawn,
    Floor,
    Key,
    Lane,
    LaneMark,
    LaneSpan,
    Moment,
    Reading,
    ReadingStatus,
    Timeline,
    Trend,
    Turn,
)
from lifecycle_desk.base.scene.tree import Branch, Node, Tie, Tree, tree_height
from lifecycle_desk.base.ticks import round_values

__all__ = [
    "HEATS",
    "SOFT",
    "Area",
    "Axis",
    "Box",
    "Branch",
    "Charted",
    "Column",
    "Columns",
    "Curve",
    "Drawn",
    "Floor",
    "Frame",
    "HeatCell",
    "HeatMap",
    "HeatRow",
    "Key",
    "Lane",
    "LaneMark",
    "LaneSpan",
    "Letters",
    "Mark",
    "Measure",
    "Moment",
    "Node",
    "Part",
    "Reading",
    "ReadingStatus",
    "Role",
    "Rule",
    "Scale",
    "Scene",
    "Shape",
    "Stop",
    "Stroke",
    "Text",
    "Tie",
    "Timeline",
    "Tree",
    "Trend",
    "Turn",
    "heat_height",
    "laid_out",
    "round_values",
    "tree_height",
]
