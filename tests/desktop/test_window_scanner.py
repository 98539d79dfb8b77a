"""A scanner types faster than any hand, and its code opens what it names."""

from collections.abc import Iterator
from time import sleep

import pytest
from hands import ENTER, PLAIN
from plain_window import VIN
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.scanner import FASTEST_HAND, SHORTEST, Scanner
from lifecycle_desk.desktop.window import Window


@pytest.fixture
def scanned(window) -> Iterator[list[str]]:
    """The codes that a scanner of the window hears."""
    scanner, found = Scanner(QApplication.instance()), []
    scanner.scanned.connect(lambda code: (found.append(code), window.scanned(code)))
    yield found
    QApplication.instance().removeEventFilter(scanner)


def type_by_the_clock(window: Window, text: str, began: int, gap: int) -> None:
    """Keys and Enter, pressed so many milliseconds after one another; the window is busy for a while amid them."""
    for place, letter in enumerate([*text, "\r"]):
        event = QKeyEvent(QEvent.Type.KeyPress, ENTER if letter == "\r" else Qt.Key.Key_unknown, PLAIN, letter)
        event.setTimestamp(began + place * gap)
        QApplication.sendEvent(window.windowHandle(), event)
        if place == SHORTEST:
            sleep(2 * FASTEST_HAND / 1_000)


@pytest.mark.parametrize("code", [VIN, VIN.lower()])
def test_a_scanned_vin_opens_its_vehicle_and_leaves_the_field_free(window, scanned, qtbot, code):
    window.page().field.control.setText("typed ")
    type_by_the_clock(window, code, 1_000, gap=15)
    qtbot.waitUntil(lambda: window.place == Place("vehicle", VIN))
    assert scanned == [code]


@pytest.mark.parametrize(("began", "gap"), [(1_000, 60), (0, 0)], ids=["by hand", "nobody knows when"])
def test_what_is_typed_slowly_is_no_code(window, scanned, began, gap):
    type_by_the_clock(window, VIN, began, gap)
    assert scanned == []
