"""What breaks the rules of pages, found on pages as they were laid out: for tests, and for who looks at all papers."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lifecycle_desk.paper.flow import ROWS, Placed, Room, Strip, is_little, left_over, turned

type Pages = Sequence[Sequence[Placed]]


def faults(pages: Pages, room: Room) -> Iterator[str]:
    """Each breach in a few English words; `room` is what pages after the first may fill."""
    for number, (page, following) in enumerate(pairwise(pages), 1):
        ends, begins = _rows(page), _rows(following)
        if ends and ends[-1].keep:
            yield f"page {number} ends amid what stays together"
        if begins and begins[0].cling:
            yield f"page {number + 1} begins with what belongs to the page before"
        if is_little(page, room) and turned(following) and number > 1 and not turned(page):
            yield f"page {number} ends a part and is filled less than a quarter"
    yield from _lonely(pages)
    if left_over(pages, room):
        yield "the last page is filled less than a quarter"


def _rows(page: Sequence[Placed]) -> list[Strip]:
    """The strips of a page without distances and turns."""
    return [placed.strip for placed in page if not (placed.strip.gap or placed.strip.turns)]


def _lonely(pages: Pages) -> Iterator[str]:
    """Pages on which a table that goes on has one row."""
    spread: dict[int, dict[int, int]] = {}
    for number, page in enumerate(pages, 1):
        for strip in _rows(page):
            if strip.heads:
                of_table = spread.setdefault(id(strip.heads[0]), {})
                of_table[number] = of_table.get(number, 0) + strip.rows
    for counts in spread.values():
        if len(counts) > 1:
            yield from (f"page {number} has one row of a table" for number, rows in counts.items() if rows < ROWS)
