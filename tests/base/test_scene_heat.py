"""Heat maps: figures stand in their cells, fuller grounds are more, nothing leaves the frame and no two texts meet."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lifecycle_desk.base.scene import (
    HEATS,
    SOFT,
    Area,
    Frame,
    HeatCell,
    HeatMap,
    HeatRow,
    Letters,
    Role,
    Text,
    heat_height,
    laid_out,
)

SLACK = 1e-3
NAMES = some.sampled_from(["", "Thailand", "2026", "Cascadia Long Range Executive Edition with a very long name"])
CELLS = some.builds(HeatCell, some.sampled_from(["", "1", "1,234", "12,345,678 h"]), some.none() | some.floats(0, 1))


def measure(words, letters):
    return len(words) * (6.0 if letters is Letters.TICK else 6.5), 16.0 if letters is Letters.TICK else 18.0


@some.composite
def maps(draw):
    columns = draw(some.lists(NAMES, max_size=14))
    wide = len(columns)
    rows = some.builds(HeatRow, NAMES, some.lists(CELLS, min_size=wide, max_size=wide))
    return HeatMap(columns, draw(some.lists(rows, max_size=12)), "Nothing yet")


@given(maps(), some.floats(4, 1200), some.floats(4, 700), some.booleans())
def test_nothing_leaves_the_frame_and_no_two_texts_meet(shown, width, height, mirrored):
    scene = laid_out(shown, Frame(width, height, measure, right_to_left=mirrored))
    texts = [each.box for each in scene.parts if isinstance(each, Text)]
    for part in scene.parts:
        points = part.points if isinstance(part, Area) else ()
        boxes = [(each.left, each.top, each.right, each.bottom) for each in texts] + [(x, y, x, y) for x, y in points]
        for left, top, right, bottom in boxes:
            assert left >= -SLACK
            assert top >= -SLACK
            assert right <= width + SLACK
            assert bottom <= height + SLACK
    assert not any(one.overlaps(other) for one, other in combinations(texts, 2))
    assert len(scene.stops) in {0, len(shown.rows) * len(shown.columns)}


def shown(*shares):
    return HeatMap(["Jan", "Feb", "Mar"][: len(shares)], [HeatRow("TH", [HeatCell("7", each, "x") for each in shares])])


def test_more_stands_on_a_fuller_ground_and_what_is_not_known_on_none():
    grounds = {}
    for share in (None, 0.0, 0.5, 1.0):
        scene = laid_out(shown(share), Frame(400, 120, measure))
        grounds[share] = [SOFT[each.role] for each in scene.parts if isinstance(each, Area)]
    assert grounds[None] == []
    assert grounds[0.0] < grounds[0.5] < grounds[1.0]
    assert [SOFT[each] for each in HEATS] == sorted(SOFT[each] for each in HEATS)


def test_time_runs_to_the_right_in_every_language_and_names_stand_where_reading_starts():
    for mirrored in (False, True):
        scene = laid_out(shown(0.1, 0.2, 0.3), Frame(400, 120, measure, right_to_left=mirrored))
        places = {each.words: each.box.left for each in scene.parts if isinstance(each, Text)}
        assert places["Jan"] < places["Feb"] < places["Mar"]
        assert (places["TH"] > places["Mar"]) is mirrored


def test_its_natural_height_has_room_for_every_row_and_figure():
    many = HeatMap(["a", "b"], [HeatRow(str(at), [HeatCell("7", 0.5)] * 2) for at in range(20)])
    scene = laid_out(many, Frame(400, heat_height(many, measure, 1.0), measure))
    assert sum(each.role is Role.VALUE for each in scene.parts if isinstance(each, Text)) == 40


def test_a_row_needs_a_cell_for_each_column():
    with pytest.raises(ValueError, match="one cell for each column"):
        HeatMap(["a", "b"], [HeatRow("x", [HeatCell("1")])])
