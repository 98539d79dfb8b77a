"""The first steps as somebody goes through them with the keyboard."""

from pathlib import Path

from hands import press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.overview.screens.wizard import Wizard
from lifecycle_desk.store.opening import open_store

LANGUAGE, MARKET, DEALER, PLACE, CONTENT, WORK = range(6)


def enter(wizard: Wizard, times: int = 1) -> None:
    for _ in range(times):
        press(wizard, Qt.Key.Key_Return)
        QTest.qWait(1)


def finish(qtbot, wizard: Wizard) -> None:
    with qtbot.waitSignal(wizard.ended):
        pass


def opened(where: Path | str) -> UserSession:
    return UserSession(open_store(where), None, authorise)
