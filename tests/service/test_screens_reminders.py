"""The page of reminders with more lines than stand there at once, and with whoever wants none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

import pytest
from hands import ENTER
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from screen import DOWN, Hands, at_the_window
from test_diary import booked

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.vehicle.rules.people import Person

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    booked(own_shop)
    with at_the_window(own_shop, qtbot) as found:
        yield found


def test_of_two_thousand_reminders_a_part_stands_there_at_once_and_the_keyboard_goes_on_from_part_to_part(hands):
    page = hands.go("reminders", "A-1")
    hands.until(lambda: page.lines.parts)
    ((card, language),) = page._reminders
    many = [
        (replace(card, shown=replace(card.shown, of=replace(card.shown.of, number=number))), language)
        for number in range(1, 2_001)
    ]
    unwilling = replace(many[0][0], owner=Person("Zhang Wei", phone="089 555 0177", no_reminders=True))
    began = process_time()
    page._came([(unwilling, language), *many[1:]])
    assert process_time() - began < 1  # some 0.15; two thousand lines took twelve
    hands.settle()
    assert len(page.findChildren(QWidget)) < 600
    assert page.places.text() == "1–25 of 2,000"
    first = page.lines.parts[0]
    assert {each.reason for each in first.buttons} == {"This customer wants no reminders."}
    first.setFocus()
    hands.press(ENTER)
    assert "This customer wants no reminders." in hands.told
    page.lines.parts[-1].setFocus()
    hands.press(DOWN)
    assert (hands.focus, page.places.text()) == (page.lines.parts[0], "26–50 of 2,000")
    hands.press(Qt.Key.Key_Up)
    assert (hands.focus, page.places.text()) == (page.lines.parts[-1], "1–25 of 2,000")
    page.further.click()
    assert page.lines.parts[0].card.shown.number == 26
