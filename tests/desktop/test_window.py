"""The window with pages of its own making: places, look, language, sidebar, what it remembers."""

from hands import ALT, CTRL, press
from plain_window import PAGES, VIN
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.sheet import sheet
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine, read_machine, write_machine
from lifecycle_desk.desktop.pages import Badge, Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language


def test_each_window_of_its_own_wears_the_style_sheet_of_now_and_the_application_none(window):
    other = QWidget()
    theme.dress(other)
    theme.set_theme(dark=True)
    assert {each.styleSheet() for each in (window, other)} == {sheet(t.DARK, 1.0)}
    assert not QApplication.instance().styleSheet()


class Told(QWidget):
    """Counts how often it was told that the look is another one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.times = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.times += event.type() == QEvent.Type.StyleChange


def test_a_script_of_another_height_is_told_at_once_where_it_is_seen_and_once_in_the_next_turn_where_it_is_not(window):
    seen, hidden = Told(window), Told(window)
    seen.show()
    window.speak("th")
    assert (seen.times, hidden.times) == (1, 0)

    QTest.qWait(1)
    assert (seen.times, hidden.times) == (1, 1)


def test_what_comes_into_sight_before_the_next_turn_is_told_too(window):
    hidden = Told(window)
    window.speak("th")
    hidden.show()
    QTest.qWait(1)
    assert hidden.times == 1


def test_a_page_that_is_not_shown_is_told_of_changes_once_and_only_when_it_is_shown(window):
    here, there = Told(window.page()), Told(window._built_page("vehicles"))
    for code in ("th", "ar"):
        window.speak(code)
        QTest.qWait(1)
    assert (here.times, there.times) == (2, 0)

    window.go(Place("vehicles"))
    assert there.times == 1
    window.go(Place("today"))
    window.go(Place("vehicles"))
    assert there.times == 1


def test_a_change_of_language_makes_qt_read_no_style_sheet_anew(window, qtbot):
    with qtbot.assertNotEmitted(theme._new_sheet):
        for code in ("zh_CN", "ar", "th", "es", "en"):
            window.speak(code)
            assert translator().current.code == code


def test_a_page_is_built_when_it_is_first_opened_and_gets_the_focus(window):
    assert list(window._built) == ["today"]
    press(window, Qt.Key.Key_7, CTRL)

    assert window.place == Place("vehicles")
    assert QApplication.focusWidget() is window.page().field.control


def test_back_and_forward_walk_the_way_one_came(window):
    window.app.go("vehicle", VIN)
    window.app.go("vehicles")
    press(window, Qt.Key.Key_Left, ALT)
    assert window.place == Place("vehicle", VIN)
    assert window.page().field.control.text() == VIN
    press(window, Qt.Key.Key_Right, ALT)
    assert window.place == Place("vehicles")
    assert not window.bar.forward_button.isEnabled()


def test_where_one_reads_leftwards_the_keys_of_back_and_forward_point_as_the_arrows_of_the_window(window):
    window.app.go("vehicles")
    window.speak("ar")
    press(window, Qt.Key.Key_Right, ALT)
    assert window.place == Place("today")
    assert window.bar.back_button.toolTip().endswith("Alt →")
    press(window, Qt.Key.Key_Left, ALT)
    assert window.place == Place("vehicles")
    window.speak("en")
    assert window.bar.back_button.pressed_by == "Alt+Left"
    press(window, Qt.Key.Key_Left, ALT)
    assert window.place == Place("today")


def test_f6_goes_to_the_filter(window):
    window.setFocus()
    press(window, Qt.Key.Key_F6)

    assert QApplication.focusWidget() is window.page().field.control


def test_what_is_late_shows_in_the_sidebar(window, qtbot):
    qtbot.waitUntil(lambda: window.side.places.rows.rows[0].badge == Badge(3, late=True))


def test_the_language_changes_while_everything_is_open(window):
    window.speak("ar")
    assert QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    window.speak("en")
    assert QApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_light_and_dark_change_while_everything_is_open(window):
    before = window.grab().toImage().pixelColor(700, 500).lightness()
    window.set_dark(dark=True)
    after = window.grab().toImage().pixelColor(700, 500).lightness()
    window.set_dark(dark=False)

    assert before > 200
    assert after < 60
    assert not theme.c.dark


def test_a_narrow_window_keeps_the_icons_of_the_sidebar(window):
    window.resize(900, 700)
    assert window.side.width() < 80
    window.resize(1300, 800)
    assert window.side.width() > 200


def test_settings_of_the_machine_come_back_and_damage_counts_as_not_set(tmp_path):
    path = tmp_path / "machine.toml"
    kept = Machine(language="ar", dark=True, text=1.5, page="vehicle", key='odd "key" \\ กข', width=1100)
    write_machine(path, kept)
    assert read_machine(path) == kept

    path.write_text('language = 5\ndark = "yes"\ntext = 99.0\nunknown = 1\nwidth = 1200\n')
    assert read_machine(path) == Machine(width=1200, text=2.0)
    path.write_text("[" * 100_000)
    assert read_machine(path) == Machine()
    path.write_bytes(b"\xff\xfe")
    assert read_machine(path) == Machine()


def test_closing_the_window_remembers_the_place(own_user, qtbot, dressed):
    kept = []
    made = Window(
        AppContext(own_user), PAGES, lambda _: [], dealer="x", speak=Language, machine=Machine(), remember=kept.append
    )
    made.go(Place("vehicles", "new"))
    made.close()

    assert (kept[-1].page, kept[-1].key) == ("vehicles", "new")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
