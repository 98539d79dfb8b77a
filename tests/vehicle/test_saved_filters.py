"""A filter is kept by name in the sidebar: counted, renamed, removed and brought back, all by keyboard."""

from datetime import date

import pytest
from hands import NO_WARNINGS, go, pause, press, rest, type_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.remembered import Remembered, SavedFilter, filter_key, read_filter
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

pytestmark = NO_WARNINGS


def saved_rows(window) -> list[tuple[str, int | None]]:
    found = [each for each in window.side.places.rows.rows if getattr(each, "saved", None)]
    return [(each.title, each.badge.count if each.badge else None) for each in found]


def narrowed(window, text):
    page = go(window, "vehicles")
    press(window, Qt.Key.Key_F6)
    type_in(window, text)
    pause(window)
    return page


@pytest.fixture
def kept(window):
    """The cars that some letters find, kept by name."""
    page = narrowed(window, "MG4")
    page.body.save.setFocus()
    press(window, Qt.Key.Key_Space)
    type_in(window, "Our MG4")
    press(window, Qt.Key.Key_Return)
    rest(window)
    return page


def test_a_narrowed_list_is_kept_and_named_where_it_stands(window):
    page = go(window, "vehicles")
    assert not page.body.save.isVisible()
    narrowed(window, "MG4")
    assert page.body.save.isVisible()
    page.body.save.setFocus()
    press(window, Qt.Key.Key_Space)
    field = QApplication.focusWidget()
    assert (field.text(), field.selectedText()) == ("MG4", "MG4")
    type_in(window, "Our MG4")
    press(window, Qt.Key.Key_Return)
    rest(window)
    assert saved_rows(window) == [("Our MG4", 1)]
    assert window.place == Place("vehicles", filter_key("", "MG4"))
    assert window.side.places.current().saved.name == "Our MG4"
    assert not page.body.save.isVisible()
    assert window.side.places.isAncestorOf(field) is False or not field.isVisible()


def test_it_leads_back_and_the_list_itself_is_whole_again(window, kept):
    window.app.go("customers")
    rest(window)
    window.app.go("vehicles", filter_key("", "MG4"))
    rest(window)
    assert (kept.body.field.text(), kept.body.table.long.rowCount()) == ("MG4", 1)
    window.app.go("vehicles")
    rest(window)
    assert (kept.body.field.text(), kept.body.table.long.rowCount()) == ("", 2)


def test_its_count_follows_what_is_written(window, kept, own_user):
    built = Description("MG", "MG4 Electric")
    add_vehicle(own_user, AddVehicle("LSJWH4093PN000003", date(2024, 1, 2), built, "AB 1", Distance(1)))
    rest(window)
    assert saved_rows(window) == [("Our MG4", 2)]


def test_it_is_renamed_and_removed_by_keys_and_comes_back(window, kept):
    places = window.side.places
    places.setFocus()
    press(window, Qt.Key.Key_F2)
    type_in(window, "Electric")
    press(window, Qt.Key.Key_Escape)
    assert saved_rows(window) == [("Our MG4", 1)]
    places.setFocus()
    press(window, Qt.Key.Key_F2)
    type_in(window, "Electric")
    press(window, Qt.Key.Key_Return)
    rest(window)
    assert saved_rows(window) == [("Electric", 1)]
    places.setFocus()
    press(window, Qt.Key.Key_Delete)
    rest(window)
    assert saved_rows(window) == []
    window.notices.toast._undo.click()
    rest(window)
    assert saved_rows(window) == [("Electric", 1)]


def test_chips_count_what_the_letters_find(window):
    page = narrowed(window, "MG4")
    rest(window)
    assert (page.chips.counts[Stage.IN_USE], page.chips.counts[None]) == (1, 1)
    press(window, Qt.Key.Key_Escape)
    pause(window)
    assert page.chips.counts[None] == 2


def test_a_chip_and_letters_are_kept_together(window):
    page = narrowed(window, "MG4")
    page.chips.choose(Stage.IN_USE)
    rest(window)
    assert page.kept_as() == ("In use MG4", "in_use", "MG4")
    page.body.save.click()
    rest(window)
    page.show_key("")
    page.show_key(filter_key("in_use", "MG4"))
    assert (page.chips.value, page.body.field.text()) == (Stage.IN_USE, "MG4")


def test_a_filter_of_a_page_that_is_gone_is_kept_but_not_shown(tmp_path, window):
    window.app.remembered.keep_filters([SavedFilter("x", "no-such-page", "", "y")])
    rest(window)
    assert saved_rows(window) == []
    kept = Remembered(tmp_path / "lists.json")
    kept.keep_filters([SavedFilter("x", "no-such-page", "", "y")])
    assert len(Remembered(tmp_path / "lists.json").filters) == 1


@pytest.mark.parametrize(("kind", "text"), [("", ""), ("overdue", "BYD | 3"), ("", "filter=x|y")])
def test_a_place_names_any_filter(kind, text):
    assert read_filter(filter_key(kind, text)) == (kind, text)
    assert read_filter("LSJWH4095PN000001") is None
