"""The columns of a narrow list: what is seen in them decides who gets the room, and nothing is cut beside air."""

from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QApplication, QTableView

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.paint import ELIDED
from lifecycle_desk.desktop.look.rows.column_room import NAME, ColumnRoom
from lifecycle_desk.desktop.look.rows.head import LEAST, Mark, SortHead
from lifecycle_desk.desktop.look.rows.table import Cell, Column, TableModel, dress_table
from lifecycle_desk.desktop.look.theme import theme

ADDRESS = "88/20 Rama II Road, Chom Thong, Bangkok 10150"
WHEN, FIELD, BEFORE, AFTER = range(4)
HISTORY = (Column(N_("When"), 184), Column(N_("Field"), 220), Column(N_("Before")), Column(N_("After")))


@pytest.fixture
def shared(dressed, qtbot):
    """Shows a table in a width, with its room shared; gives the width of each column, and what each needs."""

    def shown(columns: Sequence[Column], cells: Sequence[str | Cell], width: int) -> tuple[list[int], list[int]]:
        view = QTableView()
        qtbot.addWidget(view)
        model, head = TableModel(columns, view), SortHead(columns)
        view.setModel(model)
        dress_table(view, columns, head)
        model.show([cells])
        view.resize(width, 200)
        view.show()
        room = ColumnRoom(view, head)
        room.share()
        room.share()  # another time finds the same
        assert head.widths == {}  # nobody chose them
        delegate = view.itemDelegate()
        return [head.sectionSize(at) for at in range(len(columns))], [
            max(head.title_width(at) + delegate.width("", at), delegate.width(each, at))
            for at, each in enumerate(cells)
        ]

    return shown


def test_a_dash_leaves_its_room_to_the_address_beside_it(shared):
    wide, needs = shared(HISTORY, ("3 Mar 2026", "Address", "–", ADDRESS), 900)
    assert wide[AFTER] >= needs[AFTER] > (900 - 184 - 220) // 2  # half of the rest would have cut it


def test_columns_give_up_the_air_beside_their_cells_before_a_text_is_cut(shared):
    wide, needs = shared(HISTORY, ("3 Mar 2026", "Address", "–", ADDRESS), 620)
    assert all(has >= needed for has, needed in zip(wide, needs, strict=True))
    assert (wide[WHEN], wide[FIELD]) < (184, 220)


def test_columns_give_up_their_air_to_another_whose_cell_would_be_cut(shared):
    columns = (Column(N_("Part"), 110), Column(N_("Text")), Column(N_("Status"), 150), Column(N_("Customer"), 120))
    wide, needs = shared(columns, ("BA-12045", "Pollen filter", "Late", "Bangkok Transport Group Ltd"), 510)
    assert needs[-1] > 120
    assert all(has >= needed for has, needed in zip(wide, needs, strict=True))
    assert wide[2] < 150


def test_what_does_not_make_a_cell_whole_still_shows_more_of_it(shared):
    columns = (Column(N_("Part"), 110), Column(N_("Text")), Column(N_("Customer"), 120))
    wide, needs = shared(columns, ("BA-12045", "Pollen filter", "Bangkok Transport Group Ltd"), 370)
    assert 120 < wide[2] < needs[2]


def test_titles_are_cut_before_a_name_is_cut_to_a_letter(shared):
    columns = (Column(N_("Where it is stored"), 60), Column(N_("Text")), Column(N_("Who has issued it"), 60))
    wide, needs = shared(columns, ("A-01", "RO-2026-0070", "Nok"), 220)
    assert wide[1] >= needs[1]
    assert wide[0] < needs[0]


def test_a_flexible_column_stays_readable_where_one_scrolls_across_all_the_same(shared):
    columns = (Column(N_("Part"), 90), Column(N_("Text")), *(Column(N_("Customer"), 126) for _ in range(3)))
    wide, needs = shared(columns, ("BA-12045", "Cabin filter, electric", *["Bangkok Transport"] * 3), 400)
    assert sum(wide) > 400
    assert wide[1] == min(150, needs[1])


def test_flexible_columns_that_all_fit_divide_the_rest_evenly(shared):
    wide, _ = shared(HISTORY, ("3 Mar 2026", "Address", "one", "two"), 900)
    assert abs(wide[BEFORE] - wide[AFTER]) <= 1
    assert (wide[WHEN], wide[FIELD]) == (184, 220)


def test_a_cell_with_an_icon_is_whole_in_the_width_that_it_asks_for_at_200_percent(dressed, qtbot):
    theme.set_theme(scale=2.0)
    cell, columns = Cell("525 days overdue", icon="clock", tone="danger"), (*HISTORY[:2], HISTORY[AFTER])
    view = QTableView()
    qtbot.addWidget(view)
    model = TableModel(columns, view)
    view.setModel(model)
    dress_table(view, columns, SortHead(columns))
    model.show([("3 Mar 2026", cell, "B")])
    view.resize(1200, 200)
    view.setColumnWidth(FIELD, view.itemDelegate().width(cell, FIELD))
    view.show()
    ELIDED.clear()
    view.grab()
    assert cell.text not in ELIDED


def test_a_column_that_is_empty_leaves_its_room_before_another_gives_way(shared):
    columns = (Column(N_("Vehicle")), Column(N_("Customer"), 160), Column(N_("Kind of work"), 140, gives_way=1))
    wide, needs = shared(columns, ("3AB 2200 · Deepal L07", "", "Body and paint"), 400)
    assert wide[1] < 160
    assert all(has >= needed for has, needed in zip(wide, needs, strict=True))


def test_columns_give_way_in_their_turn_and_come_back_with_the_room(shared):
    columns = (
        Column(N_("Vehicle")),
        Column(N_("VIN"), 176, role="mono", gives_way=2),
        Column(N_("Amount"), 124, "end"),
        Column(N_("Recorded by"), 150, gives_way=1),
    )
    cells = ("3AB 2200 · Deepal L07", "LNNEXL8K8RC000032", "฿1,043,250.95", "Bangkok Transport")
    seen = [[width > 0 for width in shared(columns, cells, at)[0]] for at in (700, 430, 300, 180)]
    assert seen == [[True] * 4, [True, True, True, False], [True, False, True, False], [True, False, True, False]]


def test_an_empty_column_goes_before_a_text_is_cut_for_its_title(shared):
    columns = (Column(N_("Description")), Column(N_("Superseded by"), 140), Column(N_("Price"), 80, "end"))
    for stands, seen in (("", False), ("SE-83110", True)):
        wide, needs = shared(columns, ("Front brake pad set with sensor, ventilated", stands, "1,250.00"), 430)
        assert (wide[1] > 0, wide[0] >= needs[0]) == (seen, not seen)


def test_no_column_stays_that_would_cut_a_name_in_one_that_matters_more(shared):
    car = "9ABC 7500 · BYD Atto 3 Extended Range 60.5 kWh"
    columns = (
        Column(N_("Vehicle")),
        Column(N_("Customer"), 120, gives_way=2),
        Column(N_("Recorded by"), 60, gives_way=1),
    )
    for room in range(700, 200, -25):
        wide, needs = shared(columns, (car, "Bangkok Transport Group Ltd", "Nok"), room)
        cut = [at for at in (0, 1) if 0 < wide[at] < needs[at]]
        assert not any(wide[at] for at in (1, 2) if cut and at > cut[0])


def test_of_prose_no_more_is_whole_before_another_column_is_seen_than_of_a_name(shared):
    columns = (Column(N_("Description")), Column(N_("Price"), 80, "end", gives_way=1))
    wide, needs = shared(columns, ("The customer says that it whistles at speed. " * 4, "1,250.00"), 480)
    assert theme.u(NAME) <= wide[0] < needs[0]
    assert wide[1] >= needs[1]


def test_a_narrow_column_stays_where_a_wider_one_that_matters_more_has_no_room(shared):
    columns = (
        Column(N_("Vehicle")),
        Column(N_("VIN"), 176, role="mono", gives_way=2),
        Column(N_("Days"), 60, "end", gives_way=1),
    )
    wide, _ = shared(columns, ("3AB 2200 · Deepal L07", "LNNEXL8K8RC000032", "12"), 300)
    assert [width > 0 for width in wide] == [True, False, True]


def test_the_least_width_that_a_column_has_is_taken_from_no_name_beside_it(shared):
    columns = (Column(N_("Vehicle")), *[Column(N_("No"), 60)] * 4)
    car, *others = "3AB 2200 · Deepal L07", *["7"] * 4
    _, needs = shared(columns, (car, *others), 600)
    assert max(needs[1:-1]) < LEAST
    wide, _ = shared(columns, (car, *others), needs[0] + 4 * LEAST + 8)
    assert wide[0] >= needs[0]
    assert min(wide[1:]) == LEAST


def test_an_amount_is_never_cut_while_a_name_beside_it_can_be(shared):
    columns = (Column(N_("Vehicle")), Column(N_("Customer"), 160), Column(N_("Amount"), 80, "end"))
    wide, needs = shared(
        columns, ("3AB 2200 · Deepal L07", "Bangkok Transport Group and Sons Ltd", "฿1,043,250.95"), 480
    )
    assert wide[2] >= needs[2] > 80
    assert wide[1] < needs[1]


MAIL = (Column(N_("Name")), Column(N_("Phone"), 140), Column(N_("E-mail"), 200), Column(N_("Vehicles"), 90, "end"))


@pytest.fixture
def chosen(dressed, qtbot):
    """Shows a list whose columns one chooses, in a width and of so many rows that one scrolls; and shows other rows."""
    view = QTableView()
    qtbot.addWidget(view)
    model, head = TableModel(MAIL, view), SortHead(MAIL)
    view.setModel(model)
    dress_table(view, MAIL, head)
    view.resize(1200, 200)
    room = ColumnRoom(view, head, kept=lambda at: at in asked, chooses=True)
    asked = set[int]()

    def shown(*rows: Sequence[str | Cell]) -> list[int]:
        model.show(rows)
        view.show()
        room.share()
        room.share()
        return head.seen()

    shown.view, shown.room, shown.asked, shown.head = view, room, asked, head
    return shown


def a_row(mail: str = "", cars: str = "1") -> tuple[str, ...]:
    return ("Nok Kanjana", "089 555 0199", mail, cars)


def test_a_column_in_which_nothing_stands_is_not_seen_though_there_is_room(chosen):
    assert chosen(a_row(), a_row()) == [0, 1, 3]
    assert chosen.room.gone == {2}  # so that the foot of the list tells of it
    chosen.asked.add(2)
    assert chosen(a_row(), a_row()) == [0, 1, 2, 3]


def test_once_something_stood_in_a_column_it_stays_whatever_letters_leave_of_the_list(chosen):
    assert chosen(a_row("nok@example.com"), a_row()) == [0, 1, 2, 3]
    assert chosen(a_row()) == [0, 1, 2, 3]


def test_an_empty_column_comes_when_a_row_that_fills_it_is_scrolled_to_and_stays(chosen):
    rows = [a_row() for _ in range(80)]
    assert chosen(*rows, a_row("nok@example.com")) == [0, 1, 3]
    for end, seen in ((True, [0, 1, 2, 3]), (False, [0, 1, 2, 3])):
        chosen.view.scrollToBottom() if end else chosen.view.scrollToTop()
        QApplication.sendPostedEvents()
        assert chosen.head.seen() == seen


def test_the_first_column_and_one_that_is_sorted_by_or_sized_stay_empty(chosen):
    assert chosen(("", "", "", "")) == [0]
    chosen.head.marks = {2: Mark(down=False)}
    chosen.head.widths = {3: 90}
    assert chosen(("", "", "", "")) == [0, 2, 3]


def test_a_list_without_rows_shows_all_its_columns(chosen):
    assert chosen() == [0, 1, 2, 3]
