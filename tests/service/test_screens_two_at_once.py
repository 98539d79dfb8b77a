"""Two who change one claim or one appointment at once: both changes stand in the form, and one is chosen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from claiming import begun, changed, claim
from hands import CTRL, ENTER
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from screen import Hands, at_the_window
from test_diary import booked, of
from test_screens_claims import page_of

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.desktop.look.parts import FilterChip
from lifecycle_desk.stages.service.diary.rules.resources import ResourceKind
from lifecycle_desk.stages.service.diary.usecases.booking import ON_SHEET, change_appointment
from lifecycle_desk.stages.service.diary.usecases.requests import ChangeAppointment
from lifecycle_desk.stages.service.diary.usecases.setup import SaveResource, save_resource
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.people import add_person

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)  # a Tuesday, 10:00 in Bangkok


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(own_shop, qtbot) as found:
        yield found


@pytest.fixture
def diary_hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(NOW)
    for name, full in (("anan", "Anan Kittisak"), ("somchai", "Somchai Pradit")):
        take_on(own_shop, Member(name, full, Role.TECHNICIAN))
    save_resource(own_shop, SaveResource(ResourceKind.BAY, "Bay 1"))
    booked(own_shop)
    with at_the_window(own_shop, qtbot) as found:
        yield found


def test_what_somebody_else_saved_of_a_claim_stands_beside_what_is_typed_and_one_chooses(
    hands: Hands, own_shop: UserSession
):
    number = begun(own_shop).number
    page = page_of(hands, number)
    page.sheet["cause"].set_text("Mine")
    page.sheet["damage_code"].set_text("D1")
    page.sheet.lines.rows[0].texts["trouble_code"].set_text("P0AA6-00")
    (line, *rest) = claim(own_shop, number).sheet.lines
    lines = (replace(line, trouble_code="P0A7F-00"), *rest)
    changed(own_shop, number, correction="Theirs", cause="Other", lines=lines)
    hands.until(lambda: len(page.meanwhile.clashes.findChildren(FilterChip)) == 4)
    texts = {name: page.sheet[name].text for name in ("cause", "damage_code", "correction")}
    assert texts == {"cause": "Mine", "damage_code": "D1", "correction": "Theirs"}
    named = {each.text() for each in page.meanwhile.clashes.findChildren(QLabel)}
    assert "Cause" in named
    assert any(line.code in each and each.endswith("Trouble code") for each in named)
    theirs = next(each for each in page.meanwhile.clashes.findChildren(FilterChip) if each.text().endswith("Other"))
    theirs.click()
    assert page.sheet["cause"].text == "Other"
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: claim(own_shop, number).sheet.damage_code == "D1")
    sheet = claim(own_shop, number).sheet
    assert (sheet.cause, sheet.correction, sheet.lines[0].trouble_code) == ("Other", "Theirs", "P0AA6-00")
    assert page.meanwhile.isHidden()


def test_the_saved_version_of_a_claim_is_shown_when_one_gives_up_what_was_typed(hands: Hands, own_shop: UserSession):
    number = begun(own_shop).number
    page = page_of(hands, number)
    page.sheet["cause"].set_text("Mine")
    changed(own_shop, number, correction="Theirs")
    hands.until(page.meanwhile.isVisible)
    page.meanwhile.action.click()
    hands.until(lambda: page.sheet["cause"].text != "Mine")
    assert (page.sheet["correction"].text, page.meanwhile.isHidden()) == ("Theirs", True)


def test_what_somebody_else_saved_of_an_appointment_stands_beside_what_is_typed_and_one_chooses(diary_hands, own_shop):
    hands, seen = diary_hands, of(own_shop, 1)
    form = hands.go("appointment", "A-1")
    hands.until(lambda: form.vehicle.vehicle)
    form.note.set_text("Mine")
    form.technician.set_value("Somchai Pradit")
    other = add_person(own_shop, Person("Somebody else")).value.number
    sheet = {name: getattr(seen, name) for name in ON_SHEET}
    theirs = sheet | {"bay": "Bay 1", "note": "Other", "customer": other}
    change_appointment(own_shop, ChangeAppointment(number=1, **theirs))
    hands.until(form.meanwhile.clashes.isVisible)
    assert (form.bay.value, form.note.text, form.customer.number) == ("Bay 1", "Mine", other)
    assert form.vehicle.vehicle.vin == seen.vin
    chips = form.meanwhile.clashes.findChildren(FilterChip)
    assert [each.text() for each in chips] == ["Yours: Mine", "Theirs: Other"]
    chips[1].click()
    hands.press(ENTER, CTRL)
    hands.until(lambda: of(own_shop, 1).technician == "Somchai Pradit")
    kept = of(own_shop, 1)
    assert {name: getattr(kept, name) for name in ON_SHEET} == theirs | {"technician": "Somchai Pradit"}
