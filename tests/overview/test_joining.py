"""Books on a server in the first steps: what is there is told in sentences, and joined or made."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from first_steps import CONTENT, DEALER, PLACE, enter, finish, opened
from hands import NO_WARNINGS, let_go, press, rest, seen, type_in
from own_server import ANOTHER, copy_database, drop_database, place_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lifecycle_desk.books.usecases.opening import open_books
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.overview.screens.wizard import not_reached
from lifecycle_desk.overview.screens.wizard.answers import Content
from lifecycle_desk.overview.screens.wizard.not_reached import NotReached
from lifecycle_desk.store.addresses import ServerAddress
from lifecycle_desk.store.passwords import forget_passwords
from lifecycle_desk.store.refusals import PasswordNeeded, StoreUnusable

pytestmark = NO_WARNINGS


@pytest.fixture(scope="module")
def database(server, founded_on_server) -> Iterator[str]:
    """Books of a Bangkok dealer beside a schema in which nothing is yet."""
    name = copy_database(server, founded_on_server())
    with psycopg.connect(server, dbname=name, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA empty_one AUTHORIZATION dealer_a")
    yield name
    drop_database(server, name)


def named(wizard, where: str):
    """The page on which an address was put into its fields, with the look still to come."""
    enter(wizard, 2)
    assert wizard.here == DEALER
    QTest.keyClick(wizard.pages[DEALER].join, Qt.Key.Key_Space)
    page = wizard.pages[PLACE]
    assert page.server.isVisible()
    page.server.host.set_text(where)
    return page


def test_who_joins_sees_whose_books_they_are_and_opens_them_without_founding_any(wizard, server, database, qtbot):
    where = place_of(server, database)
    page = named(wizard, where)
    QTest.keyClick(page.server.test, Qt.Key.Key_Space)
    qtbot.waitUntil(page.server.there.isVisible)

    assert "Sathorn EV is here already" in "\n".join(seen(page.server))
    assert wizard.next.text() == "Open"
    assert (page.server.database.text, page.server.schema.text, page.server.login.text) == (
        database,
        "dealer_a",
        "dealer_a",
    )
    page.server.schema.set_text("other")  # what was found holds no more
    assert page.server.found is None
    assert wizard.next.text() == "Next"
    page.server.schema.set_text("dealer_a")
    enter(wizard)
    qtbot.waitUntil(page.server.there.isVisible)
    with qtbot.waitSignal(wizard.ended):
        press(wizard, Qt.Key.Key_Return)

    assert wizard.made == where
    user = opened(wizard.made)
    user.store.close()


def test_where_nothing_is_yet_one_goes_on_and_founds(wizard, server, database, qtbot):
    page = named(wizard, place_of(server, database, "empty_one"))
    enter(wizard)
    qtbot.waitUntil(lambda: wizard.here == CONTENT)
    assert page.server.found is not None
    assert page.server.found.dealer is None
    enter(wizard)
    assert wizard.here == DEALER
    wizard.pages[DEALER].line.set_text("Siam Motors")
    enter(wizard, 3)
    finish(qtbot, wizard)
    user = opened(wizard.made)
    user.store.close()
    assert ServerAddress.read(wizard.made).schema == "empty_one"


def test_where_nothing_is_yet_the_records_of_a_file_are_moved(wizard, server, database, qtbot, founded, tmp_path):
    with psycopg.connect(server, dbname=database, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA empty_two AUTHORIZATION dealer_a")
    file = Path(shutil.copyfile(founded(), tmp_path / "desk.ldk"))
    page = named(wizard, place_of(server, database, "empty_two"))
    enter(wizard)
    qtbot.waitUntil(lambda: wizard.here == CONTENT)
    content = wizard.pages[CONTENT]
    assert content.cards.cards[Content.BOOKS].isVisible()
    content.cards.choose(Content.BOOKS)
    enter(wizard)
    assert "Choose the file that holds your records." in "\n".join(seen(content))
    content.books.set_text(str(file))
    assert page.server.found is not None
    enter(wizard)
    finish(qtbot, wizard)
    user = opened(wizard.made)
    assert dealer(user.store).name == "Sathorn EV"
    user.store.close()
    assert file.exists()


def test_what_cannot_be_opened_is_told_with_what_to_do(wizard, server, database, qtbot):
    page = named(wizard, place_of(server, database, ANOTHER))
    for schema, words in (
        (ANOTHER, "GRANT USAGE ON SCHEMA dealer_b TO dealer_a;"),
        ("missing", "CREATE SCHEMA missing AUTHORIZATION dealer_a;"),
        ("NOT", "The schema"),
    ):
        page.server.schema.set_text(schema)
        enter(wizard)
        if schema != "NOT":
            qtbot.waitUntil(page.server.refused.isVisible)
        assert wizard.here == PLACE
        told = "\n".join(seen(wizard))
        assert (words in told) or ("NOT cannot be used" in told)


def test_a_password_that_was_typed_stands_neither_in_the_place_nor_in_the_settings(wizard, server, database):
    page = named(wizard, place_of(server, database).replace("dealer_a@", "dealer_a:geheim@"))
    page.read()
    assert "geheim" not in page.server.host.text
    assert "geheim" not in wizard.answers.where
    assert "geheim" not in repr(Machine(store=wizard.answers.where))
    assert page.server.password.line.text() == "geheim"
    forget_passwords()


def test_books_that_cannot_be_opened_say_why_and_open_once_they_can(server, founded_on_server, dressed, qtbot):
    """The server's database comes while the window stands there, as a server that was down comes back."""
    where = place_of(server, "comes_later")
    with pytest.raises(StoreUnusable) as refused:
        open_books(where)
    window = NotReached(where, refused.value)
    window.show()
    assert '"comes_later" does not exist' in "\n".join(seen(window))
    assert not window.password.isVisible()
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(window.again.isEnabled)
    assert window.store is None

    copy_database(server, founded_on_server(), "comes_later")
    with qtbot.waitSignal(window.ended):
        press(window, Qt.Key.Key_Return)
    assert window.store is not None
    window.store.close()
    let_go(window)
    drop_database(server, "comes_later")


def test_a_password_is_asked_for_in_the_same_window_and_other_books_may_be_wanted(dressed, qtbot, monkeypatch):
    window = NotReached("postgresql://noi@db.example/desk", PasswordNeeded("db.example", "noi"))
    told = []
    monkeypatch.setattr(not_reached, "use_password", lambda where, password: told.append((where, password)))
    monkeypatch.setattr(not_reached, "open_there", lambda _: iter(()))
    window.show()
    window.activateWindow()
    rest(window)
    type_in(window, "geheim")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("postgresql://noi@db.example/desk", "geheim")]
    QTest.keyClick(window.other, Qt.Key.Key_Space)
    assert window.wants_other
    let_go(window)
