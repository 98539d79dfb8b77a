"""The page of a battery on the screen: its family by keyboard, what can be written down, and every word spoken."""

from datetime import date

import pytest
from hands import CTRL, NO_WARNINGS, go, marked, press, rest, type_in
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from screens_window import VIN

from lifecycle_desk.batteries.rules.codes import ProductType
from lifecycle_desk.batteries.rules.recovery import Material, MaterialMass, Recovery
from lifecycle_desk.batteries.rules.words import BatteryFacts, BatteryPart, BatteryStatus, Whereabouts
from lifecycle_desk.batteries.screens import entries
from lifecycle_desk.batteries.usecases.moves import (
    GiveSecondLife,
    KnowBattery,
    RecycleBattery,
    TakeOutBattery,
    give_second_life,
    know_battery,
    recycle_battery,
    take_out_battery,
)
from lifecycle_desk.batteries.usecases.tree import battery_tree
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator

pytestmark = NO_WARNINGS
CODE, SECOND = "CATL08Z", "001PB0AF3A0000001RP"  # as the car of these books has it
ON = date(2025, 9, 1)


@pytest.fixture
def described(window, own_user):
    """The pack of the first car with two modules."""
    parts = tuple(BatteryPart(BatteryFacts(f"{CODE}M{at}", ProductType.MODULE)) for at in range(2))
    know_battery(own_user, KnowBattery(on=ON, battery=BatteryFacts(CODE), parts=parts, vin=VIN))
    rest(window)
    return window


def test_the_tree_is_walked_by_keyboard_and_enter_opens_a_battery(described):
    page = go(described, "battery_tree", CODE)
    assert QApplication.focusWidget() is page.chart
    press(described, Qt.Key.Key_Right, times=2)
    assert "2 × Battery module" in page.chart.accessibleDescription()
    press(described, Qt.Key.Key_Return)
    rest(described)
    assert described.place == Place("battery_tree", f"{CODE}M0")


def test_a_pack_is_taken_out_by_keyboard(described, own_user):
    page = go(described, "battery_tree", CODE)
    page.write(entries.taking_out)
    rest(described)
    press(described, Qt.Key.Key_Return, CTRL)
    rest(described)
    assert battery_tree(own_user, CODE).battery.where is Whereabouts.OUT
    assert page.shown.battery.where is Whereabouts.OUT


def test_what_is_refused_stands_beside_its_field(described, own_user):
    take_out_battery(own_user, TakeOutBattery(on=ON, code=CODE))
    page = go(described, "battery_tree", CODE)
    page.write(entries.second_life)
    rest(described)
    press(described, Qt.Key.Key_Return, CTRL)
    rest(described)
    said = [each.text() for each in page.panel.findChildren(QLabel) if each.isVisible()]
    assert any("needs a new code" in each for each in said)


def test_recycling_is_written_down_material_by_material(described, own_user):
    take_out_battery(own_user, TakeOutBattery(on=ON, code=CODE))
    page = go(described, "battery_tree", CODE)
    page.write(entries.recycling)
    rest(described)
    type_in(described, "400")
    press(described, Qt.Key.Key_Tab)
    type_in(described, "262.5")
    press(described, Qt.Key.Key_Return, CTRL)
    rest(described)
    share = battery_tree(own_user, CODE).recycled[0]
    assert (share.of_g, share.recovered_g) == (400_000, 262_500)


def test_files_that_are_dropped_go_with_what_is_being_written(described, own_user, tmp_path):
    paper = tmp_path / "certificate.pdf"
    paper.write_bytes(b"%PDF-1.4 certificate")
    page = go(described, "battery_tree", CODE)
    page.write(entries.taking_out)
    rest(described)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(paper))])
    at, button, none = QPointF(40, 40), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, files, button, none))
    rest(described)
    press(described, Qt.Key.Key_Return, CTRL)
    rest(described)
    assert len(battery_tree(own_user, CODE).happened[0].told.documents) == 1


def test_a_car_leads_to_the_family_of_its_battery(window):
    page = go(window, "battery_tree", "CATL-08Z")
    assert page.shown.described is False
    assert [type(each).__name__ for each in page.shown.parts] == []


def test_a_battery_that_is_nowhere_says_so(window):
    page = go(window, "battery_tree", "NOWHERE")
    assert page._stack.currentIndex() == 1


def test_every_word_of_the_page_is_spoken(described, own_user):
    take_out_battery(own_user, TakeOutBattery(on=ON, code=CODE))
    made = (BatteryFacts(SECOND, mass_g=1_000),)
    give_second_life(own_user, GiveSecondLife(on=ON, codes=(CODE,), status=BatteryStatus.REPURPOSED, made=made))
    told = Recovery(1_000, (MaterialMass(Material.NICKEL, 9),), (MaterialMass(Material.NICKEL, 8),))
    recycle_battery(own_user, RecycleBattery(on=ON, code=SECOND, recovery=told))
    page = go(described, "battery_tree", SECOND)
    translator().set_language(marked(own_user))
    rest(described)
    said = [each.text() for each in page.findChildren(QLabel) if each.isVisible() and each.text()]
    assert any("⟦Recovered by recycling⟧" in each for each in said)
    assert any("⟦Nickel⟧" in each for each in said)
    assert any("⟦Second life of battery⟧" in each for each in said)
