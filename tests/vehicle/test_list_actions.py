"""What is done with rows is offered by menu, palette and button alike; rows are copied, summed and exported."""

import os
import stat
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from time import monotonic

import pytest
from hands import CTRL, HOSTILE, LONGEST, NO_WARNINGS, go, press, rest, said, type_in
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from screens_window import OTHER, VIN

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.list_export import copying, export, exporting
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.desktop.shown_rows import shown_rows
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.screens.vehicles import MESSAGES
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import Customer, change_person
from lifecycle_desk.vehicle.usecases.people_shown import person

pytestmark = NO_WARNINGS
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def table(window):
    found = go(window, "vehicles").body.table
    found.sort_by([Order("plate")])
    rest(window)
    found.setFocus()
    return found


def menu_of(window, table) -> dict[str, object]:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(9, 9), table.mapToGlobal(QPoint(9, 9)))
    QApplication.sendEvent(table, event)
    menu = next(each for each in table.findChildren(QMenu) if each.isVisible())
    found = {each.text().partition("\t")[0]: each for each in menu.actions() if not each.isSeparator()}
    assert menu.activeAction() is not None
    menu.close()
    return found


def settled(window, until) -> None:
    ends = monotonic() + LONGEST
    while True:
        rest(window)
        window.app.long.finish()
        QTest.qWait(5)
        if until():
            return
        assert monotonic() < ends


def test_the_menu_offers_what_the_button_does_and_does_it_with_all_rows(window, table):
    page = window.page()
    assert page.papers.text() in menu_of(window, table)
    press(window, Qt.Key.Key_A, CTRL)
    offered = menu_of(window, table)
    assert not offered["New repair order"].isEnabled()
    assert not offered["Open vehicle"].isEnabled()
    offered[page.papers.text()].trigger()
    rest(window)
    assert {*window.place.key.removeprefix("lifecycle-report:").split(",")} == {VIN, OTHER}


def test_the_palette_offers_it_too(window, table):
    press(window, Qt.Key.Key_K, CTRL)
    type_in(window, "Copy VIN")
    rest(window)
    press(window, Qt.Key.Key_Return)
    rest(window)
    assert QApplication.clipboard().text() == VIN


def test_rows_are_chosen_by_keyboard_and_counted_in_the_foot(window, table):
    assert table.foot.count.text() == "2 rows"
    press(window, Qt.Key.Key_Down, SHIFT)
    settled(window, table.foot.chosen.isVisible)
    assert (table.count_chosen(), table.foot.chosen.text()) == (2, "2 selected")
    press(window, Qt.Key.Key_Space, CTRL)
    assert table.count_chosen() == 1


def test_what_is_chosen_is_copied_with_its_heads(window, table):
    QApplication.clipboard().clear()
    press(window, Qt.Key.Key_A, CTRL)
    press(window, Qt.Key.Key_C, CTRL)
    rest(window)
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert len(lines) == 3
    own = dict(zip(lines[0], lines[1], strict=True))
    assert (own["Plate"], own["VIN"], own["Odometer (km)"], own["Last event"]) == (
        "3กข 4821",
        VIN,
        "44655",
        "2025-08-12",
    )


def test_a_column_that_is_chosen_goes_out_though_the_window_has_no_room_for_it(window, table):
    window.resize(640, 720)
    settled(window, table.columns_shown.given_way)
    away = {table.head.title(at) for at in table.columns_shown.given_way()}
    gone_by_choice = table.head.seen()[-1]
    table.columns_shown.choose(gone_by_choice, shown=False)
    rest(window)
    heads = [each.title for each in shown_rows(table, table.long.keys, translator().current).heads]
    assert away <= {*heads}
    assert table.head.title(gone_by_choice) not in heads


def test_columns_sum_what_is_listed_or_chosen(window):
    table = go(window, "customers").body.table
    settled(window, lambda: bool(table.foot.sums.text()))
    assert table.foot.sums.text().replace("\u2068", "").replace("\u2069", "") == "Vehicles: 2"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_shown_is_written_and_the_toast_leads_to_it(window, table, tmp_path, form):
    path = tmp_path / "out" / f"cars.{form}"
    path.parent.mkdir()
    export(table, path, form)
    settled(window, path.exists)
    settled(window, lambda: window.notices.toast is not None)
    assert [each.text() for each in window.notices.toast.findChildren(Button)][:2] == ["Open file", "Show in folder"]
    if form == "csv":
        assert "3กข 4821" in path.read_text("utf-8-sig")
        return
    with zipfile.ZipFile(path) as book:
        assert VIN in book.read("xl/worksheets/sheet1.xml").decode()
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_told_with_its_name(window, table, tmp_path):
    asked = shown_rows(table, table.keys_meant(), translator().current)
    (tmp_path / "none").touch()  # a file where the folder should be
    with pytest.raises(Objection) as refused:
        drained(exporting(asked, tmp_path / "none" / "cars.xlsx", "xlsx", "x"))
    assert refused.value.rule == "file_not_written"


@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_a_list_goes_into_a_pipe_that_is_named_and_never_takes_its_place(table, tmp_path, form, begins):
    asked = shown_rows(table, table.keys_meant(), translator().current)
    pipe = tmp_path / "out" / f"cars.{form}"
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as beside:
        read = beside.submit(pipe.read_bytes)
        drained(exporting(asked, pipe, form, "x"))
        assert read.result().startswith(begins)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [*pipe.parent.iterdir()] == [pipe]


def test_many_rows_are_copied_as_few_are(table):
    asked = shown_rows(table, table.keys_meant(), translator().current)
    assert drained(copying(asked)) == asked.text()
    assert len(asked.text().splitlines()) == 3


def test_a_cancelled_export_leaves_nothing_behind(table, tmp_path):
    asked = shown_rows(table, table.keys_meant(), translator().current)
    folder = tmp_path / "out"
    folder.mkdir()
    steps = exporting(asked, folder / "cars.xlsx", "xlsx", "x")
    next(steps)
    steps.close()
    assert list(folder.iterdir()) == []


def test_messages_to_the_owners_of_the_chosen_rows_are_copied_in_their_language(window, table, own_user):
    add_vehicle(own_user, AddVehicle("LSJWH4095PN000009", date(2026, 1, 2)))
    change_person(own_user, Customer(1, replace(person(own_user, 1), language="es")))
    rest(window)
    table.selectAll()
    menu_of(window, table)["Copy messages"].trigger()
    rest(window)
    heads, *rows = (each.split("\t") for each in QApplication.clipboard().text().splitlines())
    assert heads == ["Customer", "Phone", "Message"]
    assert {row[0]: row[1] for row in rows} == {"Anan Wongsakul": "081 555 0142", HOSTILE: "090 555 0100"}
    spanish, own = sorted((row[2] for row in rows), key=lambda each: "MG4" not in each)
    assert "Estimado" in spanish
    assert "MG4 Electric 64 kWh (3กข 4821)" in spanish
    assert "we are writing about your BYD" in own
    assert {"2 messages copied", "1 row has no known customer"} <= set(said(window.notices.toast))


def test_without_any_known_customer_nothing_is_copied_and_it_is_said(window, table, own_user):
    add_vehicle(own_user, AddVehicle("LSJWH4095PN000009", date(2026, 1, 2)))
    rest(window)
    QApplication.clipboard().setText("before")
    listing = table.long.listing
    (line,) = [each for each in listing.rows(listing.keys()).values() if each.vin == "LSJWH4095PN000009"]
    MESSAGES.run(window.app, [line])
    rest(window)
    assert QApplication.clipboard().text() == "before"
    assert "No known customer" in said(window.notices.toast)


def test_who_may_not_export_finds_it_greyed_with_who_may_and_copies_nothing(window, table, own_user):
    take_on(own_user, Member("suda", "Suda Rattana", Role.MANAGER))
    take_on(own_user, Member("anan", "Anan W.", Role.TECHNICIAN))
    switch_sign_in(own_user, SignIn(on=True))
    window.app.user = replace(window.app.user, staff="anan")
    window.app.permits.look()
    settled(window, lambda: not table.foot.export.isEnabled())
    why = "Anan W. does not have permission: Export lists. Ask Suda Rattana."
    assert table.foot.export.toolTip() == why

    offered = menu_of(window, table)
    for words in ("Copy", "Export as Excel workbook…", "Export as CSV…"):
        assert (offered[words].isEnabled(), offered[words].toolTip()) == (False, why)
    assert offered["Select all"].isEnabled()
    assert "Copy messages" not in offered
    assert "Export as CSV…" not in [each.words for each in window.app.permits.offered(table.acts.commands())]

    QApplication.clipboard().setText("before")
    press(window, Qt.Key.Key_C, CTRL)
    rest(window)
    assert QApplication.clipboard().text() == "before"
    assert why in said(window.notices.toast)
