"""Undo: a toast undoes exactly what it told of, or offers nothing; Ctrl+Z never reaches past what cannot be undone."""

from datetime import date

import pytest
from hands import CTRL, press
from house import HOUSE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import Command, UserSession
from lifecycle_desk.cover.rules.days import Span
from lifecycle_desk.cover.usecases import KeepRule, keep_cover_rule, rules_in_force
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.parts import Button, StickyBar
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.service.clocks.usecases import ClockDone, start_clock
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import Note, note_event
from lifecycle_desk.vehicle.usecases.people import add_person

CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
VIN = "LSJWH4095PN000001"


@pytest.fixture
def window(a_car: str, bare_window: Window) -> Window:
    return bare_window


def submit(window: Window, qtbot, verb, asked) -> None:
    submission = Submission(window.app, Faults(dict), window)
    with qtbot.waitSignal(submission.saved):
        submission.submit(verb, lambda: asked, N_("Saved"))


def taken_back(user: UserSession) -> list[int | None]:
    with user.store.reading() as tx:
        return [each.corrects for each in life.told(tx, VIN) if each.corrects]


def nothing_to_undo(_: object) -> None:
    """What a verb answers whose doing this time left nothing to undo."""


def test_a_toast_offers_undo_only_where_this_very_doing_can_be_undone(window, qtbot):
    submit(window, qtbot, note_event, Note(VIN, date(2026, 2, 1), "first"))
    assert window.notices.toast._undo is not None
    submit(
        window,
        qtbot,
        Command(note_event.right, note_event.does, nothing_to_undo),
        Note(VIN, date(2026, 2, 1), "second"),
    )
    assert window.notices.toast._undo is None
    press(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Nothing to undo" in [each.text() for each in window.findChildren(QLabel)])
    window.app.writes.settle()

    assert taken_back(window.app.user) == []  # not the first, which nobody has in mind


def test_an_older_toast_undoes_its_own_and_nothing_twice(window, qtbot):
    undoings = []
    for text in ("first", "second"):
        window.app.do(
            note_event, Note(VIN, date(2026, 2, 1), text), lambda done: undoings.append(window.app.way_back(done))
        )
        window.app.writes.settle()
    first, second = undoings
    first()
    first()
    window.app.writes.settle()
    with window.app.user.store.reading() as tx:
        seqs = [each.seq for each in life.told(tx, VIN) if each.facts.get("text") in {"first", "second"}]
    assert taken_back(window.app.user) == seqs[:1]
    press(window, Qt.Key.Key_Z, CTRL)
    second()
    window.app.writes.settle()
    assert taken_back(window.app.user) == seqs


def test_ctrl_z_does_not_reach_past_what_cannot_be_undone(window, qtbot):
    window.app.do(note_event, Note(VIN, date(2026, 2, 1), "long ago"))
    window.app.do(add_person, Person("Anan"))
    window.app.writes.settle()
    window.app.undo()
    window.app.writes.settle()
    assert taken_back(window.app.user) == []


def test_no_screen_offers_to_undo_whatever_came_last():
    source = {path: path.read_text("utf-8") for path in (HOUSE / "src").rglob("*.py")}
    assert [path.name for path, text in source.items() if "app.undo)" in text] == ["window.py"]  # Ctrl+Z alone


def test_undoing_a_rule_that_replaced_another_puts_that_one_back(own_user):
    rule = {"id": "own-drive_unit", "part": "drive_unit", "km": 160_000, "brands": ["MG"], "source": "Booklet"}
    rule |= {"valid_from": "2015-01-01", "looked_up_on": "2026-11-01"}
    first = keep_cover_rule(own_user, KeepRule(rule | {"months": 36})).value
    second = keep_cover_rule(own_user, KeepRule(rule | {"months": 60})).value
    back, asked = keep_cover_rule.undo(second)
    back(own_user, asked)

    assert keep_cover_rule.undo(first)[0].name == "drop_cover_rule"
    with own_user.store.reading() as tx:
        assert [each.lasts for each in rules_in_force(tx) if each.id == "own-drive_unit"] == [Span(36)]


def noted(user: UserSession) -> list[str]:
    """The texts of the notes that hold now."""
    with user.store.reading() as tx:
        told = life.told(tx, VIN)
    gone = {each.corrects for each in told}
    return [each.facts["text"] for each in told if each.kind == "vehicle.noted" and each.seq not in gone]


def test_what_was_undone_is_done_again_by_a_key_and_undone_again(window, qtbot):
    submit(window, qtbot, note_event, Note(VIN, date(2026, 2, 1), "first"))
    for key, keys, left in (
        (Qt.Key.Key_Z, CTRL, []),
        (Qt.Key.Key_Z, CTRL_SHIFT, ["first"]),
        (Qt.Key.Key_Z, CTRL, []),
        (Qt.Key.Key_Y, CTRL, ["first"]),
    ):
        press(window, key, keys)
        window.app.writes.settle()
        QApplication.processEvents()
        assert noted(window.app.user) == left


def test_the_toast_of_an_undo_offers_to_do_it_again(window, qtbot):
    submit(window, qtbot, note_event, Note(VIN, date(2026, 2, 1), "first"))
    press(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: window.notices.toast is not None and bool(window.notices.toast.offers))
    (again,) = window.notices.toast.offers
    assert again.text() == "Redo"
    again.click()
    qtbot.waitUntil(lambda: noted(window.app.user) == ["first"])


def test_after_something_new_nothing_older_is_done_again(window, qtbot):
    submit(window, qtbot, note_event, Note(VIN, date(2026, 2, 1), "first"))
    press(window, Qt.Key.Key_Z, CTRL)
    window.app.writes.settle()
    submit(window, qtbot, note_event, Note(VIN, date(2026, 2, 1), "second"))
    press(window, Qt.Key.Key_Z, CTRL_SHIFT)
    qtbot.waitUntil(lambda: "Nothing to redo" in [each.text() for each in window.findChildren(QLabel)])
    window.app.writes.settle()
    assert noted(window.app.user) == ["second"]


def test_a_toast_stands_above_the_bar_of_the_page(window, qtbot):
    bar = StickyBar(Button(N_("Saved"), "primary"))
    bar.setParent(window)
    bar.setGeometry(0, window.height() - 56, window.width(), 56)
    bar.show()
    window.app.show_toast(N_("Saved"))
    toast = window.notices.toast
    assert toast.y() + toast.height() <= bar.y()
    bar.hide()
    window.app.show_toast(N_("Saved"))
    assert window.notices.toast.y() > toast.y()


def test_a_clock_that_stopped_another_is_not_undone_by_dropping_it():
    assert start_clock.undo(ClockDone("Somchai", "RO-1", 1)) is not None
    assert start_clock.undo(ClockDone("Somchai", "RO-1", 1, event=7, minutes=20)) is None
