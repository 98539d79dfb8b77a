"""What the window says is true: nothing of a page that is coming, its title, no tick on what was not done."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hands import let_go, opened, rest
from PySide6.QtWidgets import QLabel, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import DraftSaver, stored_draft
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import Label, ReadField, column
from lifecycle_desk.desktop.pages import Page, PageWidget, Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.language.reading import read_day

MOMENT = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


class Car(PageWidget):
    """A page of one car, which is looked up."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self.shown = app, ""
        self.name = Label()
        self.setLayout(column(self.name, None))

    def show_key(self, key: str) -> None:
        self._app.run_query(lambda: key, self._came)

    def _came(self, key: str) -> None:
        self.shown = key
        self.name.set_message(PlainText(key))

    def title(self) -> UiText:
        return PlainText(self.shown) if self.shown else ""


PAGES = (
    Page("car", N_("Vehicle"), "car", Car),
    Page("today", N_("Today"), "calendar-due", lambda _: PageWidget()),
)


@pytest.fixture
def window(own_user: UserSession, qtbot, dressed) -> Iterator[Window]:
    made = opened(own_user, PAGES)
    made.show()
    qtbot.waitExposed(made)
    yield made
    let_go(made)


def is_seen(window: Window, widget: QWidget) -> bool:
    """Whether what lies at the place of a widget is the widget, and not something over it."""
    at = widget.mapTo(window, widget.rect().center())
    found = window.childAt(at)
    return found is widget


def test_a_page_that_is_still_coming_shows_nothing_of_the_one_before(window):
    window.go(Place("car", "FIRST"))
    rest(window)
    page = window.page()
    assert is_seen(window, page.name)
    assert window.windowTitle() == "FIRST · Lifecycle Desk"

    window.app.reads.pause()
    window.go(Place("car", "SECOND"))
    assert page.name.text() == "FIRST"
    assert not is_seen(window, page.name)
    assert window.windowTitle() == "Vehicle · Lifecycle Desk"
    rest(window)
    assert is_seen(window, page.name)
    assert (page.name.text(), window.windowTitle()) == ("SECOND", "SECOND · Lifecycle Desk")


def colours(window: Window) -> int:
    """How many colours the place of the page has."""
    picture = window._veil.grab().toImage()
    return len({picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 3)})


def test_who_waits_longer_than_one_notices_sees_the_sketch_of_a_page_until_it_comes(window, qtbot):
    with qtbot.waitSignal(window.seen):  # from then on, what is asked is answered
        window.go(Place("today"))
    rest(window)
    window.app.reads.pause()
    window.go(Place("car", "FIRST"))
    assert colours(window) == 1
    qtbot.waitUntil(lambda: window._veil.is_sketched)
    assert colours(window) > 2
    rest(window)
    assert window._veil.isHidden()

    window.app.reads.pause()
    window.go(Place("car", "SECOND"))  # the next begins bare again
    assert colours(window) == 1
    rest(window)
    qtbot.wait(window._veil.BARE + 50)
    assert not window._veil.is_sketched


def test_the_title_follows_the_language(window):
    window.go(Place("today"))
    for code in ("es", "th", "en"):
        window.speak(code)
        assert window.windowTitle() == translator().current(
            N_("%(page)s · Lifecycle Desk"), page=translator().current("Today")
        )
    assert window.windowTitle() == "Today · Lifecycle Desk"


def test_what_was_not_done_is_told_without_a_tick(window):
    window.app.hint(N_("Nothing to undo"))
    hinted = window.notices.toast.grab().toImage()
    window.app.show_toast(N_("Nothing to undo"))
    assert window.notices.toast.grab().toImage() != hinted
    assert "Nothing to undo" in [each.text() for each in window.notices.toast.findChildren(QLabel)]


def test_another_language_marks_nothing_as_changed_and_keeps_no_draft(window, qtbot):
    box: dict[str, str] = {}

    class Dated(QWidget):
        def follow(self) -> None:
            box["on"] = translator().current.formats.day(MOMENT.date())

    page = Dated(window)
    page.follow()
    translator().changed.connect(page.follow)
    keeper = DraftSaver(window.app, "sample", lambda: dict(box), box.update, page)
    keeper.begin("X")
    for code in ("ar", "es", "en"):
        window.speak(code)
        keeper.keep()
    window.app.writes.settle()
    assert stored_draft(window.app.user.store, "sample", "X") is None

    box["note"] = "typed"
    window.speak("th")
    keeper.keep()
    window.app.writes.settle()
    assert "typed" in stored_draft(window.app.user.store, "sample", "X")
    keeper.end()


def test_a_day_is_read_in_the_language_in_which_it_was_typed(qtbot, dressed):
    field = ReadField(N_("Day"), lambda text: (read_day(text, translator().current, MOMENT.date()).value, ""))
    qtbot.addWidget(field)
    translator().set_language(Language("th"))
    field.set_text("5 มี.ค. 2026")
    assert field.value == MOMENT.date()
    for code in ("es", "ar", "en"):
        translator().set_language(Language(code))
        assert field.validate()
        assert field.value == MOMENT.date()
    field.set_text("5 มี.ค. 2026")
    assert field.is_faulty  # typed anew, it is read anew
