"""Every page of the example dealer, as people of little right and of much see it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hands import NO_WARNINGS, dress_once, rest, shown
from PySide6.QtWidgets import QWidget

from lifecycle_desk.app import main_places, window
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.form_body import WhyWithheld
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.window import Window

pytestmark = NO_WARNINGS
AUDITOR, MANAGER, TECHNICIAN = "nid", "suda", "anan"
# Primary buttons that write nothing, by their words.
WRITES_NOTHING = {
    "Add event": "a menu; what in it writes is greyed, pages that may be read are not",
    "All campaigns": "goes to a list",
    "All customers": "goes to a list",
    "All vehicles": "goes to a list",
    "Choose file": "opens a paper, to verify it",
    "Open workshop": "goes to a list",
    "Save public key": "writes a file for others, and nothing into the books",
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
        return next(made[-1])

    yield sits
    for each in made:
        next(each, None)


def walk(desk: Window) -> Iterator[tuple[str, QWidget]]:
    """Every page, one after the other, when all that it asked has come."""
    for name, place in main_places(desk.app.user):
        desk.go(place)
        rest(desk)
        page = desk.page()
        assert page, name
        yield name, page


def visible(page: QWidget) -> list[Button]:
    return [each for each in page.findChildren(Button) if each.isVisible()]


def test_an_auditor_finds_no_primary_button_that_writes(sit):
    desk = sit(AUDITOR)
    found = {
        (name, each.text())
        for name, page in walk(desk)
        for each in visible(page)
        if each.kind == "primary" and each.isEnabled() and each.text() not in WRITES_NOTHING
    }
    assert not found


def test_an_auditor_reads_why_at_the_head_of_a_form(sit):
    desk = sit(AUDITOR)
    told = {
        name: [each.accessibleName() for each in page.findChildren(WhyWithheld) if each.isVisible()]
        for name, page in walk(desk)
    }
    assert {name for name, bars in told.items() if bars} == set()


def test_a_manager_finds_nothing_withheld(sit):
    desk = sit(MANAGER)
    found = {(name, each.text()) for name, page in walk(desk) for each in visible(page) if each.reason}
    assert not found
