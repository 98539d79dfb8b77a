"""How pages end: what stays together, and what becomes of a last page that would hold little."""

from decimal import Decimal
from itertools import chain

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lifecycle_desk.language import Language
from lifecycle_desk.paper import Column, Facts, Note, Paper, Paragraphs, Seal, Section, Signature, Signatures, Table
from lifecycle_desk.paper.fitting import faults
from lifecycle_desk.paper.flow import QUARTER, Placed, Strip, evened, filled, led, left_over, pages, paired, spills

ROOM = (0.0, 700.0)
ENGLISH = Language("en")
COLUMNS = (Column("Operation", share=1), Column("Description", share=3), Column("Amount", share=1, end=True))
SEAL = Seal("LD1:" + "A" * 300, "RO-1/1", "RO-1", 1, "Example Motors", "E5DA 2A41")

heights = st.floats(8.0, 110.0)
tables = st.lists(heights, min_size=1, max_size=40).map(
    lambda tall: [Strip(18.0, keep=True, leads=True), *paired([Strip(each) for each in tall])]
)
sections = tables.map(lambda strips: [Strip(12.0, gap=True), *led(Strip(19.0), strips)])
texts = st.integers(1, 30).map(lambda count: [Strip(12.0, gap=True), *paired([Strip(13.0, flows=True)] * count)])
SEALS = 5  # that cling to what they seal and to each other: more fit no page
signed = st.just([Strip(12.0, gap=True), Strip(80.0, cling=True)])
papers = (
    st.lists(st.one_of(sections, texts, signed), min_size=1, max_size=14)
    .filter(lambda parts: sum(part[-1].cling for part in parts) <= SEALS)
    .map(lambda parts: list(chain.from_iterable(parts)))
)


SEALED = [
    *(Strip(12.0, gap=True), Strip(19.0, keep=True, leads=True), Strip(18.0, keep=True, leads=True), Strip(78.0)),
    *chain.from_iterable([(Strip(12.0, gap=True), Strip(80.0, cling=True))] * SEALS),
    *(Strip(12.0, gap=True), Strip(19.0, keep=True, leads=True), Strip(18.0, keep=True, leads=True), Strip(77.0)),
]  # they fill a page with what they seal, and the next one holds little


@settings(max_examples=50, deadline=None)
@given(papers)
@example(SEALED)
def test_made_up_papers_lose_nothing_and_part_nothing_that_stays_together(strips):
    found = pages(strips, ROOM, ROOM)
    for each in (found, evened(strips, ROOM, ROOM)):
        assert [placed.strip for page in each for placed in page if not placed.strip.gap] == [
            strip for strip in strips if not strip.gap
        ]
        assert all(
            placed.top + placed.strip.height <= ROOM[1] for page in each for placed in page if not placed.strip.gap
        )
        assert set(faults(each, ROOM)) <= {"the last page is filled less than a quarter"}
        assert len(each) == len(found)


def test_a_last_page_of_lines_is_never_filled_less_than_a_quarter():
    for count in range(40, 220):
        placed = evened([Strip(13.0)] * count, ROOM, ROOM)
        assert len(placed) == 1 or filled(placed[-1]) >= QUARTER * ROOM[1]
        assert sum(map(len, placed)) == count


def test_a_part_that_another_page_follows_on_purpose_ends_like_a_paper():
    rows, turn = [Strip(13.0)] * 10, Strip(0.0, turns=True)
    for count in range(40, 120):
        placed = evened([*[Strip(13.0)] * count, turn, *rows], ROOM, ROOM)
        assert [*faults(placed, ROOM)] == []
        assert sum(len(page) for page in placed) == count + 1 + len(rows)
        assert placed[-1][0].strip is turn
    assert spills([*[Strip(13.0)] * 54, turn, *rows], ROOM, ROOM)
    assert not spills([*[Strip(13.0)] * 40, turn, *rows], ROOM, ROOM)
    begun = evened([turn, turn, *rows, turn], ROOM, ROOM)
    assert [len(page) for page in begun] == [len(page) for page in pages([turn, turn, *rows, turn], ROOM, ROOM)]


def test_what_breaks_a_rule_is_named():
    full, little, turned = (Placed(Strip(tall), 0.0) for tall in (600.0, 20.0, 0.0))
    after = [Placed(Strip(0.0, turns=True), 0.0), turned]
    assert [*faults([[full], [little], after], ROOM)] == ["page 2 ends a part and is filled less than a quarter"]
    assert [*faults([[little], after, after], ROOM)] == []
    head = Strip(18.0)
    row, stays, seal = Strip(20.0, heads=(head,)), Strip(20.0, keep=True), Strip(300.0, cling=True)
    assert [*faults([[Placed(stays, 0.0)], [Placed(Strip(300.0), 0.0)]], ROOM)] == [
        "page 1 ends amid what stays together"
    ]
    assert [*faults([[Placed(Strip(20.0), 0.0)], [Placed(seal, 0.0)]], ROOM)] == [
        "page 2 begins with what belongs to the page before"
    ]
    alone = [[Placed(row, 0.0), Placed(row, 20.0)], [Placed(row, 0.0), Placed(Strip(300.0), 20.0)]]
    assert [*faults(alone, ROOM)] == ["page 2 has one row of a table"]
    assert [*faults([[Placed(row, 0.0)], [Placed(Strip(20.0), 0.0)]], ROOM)] == [
        "the last page is filled less than a quarter"
    ]
    assert not left_over([[Placed(row, 0.0)], [Placed(Strip(0.0, turns=True), 0.0), Placed(row, 0.0)]], ROOM)


def rows(count):
    return [(f"OP-{n:04}", f"Replace part number {n} and check it", Decimal(n)) for n in range(count)]


def report(count, **more):
    return Paper(
        "Service report",
        ENGLISH,
        [
            Facts([("Vehicle", "BYD"), ("Plate", "1กก 1234")]),
            Section("Job 1", Paragraphs("The brakes squeal."), Table(COLUMNS, rows(count))),
            Note("Come again."),
            Signatures([Signature("Customer")]),
        ],
        seal=SEAL,
        **more,
    )


def test_papers_of_any_length_break_no_rule():
    for count in range(3, 75, 6):
        laid = report(count).laid()
        assert [*faults(laid.pages, laid.room)] == [], count


def count_of_pages(count):
    laid, drawn = report(count).laid(), report(count).draw()
    assert drawn.pages == len(laid.pages)
    return drawn.pages


def test_a_little_too_much_is_pulled_in_and_more_goes_over():
    """As it is usually set, one page holds 20 rows of this paper; with smaller distances 28, and never more."""
    assert [count_of_pages(count) for count in (20, 21, 28, 29)] == [1, 1, 1, 2]
    assert report(29).laid().fill >= QUARTER


def test_papers_that_follow_in_the_same_file_are_pulled_in_too():
    assert report(3, followed=[report(22)]).draw().pages == 2
