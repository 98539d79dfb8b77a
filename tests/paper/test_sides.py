"""What a reader makes of parts of a line: those that nothing turns around are judged by their places alone."""

import sys
from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.paper.typesetting import sides
from lifecycle_desk.paper.typesetting.bidi import CLASS
from lifecycle_desk.paper.typesetting.directions import only_rightward
from lifecycle_desk.paper.typesetting.sides import Lines, Part, Parting, read_as_typed

SEEN = st.text("ab1 2,.-()ابج ٣ก中é", max_size=5)
PLAIN = st.text("ab 12,.-(ก中é", max_size=4)
STARTS = st.integers(0, 4).map(float)


def _plain(start: float, seen: str) -> Part:
    return Part(start, seen, ascending=True, plain=only_rightward(seen))


def _read_letter_by_letter(groups: list[list[Part]]) -> bool:
    """The same as `read_as_typed`, with every letter numbered as it was typed."""
    seen: list[tuple[str, int]] = []
    bound: set[int] = set()
    count, after = 0, " "
    for group in groups:
        placed = []
        for part in group:
            numbered = list(enumerate(part.seen if part.ascending else reversed(part.seen), count))
            for number, char in numbered:
                if not (part.ascending or char.isalnum() or after == " "):
                    bound.add(number)
                after = char
            count += len(numbered)
            placed.append((part.start, numbered if part.ascending else numbered[::-1]))
        for _, numbered in sorted(placed, key=lambda each: each[0]):
            seen += [(char, number) for number, char in numbered]
    pieces = [
        (side, [number for _, number in piece if number not in bound])
        for side, piece in groupby(seen, key=lambda letter: sides._SIDES.get(CLASS[letter[0]], sides._Side.NONE))
    ]
    return all(before < after for before, after in pairwise(sides._read(pieces)))


def test_every_letter_that_runs_to_the_left_is_known_at_once():
    leftward = [char for char in map(chr, range(sys.maxunicode + 1)) if CLASS[char] in ("R", "AL")]
    assert leftward
    assert [char for char in leftward if only_rightward(f"a{char}1")] == []


@given(st.lists(st.lists(st.builds(_plain, STARTS, PLAIN), max_size=4), min_size=1, max_size=3))
def test_places_alone_say_of_plain_parts_what_reading_them_says(groups):
    assert read_as_typed(groups) == _read_letter_by_letter(groups)


@given(st.lists(st.lists(st.builds(Part, STARTS, SEEN, st.booleans(), st.just(value=False)), max_size=4), max_size=3))
def test_stretches_of_letters_say_what_reading_them_one_by_one_says(groups):
    assert read_as_typed(groups) == _read_letter_by_letter(groups)


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
