"""Facts at a glance: what qualifies a value is read whole, on a second line where it must be."""

import pytest
from hands import dress_once, rest, shown

from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import column, wrap
from lifecycle_desk.desktop.look.parts.glance import Glance, glance_strip
from lifecycle_desk.desktop.look.states import GOOD
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

NOTE = "New for old until 9 Apr 2030"


@pytest.mark.parametrize("code", ["en", "ar", "th"])
def test_what_has_no_room_in_one_line_takes_a_second_and_all_facts_stay_as_high(code):
    dress_once()
    translator().set_language(Language(code))
    facts = [Glance(PlainText(each)) for each in ("Battery", "Warranty")]
    strip = glance_strip(facts)
    facts[0].show_fact(PlainText("93.4%"), PlainText("Good"))
    for top in shown(wrap(column(strip, None))):
        heights = {}
        for note in ("Good", NOTE):
            facts[1].show_fact(PlainText("40 months"), PlainText(note), GOOD)
            top.resize(340, 300)
            rest(top)
            assert [each for fact in facts for each in fact.cut()] == []
            assert facts[0].height() == facts[1].height()
            heights[note] = facts[1].height()
        assert heights[NOTE] > heights["Good"]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_facts_keep_a_second_line_only_where_one_of_them_has_it(code):
    dress_once()
    translator().set_language(Language(code))
    facts = [Glance(PlainText(each)) for each in ("Battery", "Warranty", "Owner")]
    strip = glance_strip(facts)
    for each, note in zip(facts, ("Good", NOTE, "Good"), strict=True):
        each.show_fact(PlainText("40 months"), PlainText(note), GOOD)
    seen = set()
    for top in shown(wrap(column(strip, None))):
        for width in range(560, 680):
            top.resize(width, 300)
            rest(top)
            wanted = max(each.heightForWidth(each.width()) for each in facts)
            assert {each.height() for each in facts} == {wanted}, width
            seen.add(wanted)
    assert len(seen) == 2, "in some widths the note is broken, in others it is not"


def stand_in_rows(code: str, at: int, told: list[tuple[str, str, int]]) -> None:
    """Six facts, one of which says one thing after another, stand in so many rows each time, and none is cut."""
    dress_once()
    translator().set_language(Language(code))
    facts = [Glance(PlainText(f"Fact {n}")) for n in range(6)]
    strip = glance_strip(facts)
    for top in shown(wrap(column(strip, None))):
        top.resize(6 * 150 + 5 * 20, 300)
        for value, note, rows in told:
            facts[at].show_fact(PlainText(value), PlainText(note), GOOD)
            rest(top)
            assert len({each.y() for each in facts}) == rows
            assert [each for fact in facts for each in fact.cut()] == []


@pytest.mark.parametrize(("code", "long"), [
    ("en", "Vehicle and battery · until 19 May 2030 or 150,000 km"),
    ("zh_CN", "整车 · 至2030年5月19日或150,000 km"),
])  # fmt: skip
def test_six_facts_stand_three_and_three_where_two_lines_would_cut_what_one_of_them_says(code, long):
    stand_in_rows(code, 1, [("41 months", "Good", 1), ("41 months", long, 2)])


@pytest.mark.parametrize(("code", "owner"), [
    ("en", "Bangkok Transport Green Ltd"),
    ("th", "บริษัท บางกอกทรานสปอร์ตกรีน จำกัด"),
])  # fmt: skip
def test_six_facts_stand_three_and_three_where_six_columns_would_cut_a_value(code, owner):
    stand_in_rows(code, 5, [("Niran", "since 6 Dec 2025", 1), (owner, "since 6 Dec 2025", 2)])
