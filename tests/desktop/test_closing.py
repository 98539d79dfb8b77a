"""Closing the window: what waits to be saved is saved, one sees how far that is, and what cannot be is told."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from hands import LONGEST
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.steps import Step
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop import closing
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Note, add_vehicle, note_event

VIN = "LSJWH4095PN000001"
ALONE = Path(__file__).with_name("closed_amid_saves.py")


@pytest.fixture
def window(a_car: str, bare_window: Window) -> Window:
    return bare_window


@pytest.fixture
def patient(monkeypatch) -> None:
    """A window that nobody expects to be gone in the blink of an eye, however busy the computer is."""
    monkeypatch.setattr(closing, "BRIEF", LONGEST)


class Refused(Objection):
    message = N_("Too short.")


def save(window: Window, number: int) -> None:
    window.app.do(note_event, Note(VIN, date(2026, 2, 1), f"save {number}"))


def noted(user: UserSession) -> list[str]:
    return [each.facts["text"] for each in told(user) if each.kind == "vehicle.noted"]


def told(user: UserSession):
    from lifecycle_desk.vehicle.tables import life

    with user.store.reading() as tx:
        return life.told(tx, VIN)


def briefly():
    yield Step(0)
    sleep(0.02)


def until(told: Event, fault: Exception | None = None):
    """A save that takes as long as nobody tells it to end."""
    yield Step(0)
    assert told.wait(LONGEST)
    if fault:
        raise fault


def test_closing_in_the_middle_of_ten_saves_keeps_all_ten_and_shows_what_is_still_written(window, qtbot):
    endless = window.app.run_long(iter(lambda: sleep(0.01) or Step(0), None), name=N_("Import"))
    window.app.run(until(told := Event()))
    for number in range(10):
        save(window, number)
    window.close()

    assert window.isVisible()
    panel = window._closing.panel
    assert panel.isVisible()
    assert "Saving 1 of 11…" in [label.text() for label in panel.findChildren(QLabel)]
    assert not window.stack.isEnabled()
    told.set()
    qtbot.waitUntil(lambda: not isValid(window))
    assert len(noted(window.app.user)) == 10
    assert endless.stopped  # long work was given up, as Cancel would have done


def test_closing_at_once_after_a_save_waits_for_it_without_a_picture(window, patient):
    save(window, 1)
    assert window.close()
    assert len(noted(window.app.user)) == 1


def test_what_cannot_be_saved_while_the_window_closes_keeps_it_open_and_is_told(window, qtbot):
    window.app.run(until(told := Event(), Refused()))
    save(window, 1)
    window.close()
    told.set()
    qtbot.waitUntil(lambda: window.notices.toast is not None)
    qtbot.waitUntil(lambda: not window._closing.panel.isVisible())  # told first, and then out of the way

    assert window.isVisible()
    assert window.stack.isEnabled()
    qtbot.waitUntil(lambda: not window.app.writes.busy)
    assert window.close()  # whoever closes again means it
    assert len(noted(window.app.user)) == 1


def test_closing_may_be_called_off(window, qtbot):
    window.app.run(until(told := Event()))
    window.close()
    QTest.keyClick(window._closing.stay, Qt.Key.Key_Escape)
    assert not window._closing.panel.isVisible()
    told.set()
    qtbot.waitUntil(lambda: not window.app.writes.busy)
    assert window.isVisible()


def test_what_a_save_asks_to_be_saved_next_is_saved_before_the_window_goes(window, patient):
    window.app.run(briefly(), lambda _: save(window, 2))
    assert window.close()
    assert len(noted(window.app.user)) == 1


@pytest.mark.parametrize("kills_after", [1, 7])
def test_a_kill_while_the_window_saves_and_closes_loses_nothing_that_was_acknowledged(tmp_path, kills_after):
    user = books.create(tmp_path / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2)))
    user.store.close()
    asked = [sys.executable, str(ALONE), str(tmp_path / "desk.ldk"), VIN, "400"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as child:
        acknowledged = [int(child.stdout.readline()) for _ in range(kills_after)]
        child.kill()
        acknowledged += [int(line) for line in child.stdout if line.endswith("\n")]

    assert child.returncode < 0  # it was still at it
    opened_again = UserSession(books.open_books(tmp_path / "desk.ldk"), None, user.authorise)
    assert books.check(opened_again).sound
    assert set(acknowledged) <= {each.seq for each in told(opened_again)}
    opened_again.store.close()
