"""The first steps as somebody goes through them with the keyboard."""

from pathlib import Path

from hands import press, type_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lifecycle_desk.books.interchange import records
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.overview.screens.wizard import Wizard
from lifecycle_desk.overview.screens.wizard.answers import Content
from lifecycle_desk.overview.screens.wizard.content import ContentPage
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


def records_named(wizard: Wizard, where: Path, user: UserSession) -> ContentPage:
    """The last page with the records of some books in its field."""
    file = where.parent.parent / "records.jsonl"
    file.write_bytes(b"".join(records.write(user, {})))
    wizard.answers.content = Content.RECORDS
    wizard.go(CONTENT)
    page = wizard.pages[CONTENT]
    page.records.line.setFocus()
    type_in(wizard, str(file))
    return page
