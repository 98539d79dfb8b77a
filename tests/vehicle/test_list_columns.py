"""Lists sort by their heads, by mouse and by keyboard, and their columns are chosen, moved, sized and remembered."""

from datetime import date

import pytest
from hands import CTRL, NO_WARNINGS, go, pause, press, rest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.desktop import sorting_ahead
from lifecycle_desk.desktop.remembered import ListMemory, Order, Remembered, SavedFilter
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

pytestmark = NO_WARNINGS
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLATE, NAME, VIN_AT, STAGE, OWNER, ODOMETER, LAST = range(7)


@pytest.fixture
def table(window, own_user):
    for number, (plate, km) in enumerate((("AB 2", 90), ("AB 10", 800), ("", 7000))):
        built = Description("BYD", "Seal")
        add_vehicle(
            own_user,
            AddVehicle(f"LGXCE4CC{number}S001000{number}", date(2024, 1, 2), built, plate or None, Distance(km)),
        )
    found = go(window, "vehicles").body.table
    rest(window)
    return found


def column(table, at) -> list[str]:
    return [
        str(table.long.data(table.long.index(row, at))).replace("\xa0", " ") for row in range(table.long.rowCount())
    ]


def click(window, table, at, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    head = table.head
    where = QPoint(head.sectionViewportPosition(at) + 30, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, modifier, where)
    rest(window)


def test_a_click_sorts_another_turns_it_and_a_third_goes_back(window, table):
    own = column(table, PLATE)
    click(window, table, PLATE)
    assert column(table, PLATE) == ["3กข 4821", "9กค 18", "AB 2", "AB 10", ""]
    click(window, table, PLATE)
    assert column(table, PLATE) == ["AB 10", "AB 2", "9กค 18", "3กข 4821", ""]
    click(window, table, PLATE)
    assert column(table, PLATE) == own


def test_a_car_without_a_plate_is_told_by_its_vin_however_narrow_the_window_is(window, table):
    row = column(table, PLATE).index("")
    for width in (1920, 1280, 900, 700):
        window.resize(width, 720)
        rest(window)
        vin = next(at for at in range(table.long.columnCount()) if "0010002" in column(table, at)[row])
        assert not table.isColumnHidden(vin), width
        assert not table.isColumnHidden(PLATE), width


def test_shift_adds_a_second_key_and_the_head_tells_both(window, table):
    click(window, table, NAME)
    click(window, table, ODOMETER, SHIFT)
    click(window, table, ODOMETER, SHIFT)
    kilometres = [
        each for name, each in zip(column(table, NAME), column(table, ODOMETER), strict=True) if "Seal" in name
    ]
    assert kilometres == ["7,000 km", "800 km", "90 km"]
    said = [
        table.long.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        for at in (NAME, ODOMETER)
    ]
    assert said == ["Vehicle, ascending", "Odometer, descending"]
    assert [table.head.marks[at].place for at in (NAME, ODOMETER)] == [1, 2]


def test_who_stood_on_a_row_and_chose_some_keeps_them(window, table):
    wanted = {"AB 2", "3กข 4821"}
    model = table.selectionModel()
    model.clear()
    for row, plate in enumerate(column(table, PLATE)):
        if plate in wanted:
            table.setCurrentIndex(table.long.index(row, 0)) if plate == "AB 2" else None
    for row, plate in enumerate(column(table, PLATE)):
        if plate in wanted:
            model.select(table.long.index(row, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)
    stood = table.current_key()
    click(window, table, ODOMETER)
    assert table.current_key() == stood
    assert {table.long.data(table.long.index(index.row(), PLATE)) for index in model.selectedRows()} == wanted


def test_all_of_it_is_done_without_a_mouse(window, table):
    table.setFocus()
    press(window, Qt.Key.Key_Home, CTRL)
    press(window, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is table.head
    press(window, Qt.Key.Key_Return)
    assert column(table, PLATE)[0] == "3กข 4821"
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Space, SHIFT)
    assert table.order == (Order("plate"), Order("name"))
    width = table.head.sectionSize(NAME)
    press(window, Qt.Key.Key_Right, CTRL, times=2)
    assert table.head.sectionSize(NAME) == width + 32
    press(window, Qt.Key.Key_Left, CTRL | SHIFT)
    assert table.head.seen()[:2] == [NAME, PLATE]
    press(window, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is table


def test_a_column_is_hidden_remembered_and_all_are_put_back(window, table):
    def menu() -> dict[str, object]:
        table.columns_shown.pop_up(table.mapToGlobal(QPoint(5, 5)))
        shown = next(each for each in table.findChildren(QMenu) if each.isVisible())
        found = {each.data() or each.text(): each for each in shown.actions()}
        shown.close()
        return found

    menu()["vin"].trigger()
    table.head.put(PLATE, 200)
    table.head.moveSection(0, 1)
    table.sort_by([Order("odometer", down=True)])
    table.columns_shown.keep()
    kept = window.app.remembered.of_list(table.name)
    assert (kept.hidden, kept.widths["plate"], kept.order) == ({"vin"}, 200, (("odometer", True),))
    assert kept.places[:2] == ("name", "plate")

    del window._built["vehicles"]
    other = go(window, "vehicles").body.table
    rest(window)
    assert other is not table
    assert (other.isColumnHidden(VIN_AT), other.head.sectionSize(PLATE), other.head.seen()[:2]) == (
        True,
        200,
        [NAME, PLATE],
    )
    assert column(other, ODOMETER)[0] == "44,655 km"
    other.columns_shown.reset()
    assert (other.isColumnHidden(VIN_AT), other.head.sectionSize(PLATE), other.head.seen()[:2]) == (
        False,
        120,
        [PLATE, NAME],
    )


def test_what_was_done_a_moment_before_closing_is_kept(window, table):
    table.columns_shown.choose(VIN_AT, shown=False)
    window.app.remembered.write()
    assert window.app.remembered.of_list(table.name).hidden == {"vin"}


def test_the_last_column_cannot_be_hidden(window, table):
    for at in range(table.long.columnCount()):
        table.columns_shown.choose(at, shown=False)
    assert len(table.head.seen()) == 1


def test_a_column_gets_as_wide_as_what_is_in_it(window, table):
    table.head.put(NAME, 60)
    table.columns_shown.fit(NAME)
    assert 60 < table.head.sectionSize(NAME) <= 560


def test_what_is_remembered_survives_and_what_is_damaged_is_forgotten(tmp_path):
    path = tmp_path / "lists.json"
    kept = Remembered(path, "nok")
    kept.keep_list("Vehicles", ListMemory(order=(("plate", True),), widths={"plate": 90}))
    kept.keep_filters([SavedFilter("Überfällige BYD", "due", "overdue", "BYD")])
    again = Remembered(path, "nok")
    assert again.of_list("Vehicles").order == (("plate", True),)
    assert again.filters == kept.filters
    assert Remembered(path, "som").filters == ()
    path.write_text('{"nok": {"lists": 7', "utf-8")
    assert Remembered(path, "nok").filters == ()


def test_chinese_is_sorted_by_strokes_where_somebody_chose_that(window, own_user, table):
    for name in ("阿明", "丁一", "王五"):
        add_person(own_user, Person(name))
    listed = go(window, "customers").body.table
    listed.sort_by([Order("name")])
    window.speak("zh_CN")
    rest(window)
    chinese = {"阿明", "丁一", "王五"}
    assert [each for each in column(listed, 0) if each in chinese] == ["阿明", "丁一", "王五"]
    window.app.remembered.sort_by_strokes(True)
    rest(window)
    assert [each for each in column(listed, 0) if each in chinese] == ["丁一", "王五", "阿明"]
    window.speak("en")


def test_a_column_that_is_hidden_sorts_no_longer(window, table):
    table.sort_by([Order("vin"), Order("plate")])
    table.columns_shown.choose(VIN_AT, shown=False)
    rest(window)
    assert table.order == (Order("plate"),)


def test_columns_are_moved_and_sized_by_the_mouse(window, table):
    head = table.head
    view, middle = head.viewport(), head.height() // 2

    def drag(start, end) -> None:
        QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(start, middle))
        for step in range(1, 11):
            QTest.mouseMove(view, QPoint(start + (end - start) * step // 10, middle))
            move = QMouseEvent(
                QMouseEvent.Type.MouseMove,
                QPointF(start + (end - start) * step // 10, middle),
                view.mapToGlobal(QPointF(start + (end - start) * step // 10, middle)),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(view, move)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(end, middle))
        rest(window)

    edge = head.sectionViewportPosition(NAME) + head.sectionSize(NAME) - 1
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(edge, middle))
    assert head.sectionResizeMode(NAME) == head.ResizeMode.Stretch  # who does not pull sizes nothing
    before = head.sectionSize(NAME)
    drag(edge, edge + 40)
    assert head.sectionSize(NAME) == before + 40  # though it took the rest until now
    assert head.widths[NAME] == before + 40
    drag(head.sectionViewportPosition(PLATE) + 40, head.sectionViewportPosition(NAME) + head.sectionSize(NAME) - 20)
    assert head.seen()[:2] == [NAME, PLATE]
    assert table.order == ()  # who drags a column does not sort by it


def test_written_from_the_right_the_arrows_go_as_the_eye_does(window, table):
    window.speak("ar")
    rest(window)
    table.head.setFocus()
    table.head.stand_on(PLATE)
    press(window, Qt.Key.Key_Left)
    assert table.head.here == NAME
    start, size = table.head.sectionViewportPosition(PLATE), table.head.sectionSize(PLATE)
    assert start + size >= table.head.viewport().width() - 2  # the first column stands at the right
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Return)
    assert table.order == (Order("plate"),)
    window.speak("en")


def test_a_column_pointed_at_is_ranked_before_it_is_clicked(window, table, monkeypatch):
    monkeypatch.setattr(sorting_ahead, "LONG", 1)
    asked = []
    monkeypatch.setattr(type(table.values), "ranks", lambda _self, _listing, _columns, at, _keys: asked.append(at))
    where = QPoint(table.head.sectionViewportPosition(OWNER) + 30, table.head.height() // 2)
    QTest.mouseMove(table.head.viewport(), where)
    pause(window)
    assert asked == [OWNER]
    table.head.setFocus()
    table.head.stand_on(PLATE)
    pause(window)
    assert asked == [OWNER, PLATE]


def test_a_short_list_is_not_ranked_ahead(window, table, monkeypatch):
    monkeypatch.setattr(type(table.values), "ranks", lambda *_: pytest.fail("ranked"))
    table.head.stand_on(PLATE)
    pause(window)


def test_a_row_that_comes_while_the_list_is_sorted_is_in_it(window, table, own_user):
    click(window, table, PLATE)
    built = Description("BYD", "Seal")
    add_vehicle(own_user, AddVehicle("LGXCE4CC9S0010009", date(2024, 1, 2), built, "AB 5", Distance(1)))
    rest(window)
    assert "AB 5" in column(table, PLATE)
    click(window, table, PLATE)
    assert column(table, PLATE)[:2] == ["AB 10", "AB 5"]


def ordered_ahead(window, table, monkeypatch) -> None:
    monkeypatch.setattr(sorting_ahead, "LONG", 2)
    table._ahead._order_texts()
    window.app.aside.settle()
    rest(window)


def test_a_long_list_ranks_its_texts_before_anybody_sorts_it(window, table, monkeypatch):
    by_name = sorted(filter(None, column(table, OWNER)))
    ordered_ahead(window, table, monkeypatch)
    assert {"plate", "name", "owner"} <= table.values._ranks.keys()
    assert "odometer" not in table.values._ranks
    monkeypatch.setattr(Vehicles, "values", lambda *_: pytest.fail("read again"))
    click(window, table, OWNER)
    assert [each for each in column(table, OWNER) if each] == by_name


def test_what_was_ranked_ahead_serves_no_list_that_changed_meanwhile(window, table, monkeypatch, own_user):
    ordered_ahead(window, table, monkeypatch)
    number = add_person(own_user, Person("Aaron First", phone="090 555 0111")).value.number
    add_vehicle(own_user, AddVehicle("LSJWH4095PN000077", date(2026, 1, 2), owner=number))
    rest(window)
    click(window, table, OWNER)
    names = column(table, OWNER)
    assert names.index("Aaron First") + 1 == names.index("Anan Wongsakul")


def test_a_column_gets_the_room_that_names_do_not_need_and_nobody_is_said_to_have_chosen_it(window, table, own_user):
    window.resize(1700, 800)
    rest(window)
    narrow = table.head.sectionSize(PLATE)
    add_vehicle(own_user, AddVehicle("LGXCE4CC3S0010003", date(2024, 1, 2), Description("BYD", "Seal"), "WWWW 99 WWWW"))
    table.show_listing(table.long.listing)
    rest(window)
    table.columns_shown.room.share()
    cells = [table.long.index(row, PLATE).data(Qt.ItemDataRole.UserRole) for row in range(table.long.rowCount())]
    needed = max(table.itemDelegate().width(each, PLATE) for each in cells)
    assert table.head.sectionSize(PLATE) == needed > narrow
    assert table.head.widths == {}


def test_the_foot_says_how_many_columns_have_no_room_and_gives_back_the_one_that_is_asked_for(window, table):
    assert not table.foot.more.isVisible()
    window.resize(700, 768)
    rest(window)
    assert (table.foot.more.isVisible(), table.foot.more.text()) == (True, "2 more columns")
    assert {ODOMETER, LAST}.isdisjoint(table.head.seen())
    table.foot.more.click()
    menu = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible())
    ticked = {each.data(): each.isChecked() for each in menu.actions() if each.data()}
    assert (ticked["odometer"], ticked["last_event"], ticked["vin"], ticked["owner"]) == (False, False, True, True)
    next(each for each in menu.actions() if each.data() == "odometer").trigger()
    menu.close()
    rest(window)
    assert ODOMETER in table.head.seen()
    assert table.foot.more.text() == "1 more column"
    window.resize(1440, 900)
    rest(window)
    assert table.head.seen() == [*range(7)]
    assert (table.foot.more.isVisible(), table.head.widths) == (False, {})


def test_the_foot_gives_its_words_their_room_in_the_moment_in_which_more_columns_give_way(window, table):
    window.resize(700, 768)
    rest(window)
    more, shown = table.foot.more, table.columns_shown
    shown.choose(VIN_AT, shown=False)
    rest(window)
    before = more.text()
    shown.choose(VIN_AT, shown=True)
    shown.room.share()
    assert (before, more.text()) == ("1 more column", "2 more columns")
    assert more.width() >= more.sizeHint().width()
