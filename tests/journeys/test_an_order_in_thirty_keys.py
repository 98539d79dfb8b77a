"""A whole order with two jobs and three lines, by somebody who knows no tricks, in at most thirty keys beside the text.

What she knows: Tab and Enter go on, the arrows choose, and keys that stand on buttons press them. Each key is counted.
"""

from collections.abc import Iterator

import pytest
from hands import CTRL, ENTER, PLAIN, TAB, press, seen, type_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from screen import Hands, at_the_window
from test_catalogue import BRAKES, PAD, kept
from workshop import VIN, with_car

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.usecases.showing import order, orders_of

MOST = 30


class Adviser:
    """Somebody at the keyboard whose keys are counted; what she types as text is not."""

    def __init__(self, hands: Hands) -> None:
        self.hands, self.keys = hands, list[str]()

    def type(self, text: str) -> None:
        type_in(self.hands.window, text)
        self.hands.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.keys.append(f"{modifier.name}+{key.name}")
        press(self.hands.window, key, modifier)
        self.hands.settle()

    def press_button(self, button: Button) -> None:
        """Press the keys that a button shows; a button that shows none cannot be pressed so."""
        shown = button.shortcut()
        assert shown.toString(), button.text()
        assert button.keys, "the key is not shown"
        both = shown[0]
        self.press(both.key(), both.keyboardModifiers())

    @property
    def at(self) -> QWidget | None:
        return QApplication.focusWidget()


@pytest.fixture
def hands(own_user: UserSession, qtbot) -> Iterator[Hands]:
    kept(with_car(own_user), PAD, BRAKES)
    with at_the_window(own_user, qtbot) as found:
        yield found


def test_a_whole_order_takes_at_most_thirty_keys_beside_the_text(hands, own_user):
    page = hands.go("order_form")
    adviser = Adviser(hands)
    adviser.type("000001")
    adviser.press(ENTER)
    hands.until(lambda: page.vehicle.vehicle)
    adviser.press(ENTER)  # today
    adviser.type("47990")
    for text in ("tomorrow 15:30", "Nok Kanjana", "Somchai Pradit"):
        adviser.press(ENTER)
        adviser.type(text)
    adviser.press(ENTER)
    adviser.press(ENTER)  # the papers' language stays the customer's own
    assert adviser.at is page.jobs.cards[0].complaint.lines
    assert page.jobs.cards[0].complaint.text == ""
    adviser.type("Brakes squeak when cold")
    for text in ("Pads worn to 3 mm", "Pads replaced"):
        adviser.press(TAB)
        adviser.type(text)
    adviser.press(TAB)
    for letters in ("br-10", "1104"):
        adviser.type(letters)
        hands.until(lambda: page.offers.box.is_open)
        adviser.press(ENTER)  # takes it
        adviser.press(ENTER)  # goes on to the next line
    adviser.press_button(page.jobs.add)
    second = page.jobs.cards[1]
    assert adviser.at is second.complaint.lines
    adviser.type("Wiper leaves streaks")
    for text in ("Blade torn", "Blade replaced"):
        adviser.press(TAB)
        adviser.type(text)
    adviser.press(TAB)
    adviser.type("WB-1")  # in no catalogue
    adviser.press(ENTER)
    adviser.type("Replace wiper blade")
    adviser.press(ENTER)
    adviser.type("0.2")
    adviser.press_button(page.book)
    hands.until(lambda: orders_of(own_user, VIN))
    assert adviser.at is page.done.next
    (saved,) = orders_of(own_user, VIN)
    sheet = order(own_user, saved.number).order.sheet
    assert saved.state is OrderState.BOOKED
    assert [job.complaint for job in sheet.jobs] == ["Brakes squeak when cold", "Wiper leaves streaks"]
    assert [[(line.kind, line.code) for line in job.lines] for job in sheet.jobs] == [
        [(LineKind.LABOUR, "BR-10"), (LineKind.PART, "1104-6127"), (LineKind.PART, "1104-6127 CORE")],
        [(LineKind.LABOUR, "WB-1")],
    ]
    assert saved.number in page.done.title.text()
    adviser.press_button(page.done.open)
    assert hands.window.page() is not page
    assert len(adviser.keys) <= MOST, adviser.keys


def test_the_second_job_takes_what_is_typed_whichever_way_it_was_added(hands):
    page = hands.go("order_form", VIN)
    hands.until(lambda: page.vehicle.vehicle)
    adviser = Adviser(hands)
    page.jobs.cards[0].complaint.lines.setFocus()
    adviser.type("First")
    page.jobs.add.setFocus()
    adviser.press(ENTER)  # as Tab leads to the button
    adviser.type("Second")
    adviser.press(TAB)
    adviser.type("Cause")
    adviser.press(Qt.Key.Key_J, CTRL)
    adviser.type("Third")
    assert [card.complaint.text for card in page.jobs.cards] == ["First", "Second", "Third"]
    assert page.jobs.cards[1].cause.text == "Cause"
    adviser.press(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    adviser.type("X-9")
    assert [row.code.text() for row in page.jobs.cards[2].rows] == ["X-9"]
    assert [[row.code.text() for row in card.rows] for card in page.jobs.cards[:2]] == [[""], [""]]


def test_the_keys_of_the_page_are_shown_and_the_keyboard_comes_back(hands):
    page = hands.go("order_form", VIN)
    hands.until(lambda: page.vehicle.vehicle)
    page.jobs.add.setFocus()
    hands.press(Qt.Key.Key_Question)
    assert hands.window.sheet.is_open
    said = " ".join(seen(hands.window.sheet.box))
    assert all(words in said for words in ("Save as booked", "Add job", "Find anything"))
    hands.press(Qt.Key.Key_Escape)
    assert not hands.window.sheet.is_open
    assert hands.focus is page.jobs.add


def test_a_question_mark_in_a_text_is_text(hands):
    page = hands.go("order_form", VIN)
    hands.until(lambda: page.vehicle.vehicle)
    page.jobs.cards[0].complaint.lines.setFocus()
    type_in(hands.window, "Noise?")
    assert page.jobs.cards[0].complaint.text == "Noise?"
    assert not hands.window.sheet.is_open
