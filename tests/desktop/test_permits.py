"""What the person at the window may not do is greyed and says who may; the books refuse it all the same."""

from dataclasses import replace

import pytest
from hands import NO_WARNINGS, rest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lifecycle_desk.commands.command import Command
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.rights import BACKUP, RIGHTS, VIEW
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.store.store import Store
from lifecycle_desk.vehicle.screens.sheet_saver import SheetSaver

pytestmark = NO_WARNINGS


@pytest.fixture
def app(own_user, qtbot):
    """Who sits there is a technician; a manager works there too."""
    take_on(own_user, Member("suda", "Suda Rattana", Role.MANAGER))
    take_on(own_user, Member("anan", "Anan W.", Role.TECHNICIAN))
    switch_sign_in(own_user, SignIn(on=True))
    made = AppContext(replace(own_user, staff="anan"))
    yield made
    made.close()


@pytest.fixture
def button(app, qtbot):
    made = Button("Back up now", keys="Ctrl+B")
    qtbot.addWidget(made)
    made.show()
    app.permits.need(BACKUP, made)
    qtbot.waitUntil(lambda: not made.isEnabled())
    return made


def test_a_button_without_its_right_is_grey_and_says_who_may(button):
    assert button.toolTip() == "Anan W. does not have permission: Back up records. Ask Suda Rattana."


def test_it_says_so_in_another_language_at_once(button):
    translator().set_language(Language("es"))
    try:
        assert button.toolTip() not in {"", "Anan W. does not have permission: Back up records. Ask Suda Rattana."}
        assert "Suda Rattana" in button.toolTip()
    finally:
        translator().set_language(Language("en"))


def test_a_page_that_offers_it_changes_nothing(button):
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    button.setEnabled(True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    rest(button)
    assert (button.isEnabled(), pressed) == (False, [])


def test_it_is_free_as_soon_as_somebody_else_sits_there_or_the_role_changes(app, button, qtbot):
    app.become("suda")
    qtbot.waitUntil(button.isEnabled)
    assert button.toolTip() == ""
    app.become("anan")
    qtbot.waitUntil(lambda: not button.isEnabled())
    take_on(replace(app.user, staff="suda"), Member("anan", "Anan W.", Role.ADMINISTRATOR))
    qtbot.waitUntil(button.isEnabled)


def test_what_the_page_greys_itself_stays_grey_when_the_right_comes(app, button, qtbot):
    button.setEnabled(False)
    app.become("suda")
    qtbot.waitUntil(lambda: button.toolTip() == "")
    assert not button.isEnabled()


def test_many_rights_are_looked_up_in_one_transaction(app, qtbot, monkeypatch):
    begun = []
    reading = Store.reading
    monkeypatch.setattr(Store, "reading", lambda store: begun.append(1) or reading(store))
    app.permits.watch(RIGHTS)
    qtbot.waitUntil(lambda: app.permits.lacks(BACKUP))
    assert len(begun) == 1
    assert not app.permits.lacks(VIEW)


def test_what_no_button_starts_is_not_begun_and_the_window_says_who_may(app, qtbot):
    said = []
    app.hinted.connect(said.append)
    app.permits.watch((BACKUP,))
    assert app.permits.lets(BACKUP)  # not known yet: the books refuse it
    qtbot.waitUntil(lambda: app.permits.lacks(BACKUP))
    assert not app.permits.lets(BACKUP)
    assert "Suda Rattana" in translator().current(said[-1].message, **said[-1].facts)
    app.become("suda")
    qtbot.waitUntil(lambda: app.permits.lets(BACKUP))
    assert len(said) == 1


def test_a_sheet_that_would_be_refused_is_not_saved_by_itself_and_says_why(app, qtbot):
    tried, said = [], []
    command = Command(BACKUP, lambda _tx, asked: tried.append(asked))
    saver = SheetSaver(app, command, lambda: "sheet", 1, app)
    saver.announced.connect(said.append)
    qtbot.waitUntil(lambda: app.permits.lacks(BACKUP))
    saver.changed()
    qtbot.wait(20)
    assert (tried, saver.is_due) == ([], False)
    assert "Suda Rattana" in translator().current(said[-1].message, **said[-1].facts)
