"""A tree as a scene: boxes in columns from the side where reading starts, each behind all that it hangs on.

Plain lines hold, dashed ones held once, thick ones with a head tell what became what; a box of several has a second
edge behind it. Reading order turns the whole: where one reads from the right, it grows from the right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from lifecycle_desk.base.scene.geometry import Box, Point
from lifecycle_desk.base.scene.legend import DASHED, HAIR, SAMPLE, corners
from lifecycle_desk.base.scene.parts import Area, Frame, Letters, Measure, Part, Role, Scene, Stop, Stroke, Text

BETWEEN, ABOVE = 44.0, 14.0  # from column to column, and from box to box, in pixels of the design
WIDEST, PAD, BEHIND = 250.0, 10.0, 4.0
HEAD = 7.0  # of an arrow
LEGEND_OFF, LEGEND_APART, TO_WORDS = 14.0, 22.0, 8.0
LETTERS = (Letters.NOTE, Letters.TICK, Letters.TICK, Letters.TICK)
ROLES = (Role.OFFICIAL, Role.NOTE, Role.LABEL, Role.LABEL)


class Tie(Enum):
    """How a box hangs on another one."""

    HOLDS = "holds"
    HELD = "held"
    BECAME = "became"


@dataclass(frozen=True, slots=True)
class Node:
    """A box: up to four lines of words, the most telling first; `said` is read out.

    `here` is the one that the tree is about, `ended` is no more, `many` stands for several.
    """

    lines: tuple[str, ...]
    said: str
    here: bool = False
    ended: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """One box hangs on another, by their places among all; the parent stands before the child."""

    parent: int
    child: int
    tie: Tie = Tie.HOLDS


@dataclass(frozen=True, slots=True)
class Tree:
    """Boxes and what hangs on what; `keys` are the words of the legend."""

    nodes: tuple[Node, ...]
    branches: tuple[Branch, ...] = ()
    keys: tuple[tuple[Tie, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where boxes stand: the column of each, its row (a half stands between two), and how many rows there are."""

    columns: tuple[int, ...]
    rows: tuple[float, ...]
    tall: int

    @property
    def wide(self) -> int:
        return max(self.columns, default=0) + 1


def tree_height(shown: Tree, measure: Measure, unit: float = 1.0) -> float:
    """How tall a tree is with all its words and its legend in one line."""
    plan = _plan(shown)
    legend = _line(measure, Letters.NOTE) + LEGEND_OFF * unit if shown.keys and shown.branches else 0.0
    return plan.tall * (_box_height(measure, unit, _most_lines(shown)) + ABOVE * unit) + BEHIND * unit + legend


def tree(shown: Tree, frame: Frame) -> Scene:
    """The scene of a tree; where it is low, boxes say less, and where not even one line fits it stays empty."""
    plan, u = _plan(shown), frame.unit
    keys = list(_legend(shown, frame))
    legend = (keys[-1][1].bottom + LEGEND_OFF * u) if keys else 0.0
    room = frame.height - legend - BEHIND * u
    for lines in range(_most_lines(shown), 0, -1):
        tall = _box_height(frame.measure, u, lines)
        if plan.tall * (tall + ABOVE * u) <= room + ABOVE * u:
            break
    else:
        return Scene(frame.width, frame.height)
    below = max(plan.tall, 1) * (tall + ABOVE * u) - ABOVE * u + (BEHIND + LEGEND_OFF) * u
    between = _between(plan, frame)
    boxes = [_turned(each, frame) for each in _boxes(plan, frame, tall)]
    parts: list[Part] = []
    for tie in (Tie.HELD, Tie.HOLDS, Tie.BECAME):
        for branch in shown.branches:
            if branch.tie is tie:
                parts += _branch(boxes[branch.parent], boxes[branch.child], tie, frame, between)
    for node, box in zip(shown.nodes, boxes, strict=True):
        parts += _box(node, box, lines, frame)
    for tie, box, words in keys:
        parts += _key(tie, replace(box, top=box.top + below), words, frame)
    stops = [
        Stop(box.left + box.width / 2, box.top + box.height / 2, node.said, box)
        for node, box in zip(shown.nodes, boxes, strict=True)
    ]
    return Scene(frame.width, frame.height, tuple(parts), tuple(stops))


def _plan(shown: Tree) -> _Plan:
    """Each box a column behind all that it hangs on; leaves have a row each, and who holds them stands amid them."""
    above: dict[int, list[int]] = {}
    for branch in shown.branches:
        above.setdefault(branch.child, []).append(branch.parent)
    columns: list[int] = []
    below: dict[int, list[int]] = {}
    roots = []
    for at in range(len(shown.nodes)):
        behind = above.get(at, [])
        columns.append(max((columns[each] + 1 for each in behind), default=0))
        if behind:
            below.setdefault(max(behind, key=lambda each: (columns[each], each)), []).append(at)
        else:
            roots.append(at)
    rows, next_row = [0.0] * len(columns), 0

    def put(at: int) -> None:
        nonlocal next_row
        own = below.get(at, [])
        for each in own:
            put(each)
        if own:
            rows[at] = (rows[own[0]] + rows[own[-1]]) / 2
        else:
            rows[at] = float(next_row)
            next_row += 1

    for root in roots:
        put(root)
    return _Plan(tuple(columns), tuple(rows), next_row)


def _line(measure: Measure, letters: Letters) -> float:
    return measure("8", letters)[1]


def _most_lines(shown: Tree) -> int:
    return min(max((len(node.lines) for node in shown.nodes), default=1), len(LETTERS)) or 1


def _box_height(measure: Measure, unit: float, lines: int) -> float:
    return sum(_line(measure, each) for each in LETTERS[:lines]) + PAD * unit * 1.2


def _between(plan: _Plan, frame: Frame) -> float:
    """From column to column: where many share a narrow frame, lines get half of what there is and boxes the rest."""
    return min(BETWEEN * frame.unit, (frame.width - BEHIND * frame.unit) / plan.wide / 2)


def _boxes(plan: _Plan, frame: Frame, tall: float) -> Iterator[Box]:
    """The boxes as if reading started at the left."""
    u, between = frame.unit, _between(plan, frame)
    width = min((frame.width - BEHIND * u - between * (plan.wide - 1)) / plan.wide, WIDEST * u)
    for column, row in zip(plan.columns, plan.rows, strict=True):
        yield Box(column * (width + between), row * (tall + ABOVE * u), width, tall)


def _turned(box: Box, frame: Frame) -> Box:
    return replace(box, left=frame.width - box.right) if frame.right_to_left else box


def _branch(parent: Box, child: Box, tie: Tie, frame: Frame, between: float) -> Iterator[Part]:
    """A line from box to box by a bend before the child, with a head where one became the other."""
    u = frame.unit
    turn = -1.0 if frame.right_to_left else 1.0
    start = (parent.left if frame.right_to_left else parent.right, parent.top + parent.height / 2)
    end = (child.right if frame.right_to_left else child.left, child.top + child.height / 2)
    bend = end[0] - turn * between / 2
    near = (end[0] - turn * HEAD * u * 0.8, end[1]) if tie is Tie.BECAME else end
    points: Sequence[Point] = (start, (bend, start[1]), (bend, end[1]), near)
    yield from _stroke(points, tie, u)
    if tie is Tie.BECAME:
        yield _head(end, turn, u)


def _stroke(points: Sequence[Point], tie: Tie, u: float) -> Iterator[Part]:
    if tie is Tie.BECAME:
        yield Stroke(points, Role.TREND, 2 * u)
    elif tie is Tie.HELD:
        yield Stroke(points, Role.LEFT_OUT, HAIR * u, (DASHED[0] * u, DASHED[1] * u))
    else:
        yield Stroke(points, Role.LEFT_OUT, HAIR * u)


def _head(tip: Point, turn: float, u: float) -> Area:
    back = tip[0] - turn * HEAD * u
    return Area((tip, (back, tip[1] - HEAD * u * 0.6), (back, tip[1] + HEAD * u * 0.6)), Role.TREND)


def _box(node: Node, box: Box, lines: int, frame: Frame) -> Iterator[Part]:
    u = frame.unit
    if node.many:
        shift = BEHIND * u * (-1 if frame.right_to_left else 1)
        behind = replace(box, left=box.left + shift, top=box.top + BEHIND * u)
        yield Area(corners(behind), Role.FORECAST)
        yield Stroke((*corners(behind), corners(behind)[0]), Role.AXIS, HAIR * u)
    yield Area(corners(box), Role.GROUND)
    if node.here:
        yield Area(corners(box), Role.FORECAST)
    outline = (*corners(box), corners(box)[0])
    dash = (DASHED[0] * u, DASHED[1] * u) if node.ended else ()
    yield Stroke(outline, Role.TREND if node.here else Role.AXIS, (2 if node.here else HAIR) * u, dash)
    top = box.top + PAD * u * 0.6
    for words, letters, role in list(zip(node.lines, LETTERS, ROLES, strict=False))[:lines]:
        height = _line(frame.measure, letters)
        if words and box.width > 2 * PAD * u:
            yield _text(words, letters, role, replace(box, top=top, height=height), frame)
        top += height


def _text(words: str, letters: Letters, role: Role, box: Box, frame: Frame) -> Text:
    """Words at the side of a box where reading starts, cut where they are wider."""
    pad = PAD * frame.unit
    width = min(frame.measure(words, letters)[0], box.width - 2 * pad)
    left = box.right - pad - width if frame.right_to_left else box.left + pad
    return Text(words, letters, role, replace(box, left=left, width=width), 1.0 if frame.right_to_left else 0.0)


def _legend(shown: Tree, frame: Frame) -> Iterator[tuple[Tie, Box, str]]:
    """The keys of the ties that occur, from the side where reading starts, in as many lines as they need."""
    u, left, top = frame.unit, 0.0, 0.0
    used = {branch.tie for branch in shown.branches}
    for tie, words in shown.keys:
        if tie not in used:
            continue
        wide, tall = frame.measure(words, Letters.NOTE)
        wide = min(wide, frame.width - (SAMPLE + TO_WORDS) * u)
        if left and left + (SAMPLE + TO_WORDS) * u + wide > frame.width:
            left, top = 0.0, top + tall
        yield tie, Box(left, top, (SAMPLE + TO_WORDS) * u + wide, tall), words
        left += (SAMPLE + TO_WORDS + LEGEND_APART) * u + wide


def _key(tie: Tie, place: Box, words: str, frame: Frame) -> Iterator[Part]:
    u, turn = frame.unit, -1.0 if frame.right_to_left else 1.0
    box = _turned(place, frame)
    y = box.top + box.height / 2
    start = box.right if frame.right_to_left else box.left
    end = start + turn * SAMPLE * u
    yield from _stroke(((start, y), (end - (turn * HEAD * u * 0.8 if tie is Tie.BECAME else 0), y)), tie, u)
    if tie is Tie.BECAME:
        yield _head((end, y), turn, u)
    width = box.width - (SAMPLE + TO_WORDS) * u
    left = box.left if frame.right_to_left else box.left + (SAMPLE + TO_WORDS) * u
    yield Text(words, Letters.NOTE, Role.NOTE, replace(box, left=left, width=width), 1.0 if turn < 0 else 0.0)
