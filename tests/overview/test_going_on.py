"""Enter goes on from field to field in every form that the program offers, and at last to what saves it."""

from collections.abc import Iterator

import pytest
from hands import ENTER, NO_WARNINGS, TAB, dress_once, rest, shown
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.app import main_places, window
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.going_on import ASKED, SAVES, field_around
from lifecycle_desk.desktop.look.parts import Button, CheckBox, Field, TextField
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.window import Window

pytestmark = NO_WARNINGS
NEW = ("add-vehicle", "customer", "arrival", "order-form", "appointment", "trade-in", "change-of-owner")
FORMS = (*NEW, "schedule", "inspect-order", "claim", "settings")
STEPS = 60  # more than any form has fields


@pytest.fixture
def desk(example: UserSession) -> Iterator[Window]:
    """The whole program on the example dealer's books."""
    dress_once()
    yield from shown(window(example, Machine(), remember=False))


def asked(page: PageWidget) -> list[Field]:
    """The fields of a page in which something can be typed or chosen."""
    return [each for each in page.findChildren(Field) if isinstance(each.control, ASKED) and is_free(each.control)]


def is_free(part: QWidget) -> bool:
    reads_only = getattr(part, "isReadOnly", None)
    return part.isVisible() and part.isEnabled() and not (reads_only and reads_only())


def walked(page: PageWidget, first: Field) -> tuple[list[Field], QWidget]:
    """Where Enter leads from a field; Tab leaves a text of several lines, in which it begins a new line."""
    first.control.setFocus()
    passed: list[Field] = []
    for _ in range(STEPS):
        here = QApplication.focusWidget()
        assert here
        field = field_around(here, page)
        if not isinstance(here, (*ASKED, CheckBox)) or (field is None and not isinstance(here, CheckBox)):
            return passed, here
        if field and field not in passed:
            passed.append(field)
        QTest.keyClick(here, ENTER)
        if isinstance(field, TextField):
            assert QApplication.focusWidget() is here, field.label.text()
            QTest.keyClick(here, TAB)
        if QApplication.focusWidget() is here:
            return passed, here
    raise AssertionError([each.label.text() for each in passed])


def how_it_ended(passed: list[Field], end: QWidget) -> str:
    if isinstance(end, Button) and end.keys in SAVES:
        return "saves"
    return "left a text by Tab" if isinstance(passed[-1], TextField) else type(end).__name__


def test_enter_goes_through_every_form_to_the_button_that_saves(desk):
    desk.speak("en")
    ends: dict[str, str] = {}
    left_out: dict[str, set[str]] = {}
    for name, place in main_places(desk.app.user):
        if name not in FORMS:
            continue
        desk.go(place)
        rest(desk)
        fields = asked(desk.page())
        passed, end = walked(desk.page(), next(each for each in fields if not isinstance(each, TextField)))
        ends[name] = how_it_ended(passed, end)
        left_out[name] = {each.label.text() for each in fields if each not in passed}
        assert desk.place == place
    by_tab = ("arrival", "trade-in", "change-of-owner", "order-form")
    assert ends == dict.fromkeys(FORMS, "saves") | dict.fromkeys(by_tab, "left a text by Tab")
    assert {name: each for name, each in left_out.items() if each} == {
        "order-form": {"Customer", "Note"},  # below the lines
        "claim": {"Cause", "Correction"},  # above the first line that Enter leaves
    }
