"""A timeline laid out: a lane for each strand of a life, with spans of time as bars and what happened as marks."""

from dataclasses import dataclass
from itertools import pairwise

from lifecycle_desk.base.scene.geometry import Box, Scale
from lifecycle_desk.base.scene.grid import MARGIN, Form, Grid, along, below
from lifecycle_desk.base.scene.heads import Heads
from lifecycle_desk.base.scene.legend import MARKS, corners
from lifecycle_desk.base.scene.parts import Area, Frame, Letters, Mark, Part, Role, Rule, Scene, Stop, Stroke, Text
from lifecycle_desk.base.scene.shown import Lane, LaneMark, LaneSpan, Timeline
from lifecycle_desk.base.scene.words import Words

_WIDEST = 0.4  # of the frame, that the names of lanes may take
_BESIDE, _OFF, _INSIDE = 10.0, 5.0, 4.0  # from a name to its lane, from moments to the plot, from a bar's edge to words
_FILLED, _TALLEST = 0.66, 22.0  # of a lane: its bars, and how tall they are at most
_ALONG = (0.5, 1.0, 0.0)  # of a bar: where its words stand, the first that is free
_THICK, _DASH = 1.0, (3.0, 3.0)
_FILLINGS = (Role.BAND, Role.FORECAST)  # bars that follow one another differ, so that their border is seen in grey


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the lanes of a timeline stand."""

    grid: Grid
    frame: Frame
    form: Form
    lane: float

    def middle(self, at: int) -> float:
        """The height of the middle of a lane."""
        return self.grid.plot.top + (at + 0.5) * self.lane

    @property
    def bar(self) -> float:
        """How tall bars are."""
        return min(self.lane * _FILLED, _TALLEST * self.frame.unit)


def timeline(shown: Timeline, frame: Frame, form: Form) -> Scene | None:
    """A timeline in a form; None where that form finds no room."""
    u, named = frame.unit, form < Form.BARE
    side = _side(shown, frame) if named else MARGIN * u
    left, right = (MARGIN * u, frame.width - side) if frame.right_to_left else (side, frame.width - MARGIN * u)
    if right - left < form.least * u:
        return None
    x = Scale(shown.across.low, shown.across.high, left, right)
    heads = Heads(shown.moments if form < Form.SMALL else (), shown.across, x, frame)
    top = heads.height + _OFF * u if heads.height else MARGIN * u
    plot = Box(left, top, right - left, frame.height - top - below(shown.across.ticks, frame, form))
    lane = plot.height / max(len(shown.lanes), 1)
    tall = frame.measure("X", Letters.NOTE)[1] if named else 2.0 * u
    if plot.height < form.least * u or lane < tall:
        return None
    places = _Places(Grid(plot, x, Scale(0.0, 1.0, plot.bottom, plot.top)), frame, form, lane)
    return _scene(shown, places, heads)


def _side(shown: Timeline, frame: Frame) -> float:
    """The width that the names of the lanes take."""
    widest = max((frame.measure(each.words, Letters.NOTE)[0] for each in shown.lanes), default=0.0)
    return min(widest, frame.width * _WIDEST) + _BESIDE * frame.unit


def _scene(shown: Timeline, places: _Places, heads: Heads) -> Scene:
    words, frame, plot = Words(places.frame), places.frame, places.grid.plot
    for head in heads.all:
        if head.text:
            words.at(head.text)
    parts: list[Part] = [
        Rule(plot.left, plot.top + at * places.lane, plot.width, Role.GRID) for at in range(len(shown.lanes) + 1)
    ]
    parts += _upright(shown, places)
    if places.form < Form.BARE:
        parts += along(shown.across.ticks, places.grid, frame, words, strokes=False)
        _name(shown, places, words)
    stops: list[Stop] = []
    lines = [head.x for head in heads.all]
    for at, lane in enumerate(shown.lanes):
        parts += _bars(lane, at, places, (words, lines))
        parts += _marks(lane, at, places)
        _label(lane, at, places, (words, lines))
        stops += _stops(lane, at, places)
    dash = tuple(length * frame.unit for length in _DASH)
    for head in heads.all:
        begin = head.text.box.top if head.text else plot.top
        parts.append(Stroke(((head.x, begin), (head.x, plot.bottom)), Role.MOMENT, _THICK * frame.unit, dash))
        stops.append(Stop(head.x, plot.top, head.moment.words))
    parts += words.put
    told = sorted((each for each in stops if each.words), key=lambda stop: stop.x)
    return Scene(frame.width, frame.height, tuple(parts), tuple(told))


def _upright(shown: Timeline, places: _Places) -> list[Part]:
    """A hairline through all lanes at each value of the axis."""
    plot = places.grid.plot
    found = (places.grid.x(value) for value, _ in shown.across.ticks if shown.across.holds(value))
    return [Rule(x, plot.top, plot.height, Role.GRID, upright=True) for x in found]


def _name(shown: Timeline, places: _Places, words: Words) -> None:
    """The name of each lane beside it, on the side where reading starts."""
    frame, plot = places.frame, places.grid.plot
    room = (frame.width - plot.right if frame.right_to_left else plot.left) - _BESIDE * frame.unit
    for at, lane in enumerate(shown.lanes):
        size = words.size(lane.words, Letters.NOTE, room)
        if size is None:
            continue
        width, tall = size
        left, anchor = (frame.width - width, 1.0) if frame.right_to_left else (0.0, 0.0)
        box = Box(left, places.middle(at) - tall / 2, width, tall)
        if words.free(box):
            words.at(Text(lane.words, Letters.NOTE, Role.NOTE, box, anchor))


def _bars(lane: Lane, at: int, places: _Places, around: tuple[Words, list[float]]) -> list[Part]:
    """The spans of a lane, each filled otherwise than the one before it, with its words where they fit.

    `around` are the words that stand already, and where the upright lines of moments run.
    """
    parts: list[Part] = []
    plot, x, bar = places.grid.plot, places.grid.x, places.bar
    for place, span in enumerate(lane.spans):
        begin, end = x.inside(span.start), x.inside(span.end)
        box = Box(begin, places.middle(at) - bar / 2, max(end - begin, 0.0), bar)
        if box.right <= plot.left or box.left >= plot.right or span.end < span.start:
            continue
        parts.append(Area(corners(box), _FILLINGS[place % 2]))
        edges = [*corners(box), corners(box)[0]]
        parts += [Stroke(pair, Role.EDGE, _THICK * places.frame.unit) for pair in pairwise(edges)]
        _say(span, lane, box, places, around)
    return parts


def _say(span: LaneSpan, lane: Lane, box: Box, places: _Places, around: tuple[Words, list[float]]) -> None:
    """The words of a span inside its bar; what finds no room whole is left to the read-out."""
    if not span.words or places.form >= Form.SMALL:
        return
    words, lines = around
    width, tall = places.frame.measure(span.words, Letters.TICK)
    gap = _INSIDE * places.frame.unit
    if width + 2 * gap > box.width or tall > places.lane:
        return
    crossed = [*lines, *(places.grid.x(mark.x) for mark in lane.marks)]
    for share in _ALONG:
        left = box.left + gap + (box.width - width - 2 * gap) * share
        own = Box(left, box.top + (box.height - tall) / 2, width, tall)
        hidden = any(own.left - gap <= x <= own.right + gap for x in crossed)
        if words.free(own) and not hidden and places.grid.plot.holds(own):
            words.at(Text(span.words, Letters.TICK, Role.LABEL, own, 0.5))
            return


def _marks(lane: Lane, at: int, places: _Places) -> list[Part]:
    parts: list[Part] = []
    height = _height(lane, at, places)
    for mark in lane.marks:
        shape, role, _ = MARKS[mark.standing]
        parts.append(Mark(places.grid.x.inside(mark.x), height, shape, _radius(mark, places), role))
    return parts


def _radius(mark: LaneMark, places: _Places) -> float:
    return min(MARKS[mark.standing][2] * places.frame.unit, places.lane / 2)


def _height(lane: Lane, at: int, places: _Places) -> float:
    """Where the marks of a lane stand: in its middle, or above their labels."""
    if not _has_labels(lane, places):
        return places.middle(at)
    return places.middle(at) - _labelled(lane, places) / 2 + max(_radius(mark, places) for mark in lane.marks)


def _has_labels(lane: Lane, places: _Places) -> bool:
    """Whether a lane is tall enough for its marks and their labels below them."""
    is_labelled = any(mark.label for mark in lane.marks) and not lane.spans
    return is_labelled and places.form < Form.SMALL and _labelled(lane, places) <= places.lane


def _labelled(lane: Lane, places: _Places) -> float:
    """How tall marks are together with the labels below them."""
    tall = max(places.frame.measure(mark.label, Letters.TICK)[1] for mark in lane.marks if mark.label)
    return tall + 2 * max(_radius(mark, places) for mark in lane.marks)


def _label(lane: Lane, at: int, places: _Places, around: tuple[Words, list[float]]) -> None:
    """The labels that find room below their marks, the first before the later ones, and the last before those."""
    if not _has_labels(lane, places):
        return
    (words, lines), plot = around, places.grid.plot
    bottom, gap = places.middle(at) + _labelled(lane, places) / 2, _INSIDE * places.frame.unit
    inner = [mark for mark in lane.marks if mark.label and places.grid.x.inside(mark.x) == places.grid.x(mark.x)]
    for mark in (*inner[:1], *inner[-1:], *inner[1:-1]):
        width, tall = places.frame.measure(mark.label, Letters.TICK)
        left = min(max(places.grid.x(mark.x) - width / 2, plot.left), plot.right - width)
        box = Box(left, bottom - tall, width, tall)
        if plot.holds(box) and words.free(box, gap) and not any(box.left <= x <= box.right for x in lines):
            words.at(Text(mark.label, Letters.TICK, Role.LABEL, box, 0.5))


def _stops(lane: Lane, at: int, places: _Places) -> list[Stop]:
    x, y = places.grid.x, _height(lane, at, places)
    spans = [Stop(x.inside(span.start), y, span.read or span.words) for span in lane.spans if span.end >= span.start]
    return spans + [Stop(x.inside(mark.x), y, mark.words) for mark in lane.marks]
