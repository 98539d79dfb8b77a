"""What a window has done: commands off its thread, long work, refusals beside their fields, drafts."""

from datetime import date
from functools import partial
from threading import Event
from time import sleep

from hands import CTRL, LONGEST, press
from plain_window import VIN
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.steps import Step
from lifecycle_desk.desktop import tasks
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission, stored_draft
from lifecycle_desk.desktop.progress_bar import ProgressBar
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Note, add_vehicle, note_event
from lifecycle_desk.vehicle.usecases.showing import page


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
