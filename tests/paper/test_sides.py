"""What a reader makes of parts of a line: those that nothing turns around are judged by their places alone."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.paper.typesetting.bidi import CLASS
from lifecycle_desk.paper.typesetting.directions import only_rightward
from lifecycle_desk.paper.typesetting.sides import Lines, Part, Parting, read_as_typed

PLAIN = st.text("ab 12,.-(ก中é", max_size=4)
PARTS = st.builds(
    lambda start, seen: Part(float(start), seen, ascending=True, plain=only_rightward(seen)), st.integers(0, 5), PLAIN
)


def _plain(start: float, seen: str) -> Part:
    return Part(start, seen, ascending=True, plain=only_rightward(seen))


def test_every_letter_that_runs_to_the_left_is_known_at_once():
    leftward = [char for char in map(chr, range(sys.maxunicode + 1)) if CLASS[char] in ("R", "AL")]
    assert leftward
    assert [char for char in leftward if only_rightward(f"a{char}1")] == []


@given(st.lists(st.lists(PARTS, max_size=4), min_size=1, max_size=3))
def test_places_alone_say_of_plain_parts_what_reading_them_says(groups):
    read = [[part._replace(plain=False) for part in group] for group in groups]
    assert read_as_typed(groups) == read_as_typed(read)


def test_plain_cells_need_a_parting_only_where_they_were_drawn_from_the_right():
    def partings(*starts: float) -> list[Parting]:
        lines = Lines()
        return [lines.parting([_plain(0.0, "AB 12")], (0, 0), (start, 700.0), 9.0) for start in starts]

    assert partings(50.0, 150.0, 250.0) == [Parting.NONE] * 3
    assert partings(250.0, 150.0) == [Parting.NONE, Parting.GROUP]


def test_a_code_beside_arabic_words_is_still_read():
    lines = Lines()
    code, words = _plain(0.0, "RO-123"), Part(0.0, "يبد", ascending=False, plain=False)
    assert lines.parting([words], (0, 0), (200.0, 700.0), 9.0) is Parting.NONE
    assert lines.parting([code], (0, 0), (100.0, 700.0), 9.0) is not Parting.NONE
