"""A page that is hidden while the language changes: it follows when it is shown, and nothing in it is stale then."""

import weakref

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.forms import DraftSaver, stored_draft
from lifecycle_desk.desktop.look.parts import Label, LineField, TextEdit
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


class Heard(Label):
    """Writes down in which languages it was called."""

    def __init__(self) -> None:
        super().__init__(N_("Vehicles"))
        self.codes: list[str] = []
        translator().changed.connect(self.hear)

    def hear(self) -> None:
        self.codes.append(translator().current.code)


@pytest.fixture
def heard(window) -> Heard:
    """A part of a page that is hidden."""
    part = Heard()
    window.go(Place("vehicles"))
    window.page().layout().addWidget(part)
    window.go(Place("today"))
    return part


def test_a_hidden_page_says_nothing_anew_until_it_is_shown_and_then_the_language_of_now(window, heard):
    window.speak("th")
    window.speak("es")
    QTest.qWait(1)
    assert (heard.codes, heard.text()) == ([], "Vehicles")

    window.go(Place("vehicles"))
    assert (heard.codes, heard.text()) == (["es"], Language("es")("Vehicles"))
    window.go(Place("today"))
    window.go(Place("vehicles"))
    assert heard.codes == ["es"]


def test_what_is_shown_is_said_at_once(window, heard):
    window.go(Place("vehicles"))
    window.speak("es")
    assert (heard.codes, heard.text()) == (["es"], Language("es")("Vehicles"))


def test_a_page_that_was_hidden_is_read_from_the_side_and_with_the_figures_of_now(window, heard):
    window.speak("ar")
    QTest.qWait(1)
    assert (heard.layoutDirection(), heard.locale().language()) == (LTR, QLocale.Language.English)
    window.go(Place("vehicles"))
    assert (heard.layoutDirection(), heard.locale().language()) == (RTL, QLocale.Language.Arabic)

    window.speak("en")
    QTest.qWait(1)
    assert (heard.layoutDirection(), heard.locale().language()) == (LTR, QLocale.Language.English)


def test_a_text_that_a_hidden_page_is_given_meanwhile_stands_in_the_language_of_now(window, heard):
    window.speak("es")
    heard.set_message(N_("Customers"))
    assert heard.text() == Language("es")("Customers")
    window.go(Place("vehicles"))
    assert heard.text() == Language("es")("Customers")


class Dated(LineField):
    """A field whose text follows the language."""

    def __init__(self) -> None:
        super().__init__(N_("Day"))
        translator().changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        self.set_text(translator().current("Vehicles"))


def test_a_hidden_form_keeps_no_draft_because_it_follows_the_language(window):
    window.go(Place("vehicles"))
    field = Dated()
    window.page().layout().addWidget(field)
    drafts = DraftSaver(window.app, "sample", lambda: {"on": field.text}, lambda _: None, field)
    drafts.begin("X")
    window.go(Place("today"))
    for code in ("es", "ar"):
        window.speak(code)
        drafts.keep()
    window.go(Place("vehicles"))
    drafts.keep()
    window.app.writes.settle()
    assert field.text == Language("ar")("Vehicles")
    assert stored_draft(window.app.user.store, "sample", "X") is None

    field.set_text("typed")
    window.go(Place("today"))
    window.speak("es")
    drafts.keep()
    window.app.writes.settle()
    assert "typed" in stored_draft(window.app.user.store, "sample", "X")
    drafts.end()


def test_lines_of_another_height_are_no_other_text(show, qtbot):
    typed = TextEdit()
    show(typed)
    typed.setPlainText("Brakes squeal")
    before = typed.document().firstBlock().blockFormat().lineHeight()
    with qtbot.assertNotEmitted(typed.textChanged):
        translator().set_language(Language("th"))
        QTest.qWait(1)
    assert typed.document().firstBlock().blockFormat().lineHeight() != before
    translator().set_language(Language("en"))


class Failing(Label):
    """Cannot follow."""

    def fail(self) -> None:
        raise ZeroDivisionError


def test_what_fails_in_one_part_is_reported_and_the_others_follow(dressed, qtbot):
    bad, good = Failing(), Heard()
    translator().changed.connect(bad.fail)
    after = Heard()
    with qtbot.captureExceptions() as reported:
        translator().set_language(Language("es"))
    assert [kind for kind, *_ in reported] == [ZeroDivisionError]
    assert good.codes == after.codes == ["es"]


def test_a_part_that_follows_goes_at_once_when_nobody_holds_it(dressed):
    part = Label()
    translator().changed.connect(part.update)
    gone = weakref.ref(part)
    del part
    assert gone() is None
