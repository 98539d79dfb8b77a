"""Scenes of charts: nothing leaves the frame, no two texts meet, time runs to the right, at any size and any values."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from lifecycle_desk.base.scene import (
    Area,
    Axis,
    Box,
    Column,
    Columns,
    Curve,
    Drawn,
    Floor,
    Frame,
    Key,
    Letters,
    Mark,
    Moment,
    Reading,
    ReadingStatus,
    Role,
    Rule,
    Scale,
    Shape,
    Stroke,
    Text,
    Trend,
    Turn,
    laid_out,
    round_values,
)
from lifecycle_desk.base.scene.geometry import area_in, line_in

SLACK = 1e-3  # points or pixels, of sums of floats
EXTREMES = some.sampled_from([-1.7e308, -1e300, -5e-324, 0.0, 5e-324, 1e-9, 1e300, 1.7e308])
VALUES = some.floats(-20, 120, allow_nan=False) | EXTREMES
WORDS = some.sampled_from(["", "1", "2028", "100 %", "today", "at least 80 % to 14 Mar 2028 or 100,000 km", "w " * 90])


def measure(words, letters):
    return len(words) * (6.0 if letters is Letters.TICK else 6.5), 16.0 if letters is Letters.TICK else 18.0


def frame(width=820.0, height=460.0, **more):
    return Frame(width, height, measure, **more)


@some.composite
def axes(draw):
    ends = sorted(draw(some.tuples(VALUES, VALUES)))
    ticks = draw(some.lists(some.tuples(VALUES | some.sampled_from(ends), WORDS), max_size=14))
    return Axis(*ends, ticks)


TRENDS = some.builds(
    Trend,
    across=axes(),
    up=axes(),
    readings=some.lists(some.builds(Reading, VALUES, VALUES, WORDS, some.sampled_from(ReadingStatus)), max_size=20),
    curves=some.lists(
        some.builds(
            Curve,
            some.lists(some.tuples(VALUES, VALUES), max_size=6),
            some.lists(some.tuples(VALUES, VALUES, VALUES), max_size=6),
            WORDS,
            some.booleans(),
        ),
        max_size=3,
    ),
    floors=some.lists(some.builds(Floor, VALUES, VALUES, VALUES, WORDS), max_size=4),
    moments=some.lists(some.builds(Moment, VALUES, WORDS, some.sampled_from(Turn)), max_size=8),
    keys=some.lists(some.builds(Key, some.sampled_from([*ReadingStatus, *Drawn]), WORDS), max_size=7),
    nothing=WORDS,
)
COLUMNS = some.integers(1, 3).flatmap(
    lambda n: some.builds(
        Columns,
        some.lists(some.builds(Column, WORDS, some.tuples(*[VALUES] * n), WORDS), max_size=40),
        some.tuples(*[WORDS] * n),
        axes(),
        WORDS,
    )
)
FRAMES = some.builds(
    Frame,
    some.floats(0, 1500),
    some.floats(0, 900),
    some.just(measure),
    some.sampled_from([0.68, 1.0, 2.0]),
    small=some.booleans(),
    right_to_left=some.booleans(),
)


SHARES = some.floats(0, 100)
LIKELY = some.builds(  # charts that are full of words
    Trend,
    across=some.builds(Axis, some.just(0.0), some.just(100.0), some.lists(some.tuples(SHARES, WORDS), max_size=30)),
    up=some.builds(Axis, some.just(0.0), some.just(100.0), some.lists(some.tuples(SHARES, WORDS), max_size=30)),
    readings=some.lists(some.builds(Reading, SHARES, SHARES, standing=some.sampled_from(ReadingStatus)), max_size=20),
    curves=some.lists(some.builds(Curve, some.lists(some.tuples(SHARES, SHARES), min_size=2), words=WORDS), max_size=3),
    floors=some.lists(some.builds(Floor, SHARES, SHARES, SHARES, WORDS), max_size=4),
    moments=some.lists(some.builds(Moment, SHARES, WORDS), max_size=8),
    keys=some.lists(some.builds(Key, some.sampled_from([*ReadingStatus, *Drawn]), WORDS), max_size=7),
)
SIZES = some.builds(Frame, some.floats(200, 1200), some.floats(150, 800), some.just(measure))


def reach(part):
    """The box that a part is drawn in, without the thickness of lines."""
    match part:
        case Area(points) | Stroke(points):
            across, down = zip(*points, strict=True)
            return Box(min(across), min(down), max(across) - min(across), max(down) - min(down))
        case Rule(x, y, length, _, upright):
            return Box(x, y, 0 if upright else length, length if upright else 0)
        case Mark(x, y, _, radius):
            return Box(x - radius, y - radius, 2 * radius, 2 * radius)
        case Text():
            return part.box


def texts(scene):
    return [part for part in scene.parts if isinstance(part, Text)]


def words(scene):
    return [text.words for text in texts(scene)]


def marks(scene, *shapes):
    return [part for part in scene.parts if isinstance(part, Mark) and part.shape in (shapes or Shape)]


def outside(scene):
    whole = Box(-SLACK, -SLACK, scene.width + 2 * SLACK, scene.height + 2 * SLACK)
    return [part for part in scene.parts if not whole.holds(reach(part))]


def meeting(scene):
    found = texts(scene)
    return [(a, b) for at, a in enumerate(found) for b in found[:at] if a.box.overlaps(b.box)]


def health(**more):
    """A battery's health over eight years, as its page shows it."""
    given_ = {
        "across": Axis(0, 8.7, [(n - 0.2, str(2023 + n)) for n in range(1, 9)]),
        "up": Axis(66, 104, [(70, "70"), (80, "80"), (90, "90"), (100, "100 %")]),
        "readings": [
            *(Reading(n / 10, 100 - n / 5, f"reading {n}") for n in range(37)),
            Reading(1.0, 85, "left out", ReadingStatus.LEFT_OUT),
            Reading(3.0, 94, "official", ReadingStatus.OFFICIAL),
        ],
        "curves": [
            Curve([(0, 100), (3.7, 93)], [(0, 98, 102), (3.7, 91, 95)]),
            Curve([(3.7, 93), (8, 85)], [(3.7, 91, 95), (8, 80, 90)], "85.3 % ± 4.6", forecast=True),
        ],
        "floors": [Floor(0, 5, 80, "at least 80 %"), Floor(5, 8, 70, "at least 70 %")],
        "moments": [Moment(1.5, "battery replaced"), Moment(3.7, "today", Turn.NOW), Moment(8, "end", Turn.END)],
        "keys": [Key(what, f"key {what.value}") for what in (*ReadingStatus, *Drawn)],
    }
    return Trend(**(given_ | more))


@given(TRENDS | COLUMNS, FRAMES)
@example(health(), frame(1e9, 5))
def test_nothing_leaves_the_frame_and_no_two_texts_meet(shown, framed):
    scene = laid_out(shown, framed)
    assert not outside(scene)
    assert not meeting(scene)


@given(LIKELY, SIZES)
def test_crowded_words_do_not_meet_either(shown, framed):
    scene = laid_out(shown, framed)
    assert not outside(scene)
    assert not meeting(scene)


@given(some.lists(some.floats(-1, 9.7), min_size=1, max_size=40), FRAMES)
def test_readings_keep_their_order_and_time_runs_to_the_right(times, framed):
    times = sorted(times)
    scene = laid_out(health(readings=[Reading(x, 95) for x in times], curves=()), framed)
    places = [mark.x for mark in marks(scene, Shape.DOT)][: len(times)]
    assert places == sorted(places)
    assert len(places) == (len(times) if scene.parts else 0)


@given(*[VALUES] * 4)
def test_a_scale_never_turns_round(one, other, low, high):
    low, high = sorted((low, high))
    scale = Scale(low, high, 10.0, 500.0)
    one, other = sorted((one, other))
    assert scale(one) <= scale(other)
    assert 10.0 <= scale.inside(one) <= scale.inside(other) <= 500.0


@pytest.mark.parametrize("right_to_left", [False, True])
def test_only_the_legend_turns_with_the_reading_direction(right_to_left):
    usual, turned = laid_out(health(), frame()), laid_out(health(), frame(right_to_left=True))
    legends = {f"key {what.value}" for what in (*ReadingStatus, *Drawn)}
    plain, mirrored = ([text for text in texts(each) if text.words not in legends] for each in (usual, turned))
    assert plain == mirrored
    first = [next(text.box for text in texts(each) if text.words == "key used") for each in (usual, turned)]
    assert first[0].left < 820 / 2 < first[1].left


def test_every_word_finds_its_place_where_there_is_room():
    found = words(laid_out(health(), frame()))
    assert {"today", "end", "battery replaced", "at least 80 %", "at least 70 %", "85.3 % ± 4.6", "100 %"} <= {*found}
    assert [each for each in found if each.isdecimal() and len(each) == 4] == [str(year) for year in range(2024, 2032)]
    assert len([each for each in found if each.startswith("key ")]) == 7


def test_each_kind_has_a_shape_or_a_dash_of_its_own():
    scene = laid_out(health(), frame())
    shapes = {mark.role: mark.shape for mark in marks(scene)}
    assert [shapes[role] for role in (Role.READING, Role.LEFT_OUT, Role.OFFICIAL)] == [
        Shape.DOT,
        Shape.RING,
        Shape.DIAMOND,
    ]
    lines = [part for part in scene.parts if isinstance(part, Stroke)]
    assert len({line.dash for line in lines if line.role is Role.MOMENT}) == 3
    assert {line.dash for line in lines if line.role is Role.TREND} == {(), (6.0, 4.0)}
    assert [line.dash for line in lines if line.role is Role.FLOOR and len(line.points) > 2] == [()]


def test_what_is_dense_below_and_beside_is_thinned_evenly():
    years = [(float(n), str(2000 + n)) for n in range(60)]
    scene = laid_out(health(across=Axis(0, 59, years), up=Axis(0, 59, years)), frame(400, 300))
    below = [text for text in texts(scene) if text.role is Role.LABEL and text.anchor == 0.5]
    steps = {int(b.words) - int(a.words) for a, b in pairwise(below)}
    assert len(steps) == 1
    assert len(below) > 4
    beside = [text for text in texts(scene) if text.role is Role.LABEL and text.anchor == 1.0]
    assert len({int(b.words) - int(a.words) for a, b in pairwise(beside)}) == 1


def test_the_words_of_a_year_stay_where_those_of_months_are_left_out():
    months = [Column(f"month {n}", [1.0], leads=n % 12 == 1) for n in range(24)]
    scene = laid_out(Columns(months, ["AC"], Axis(0, 1, [(0.0, "0"), (1.0, "1")])), frame(600, 300))
    below = [text.words for text in texts(scene) if text.role is Role.LABEL and text.anchor == 0.5]
    assert 2 < len(below) < len(months)
    assert {"month 1", "month 13"} <= {*below}


def test_words_of_a_moment_turn_to_the_other_side_near_the_edge():
    scene = laid_out(health(moments=[Moment(0.5, "early"), Moment(8.6, "very late")]), frame())
    anchors = {text.words: text.anchor for text in texts(scene) if text.words in ("early", "very late")}
    assert anchors == {"early": 0.0, "very late": 1.0}


def test_no_line_of_a_moment_goes_through_words_of_another():
    close = [Moment(3 + n / 10, f"moment {n}") for n in range(4)]
    scene = laid_out(health(moments=close), frame())
    uprights = [part for part in scene.parts if isinstance(part, Stroke) and part.role is Role.MOMENT]
    assert len(uprights) == 4
    for text in (each for each in texts(scene) if each.words.startswith("moment")):
        inner = Box(text.box.left, text.box.top + 1, text.box.width, text.box.height - 2)
        assert not any(line_in(line.points, inner) for line in uprights)


def test_the_line_of_a_moment_is_interrupted_where_words_must_stand():
    shown = health(moments=[Moment(2.5, "change")], floors=[Floor(0, 8, 80, "words as wide as the plot is, or nearly")])
    scene = laid_out(shown, frame(360, 400))
    (note,) = (text.box for text in texts(scene) if text.role is Role.FLOOR)
    upper, lower = (reach(part) for part in scene.parts if isinstance(part, Stroke) and part.role is Role.MOMENT)
    assert note.left < upper.left < note.right
    assert (upper.bottom, lower.top) == (note.top, note.bottom)


def test_words_of_a_curve_stand_at_the_end_of_its_line_and_not_at_that_of_its_band():
    scene = laid_out(health(), frame())
    note = next(text for text in texts(scene) if text.words == "85.3 % ± 4.6").box
    line = next(part for part in scene.parts if isinstance(part, Stroke) and part.role is Role.TREND and part.dash)
    end = line.points[-1]
    assert min(abs(end[1] - note.bottom), abs(end[1] - note.top)) < 1.5 * note.height, (
        "as near as a falling line lets it"
    )
    assert 0 <= end[0] - note.right < note.width / 2
    assert not line_in(line.points, note), "the line goes through none of its own words"


def test_words_of_a_curve_stand_clear_of_readings_where_they_can():
    scene = laid_out(health(), frame())
    note = next(text for text in texts(scene) if text.words == "85.3 % ± 4.6").box
    marks = [part for part in scene.parts if isinstance(part, Mark)]
    assert marks
    assert not any(note.left <= each.x <= note.right and note.top <= each.y <= note.bottom for each in marks)


@pytest.mark.parametrize(
    "shown", [health(readings=(), curves=(), nothing="No reading yet"), Columns((), ("AC",), Axis(0, 1), "None yet")]
)
def test_what_is_empty_says_so(shown):
    assert shown.nothing in words(laid_out(shown, frame()))
    assert shown.nothing not in words(laid_out(health(nothing=shown.nothing), frame()))


def test_a_single_reading_on_an_axis_of_one_value_stands_in_the_middle():
    shown = Trend(Axis(5, 5, [(5, "today")]), Axis(97, 97, [(97, "97 %")]), [Reading(5, 97, "97 %")])
    scene = laid_out(shown, frame())
    (mark,) = marks(scene)
    assert (mark.shape, scene.stops[0].words) == (Shape.DOT, "97 %")
    assert {"today", "97 %"} <= {*words(scene)}


def test_a_card_shows_the_trend_and_no_more():
    scene = laid_out(health(), frame(280, 150, small=True))
    assert not marks(scene, Shape.RING)
    assert marks(scene, Shape.HERE, Shape.DIAMOND)
    assert {part.role for part in scene.parts}.isdisjoint({Role.FLOOR, Role.MOMENT, Role.FORECAST, Role.NOTE})


@pytest.mark.parametrize(
    ("size", "legend", "notes", "ticks"),
    [((820, 460), True, True, True), ((300, 170), False, True, True), ((200, 90), False, False, True)],
)
def test_a_tight_frame_does_without_the_legend_first_then_without_notes(size, legend, notes, ticks):
    roles = [text.role for text in texts(laid_out(health(), frame(*size)))]
    keys = [each for each in words(laid_out(health(), frame(*size))) if each.startswith("key ")]
    assert bool(keys) == legend
    assert (Role.FLOOR in roles) == notes
    assert (Role.LABEL in roles) == ticks


def test_a_frame_of_a_few_pixels_has_marks_or_nothing():
    assert not texts(laid_out(health(), frame(40, 20)))
    assert marks(laid_out(health(), frame(40, 20)))
    assert laid_out(health(), frame(3, 3)).parts == ()


def test_all_that_has_words_can_be_read_out_from_left_to_right():
    stops = laid_out(health(), frame()).stops
    assert [stop.x for stop in stops] == sorted(stop.x for stop in stops)
    heard = {stop.words for stop in stops}
    assert {"reading 0", "left out", "official", "today", "at least 70 %", "85.3 % ± 4.6"} <= heard


def test_words_that_found_no_room_are_still_read_out():
    crowd = [Moment(4 + n / 1000, f"moment {n}") for n in range(12)]
    scene = laid_out(health(moments=crowd), frame())
    assert len([each for each in words(scene) if each.startswith("moment")]) < 12
    assert len([stop for stop in scene.stops if stop.words.startswith("moment")]) == 12


def test_the_legend_explains_only_what_is_there():
    scene = laid_out(health(readings=[Reading(1, 98)], floors=()), frame())
    keys = {each for each in words(scene) if each.startswith("key ")}
    assert keys == {"key used", "key trend", "key band", "key forecast"}


def test_columns_are_stacked_and_end_at_the_axis():
    shown = Columns(
        [Column("Jan", (30, 20)), Column("Feb", (0, 900)), Column("Mar", (-5, 10))], ("AC", "DC"), Axis(0, 100)
    )
    pieces = [part for part in laid_out(shown, frame()).parts if isinstance(part, Area)][:4]
    january = [reach(part) for part in pieces[:2]]
    assert january[0].top == pytest.approx(january[1].bottom)
    assert january[0].height == pytest.approx(1.5 * january[1].height)
    february = reach(pieces[2])
    assert february.height == pytest.approx(2 * (january[0].height + january[1].height))


def test_a_hatching_stays_in_its_piece_and_fills_it():
    shown = Columns([Column("Jan", (0, 0, 70), "70 kWh")], ("AC", "DC", "?"), Axis(0, 100))
    scene = laid_out(shown, frame(small=True))
    strokes = [part for part in scene.parts if isinstance(part, Stroke)]
    whole = reach(strokes[0])
    assert len(strokes) > 10
    assert all(
        Box(whole.left - SLACK, whole.top - SLACK, whole.width + 1, whole.height + 1).holds(reach(each))
        for each in strokes
    )
    assert [stop.words for stop in scene.stops] == ["70 kWh"]


def test_what_cannot_be_drawn_so_is_refused():
    with pytest.raises(ValueError, match="down to"):
        Axis(2, 1)
    with pytest.raises(ValueError, match="grey"):
        Columns((), "ABCD", Axis(0, 1))
    with pytest.raises(ValueError, match="one value"):
        Columns([Column("Jan", (1,))], ("AC", "DC"), Axis(0, 1))


@pytest.mark.parametrize(
    ("low", "high", "most", "found"),
    [
        (66, 104.5, 6, (70, 80, 90, 100)),
        (0, 200, 5, (0, 50, 100, 150, 200)),
        (0, 0.5, 6, (0, 0.1, 0.2, 0.3, 0.4, 0.5)),
        (-3, 3, 4, (-2, 0, 2)),
        (7, 7, 6, (7,)),
    ],
)
def test_round_values_are_those_that_people_would_write(low, high, most, found):
    assert round_values(low, high, most) == found


@given(some.floats(-1e9, 1e9), some.floats(1e-3, 1e9), some.integers(2, 12))
def test_round_values_lie_between_and_are_never_too_many(low, span, most):
    found = round_values(low, low + span, most)
    assert len(found) <= most
    assert all(b > a for a, b in pairwise(found))
    assert all(low - span * 1e-6 <= value <= low + span * (1 + 1e-6) for value in found)


POINTS = some.lists(some.tuples(some.floats(-50, 150), some.floats(-50, 150)), max_size=12)


@given(POINTS)
def test_what_is_clipped_lies_inside_and_what_lies_inside_stays(points):
    box = Box(0, 0, 100, 100)
    near = Box(-SLACK, -SLACK, 100 + 2 * SLACK, 100 + 2 * SLACK)
    for part in line_in(points, box):
        assert len(part) >= 2
        assert all(near.holds(Box(*point, 0, 0)) for point in part)
    assert all(near.holds(Box(*point, 0, 0)) for point in area_in(points, box))
    inside = [(min(max(x, 0), 100), min(max(y, 0), 100)) for x, y in points]
    assert area_in(inside, box) == inside
    assert line_in(inside, box) == ([inside] if len(inside) > 1 else [])
