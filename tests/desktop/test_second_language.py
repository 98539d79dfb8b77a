"""A second language where one points: chosen in Settings, kept by the computer, shown below what a tooltip says."""

import pytest
from hands import NO_WARNINGS, go, opened, shown
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import show_tip
from lifecycle_desk.desktop.look.parts import Button, Label
from lifecycle_desk.desktop.look.rows import Column, LineTable
from lifecycle_desk.desktop.machine import Machine, read_machine, write_machine
from lifecycle_desk.desktop.second_language import SecondLanguage
from lifecycle_desk.language import Language
from lifecycle_desk.overview.pages import PAGES

pytestmark = NO_WARNINGS
BEFORE = "…"


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
