"""Painted rows are read aloud, reached by the keyboard, mirrored, and tell what they had to cut."""

from dataclasses import replace

import pytest
from hands import NO_WARNINGS, name_of
from hearing import Hearing, shown
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAccessible, QPainter, QPixmap, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.rows import (
    BoardCard,
    Cell,
    ChipShown,
    Column,
    DueDelegate,
    DueRow,
    EventRow,
    Heading,
    Lane,
    LineTable,
    PaletteDelegate,
    PaletteRow,
    RowList,
    Timeline,
    TwoLineDelegate,
    TwoLineRow,
    WholeRowList,
    WholeRowsTable,
    YearRow,
)
from lifecycle_desk.desktop.look.rows.base import State
from lifecycle_desk.desktop.look.rows.table import dress_table
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("dressed")]
ODD = EventRow("18 Mar", "Reading", "Nok K.", odometer="34,950 km", odd="Lower than before.", explain="Explain", key=2)
LIFE = (
    YearRow("2026", "2 records", "+12,990 km", "฿ 3,210"),
    EventRow(
        "19 Nov", "Repair order", "Weak", "service", "tool", ChipShown("In progress", "service"), paid="฿ 3,210", key=1
    ),
    ODD,
)
DUE = (
    Heading("Late", "1", "Show all"),
    DueRow("3กข 4821", "MG4", "Brake fluid", "every 2 years", left="6 days overdue", tone="danger", step="Call", key=7),
)
LISTS = {
    "due": (DueDelegate, DUE),
    "two lines": (TwoLineDelegate, (Heading("Customers"), TwoLineRow("Siriporn", "089", initials="SC", end="2"))),
    "palette": (PaletteDelegate, (PaletteRow("LSJWH4095PN000001", match=(13, 17), is_code=True),)),
}


def life(qtbot):
    timeline = Timeline(N_("Vehicle history"))
    timeline.show_rows(LIFE)
    return shown(qtbot, timeline)


@pytest.mark.parametrize(("delegate", "rows"), LISTS.values(), ids=LISTS)
def test_a_list_reads_its_rows_aloud(qtbot, delegate, rows):
    view = shown(qtbot, RowList(N_("What is due"), delegate(), rows))
    heard = QAccessible.queryAccessibleInterface(view)
    assert name_of(view) == "What is due"
    spoken = [heard.child(i).text(QAccessible.Text.Name) for i in range(heard.childCount())]
    assert spoken == [row.words() for row in rows]


@pytest.mark.parametrize(("delegate", "rows"), LISTS.values(), ids=LISTS)
def test_a_list_wears_dark_and_mirrors(qtbot, delegate, rows):
    view = shown(qtbot, RowList(N_("What is due"), delegate(), rows))
    light = view.grab().toImage()
    theme.set_theme(dark=True)
    QApplication.processEvents()
    dark = view.grab().toImage()
    translator().set_language(Language("ar"))
    QApplication.processEvents()
    assert len({hash(image.constBits().tobytes()) for image in (light, dark, view.grab().toImage())}) == 3


def test_a_row_says_all_that_it_shows():
    assert LIFE[1].words() == "19 Nov, Repair order, In progress, Weak, ฿ 3,210"
    assert ODD.words() == "18 Mar, Reading, Nok K., 34,950 km, Lower than before., Explain"
    card = BoardCard("3กข 4821", "MG4", "Weak", "15:30", "danger", "SP", (ChipShown("Parts in"),))
    assert card.words() == "3กข 4821, 15:30, MG4, Weak, SP, Parts in"


def test_the_keyboard_passes_over_headings_and_opens_a_row(qtbot):
    timeline = life(qtbot)
    timeline.list.setFocus()
    qtbot.keyClick(timeline.list, Qt.Key.Key_Up)
    assert timeline.list.current() is LIFE[1]
    with qtbot.waitSignal(timeline.list.opened) as heard:
        qtbot.keyClick(timeline.list, Qt.Key.Key_Return)
    assert heard.args == [LIFE[1]]


def test_the_link_of_an_odd_reading_can_be_pressed(qtbot):
    timeline = life(qtbot)
    place = timeline.list.visualRect(timeline.list.rows.index(2, 0))
    link = timeline.delegate.link(place, ODD)
    assert not link.isEmpty()
    with qtbot.waitSignal(timeline.explain) as heard:
        qtbot.mouseClick(timeline.list.viewport(), Qt.MouseButton.LeftButton, pos=link.center())
    assert heard.args == [ODD]


def test_columns_are_as_wide_as_their_widest_text_and_mirror(qtbot):
    timeline = life(qtbot)
    whole = QRect(0, 0, 900, 46)
    english = timeline.delegate.places(whole)
    assert english.odometer.width() >= theme.width("34,950 km", "medium", tabular=True)
    assert english.day.left() < english.title.left() < english.paid.left()
    translator().set_language(Language("ar"))
    arabic = timeline.delegate.places(whole)
    assert arabic.day.left() > arabic.title.left() > arabic.paid.left()


def test_in_a_narrow_timeline_columns_give_way_to_the_title_one_by_one(qtbot):
    delegate = life(qtbot).delegate
    seen = []
    for width in range(900, 200, -10):
        at = delegate.places(QRect(0, 0, width, 46))
        seen.append(tuple(not place.isEmpty() for place in (at.paid, at.odometer, at.papers)))
        assert at.title.width() >= min(160, width - 134)
    stages = [(True, True, True), (True, True, False), (True, False, False), (False, False, False)]
    assert list(dict.fromkeys(seen)) == stages


def test_in_a_narrow_due_list_the_reason_is_not_dropped():
    cut = DueDelegate().cut(QRect(0, 0, 360, 46), DUE[1])
    assert DUE[1].reason not in cut


def test_what_was_cut_is_told(qtbot):
    timeline = life(qtbot)
    long = EventRow("19 Nov", "Air conditioning weak after twenty minutes in traffic", "and " * 40)
    assert timeline.delegate.cut(QRect(0, 0, 460, 46), long) == [long.title, long.detail]
    assert timeline.delegate.cut(QRect(0, 0, 900, 46), LIFE[1]) == []


def test_rows_are_higher_in_thai_at_once(qtbot):
    timeline = life(qtbot)
    index = timeline.list.rows.index(1, 0)
    before = timeline.list.visualRect(index).height()
    translator().set_language(Language("th"))
    QApplication.processEvents()
    assert timeline.list.visualRect(index).height() == before + 8


def test_what_was_chosen_stays_chosen_when_the_rows_change(qtbot):
    view = shown(qtbot, RowList(N_("What is due"), DueDelegate(), DUE))
    view.setCurrentIndex(view.rows.index(1, 0))
    new = DueRow("9กค 0018", "Deepal", "Battery check", key=8)
    view.show_rows((DUE[0], new, DUE[1]))
    assert view.current() is DUE[1]


def table():
    columns = (Column(N_("Code"), 104, role="mono"), Column(N_("Cover")), Column(N_("Amount"), 96, "end"))
    made = LineTable(N_("Lines"), columns)
    made.show_lines([("HV-2210", Cell("to 14 Mar 2028", "ok", "circle-check"), "690.00")] * 3)
    return made


def test_a_table_reads_its_cells_aloud_and_stands_whole(qtbot):
    lines = shown(qtbot, table())
    assert lines.lines.index(0, 1).data() == "to 14 Mar 2028"
    assert lines.sizeHint().height() == 28 + 3 * 32
    theme.set_theme(scale=1.5)
    assert lines.sizeHint().height() == 42 + 3 * 48
    assert lines.rowHeight(0) == 48
    assert lines.columnWidth(0) == 156


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_icon_of_a_figure_stands_directly_before_it_however_wide_the_column(qtbot, monkeypatch, language):
    translator().set_language(Language(language))
    lines = LineTable(N_("Days"), [Column(N_("Days"), 300, "end"), Column(N_("Vehicle"))])
    lines.show_lines([[Cell("97", "danger", "clock-exclamation"), "Omoda E5"]])
    drawn: list[QRect] = []
    monkeypatch.setattr(Brush, "icon", lambda _b, rect, *_: drawn.append(QRect(rect)))
    shown(qtbot, lines, 500).viewport().grab()
    wide = theme.width("97", "small", tabular=True)
    ends = lines.columnViewportPosition(0) + lines.columnWidth(0)
    assert drawn
    assert all(0 < ends - (each.right() + 1) - wide < 40 for each in drawn)


def test_a_chosen_row_has_one_ring_round_all_its_cells(qtbot):
    lines = shown(qtbot, table(), 500)
    lines.selectRow(1)
    lines.clearFocus()
    quiet = lines.viewport().grab().toImage()
    lines.setFocus()
    QApplication.processEvents()
    ringed = lines.viewport().grab().toImage()
    y = lines.rowViewportPosition(1) + 2
    changed = [x for x in range(ringed.width()) if ringed.pixel(x, y) != quiet.pixel(x, y)]
    assert len(changed) > ringed.width() * 0.9


def test_the_wheel_scrolls_and_tab_leaves_a_table(qtbot):
    assert not shown(qtbot, table()).tabKeyNavigation()


LONG = "A whine from the front, and much else that was noticed beside it"


@pytest.mark.parametrize(
    ("reason", "detail", "cut"),
    [
        ("Expected at 14:30", "Repair", set()),
        ("Expected at 14:30", LONG, {LONG}),  # before the name of whom to call
        ("Ready: to be called, and that by today", "Repair", {"Bangkok Green Transport and Logistics"}),
    ],
)
def test_a_long_name_is_read_whole_where_the_reason_of_its_own_row_leaves_room(qtbot, reason, detail, cut):
    name = "Bangkok Green Transport and Logistics"
    rows = [
        DueRow("1กจ 7846", "Neta V-II", reason, detail, name, "+66 8", step="Check in", left="in 2 hours"),
        DueRow(
            "7ชญ 9107", "MG4", "Expected at 15:00", "Repair", "Somchai", "+66 8", step="Check in", left="in 3 hours"
        ),
    ]
    due = RowList(N_("Today"), DueDelegate(), rows)
    qtbot.addWidget(due)
    due.delegate.measure(rows)
    paper = QPixmap(900, 60)
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        due.delegate.draw(brush, QRect(0, 0, 900, 46), rows[0], State())
    assert {*brush.cut} == cut


@pytest.mark.parametrize(
    ("width", "has_person", "has_step"), [(1200, True, True), (760, False, True), (520, False, False)]
)
def test_who_to_call_and_then_the_next_step_give_way_before_the_reason_is_cut(qtbot, width, has_person, has_step):
    due = DueRow(
        "3กข 4821", "MG4", "Promised for 28 Nov 2026 17:30", "Weak", "Nok K.", "1", "14 hrs overdue", step="Open order"
    )
    delegate = DueDelegate()
    delegate.measure([due])
    paper = QPixmap(width, 60)
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        delegate.draw(brush, QRect(0, 0, width, 46), due, State())
    assert (due.person in brush.wrote, due.step in brush.wrote) == (has_person, has_step)
    assert delegate.link(QRect(0, 0, width, 46), due).isEmpty() != has_step
    assert due.reason not in brush.cut


def test_one_long_reason_does_not_take_whom_to_call_from_the_other_rows(qtbot):
    few, more = "Se espera a las 14:00", "Por entregar: llame al cliente hoy"
    rows = [
        DueRow("7ชญ 9107", "MG4", reason, "", "Nok K.", "+66 8", "No ha llegado", step="Abrir el pedido de compra")
        for reason in (few, few, few, few, more)
    ]
    delegate = DueDelegate()
    delegate.measure(rows)
    calls = []
    for row in rows:
        paper = QPixmap(800, 60)
        with QPainter(paper) as painter:
            brush = Hearing(painter)
            delegate.draw(brush, QRect(0, 0, 800, 46), row, State())
        calls.append(row.person in brush.wrote)
        assert row.reason not in brush.cut
    assert calls == [True, True, True, True, False]


@pytest.mark.parametrize(("person", "is_cut"), [("Nok K.", True), ("", False)])
def test_the_detail_takes_the_room_of_a_person_that_there_is_not(qtbot, person, is_cut):
    detail = "location C-08 · here since 26 Nov 2026 · the underbody is cracked and the pack is wet"
    due = DueRow("LC0A5V887N5000008", "BYD", "Quarantined", detail, person)
    delegate = DueDelegate()
    delegate.measure([due])
    width = 760
    paper = QPixmap(width, 60)
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        delegate.draw(brush, QRect(0, 0, width, 46), due, State())
    assert ("Nok K." in brush.wrote) == is_cut
    assert (due.detail in brush.cut) == is_cut


def test_the_last_row_of_a_card_has_no_hairline_above_the_edge_of_the_card(qtbot):
    rows = [TwoLineRow("MG4", "in stock", key=at) for at in range(2)]
    paper = QPixmap(300, 60)
    for ends, lines in ((False, [1, 1]), (True, [1, 0])):
        delegate, drawn = TwoLineDelegate(ends=ends), []
        delegate.measure(rows)
        for row in rows:
            with QPainter(paper) as painter:
                brush = Hearing(painter)
                delegate.draw(brush, QRect(0, 0, 300, 46), row, State())
            drawn.append(brush.lines)
        assert drawn == lines


def test_a_table_that_was_given_other_columns_is_measured_by_these_alone(qtbot):
    view = QTableView()
    view.setModel(QStandardItemModel(1, 2))
    dress_table(view, [Column(N_("Part number"), 120), Column(N_("Description"), 200)])
    dress_table(view, [Column(N_("Part number"), 90), Column(N_("Description"), 60)])
    shown(qtbot, view)
    with qtbot.captureExceptions() as raised:
        QApplication.sendEvent(view, QEvent(QEvent.Type.StyleChange))
    assert raised == []
    assert [view.columnWidth(at) for at in range(2)] == [theme.u(90), theme.u(60)]


def test_the_outer_columns_are_those_that_are_seen_first_and_last(qtbot):
    lines = shown(qtbot, table())
    head = lines.horizontalHeader()
    head.moveSection(0, 2)
    head.hideSection(1)  # that came first by it
    assert [head.outer(at) for at in range(3)] == [(False, True), (False, False), (True, False)]
    head.hideSection(0)
    head.hideSection(2)
    assert [head.outer(at) for at in range(3)] == [(False, False)] * 3


def test_the_width_of_a_text_is_measured_anew_in_another_size_and_with_other_fonts(qtbot):
    def measured():
        return theme.width("王伟 Lucía", "body"), theme.metrics("body").horizontalAdvance("王伟 Lucía")

    widths = [measured()]
    theme.set_theme(scale=1.5)
    widths.append(measured())
    translator().set_language(Language("zh_CN"))  # its fonts come with it
    widths.append(measured())

    assert all(said == now for said, now in widths)
    assert widths[1][0] > widths[0][0]


def test_a_lane_is_seen_on_its_page_and_its_cards_on_the_lane(show):
    lane = Lane(N_("Booked"), "calendar-due")
    show(lane)
    lane.resize(200, 200)
    for dark in (False, True):
        theme.set_theme(dark=dark)
        seen = lane.grab().toImage().pixelColor(100, 150).name()
        assert seen not in {theme.c.page.lower(), theme.c.surface.lower()}


def test_a_table_that_scrolls_shows_whole_rows_and_its_last_one_too(qtbot):
    view, model = WholeRowsTable(), QStandardItemModel(20, 1)
    view.setModel(model)
    dress_table(view, (Column(N_("Text")),))
    shown(qtbot, view)
    for height in (301, 320, 333):
        view.resize(400, height)
        view.grab()
        high, room = view.rowHeight(0), surface(view).height()
        assert room % high == 0
        assert height - room < t.HEAD + 2 * high
        view.scrollToBottom()
        assert view.rowViewportPosition(19) == room - high
        assert view.rowAt(0) == 20 - room // high
    model.removeRows(3, 17)
    view.grab()
    assert surface(view).height() + view.horizontalHeader().height() == 333  # nothing scrolls, nothing is left over


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_a_list_of_whole_rows_slices_none_at_its_foot(qtbot, scale):
    rows = [each for at in range(6) for each in (DUE[0], *(replace(DUE[1], key=(at, n)) for n in range(at % 3 + 1)))]
    view = shown(qtbot, WholeRowList(N_("What is due"), DueDelegate(), rows))
    theme.set_theme(scale=scale)
    for high in (*range(90, 500, 23), 5_000):
        view.resize(900, int(high * scale))
        view.grab()
        room, places = surface(view).height(), [view.visualRect(view.rows.index(at, 0)) for at in range(len(rows))]
        assert all(place.bottom() < room or place.y() >= room for place in places)
        seen = [row for row, place in zip(rows, places, strict=True) if place.bottom() < room]
        below = [place.height() for place in places if place.bottom() >= room]
        assert not seen or not below or not seen[-1].is_heading  # no group is headed as if nothing stood in it
        assert not below or view.height() - room < sum(below[:2])  # no more is left over than a heading and a row
        if high < 5_000:
            view.scrollToBottom()
            assert view.visualRect(view.rows.index(len(rows) - 1, 0)).bottom() == room - 1
            view.scrollToTop()
    assert surface(view).height() == view.height()  # nothing scrolls, nothing is left over


def test_a_title_goes_on_above_the_bar_of_a_share(qtbot):
    name = "EX-26-014 \u00b7 Coolant may leak into the battery"
    row = TwoLineRow(name, "Open: 2", icon="lock", end="33%", share=0.33)
    wide = theme.width(name, "medium") + theme.width("33%", "body", tabular=True) + 28 + 12 + 2 * 16 + 12 + 8
    rows = shown(qtbot, RowList("Progress", TwoLineDelegate(), [row]), wide)
    assert rows.delegate.cut(QRect(0, 0, wide, 46), row) == []
    assert rows.delegate.cut(QRect(0, 0, wide - 12, 46), row) == [name]


def test_titles_without_details_are_text_so_that_headings_stand_out(qtbot, monkeypatch):
    roles: dict[str, str] = {}
    draw = Brush.text

    def noting(brush, rect, words, role="body", *how, **more):
        roles[words] = role
        return draw(brush, rect, words, role, *how, **more)

    monkeypatch.setattr(Brush, "text", noting)
    for detail in ("", "Dealer"):
        shown(qtbot, RowList("Pages", TwoLineDelegate(), [Heading("Stock"), TwoLineRow("Arrival", detail)])).grab()
        assert (roles["Stock"], roles["Arrival"]) == ("strong", "medium" if detail else "body")
