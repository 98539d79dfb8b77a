"""Every page of the example dealer, as people of little right and of much see it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from every_page import walk
from hands import CTRL, ENTER, NO_WARNINGS, dress_once, rest, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lifecycle_desk.app import window
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.form_body import WhyWithheld
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.look.rows import PaletteRow
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import PaletteCommand, Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.service.orders.rules.states import READY
from lifecycle_desk.stages.service.orders.usecases.showing import board, order

pytestmark = NO_WARNINGS
AUDITOR, MANAGER, TECHNICIAN = "nid", "suda", "anan"
# Primary buttons that write nothing, by their words.
WRITES_NOTHING = {
    "Add event": "a menu; what in it writes is greyed, pages that may be read are not",
    "All campaigns": "goes to a list",
    "All customers": "goes to a list",
    "All vehicles": "goes to a list",
    "Choose file…": "opens a paper, to verify it",
    "Open workshop": "goes to a list",
    "Owner letters": "goes to their paper",
    "Parts": "goes to a list",
    "Save public key…": "writes a file for others, and nothing into the books",
}


@pytest.fixture
def sit(example: UserSession) -> Iterator[Callable[[str], Window]]:
    """The window on the example dealer's books, with sign-in on, and somebody who sits there."""
    dress_once()
    take_on(example, Member(MANAGER, "Suda Rattana", Role.MANAGER))
    take_on(example, Member(AUDITOR, "Nid P.", Role.AUDITOR))
    take_on(example, Member(TECHNICIAN, "Anan W.", Role.TECHNICIAN))
    switch_sign_in(example, SignIn(on=True))
    made: list[Iterator[Window]] = []

    def sits(staff: str) -> Window:
        made.append(shown(window(replace(example, staff=staff), Machine(), remember=False)))
        desk = next(made[-1])
        desk.speak("en")
        return desk

    yield sits
    for each in made:
        next(each, None)


def visible(page: QWidget) -> list[Button]:
    return [each for each in page.findChildren(Button) if each.isVisible()]


def test_an_auditor_finds_no_primary_button_that_writes_and_reads_why_at_the_head_of_forms(sit):
    desk = sit(AUDITOR)
    writing: set[tuple[str, str]] = set()
    told: set[str] = set()
    for name, page in walk(desk):
        primary = (each for each in visible(page) if each.kind == "primary" and each.isEnabled())
        writing |= {(name, each.text()) for each in primary if each.text() not in WRITES_NOTHING}
        if any(each.isVisible() for each in page.findChildren(WhyWithheld)):
            told.add(name)
    assert not writing
    assert told >= {"add-vehicle", "customer", "repair-order", "claim", "inspect-order"}


def test_a_manager_finds_nothing_withheld(sit):
    desk = sit(MANAGER)
    found = {(name, each.text()) for name, page in walk(desk) for each in visible(page) if each.reason}
    assert not found


def test_a_technician_writes_on_an_order_and_does_not_hand_it_over(sit):
    desk = sit(TECHNICIAN)
    user = desk.app.user
    ready = next(card.line.number for lane in board(user) if lane.state is READY for card in lane.cards)
    desk.go(Place("order", ready))
    rest(desk)
    page = desk.page()
    assert not page.save.reason
    assert not any(each.isVisible() for each in page.findChildren(WhyWithheld))
    assert not page.primary.isEnabled()
    assert page.primary.toolTip().startswith("Anan W. does not have permission: Close repair orders.")
    QTest.keyClick(desk, ENTER, CTRL)
    rest(desk)
    assert page.panel.isHidden()
    lines = page.jobs.cards[0].complaint.lines
    lines.setFocus()
    QTest.keyClick(lines, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(lines, " seen")
    QTest.keyClick(lines, Qt.Key.Key_S, CTRL)
    rest(desk)
    found = order(user, ready).order
    assert (found.sheet.jobs[0].complaint[-5:], found.state) == (" seen", READY)


def test_the_palette_offers_no_form_that_cannot_be_saved(sit):
    desk = sit(AUDITOR)
    assert not offered(desk, "New repair order")
    assert not offered(desk, "Import file")
    assert offered(desk, "Warranty claims")
    desk.become(TECHNICIAN, "Anan W.")
    assert offered(desk, "New repair order")
    assert not offered(desk, "Import file")


def offered(desk: Window, words: str) -> bool:
    """Whether the palette offers something, once it is known who may do what."""
    desk.palette_box.rise(words)
    rest(desk)
    rows = desk.palette_box.found.rows.rows
    desk.palette_box.close_up()
    return any(isinstance(each, PaletteRow) and isinstance(each.key, PaletteCommand) for each in rows)
