"""The window with pages of its own making: places, keys, palette, language, toasts, tasks, the scanner."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from threading import Event
from time import sleep

import pytest
from hands import ALT, CTRL, ENTER, LONGEST, PLAIN, let_go, opened, press, rest, type_in
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.steps import Step
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop import tasks
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission, stored_draft
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import LineField, column
from lifecycle_desk.desktop.look.sheet import sheet
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine, read_machine, write_machine
from lifecycle_desk.desktop.pages import Badge, Page, PageWidget, PaletteCommand, Place, Section
from lifecycle_desk.desktop.palette import Hit
from lifecycle_desk.desktop.progress_bar import ProgressBar
from lifecycle_desk.desktop.scanner import FASTEST_HAND, SHORTEST, Scanner
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Note, add_vehicle, note_event
from lifecycle_desk.vehicle.usecases.showing import look_for, page

VIN = "LSJWH4095PN000001"


class Plainly(PageWidget):
    """A page that shows its key in a field."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app, self.field = app, LineField(N_("Key"))
        self.setLayout(column(self.field, None))

    def show_key(self, key: str) -> None:
        self.field.control.setText(key)

    def first_focus(self) -> QWidget:
        return self.field.control

    def filter_field(self) -> QWidget:
        return self.field.control


PAGES = (
    Page(
        "today",
        N_("Today"),
        "calendar-due",
        Plainly,
        Section.TOP,
        1,
        badge=lambda _: Badge(3, late=True),
        tables=frozenset({"vehicle"}),
    ),
    Page("vehicles", N_("Vehicles"), "car", Plainly, Section.RECORDS, 7),
    Page(
        "vehicle",
        N_("Vehicle"),
        "car",
        Plainly,
        commands=(PaletteCommand(N_("Add vehicle"), "plus", lambda app: app.go("vehicles", "new"), "Ctrl+Shift+N"),),
    ),
)


@pytest.fixture
def window(own_user: UserSession, qtbot, dressed) -> Iterator[Window]:
    add_vehicle(own_user, AddVehicle(VIN, date(2026, 1, 2), plate="3กข 4821"))

    def search(text: str) -> list[Hit]:
        return [Hit(each.kind, each.ref, each.vin, each.label) for each in look_for(own_user, text).hits]

    made = opened(own_user, PAGES, search)
    made.go(Place("today"))
    made.show()
    qtbot.waitExposed(made)
    yield made
    let_go(made)


def test_each_window_of_its_own_wears_the_style_sheet_of_now_and_the_application_none(window):
    other = QWidget()
    theme.dress(other)
    theme.set_theme(dark=True)
    assert {each.styleSheet() for each in (window, other)} == {sheet(t.DARK)}
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


def test_f6_goes_to_the_filter(window):
    window.setFocus()
    press(window, Qt.Key.Key_F6)

    assert QApplication.focusWidget() is window.page().field.control


def test_what_is_late_shows_in_the_sidebar(window, qtbot):
    qtbot.waitUntil(lambda: window.side.places.rows.rows[0].badge == Badge(3, late=True))


def test_a_verb_is_done_off_the_gui_thread_told_of_and_undone(window, qtbot):
    with qtbot.waitSignal(window.app.changed):
        window.app.do(note_event, Note(VIN, date(2026, 2, 1), "seen"), lambda _: window.app.show_toast(N_("Noted.")))
    qtbot.waitUntil(lambda: window.notices.toast is not None)
    qtbot.waitUntil(lambda: window.app.undoing.can_undo)
    press(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(page(window.app.user, VIN).lines) == 3)

    assert [each.stands for each in page(window.app.user, VIN).lines] == [True, False, True]


def test_what_nobody_takes_is_told_in_a_sentence(window, qtbot):
    window.app.do(note_event, Note("LRW3E7FA0RC000001", date(2026, 2, 1), "seen"))
    qtbot.waitUntil(lambda: window.notices.toast is not None)

    said = [label.text() for label in window.notices.toast.findChildren(QLabel)]
    assert "No vehicle has VIN LRW3E7FA0RC000001." in said


def test_long_work_is_shown_and_cancel_ends_it_without_a_trace(window, qtbot):
    closed = []

    def endless():
        try:
            done = 0
            while True:
                done += 1
                yield Step(done, 10**9)
        finally:
            closed.append(True)

    window.app.run_long(endless(), name=N_("Import"))
    going = window.findChild(ProgressBar)
    qtbot.waitUntil(lambda: not going.isHidden())
    done = []
    window.app.do(add_vehicle, AddVehicle("LGXCE4CB7R0000001", date(2026, 1, 2)), done.append)
    qtbot.waitUntil(lambda: bool(done))  # what is saved meanwhile does not wait for its end
    going.stop.click()
    qtbot.waitUntil(going.isHidden)
    assert closed == [True]


def test_long_work_stands_back_while_something_is_saved(window, qtbot, monkeypatch):
    stepped, while_saving, stands = [], [], Event()

    def stands_back(queue):
        return busy(queue) and (stands.set() or True)

    def endless():
        while True:
            stepped.append(1)
            yield Step(len(stepped))

    def save():
        yield Step(0)
        assert stands.wait(LONGEST)  # the step that was going on has come to its end
        before = len(stepped)
        sleep(0.05)
        while_saving.append(len(stepped) - before)

    busy = tasks.Tasks._stands_back
    monkeypatch.setattr(tasks, "PATIENCE", LONGEST)
    monkeypatch.setattr(tasks.Tasks, "_stands_back", stands_back)
    working = window.app.run_long(endless(), name=N_("Import"))
    window.app.run(save(), lambda _: None)
    qtbot.waitUntil(lambda: bool(while_saving))
    assert while_saving == [0]
    been = len(stepped)
    qtbot.waitUntil(lambda: len(stepped) > been)  # it goes on afterwards
    working.cancel()


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


@pytest.fixture
def scanned(window) -> Iterator[list[str]]:
    """The codes that a scanner of the window hears."""
    scanner, found = Scanner(QApplication.instance()), []
    scanner.scanned.connect(lambda code: (found.append(code), window.scanned(code)))
    yield found
    QApplication.instance().removeEventFilter(scanner)


def type_by_the_clock(window: Window, text: str, began: int, gap: int) -> None:
    """Keys and Enter, pressed so many milliseconds after one another; the window is busy for a while amid them."""
    for place, letter in enumerate([*text, "\r"]):
        event = QKeyEvent(QEvent.Type.KeyPress, ENTER if letter == "\r" else Qt.Key.Key_unknown, PLAIN, letter)
        event.setTimestamp(began + place * gap)
        QApplication.sendEvent(window.windowHandle(), event)
        if place == SHORTEST:
            sleep(2 * FASTEST_HAND / 1_000)


@pytest.mark.parametrize("code", [VIN, VIN.lower()])
def test_a_scanned_vin_opens_its_vehicle_and_leaves_the_field_free(window, scanned, qtbot, code):
    window.page().field.control.setText("typed ")
    type_by_the_clock(window, code, 1_000, gap=15)
    qtbot.waitUntil(lambda: window.place == Place("vehicle", VIN))
    assert scanned == [code]


@pytest.mark.parametrize(("began", "gap"), [(1_000, 60), (0, 0)], ids=["by hand", "nobody knows when"])
def test_what_is_typed_slowly_is_no_code(window, scanned, began, gap):
    type_by_the_clock(window, VIN, began, gap)
    assert scanned == []


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


class Noted(Objection):
    message = N_("Too short.")
    field = "text"


def test_a_refused_field_says_so_beside_it_and_gets_the_focus(window, qtbot):
    field = window.page().field
    faults = Faults(lambda: {"text": field, "vin": field})
    submission = Submission(window.app, faults, window)

    def short() -> Note:
        raise Noted

    submission.submit(note_event, short)
    assert field.is_faulty
    submission.submit(note_event, partial(Note, VIN, date(2026, 2, 1), "seen"), N_("Noted."))
    with qtbot.waitSignal(submission.saved):
        pass
    assert not field.is_faulty


def test_a_draft_comes_back_after_the_form_was_lost(window, qtbot):
    field, store = window.page().field.control, window.app.user.store
    keeper = DraftSaver(window.app, "note", field.text, field.setText, window)
    keeper.begin(VIN)
    field.setText("half a sentence")
    with qtbot.waitSignal(keeper.saved):
        keeper.keep()
    field.clear()

    again = DraftSaver(window.app, "note", field.text, field.setText, window)
    again.begin(VIN)
    assert field.text() == "half a sentence"
    again.end()
    field.clear()
    DraftSaver(window.app, "note", field.text, field.setText, window).begin(VIN)
    assert field.text() == ""  # thrown away, though it waits for its turn to be written
    qtbot.waitUntil(lambda: stored_draft(store, "note", VIN) is None)


def test_closing_the_window_remembers_the_place(own_user, qtbot, dressed):
    kept = []
    made = Window(
        AppContext(own_user), PAGES, lambda _: [], dealer="x", speak=Language, machine=Machine(), remember=kept.append
    )
    made.go(Place("vehicles", "new"))
    made.close()

    assert (kept[-1].page, kept[-1].key) == ("vehicles", "new")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
