"""The palette of the window: vehicles, commands and languages by the keyboard, which it gives back."""

from hands import CTRL, ENTER, press, rest, type_in
from plain_window import VIN
from PySide6.QtCore import Qt

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator


def test_two_keystrokes_and_a_plate_open_a_vehicle(window, qtbot):
    press(window, Qt.Key.Key_K, CTRL)
    type_in(window, "4821")
    qtbot.waitUntil(lambda: any(not row.is_heading for row in window.palette_box.found.rows.rows))
    press(window, ENTER)

    assert window.place == Place("vehicle", VIN)
    assert not window.palette_box.is_open


def test_the_palette_does_commands_too_and_closes_with_escape(window):
    press(window, Qt.Key.Key_K, CTRL)
    type_in(window, "add v")
    press(window, ENTER)
    assert window.place == Place("vehicles", "new")
    press(window, Qt.Key.Key_K, CTRL)
    press(window, Qt.Key.Key_Escape)
    assert not window.palette_box.is_open


def test_the_palette_gives_the_keyboard_back_to_where_one_wrote(window):
    field = window.page().field.control
    type_in(window, "47")
    assert field.text() == "47"
    press(window, Qt.Key.Key_K, CTRL)
    press(window, Qt.Key.Key_Escape)
    type_in(window, "990")
    assert field.text().endswith("47990")


def test_a_page_does_not_hear_what_the_palette_is_told(window):
    heard = []
    for keys in ("Esc", "Ctrl+Return"):
        listen(window.page(), keys, N_("Key"), lambda keys=keys: heard.append(keys))
    press(window, Qt.Key.Key_K, CTRL)
    type_in(window, "add v")
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_K, CTRL)
    type_in(window, "add v")
    press(window, ENTER, CTRL)
    assert heard == []
    assert window.place == Place("vehicles", "new")


def test_a_language_is_chosen_by_its_own_name_from_the_palette(window):
    press(window, Qt.Key.Key_K, CTRL)
    type_in(window, "españ")
    press(window, ENTER)
    assert translator().current.code == "es"


def test_the_palette_has_room_for_its_field_and_for_each_row_that_it_found(window):
    box = window.palette_box
    press(window, Qt.Key.Key_K, CTRL)
    tall = box.field.sizeHint().height()
    for typed, whole in (("zzzz", box.nothing), ("zz", box.nothing)):
        type_in(window, typed)
        rest(window)
        assert whole.isVisible()
        assert box.field.height() >= tall
        assert whole.height() >= whole.sizeHint().height()
    press(window, Qt.Key.Key_A, CTRL)
    type_in(window, "add v")
    rest(window)
    assert box.field.height() >= tall
    rows = sum(box.found.delegate.height(each) for each in box.found.rows.rows)
    assert 0 < rows <= box.found.viewport().height()
