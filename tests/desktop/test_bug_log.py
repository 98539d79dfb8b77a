"""Bugs reach a log: from the window, from its threads and from the command line, without a word of anybody's data."""

import errno
import re
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel
from sqlcipher3 import dbapi2

from lifecycle_desk import app
from lifecycle_desk.commands import bug_log
from lifecycle_desk.commands.bug_log import described, log_file, note_bug
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.settings.computer import ComputerTab

NAME = "Kanari Ongsakul 081 555 0142"


@pytest.fixture(autouse=True)
def log(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr("platformdirs.user_log_path", lambda _name: tmp_path / "logs")
    return tmp_path / "logs" / "lifecycle-desk.log"


@pytest.fixture
def window(bare_window: Window) -> Window:
    return bare_window


def broken(customer: str = NAME) -> None:
    raise KeyError(f"no row for {customer}")


def said(window: Window) -> list[str]:
    return [each.text() for each in window.notices.toast.findChildren(QLabel)]


def test_a_bug_in_a_thread_of_the_window_is_logged_told_and_copied_without_personal_data(window, qtbot, log):
    window.app.run_query(broken, lambda _: None)
    qtbot.waitUntil(lambda: window.notices.toast is not None)
    kept = log.read_text("utf-8")
    window.notices.toast.copy.click()

    assert "An unexpected error occurred. It has been logged, and your data is not affected." in said(window)
    assert "builtins.KeyError" in kept
    assert re.search(r"test_bug_log\.py:\d+ broken", kept)
    assert QGuiApplication.clipboard().text() in kept
    assert not {each for each in NAME.split() if each in kept}
    assert log.stat().st_mode & 0o077 == 0


def test_a_bug_in_a_slot_reaches_the_log_and_whoever_sits_there(window, log):
    try:
        broken()
    except KeyError as bug:
        app._log(KeyError, bug, None)

    assert "broken" in log.read_text("utf-8")
    assert window.notices.toast.copy is not None


def test_a_log_that_cannot_be_written_is_said_and_the_details_can_still_be_copied(window, tmp_path):
    (tmp_path / "logs").write_text("a file where the folder should be")
    window.app.failed.emit(ValueError(NAME))
    assert any("could not be logged" in each for each in said(window))
    window.notices.toast.copy.click()
    assert "builtins.ValueError" in QGuiApplication.clipboard().text()


def test_the_log_turns_over_before_it_grows_for_ever(log, monkeypatch):
    monkeypatch.setattr(bug_log, "LOG_BYTES", 1_000)
    for _ in range(80):
        note_bug(ValueError())
    files = sorted(log.parent.iterdir())

    assert [each.name for each in files] == [log.name, *(f"{log.name}.{n}" for n in (1, 2, 3))]
    assert all(each.stat().st_size <= 1_000 for each in files)


def test_settings_open_the_log(own_user, qtbot, dressed, monkeypatch):
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    tab = ComputerTab(AppContext(own_user))
    qtbot.addWidget(tab)
    tab.look()
    assert not tab.open_log.isEnabled()
    note_bug(ValueError())
    tab.look()
    tab.open_log.click()
    assert shown == [str(log_file())]
    tab.app.close()


def test_causes_and_groups_and_the_numbers_of_systems_are_told_and_nothing_else():
    raised = ExceptionGroup(NAME, [OSError(errno.ENOSPC, NAME, f"/home/{NAME}"), dbapi2.OperationalError(NAME)])
    try:
        broken()
    except KeyError as cause:
        raised.__cause__ = cause
    told = described(raised)

    assert "builtins.KeyError\nwhich led to" in told
    assert f"builtins.OSError ({errno.ENOSPC})" in told
    assert "OperationalError" in told
    assert "Kanari" not in told


@given(st.text(alphabet=st.characters(min_codepoint=0x0E00, max_codepoint=0x9FFF), min_size=2, max_size=30))
@settings(max_examples=50)
def test_whatever_an_exception_says_stays_out_of_the_log(text):
    fault = ValueError(text)
    fault.add_note(text)
    assert not re.search("[\u0e00-\u9fff]", described(fault))


def test_a_thread_of_its_own_does_not_die_unheard(log, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)  # put back afterwards
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    app.hear_of_bugs()
    each = threading.Thread(target=broken)
    each.start()
    each.join()
    assert "broken" in log.read_text("utf-8")
