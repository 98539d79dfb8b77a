"""Headings of columns: in two lines where one is too narrow, parted between words, told whole where they are cut."""

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QTableView

from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.paint import ELIDED
from lifecycle_desk.desktop.look.rows import LineTable
from lifecycle_desk.desktop.look.rows.column_room import ColumnRoom
from lifecycle_desk.desktop.look.rows.head import Mark, SortHead
from lifecycle_desk.desktop.look.rows.head_lines import lines_in, narrowest, ways
from lifecycle_desk.desktop.look.rows.table import Column, TableModel, dress_table
from lifecycle_desk.desktop.look.theme import theme

LONG, CODE = "Posiblemente afectado", "LNNEXL8K8RC000032"


@pytest.fixture
def listed(dressed, qtbot):
    """Shows rows in columns of a width, with its room shared."""

    def shown(columns, rows, width: int, height: int = 200) -> tuple[QTableView, SortHead, ColumnRoom]:
        view = QTableView()
        qtbot.addWidget(view)
        model, head = TableModel(columns, view), SortHead(columns)
        view.setModel(model)
        dress_table(view, columns, head)
        model.show(rows)
        room = ColumnRoom(view, head)
        view.resize(width, height)
        view.show()
        for _ in range(3):  # as often as it is asked for; it comes to an end at the second
            room.share()
        return view, head, room

    yield shown
    theme.set_theme(scale=1.0)


def column(title: str, width: int = 0, **more) -> Column:
    return Column(PlainText(title), width, **more)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Posiblemente afectado", ("Posiblemente", "afectado")),
        ("健康状态（SOH）", ("健康状态", "（SOH）")),
        ("кредит-нота", ("кредит-", "нота")),
        ("สุขภาพแบตเตอรี่ (SoH)", ("สุขภาพแบตเตอรี่", "(SoH)")),
        ("สิ้นสุดความคุ้มครอง", ("สิ้นสุด", "ความคุ้มครอง")),
        ("سبب العطل والإصلاح المنفذ", ("سبب العطل", "والإصلاح المنفذ")),
    ],
)
def test_a_heading_is_parted_where_its_language_parts_words(dressed, words, parts):
    room = narrowest(words, "small")
    assert room < theme.width(words, "small")
    assert lines_in(words, "small", room) == parts


def test_a_heading_takes_no_more_lines_than_it_needs(dressed):
    whole = theme.width(LONG, "small")
    assert lines_in(LONG, "small", whole) == (LONG,)
    assert lines_in("Bay", "small", 10) == ("Bay",)
    assert ways("Kilometerstand") == ()


def test_in_a_column_too_narrow_for_two_lines_the_first_is_filled(dressed):
    words = "Days until the next check"
    first, second = lines_in(words, "small", theme.width("Days until", "small") + 2)
    assert (first, second) == ("Days until", "the next check")


def test_a_head_gets_a_second_line_where_a_title_would_be_cut_and_only_there(listed):
    columns = (column("Vehicle"), column(LONG, 76, align="end"), column("VIN", 176, role="mono"))
    rows = [("3AB 2200 · Deepal L07 66.8 kWh", "12", CODE)]
    for width, lines in ((900, 1), (430, 2)):
        view, head, _ = listed(columns, rows, width)
        assert head.lines == lines
        assert head.height() == head.height_of(lines) == head.sizeHint().height()
        assert not any(head.is_cut(at) for at in head.seen())
        ELIDED.clear()
        view.grab()
        assert not ELIDED & {LONG, *LONG.split()}


def test_a_title_above_figures_is_as_wide_as_it_was_measured(listed):
    title = "Полученная кредит-нота"  # its hyphen is wider among figures
    assert theme.width(title, "small", tabular=True) > theme.width(title, "small")
    view, head, _ = listed((column("Vehicle"), column(title, 130, align="end")), [("Deepal", "12")], 500)
    head.put(1, head.title_width(1) + 16 + 8)
    ELIDED.clear()
    view.grab()
    assert not head.is_cut(1)
    assert title not in ELIDED


def test_two_lines_take_no_room_from_cells_that_one_line_would_have_cut(listed):
    columns = (column("Vehicle"), column(LONG, 60, align="end"))
    view, head, _ = listed(columns, [("3AB 2200 · Deepal L07 66.8 kWh", "12")], 340)
    assert head.lines == 2
    assert head.sectionSize(0) >= view.itemDelegate().width("3AB 2200 · Deepal L07 66.8 kWh", 0)


def test_a_row_that_the_second_line_pushes_out_of_sight_does_not_take_it_away_again(listed):
    columns = (column("Vehicle"), column(LONG, 60, align="end"))
    rows = [("Deepal", "12"), ("Deepal", "12"), ("3AB 2200 · Deepal L07 66.8 kWh, white, with a roof rack", "12")]
    for height in range(90, 150, 3):
        _, head, room = listed(columns, rows, 300, height)
        first = head.lines, [head.sectionSize(at) for at in (0, 1)]
        room.share()
        assert (head.lines, [head.sectionSize(at) for at in (0, 1)]) == first


def test_a_head_keeps_its_second_line_while_a_filter_is_typed_and_begins_anew_in_another_width(listed):
    columns = (column("Vehicle"), column(LONG, 76, align="end"), column("VIN", 176, role="mono"))
    view, head, room = listed(columns, [("3AB 2200 · Deepal L07 66.8 kWh", "12", CODE)], 430)
    assert head.lines == 2
    view.model().show([("Seal", "1", "")])
    room.share()
    assert head.lines == 2
    view.resize(QSize(900, 200))
    room.share()
    assert head.lines == 1


def test_a_column_that_somebody_made_narrow_tells_its_title_where_one_points(listed):
    _, head, _ = listed((column("Vehicle"), column("Kilometerstand", 120)), [("Deepal", "12")], 500)
    assert not head.is_cut(1)
    head.put(1, 50)
    assert head.is_cut(1)


def test_a_table_that_stands_whole_is_higher_by_the_second_line(dressed, qtbot):
    table = LineTable(PlainText("Lines"), (column("Vehicle"), column(LONG, 60, align="end")))
    qtbot.addWidget(table)
    table.show_lines([("3AB 2200 · Deepal L07 66.8 kWh", "12")])
    table.resize(900, 100)
    table.show()
    room = table.findChild(ColumnRoom)
    room.share()
    before = table.sizeHint().height()
    table.resize(340, 100)
    room.share()
    head = table.horizontalHeader()
    assert table.sizeHint().height() - before == head.height_of(2) - head.height_of(1) > 0


def test_a_column_in_which_nothing_stands_goes_before_one_in_which_something_does(listed):
    columns = (column("Vehicle"), column("Customer", 160), column("Work", 140, gives_way=1))
    rows = [("3AB 2200 · Deepal L07 66.8 kWh", "", "Body and paint")] * 3
    _, _, room = listed(columns, rows, 380)
    assert room.gone == {1}
    _, _, room = listed(columns, rows, 700)
    assert room.gone == frozenset()  # there is room for its heading
    _, _, room = listed(columns, [(name, "Bangkok Transport", work) for name, _, work in rows], 380)
    assert room.gone == {2}


def test_what_stands_in_some_rows_below_those_in_sight_keeps_a_column(listed):
    columns = (column("Vehicle"), column("Customer", 100), column("Work", 140, gives_way=1))
    rows = [("3AB 2200 · Deepal L07 66.8 kWh", "", "Body and paint")] * 12
    rows += [("3AB 2200 · Deepal L07 66.8 kWh", "Bangkok Transport", "")] * 3
    _, _, room = listed(columns, rows, 380)
    assert 1 not in room.gone


def test_what_stands_in_a_single_row_below_brings_its_column_back_when_it_comes_in_sight(listed):
    columns = (column("Vehicle"), column("Customer", 100), column("Work", 140, gives_way=1))
    name = "3AB 2200 · Deepal L07 66.8 kWh"
    rows = [*[(name, "", "Body and paint")] * 20, (name, "Bangkok Transport", ""), *[(name, "", "Body")] * 10]
    view, _, room = listed(columns, rows, 380)
    assert room.gone == {1}
    view.scrollTo(view.model().index(19, 0))
    QCoreApplication.processEvents()
    assert room.gone == {1}  # it is the next below
    view.scrollTo(view.model().index(20, 0))
    QCoreApplication.processEvents()
    assert 1 not in room.gone


def test_the_column_that_names_a_row_and_the_one_that_sorts_never_go_for_being_empty(listed):
    columns = (column("Vehicle"), column("Customer", 160), column("Work", 140))
    _, head, room = listed(columns, [("", "", "Body and paint, with a long text behind it")] * 3, 240)
    assert room.gone == {1}
    head.marks = {1: Mark(down=False)}
    room.share()
    assert room.gone == frozenset()
