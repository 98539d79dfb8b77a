"""The pages of the catalogue: an entry is written by keyboard, listed, changed and withdrawn."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hands import CTRL, ENTER, dress_once, press, rest, shown, type_in
from PySide6.QtCore import Qt
from screen import Hands, at_the_window
from test_catalogue import BRAKES, PAD, kept

from lifecycle_desk.app import window
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.stages.service.catalogue.usecases.changing import entry_of
from lifecycle_desk.stages.service.catalogue.usecases.offering import catalogue_counts
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.pages import UNDO_CATALOGUE


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(own_shop, qtbot) as found:
        yield found


def test_an_empty_catalogue_says_how_to_begin_and_a_part_is_kept_by_keyboard(hands, own_shop):
    page = hands.go("catalogue")
    assert page.body.is_empty
    hands.press(ENTER)
    hands.settle()
    form = hands.window.page()
    assert hands.focus is form.code.line
    hands.write_text("A-1", "Fuse, 30 A", "", "12.50", "", "")
    hands.press(ENTER, CTRL)
    hands.until(lambda: hands.window.page() is not form)
    found = entry_of(own_shop, LineKind.PART, "a1")
    assert (found.text, [each.price for each in found.prices]) == ("Fuse, 30 A", [1250])


def test_a_row_opens_its_entry_and_a_fault_stands_beside_its_field(hands, own_shop):
    kept(own_shop, PAD, BRAKES)
    page = hands.go("catalogue")
    hands.until(lambda: page.body.table.long.rowCount() == 2)
    form = hands.go("catalogue_entry", "labour:BR-10")
    hands.until(lambda: form.code.text == "BR-10")
    assert form.hours.text == "0.8; MG MG4 Electric 1.1"
    form.hours.set_text("0.85")
    hands.press(ENTER, CTRL)
    hands.until(lambda: form.hours.is_faulty)
    form.hours.set_text("0.9; MG MG4 Electric 1.2")
    hands.press(ENTER, CTRL)
    hands.until(lambda: entry_of(own_shop, LineKind.LABOUR, "BR-10").hours_of("MG", "MG4 Electric") != BRAKES.hours[1])
    assert str(entry_of(own_shop, LineKind.LABOUR, "BR-10").hours_of("", "")) == "0.9"


def test_an_entry_is_withdrawn_in_its_form(hands, own_shop):
    kept(own_shop, PAD)
    form = hands.go("catalogue_entry", "part:1104-6127")
    hands.until(lambda: form.code.text)
    assert "1,950.00" in form.earlier.text()
    form.withdraw.click()
    hands.until(lambda: entry_of(own_shop, LineKind.PART, "1104-6127").withdrawn)


def test_the_last_change_is_undone_from_the_palette(hands, own_shop):
    kept(own_shop, PAD, BRAKES)
    UNDO_CATALOGUE.run(hands.window.app)
    hands.until(lambda: catalogue_counts(own_shop)[1] == 0)
    hands.settle()
    assert "Catalogue change undone: 2 entries" in hands.told


def test_a_part_is_opened_from_the_palette_by_its_number(own_shop):
    kept(own_shop, PAD, BRAKES)
    dress_once()
    with contextmanager(shown)(window(own_shop, Machine(language="en"), remember=False)) as whole:
        press(whole, Qt.Key.Key_K, CTRL)
        type_in(whole, "1104")
        whole.palette_box._ask()  # without the pause for more letters
        rest(whole)
        press(whole, ENTER)
        assert whole.place == Place("catalogue_entry", "part:1104-6127")
        assert whole.page().code.text == "1104-6127"
