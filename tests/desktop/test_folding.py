"""Rows that have no room: how they fold, what each part gets then, and how much space stands below them."""

from collections.abc import Iterator

import pytest
from hands import dress_once, rest, shown
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.filters import FilterChips, FilterLine, FilterRow, Kind
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    ChipLines,
    ChoiceField,
    FilterChip,
    LineField,
    PageTitle,
    Plate,
    ReadField,
    SectionTitle,
    TextField,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.folding import HalvedRow
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language


@pytest.fixture(params=["en", "ar"])
def rtl(request: pytest.FixtureRequest) -> bool:
    """Both directions of reading."""
    dress_once()
    translator().set_language(Language(request.param))
    return request.param == "ar"


def holding(*parts: QWidget, width: int, **how: object) -> Iterator[QWidget]:
    for top in shown(wrap(column(row(*parts, **how), None))):
        top.resize(width, 400)
        rest(top)
        yield top


def test_a_folded_line_gives_its_parts_no_more_than_there_is(rtl):
    title = PageTitle(text="BYD Atto 3 Extended Range 60.5 kWh")
    buttons = [Button(text=each) for each in ("Sell as second-hand…", "Print…", "Open vehicle page")]
    for width in range(620, 380, -7):
        for top in holding(title, Plate("6พอ 7270"), *buttons, width=width):
            seen = [each for each in (title, *buttons) if each.width()]
            places = [(each.mapTo(top, QPoint(0, 0)).x(), each.width()) for each in seen]
            assert all(x >= 0 and x + wide <= top.width() for x, wide in places), width
            title.setParent(None)
            for each in buttons:
                each.setParent(None)


@pytest.mark.parametrize("by_a_space", [True, False])
def test_what_stands_behind_all_that_stretches_stays_at_the_end_of_a_folded_line(rtl, by_a_space):
    first, second, last = (Button(text=each) for each in ("Affected by this campaign", "Not affected", "Open vehicle"))
    items = (first, second, None, last) if by_a_space else ((first, 1), second, last)
    for top in holding(*items, width=270, folds=True):
        place = last.mapTo(top, QPoint(0, 0)).x()
        assert last.y() > first.y()
        assert (place if rtl else top.width() - place - last.width()) == 0


def test_folded_fields_stand_as_close_as_rows_of_fields(rtl):
    fields = [LineField(PlainText(each)) for each in ("One", "Two", "Three", "Four")]
    for top in holding(*fields, width=260, gap=16):
        rows = sorted({each.mapTo(top, QPoint(0, 0)).y() for each in fields})
        assert len(rows) == 2
        assert rows[1] - rows[0] - fields[0].height() == 4


def test_five_fields_without_room_stand_three_and_two(rtl):
    fields = [LineField(PlainText(each)) for each in ("One", "Two", "Three", "Four", "Five")]
    for top in holding(*fields, width=480, gap=16):
        high = [each.mapTo(top, QPoint(0, 0)).y() for each in fields]
        assert [high.count(each) for each in sorted(set(high))] == [3, 2]


def test_a_row_folds_before_the_label_of_a_field_is_cut(rtl):
    fields = [LineField(PlainText("For vehicles sold from")), LineField(PlainText("Source"))]
    wide = fields[0].label.sizeHint().width()
    for top in holding(*fields, width=wide + 90, gap=16):
        assert fields[0].label.width() >= wide
        assert fields[0].mapTo(top, QPoint(0, 0)).y() < fields[1].mapTo(top, QPoint(0, 0)).y()


def test_buttons_fold_before_the_heading_of_a_card_is_cut_to_a_letter(rtl):
    title, buttons = SectionTitle(text="BYD Dolphin"), [Button(text=each) for each in ("Copy to new one", "Next one")]
    for top in holding(title, None, *buttons, width=title.sizeHint().width() + 180):
        assert title.width() >= title.sizeHint().width()
        assert all(each.mapTo(top, QPoint(0, 0)).x() + each.width() <= top.width() for each in buttons)


def test_a_row_that_folded_meanwhile_stands_in_one_line_again_in_its_place_of_before(rtl):
    fields = [LineField(PlainText(each)) for each in ("From", "Until")]
    line = row(*fields, gap=12)
    for top in shown(wrap(column(wrap(line), None))):
        rest(top)
        for width in (268, 210, 268):
            line.setGeometry(QRect(0, 0, width, 80))
        assert fields[0].y() == fields[1].y()
        assert {each.width() for each in fields} == {128}


@pytest.mark.parametrize("make", [TextField, LineField, lambda label: ChoiceField(label, [(1, PlainText("LPG"))])])
def test_a_field_that_says_nothing_but_faults_makes_room_for_the_first_and_keeps_it_while_it_is_mended(rtl, make):
    field = make(PlainText("Cause"))
    for top in holding(field, width=300):
        before = field.height() - field.control.geometry().bottom()
        assert before <= 14
        field.fault(PlainText("Say why it failed."))
        rest(top)
        spoken = field.height() - field.control.geometry().bottom()
        assert spoken > before + 8
        field.clear()
        rest(top)
        assert field.height() - field.control.geometry().bottom() == spoken


def test_a_field_that_speaks_while_somebody_types_has_the_room_from_the_beginning(rtl):
    field = ReadField(PlainText("Keys"), lambda text: (int(text), f"= {text}"))
    for top in holding(field, width=300):
        before = field.height()
        field.set_text("2")
        rest(top)
        assert field.level == "echo"
        assert field.height() == before


def test_fields_in_lines_above_one_another_begin_and_end_alike(rtl):
    shares = ((2, 1, 1), (1, 1, 1, 1), (1, 1))
    lines = [[LineField(PlainText("Name")) for _ in by] for by in shares]
    rows = [row(*zip(fields, by, strict=True), gap=16) for fields, by in zip(lines, shares, strict=True)]
    for top in shown(wrap(column(*rows, None))):
        for width in (700, 641, 903):
            top.resize(width, 400)
            rest(top)
            wide, four, two = ([(each.x(), each.x() + each.width()) for each in fields] for fields in lines)
            assert wide[1:] == four[2:]
            assert wide[0] == two[0] == (min(*four[0], *four[1]), max(*four[0], *four[1]))


def test_halves_stand_beside_one_another_or_below_and_what_is_shown_stands_below_both(rtl):
    first, second, below = (Button(text=each) for each in ("What was done", "Who pays", "Technician"))
    halves = (row(first, None), row(None, second))
    placed = HalvedRow(halves, row(below, None), lambda width: width < 400, lambda: 40, 8, (0, 0, 0, 0))
    for top in shown(wrap(placed)):
        heights = {}
        for width in (500, 300):
            top.resize(width, placed.heightForWidth(width))
            rest(top)
            heights[width] = [each.y() // 40 for each in (first, second, below)]
            assert (first.x() > second.x()) == rtl
        assert heights == {500: [0, 0, 1], 300: [0, 1, 2]}
        below.hide()
        assert (placed.rows(500), placed.rows(300)) == (1, 2)


def test_chips_go_without_their_icons_where_that_spares_a_line(rtl):
    lines = ChipLines[int]()
    for at in range(3):
        chip = lines.chips[at] = FilterChip(text="Short", icon="key")
        chip.setParent(lines)
    room = lines.sizeHint().width()
    for top in shown(wrap(column(lines, None))):
        for width, bare, count in ((room, False, 1), (room - 40, True, 1), (60, False, 3)):
            top.resize(width, 200)
            rest(top)
            assert {chip.is_bare for chip in lines.chips.values()} == {bare}
            assert len({chip.y() for chip in lines.chips.values()}) == count


def test_chips_make_room_for_what_they_come_to_say(rtl):
    lines = ChipLines[int]()
    for at in range(2):
        chip = lines.chips[at] = FilterChip(text="Short")
        chip.setParent(lines)
    for top in shown(wrap(column(lines, None))):
        top.resize(500, 200)
        lines.place()
        lines.chips[0].count("123,456,789")
        rest(top)
        assert lines.chips[0].width() == lines.chips[0].sizeHint().width()
        one, two = (each.geometry() for each in lines.chips.values())
        assert not one.intersects(two)


def test_only_the_first_line_of_chips_makes_room_for_the_field(rtl):
    chips = FilterChips(PlainText("Kind"), [Kind(at, PlainText(f"Kind number {at}")) for at in range(4)])
    field = FilterLine()
    chips.show_counts(dict.fromkeys(range(4), 3), 12)
    for top in holding((FilterRow(chips, field), 1), width=420):
        at = {each: QRect(each.mapTo(top, QPoint(0, 0)), each.size()) for each in (*chips.chips.values(), field)}
        lines = {rect.y() for each, rect in at.items() if each is not field}
        assert len(lines) == 2  # beside the field each chip would have a line of its own
        assert at[field].y() == min(lines)
        assert not any(at[field].intersects(rect) for each, rect in at.items() if each is not field)
        end = at[field].left() if rtl else top.width() - 1 - at[field].right()
        assert end == 0
