"""A second language where one points: chosen in Settings, kept by the computer, shown below what a tooltip says."""

import pytest
from hands import NO_WARNINGS, go, opened, shown
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.look.messages import show_tip
from lifecycle_desk.desktop.look.parts import Button, Label
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.rows import Column, LineTable, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.machine import Machine, read_machine, write_machine
from lifecycle_desk.desktop.second_language import SecondLanguage
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.overview.pages import PAGES

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("dressed")]
BEFORE = "…"
CARS = NN_("%(n)s vehicle", "%(n)s vehicles")


@pytest.fixture
def second(qapp):
    made = SecondLanguage(qapp)
    yield made
    made.speak(None)
    made.deleteLater()


def pointed_at(widget):
    """What a tooltip says where one points; Qt lets one of before stand for a while, so another one stands there."""
    at = QPoint(4, 4)
    QToolTip.showText(widget.mapToGlobal(at), BEFORE)
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    return "" if QToolTip.text() == BEFORE else QToolTip.text()


def test_a_label_a_button_and_a_head_are_read_in_the_second_language_too(second, qtbot):
    label, button, data = Label(N_("Vehicles")), Button(N_("Save")), Label(text="LSJWH4095PN000001")
    table = LineTable(N_("Vehicles"), (Column(N_("Vehicles")),))
    for each in (label, button, data, table):
        qtbot.addWidget(each)
        each.show()
    heads = table.horizontalHeader().viewport()
    spanish = Language("es")
    assert [pointed_at(each) for each in (label, button, heads)] == ["", "", ""]

    second.speak(spanish)
    vehicles = spanish("Vehicles")
    assert [pointed_at(each) for each in (label, button, heads)] == [vehicles, spanish("Save"), vehicles]
    assert pointed_at(data) == "", "data are the same in every language"
    show_tip(label, "<b>12 vehicles")
    assert pointed_at(label) == f"<p>&lt;b&gt;12 vehicles</p><p>{vehicles}</p>"
    second.speak(Language("en"))
    assert pointed_at(button) == "", "the first language is on the screen already"
    second.speak(None)
    assert pointed_at(button) == ""


def test_an_entry_of_a_menu_a_painted_row_and_a_cell_are_read_in_it_at_the_text_one_points_at(second, qtbot):
    spanish, say = Language("es"), translator
    host = Label(N_("Vehicles"))
    menu = Menu(host, lambda made: made.offer(N_("Save"), print, keys="Ctrl+S"))
    rows = RowList(N_("Vehicles"), TwoLineDelegate())
    table = LineTable(N_("Vehicles"), (Column(N_("Vehicles")),))

    def show_rows():
        words = say().current
        detail = words.in_a_row(words(CARS, n=3), "LSJWH4095PN000001")
        rows.show_rows([TwoLineRow(words(N_("Customers")), detail, end="LSJWH4095PN000001")])
        table.show_lines([(words(N_("Customers")),)])

    second.speak(spanish)
    show_rows()
    for each in (host, rows, table):
        qtbot.addWidget(each)
        each.resize(400, 200)
        each.show()
    menu.open_under(host)
    entry = menu.actionGeometry(menu.actions()[0]).center()
    assert second.words_of(menu, entry) == spanish("Save")
    menu.hide()
    ground, row = rows.viewport(), rows.visualRect(rows.rows.index(0, 0))
    title, detail = (QPoint(60, row.top() + row.height() * part // 4) for part in (1, 3))
    assert second.words_of(ground, title) == spanish("Customers")
    assert second.words_of(ground, detail) == spanish(CARS, n=3)
    assert not second.words_of(ground, QPoint(60, row.bottom() + 40)), "below the rows is nothing"
    cell = table.visualRect(table.model().index(0, 0)).center()
    assert second.words_of(table.viewport(), cell) == spanish("Customers")
    second.speak(None)
    assert type(say().current) is Language, "nothing is remembered for who learns in one language"


def test_places_of_the_sidebar_are_read_in_the_second_language(own_user, qapp):
    for window in shown(opened(own_user, PAGES)):
        window.show_second("th")
        places = window.side.places
        titles = [each.title for each in places.rows.rows]
        at = places.visualRect(places.rows.index(titles.index("Today"), 0)).center()
        assert window.second.words_of(places.viewport(), at) == Language("th")("Today")
        window.show_second("")


def test_it_is_chosen_in_settings_and_kept_by_the_computer(own_user, qapp, tmp_path):
    for window in shown(opened(own_user, PAGES)):
        tab = go(window, "settings", "computer").tabs["computer"]
        tab.second.control.setFocus()
        tab.second.set_value("th")
        tab.second.chosen.emit("th")
        assert window.machine.second == "th"
        write_machine(tmp_path / "machine.toml", window.machine)
        assert read_machine(tmp_path / "machine.toml").second == "th"
        assert pointed_at(tab.make) == Language("th")("Create sample data")
        tab.second.chosen.emit("")
        assert (window.machine.second, pointed_at(tab.make)) == (None, "")
    (tmp_path / "machine.toml").write_text("second = 3\n", "utf-8")
    assert read_machine(tmp_path / "machine.toml") == Machine()
