"""Timelines as scenes: nothing leaves the frame, no two texts meet, and all that happened can be read out."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lifecycle_desk.base.scene import (
    Area,
    Axis,
    Frame,
    Lane,
    LaneMark,
    LaneSpan,
    Letters,
    Mark,
    Moment,
    ReadingStatus,
    Rule,
    Stroke,
    Text,
    Timeline,
    Turn,
    laid_out,
)
from lifecycle_desk.base.scene.geometry import Scale
from lifecycle_desk.base.scene.heads import Heads

SLACK = 1e-3
VALUES = some.floats(-20, 120) | some.sampled_from([-1.7e308, -1e300, 0.0, 5e-324, 1e300, 1.7e308])
WORDS = some.sampled_from(["", "Sold", "In use", "High-voltage battery", "w " * 60])


def measure(words, letters):
    return len(words) * (6.0 if letters is Letters.TICK else 6.5), 16.0 if letters is Letters.TICK else 18.0


def frame(width=820.0, height=320.0, **more):
    return Frame(width, height, measure, **more)


SPANS = some.builds(LaneSpan, VALUES, VALUES, WORDS)
MARKS = some.builds(LaneMark, VALUES, WORDS, some.sampled_from(ReadingStatus), WORDS)
LANES = some.builds(Lane, WORDS, some.lists(SPANS, max_size=4), some.lists(MARKS, max_size=4))
TIMELINES = some.builds(
    Timeline,
    some.just(Axis(0, 100, [(n * 10.0, str(2020 + n)) for n in range(11)])),
    some.lists(LANES, max_size=9),
    some.lists(some.builds(Moment, VALUES, WORDS, some.sampled_from(Turn)), max_size=3),
)


def reach(part):
    match part:
        case Area(points) | Stroke(points):
            return [x for x, _ in points], [y for _, y in points]
        case Rule(x, y, length, _, upright):
            return [x, x if upright else x + length], [y, y + length if upright else y]
        case Mark(x, y):
            return [x - part.radius, x + part.radius], [y - part.radius, y + part.radius]
    return [part.box.left, part.box.right], [part.box.top, part.box.bottom]


def life():
    return Timeline(
        Axis(0, 10, [(n, str(2020 + n)) for n in range(11)]),
        [
            Lane("Stage", [LaneSpan(0, 1, "In stock"), LaneSpan(1, 9, "In use")]),
            Lane("Workshop", marks=[LaneMark(2, "visit 1"), LaneMark(4, "visit 2", ReadingStatus.LEFT_OUT)]),
            Lane("Cover", [LaneSpan(1, 6, "Vehicle", "Vehicle to 2026")]),
        ],
        [Moment(9, "today", Turn.NOW)],
    )


def test_the_name_of_a_lane_is_whole_up_to_two_fifths_of_the_width():
    name = "Cover: High-voltage battery" * 2
    wide, _ = measure(name, Letters.NOTE)
    shown = Timeline(Axis(0, 10, []), [Lane(name, [LaneSpan(0, 10, "2030")])])
    texts = [part for part in laid_out(shown, frame(wide / 0.39)).parts if isinstance(part, Text)]

    assert next(part.box.width for part in texts if part.words == name) == wide


@settings(max_examples=60)
@given(TIMELINES, some.floats(1, 900), some.floats(1, 500), some.booleans(), some.booleans())
def test_nothing_leaves_the_frame_and_no_two_texts_meet(shown, width, height, turned, small):
    scene = laid_out(shown, frame(width, height, right_to_left=turned, small=small))
    for part in scene.parts:
        across, down = reach(part)
        assert min(across) >= -SLACK
        assert max(across) <= width + SLACK
        assert min(down) >= -SLACK
        assert max(down) <= height + SLACK
    texts = [part.box for part in scene.parts if isinstance(part, Text)]
    assert not any(one.overlaps(other) for one, other in combinations(texts, 2))


def test_time_runs_to_the_right_and_the_names_stand_where_reading_starts():
    usual, turned = laid_out(life(), frame()), laid_out(life(), frame(right_to_left=True))
    for scene, names_first in ((usual, True), (turned, False)):
        marks = [part.x for part in scene.parts if isinstance(part, Mark)]
        name = next(part.box for part in scene.parts if isinstance(part, Text) and part.words == "Workshop")
        assert marks == sorted(marks)
        assert (name.right < marks[0]) is names_first


def test_all_is_read_out_from_left_to_right():
    stops = laid_out(life(), frame()).stops
    assert [stop.x for stop in stops] == sorted(stop.x for stop in stops)
    assert {"In stock", "visit 1", "visit 2", "Vehicle to 2026", "today"} <= {stop.words for stop in stops}


def test_a_mark_has_its_label_below_it_and_one_without_room_goes_without():
    marks = [LaneMark(x, label=f"label {x}") for x in (2.0, 2.1, 8.0)]
    shown = Timeline(Axis(0, 10, []), [Lane("Visits", marks=marks)])
    tall, flat = laid_out(shown, frame(820, 80)), laid_out(shown, frame(820, 40))

    labels = {part.words: part.box for part in tall.parts if isinstance(part, Text) and part.words.startswith("label")}
    dots = [part for part in tall.parts if isinstance(part, Mark)]
    assert labels.keys() == {"label 2.0", "label 8.0"}
    assert all(box.top >= dot.y for box in labels.values() for dot in dots)
    assert not [part for part in flat.parts if isinstance(part, Text) and part.words.startswith("label")]


@given(some.floats(0, 2))
@settings(max_examples=40)
def test_the_words_of_a_moment_stand_at_its_own_line_and_not_close_to_another(days):
    """Two lines a few points apart: whose words stood left of both would be read at the wrong one."""
    moments = [Moment(70, "For sale again", Turn.NOW), Moment(70 + days, "today", Turn.NOW)]
    heads = Heads(moments, Axis(0, 100, []), Scale(0, 100, 0.0, 820.0), frame()).all
    for head in (each for each in heads if each.text):
        box = head.text.box
        beside = [each for each in heads if each.text is None or each.text.box.top <= box.top]  # lower ones begin below
        away = {id(each): min(abs(box.left - each.x), abs(box.right - each.x)) for each in beside}
        assert away[id(head)] <= min(away.values()) * 1.02  # about as close: where that is the limit, either will do


@pytest.mark.parametrize(("size", "named"), [((820, 320), True), ((60, 40), False)])
def test_a_tight_frame_does_without_words(size, named):
    texts = [part.words for part in laid_out(life(), frame(*size)).parts if isinstance(part, Text)]
    assert ("Stage" in texts) is named
